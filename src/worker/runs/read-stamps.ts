import type { RunId } from '../../domain/runs/run.ts';
import { type RunStamp, stampOf } from '../../domain/sharing/run-stamp.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { readRunsById, type ReadRunsOptions } from './read-runs.ts';

/** What links must know of runs, in their order. Rejects only when the signal aborts. */
export async function readStamps(
  options: ReadRunsOptions,
  ids: readonly RunId[],
  signal: AbortSignal,
): Promise<readonly RunStamp[]> {
  const found = await readRunsById(options, ids, signal);
  return ids.map((id) => {
    const run = found.get(id);
    return run && 'id' in run ? stampOf(run) : stampOfFailure(id, run);
  });
}

function stampOfFailure(id: RunId, failure: TrackingFailure | undefined): RunStamp {
  const state = failure?.kind === 'not-found' ? 'missing' : 'unread';
  return { id, state, name: id.slice(0, 8), endMs: undefined, lastPointMs: undefined, edits: '' };
}
