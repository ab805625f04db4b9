import type { ExperimentId, Lifecycle } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';

/** A run that something is done with. */
export interface RunTarget {
  readonly id: RunId;
  readonly name: string;
  readonly experimentId: ExperimentId;
  readonly lifecycle: Lifecycle;
}

export type RunDialog = 'rename' | 'tag' | 'untag' | 'note' | 'color' | 'delete' | 'reproduce' | 'register';

/** A dialog about these runs. */
export interface OpenedDialog {
  readonly kind: RunDialog;
  readonly runs: readonly RunTarget[];
  /** What chose them, where a person did not pick them one by one. */
  readonly scope?: string | undefined;
}
