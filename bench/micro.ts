// Runs in a worker of the measured browser: the hot functions of the data worker on one history of 1,000,000 points.
import type { Series } from '../src/domain/series.ts';
import { downsampleLine } from '../src/domain/downsample.ts';
import { createSeriesColumns, mergePoints, viewSeries } from '../src/domain/series-columns.ts';
import { decodeHistoryPage } from '../src/tracking/mlflow/decode-history.ts';

/** Milliseconds, one entry for each repetition. */
interface MicroTimes {
  readonly decodePageMs: readonly number[];
  readonly parsePageMs: readonly number[];
  readonly mergeAllMs: readonly number[];
  readonly downsampleMs: readonly number[];
  readonly downsampleLogMs: readonly number[];
  readonly pagePoints: number;
}

const POINTS = 1_000_000;
const WIDTH_PX = 1400;
const REPETITIONS = 15;

self.addEventListener('message', (event: MessageEvent<string>) => {
  const text = event.data;
  self.postMessage(measure(text));
});

/** @param text a `get-history` answer as the server sent it */
function measure(text: string): MicroTimes {
  const page = decodeHistoryPage(JSON.parse(text)).series;
  const pages = repeatPage(page);
  const whole = merged(pages);
  const scale = { kind: 'linear', min: 0, max: POINTS - 1, startPx: 0, endPx: WIDTH_PX } as const;
  return {
    pagePoints: page.steps.length,
    parsePageMs: times(() => JSON.parse(text)),
    decodePageMs: times(() => decodeHistoryPage(JSON.parse(text))),
    mergeAllMs: times(() => merged(pages)),
    downsampleMs: times(() => downsampleLine(whole, scale)),
    downsampleLogMs: times(() => downsampleLine(whole, { ...scale, kind: 'log', min: 1 })),
  };
}

/** Pages of one history of `POINTS` steps, made of copies of one page. */
function repeatPage(page: Series): Series[] {
  const size = page.steps.length;
  const spanMs = (page.timestampsMs[size - 1] ?? 0) - (page.timestampsMs[0] ?? 0) + 1;
  return Array.from({ length: Math.ceil(POINTS / size) }, (_, copy) => ({
    steps: page.steps.map((_step, index) => copy * size + index),
    timestampsMs: page.timestampsMs.map((time) => time + copy * spanMs),
    values: page.values,
  }));
}

function merged(pages: readonly Series[]): Series {
  const columns = createSeriesColumns();
  for (const page of pages) mergePoints(columns, page);
  return viewSeries(columns);
}

/** The first repetitions are left out: they are compiled meanwhile. */
function times(job: () => unknown): readonly number[] {
  const warmUps = 3;
  const all = Array.from({ length: REPETITIONS + warmUps }, () => {
    const start = performance.now();
    job();
    return performance.now() - start;
  });
  return all.slice(warmUps);
}
