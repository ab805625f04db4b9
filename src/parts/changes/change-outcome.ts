import type { RunChange } from '../../domain/runs/run-change.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { RunsChangeReply } from '../../worker/runs/change-protocol.ts';

/**
 * What became of changes, run by run: a run of which one change was refused counts as refused, one of which another was
 * not asked for any more as stopped.
 */
export interface ChangeOutcome {
  /** Runs that were asked to change. */
  readonly runCount: number;
  readonly doneCount: number;
  /** They were so already. */
  readonly unchangedCount: number;
  readonly refused: readonly RefusedRun[];
  /** Left as they were, or changed in part, since it was stopped. */
  readonly stoppedCount: number;
  /** What was not asked for then. */
  readonly left: readonly RunChange[];
  /** Takes back what was done, in the order in which that has to be asked for. */
  readonly undo: readonly RunChange[];
}

export const NOTHING_DONE: ChangeOutcome = {
  runCount: 0,
  doneCount: 0,
  unchangedCount: 0,
  refused: [],
  stoppedCount: 0,
  left: [],
  undo: [],
};

export interface RefusedRun {
  readonly id: RunId;
  readonly failure: TrackingFailure;
}

export function outcomeOf(changes: readonly RunChange[], results: RunsChangeReply): ChangeOutcome {
  const refused = new Map<RunId, RefusedRun>();
  const done = new Set<RunId>();
  const undo: RunChange[] = [];
  const left = changes.filter((_, index) => results[index]?.state === 'stopped');
  const stopped = new Set(left.map(({ id }) => id));
  changes.forEach(({ id }, index) => {
    const result = results[index];
    if (result?.state === 'refused' && !refused.has(id)) refused.set(id, { id, failure: result.failure });
    if (result?.state !== 'done') return;
    done.add(id);
    undo.unshift(result.undo);
  });
  const ids = new Set(changes.map(({ id }) => id));
  const doneCount = [...done].filter((id) => !refused.has(id) && !stopped.has(id)).length;
  const stoppedCount = [...stopped].filter((id) => !refused.has(id)).length;
  return {
    runCount: ids.size,
    doneCount,
    unchangedCount: ids.size - doneCount - stoppedCount - refused.size,
    refused: [...refused.values()],
    stoppedCount,
    left,
    undo,
  };
}

/** Nobody knows what was done: the data worker died, or the call never reached it. */
export function outcomeOfFailure(changes: readonly RunChange[], failure: TrackingFailure): ChangeOutcome {
  const ids = [...new Set(changes.map(({ id }) => id))];
  const refused = ids.map((id) => ({ id, failure }));
  return { ...NOTHING_DONE, runCount: ids.length, refused };
}
