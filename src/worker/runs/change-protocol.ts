import type { RunChange } from '../../domain/runs/run-change.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

export interface RunsChangeRequest {
  /** Those of one run are made one after the other, in this order. */
  readonly changes: readonly RunChange[];
  /** Names what is under way for `runs.stop-change`. */
  readonly key?: string | undefined;
}

/** What became of one change, as the source has it afterwards. */
export type ChangeResult =
  | {
      readonly state: 'done';
      /** Takes it back. */
      readonly undo: RunChange;
    }
  /** The run was so already. */
  | { readonly state: 'unchanged' }
  | { readonly state: 'refused'; readonly failure: TrackingFailure }
  /** Never asked for: it was stopped before. */
  | { readonly state: 'stopped' };

/** One for each change, in the order of the request. */
export type RunsChangeReply = readonly ChangeResult[];

export interface ChangeProgress {
  readonly done: number;
  readonly total: number;
}
