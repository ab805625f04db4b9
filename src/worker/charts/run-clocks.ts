import { makeJoinedClock, type RunClock } from '../../domain/series/run-clock.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { ClocksRequest } from './chart-protocol.ts';
import type { SeriesStore } from '../series/series-store.ts';
import { sampleAll } from '../statistics/sparklines.ts';

/** The clocks of runs or joins, from a sample of what they logged by step: the same that their card begins with. */
export async function readClocks(
  store: SeriesStore,
  { key, runs, joins = runs.map((_, place) => [place]) }: ClocksRequest,
  signal: AbortSignal,
): Promise<readonly RunClock[]> {
  const series = await sampleAll(store, key, runs, signal);
  return joins.map((places) =>
    makeJoinedClock(
      places.flatMap((place) => {
        const stored = series[place];
        return stored ? [{ series: viewSeries(stored.columns), startMs: runs[place]?.startMs }] : [];
      }),
    ),
  );
}
