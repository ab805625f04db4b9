import { downsampleLine } from '../../domain/series/downsample.ts';
import { pictureScale, stepExtent } from '../../domain/charts/picture.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import { sparklinePath } from '../../domain/series/sparkline.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ChartRun } from '../charts/chart-protocol.ts';
import type { Sparklines, SparklinesRequest } from '../runs/runs-protocol.ts';
import type { StoredSeries } from '../series/series-entry.ts';
import type { SeriesStore } from '../series/series-store.ts';

/** More rows are not on screen at once. */
const MAX_RUNS = 60;

/** Draws what is stored of each run, once there is something of every run or it is known that there will be none. */
export async function readSparklines(
  store: SeriesStore,
  { key, widthPx, heightPx }: Pick<SparklinesRequest, 'key' | 'widthPx' | 'heightPx'>,
  runs: readonly ChartRun[],
  signal: AbortSignal,
): Promise<Sparklines> {
  // Failed ones, before this: they are asked for again as often as rows are.
  store.retry(key, runs);
  const series = await sampleAll(store, key, runs.slice(0, MAX_RUNS), signal);
  const paths = series.map(({ columns }) => {
    const points = viewSeries(columns);
    const extent = stepExtent([points], 'linear');
    if (!extent) return '';
    const line = downsampleLine(
      points,
      pictureScale({ widthPx, xKind: 'linear', xWindow: undefined }, extent),
    );
    return sparklinePath(line, extent, { widthPx, heightPx });
  });
  return { paths, states: series.map(({ state }) => state) };
}

/** What there is of each run, as soon as there is something or it is known that there will be nothing. */
export function sampleAll(
  store: SeriesStore,
  key: string,
  runs: readonly ChartRun[],
  signal: AbortSignal,
): Promise<readonly StoredSeries[]> {
  return new Promise((resolve, reject) => {
    const isReady = () => demand.series.every(({ hasSample, failure }) => hasSample || failure);
    const finish = () => {
      signal.removeEventListener('abort', stop);
      demand.release();
      resolve(demand.series);
    };
    const stop = () => {
      demand.release();
      reject(new TrackingError({ kind: 'aborted' }));
    };
    // Changes are told later than now: a request takes its time.
    const demand = store.demand(key, runs, () => isReady() && finish(), 'sample');
    if (signal.aborted) stop();
    else if (isReady()) finish();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
