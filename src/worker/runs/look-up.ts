import { toRunHead } from '../../domain/runs/run-head.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { LookUpQuery, LookUpReply } from './finding-protocol.ts';
import { findPlaces } from './run-places.ts';
import type { RunsStore } from './runs-store.ts';

/** Runs of any experiment by id or name, and where the view has them. */
export async function lookUpRuns(
  source: TrackingSource,
  store: Pick<RunsStore, 'watched'>,
  { text, limit, viewId }: LookUpQuery,
  signal: AbortSignal,
): Promise<LookUpReply> {
  const { runs, hasMore, idProblem } = await source.lookUpRuns({ text, limit }, signal);
  const watched = viewId === undefined ? undefined : store.watched(viewId);
  const places = watched && findPlaces(runs, watched);
  return {
    runs: runs.map((run, index) => ({ head: toRunHead(run), place: places?.[index] })),
    hasMore,
    idProblem,
  };
}
