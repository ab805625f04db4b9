// Runs in a worker of the measured browser: the hot functions of the data worker on one history of 1,000,000 points and
// on tables of 100,000 and 10,000 runs. Beside each stands a bound: what the machine itself takes for the same bytes, or
// the engine's own function for the same job.
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { compileFilter } from '../src/domain/expression/evaluate.ts';
import { parseFilter } from '../src/domain/expression/parse.ts';
import { orderRuns } from '../src/domain/runs/order-runs.ts';
import { appendRuns, createRunFrame, type RunFrame } from '../src/domain/runs/run-frame.ts';
import type { Run, RunId } from '../src/domain/runs/run.ts';
import type { RunSort } from '../src/domain/runs/run-sort.ts';
import type { Series } from '../src/domain/series/series.ts';
import { downsampleLine } from '../src/domain/series/downsample.ts';
import { createSeriesColumns, mergePoints, viewSeries } from '../src/domain/series/series-columns.ts';
import { decodeHistoryPage } from '../src/tracking/mlflow/decode-history.ts';

/** Milliseconds, one entry for each repetition. */
interface MicroTimes {
  readonly decodePageMs: readonly number[];
  readonly parsePageMs: readonly number[];
  readonly mergeAllMs: readonly number[];
  readonly downsampleMs: readonly number[];
  readonly downsampleLogMs: readonly number[];
  readonly pagePoints: number;
  /** 100,000 runs by a metric, and by a param of numbers. */
  readonly orderByMetricMs: readonly number[];
  readonly orderByParamMs: readonly number[];
  /** A filter of five clauses read, compiled and asked of 10,000 runs. */
  readonly filterMs: readonly number[];
  /** Bounds: x and y of all points copied; those and the times; as many numbers sorted; the same tests by hand. */
  readonly copyLineMs: readonly number[];
  readonly copySeriesMs: readonly number[];
  readonly sortNumbersMs: readonly number[];
  readonly filterByHandMs: readonly number[];
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
  const many = makeRuns(100_000);
  const fewer = makeRuns(10_000);
  const scale = { kind: 'linear', min: 0, max: POINTS - 1, startPx: 0, endPx: WIDTH_PX } as const;
  return {
    pagePoints: page.steps.length,
    parsePageMs: times(() => JSON.parse(text)),
    decodePageMs: times(() => decodeHistoryPage(JSON.parse(text))),
    mergeAllMs: times(() => merged(pages)),
    downsampleMs: times(() => downsampleLine(whole, scale)),
    downsampleLogMs: times(() => downsampleLine(whole, { ...scale, kind: 'log', min: 1 })),
    orderByMetricMs: times(() => orderRuns(many, BY_METRIC)),
    orderByParamMs: times(() => orderRuns(many, BY_PARAM)),
    filterMs: times(() => countMatches(fewer)),
    copyLineMs: timesOfCopy([whole.steps, whole.values]),
    copySeriesMs: timesOfCopy([whole.steps, whole.values, whole.timestampsMs]),
    sortNumbersMs: timesOfSort(100_000),
    filterByHandMs: timesOfHand(10_000),
  };
}

/** Memory bandwidth: every byte read and written once, as a reduction reads it and a merge also writes it. */
function timesOfCopy(columns: readonly Float64Array[]): readonly number[] {
  const targets = columns.map(({ length }) => new Float64Array(length));
  return times(() => columns.forEach((column, index) => targets[index]?.set(column)));
}

/** The engine's own sort of numbers that lie in one array already. */
function timesOfSort(count: number): readonly number[] {
  const values = Float64Array.from({ length: count }, (_, index) => ((index * 7919) % 10_007) / 10_007);
  const copy = new Float64Array(count);
  return times(() => {
    copy.set(values);
    copy.sort();
  });
}

/** The filter's five tests written out over plain arrays. */
function timesOfHand(count: number): readonly number[] {
  const rows = Array.from({ length: count }, (_, index) => index);
  const losses = Float64Array.from(rows, (index) => ((index * 7919) % 10_007) / 10_007);
  const rates = losses.map((noise) => 10 ** -Math.floor(noise * 6));
  const optimizers = rows.map((index) => (index % 2 === 0 ? 'adam' : 'sgd'));
  const names = rows.map((index) => `run ${index}`);
  const statuses = rows.map((index) => (index % 9 === 0 ? 'FAILED' : 'FINISHED'));
  const isMatch = (row: number) =>
    (losses[row] ?? Number.NaN) < 0.9 &&
    (rates[row] ?? Number.NaN) > 1e-4 &&
    (optimizers[row] === 'adam' || names[row]?.includes('7') === true) &&
    statuses[row] !== 'FAILED';
  return times(() => rows.filter(isMatch).length);
}

const BY_METRIC: RunSort = { column: { kind: 'metric', key: 'loss' }, isDescending: false };
const BY_PARAM: RunSort = { column: { kind: 'param', key: 'lr' }, isDescending: true };
const FILTER =
  "metrics.loss < 0.9 AND params.lr > 1e-4 AND (params.optimizer = 'adam' OR name LIKE '%7%') AND NOT status = 'FAILED'";

/** Runs whose values follow no order; every tenth lacks the metric. */
function makeRuns(count: number): RunFrame {
  const frame = createRunFrame();
  const runs = Array.from({ length: count }, (_, index): Run => {
    const noise = ((index * 7919) % 10_007) / 10_007;
    return {
      id: `${(index * 7919) % count}`.padStart(32, '0') as RunId,
      experimentId: '1' as ExperimentId,
      name: `run ${index}`,
      status: index % 9 === 0 ? 'FAILED' : 'FINISHED',
      lifecycle: 'active',
      startMs: 1_700_000_000_000 + Math.floor(noise * 1e7),
      endMs: undefined,
      user: 'someone',
      artifactUri: undefined,
      metrics: index % 10 === 0 ? [] : [{ key: 'loss', value: noise, step: 1, timestampMs: 1 }],
      params: [
        { key: 'lr', value: String(10 ** -Math.floor(noise * 6)) },
        { key: 'optimizer', value: index % 2 === 0 ? 'adam' : 'sgd' },
      ],
      tags: [],
      datasets: [],
    };
  });
  appendRuns(frame, runs);
  return frame;
}

function countMatches(frame: RunFrame): number {
  const parsed = parseFilter(FILTER);
  if (!parsed.ok || !parsed.filter) throw new Error('The filter of the benchmark cannot be read.');
  const test = compileFilter(parsed.filter, {
    frame,
    nowMs: 0,
    experimentName: () => undefined,
    statistic: () => undefined,
    registered: () => undefined,
    datasets: () => [],
    artifactUri: () => undefined,
    regex: undefined,
  });
  let count = 0;
  for (let row = 0; row < frame.ids.length; row++) if (test(row)) count++;
  return count;
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
