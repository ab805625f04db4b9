import type { DiffRow } from '../../domain/comparison/diff-rows.ts';
import type { DiffWords } from '../../domain/comparison/diff-words.ts';
import type { DiffView } from '../../domain/comparison/diff-view.ts';
import type { GitRange } from '../../domain/runs/reproduce/git-source.ts';
import type { RunId, RunStatus } from '../../domain/runs/run.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

export interface DiffRequest {
  readonly viewId: string;
  /** In the order of the columns. */
  readonly runIds: readonly RunId[];
  /** One of the runs, that others are compared with; undefined: each with all. */
  readonly baseline: RunId | undefined;
  readonly view: DiffView;
  /** In which lines are looked for, besides what was logged. */
  readonly words?: DiffWords | undefined;
  /** The rows that are needed, [start, end). */
  readonly start: number;
  readonly end: number;
  /** More runs may join the set while they are read: its models are asked for once it stands, unless waited for. */
  readonly isGrowing: boolean;
  /** Answer when logged models are there, too; else without them while they are being read. */
  readonly waitsForModels: boolean;
  /** Another number: what could not be read is read once more. */
  readonly modelsAttempt: number;
}

/** Logged models that are entities of their own (MLflow 3). `cut`: of too many, the newest. */
export type DiffModelsState =
  | { readonly state: 'reading' | 'known' | 'cut' }
  | { readonly state: 'failed'; readonly failure: TrackingFailure };

export interface DiffReply {
  /** Of each run; undefined: it could not be read. */
  readonly statuses: readonly (RunStatus | undefined)[];
  /** Of two runs of the same code, from the first one's to the second's. */
  readonly gitRange?: GitRange | undefined;
  readonly start: number;
  readonly rows: readonly DiffRow[];
  readonly rowCount: number;
  /** Places of the rows that differ, ascending. */
  readonly differing: readonly number[];
  readonly lineCount: number;
  readonly sameCount: number;
  readonly models: DiffModelsState;
}
