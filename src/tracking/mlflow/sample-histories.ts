import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { REQUEST_LINE_MAX_BYTES } from '../http.ts';
import type { Http, Query } from '../http.ts';
import { countSteps, cropSeries, emptySeries } from '../sort-series.ts';
import type { HistorySample, HistorySampleRequest } from '../source.ts';
import { decodeSampledHistories } from './decode-history.ts';
import type { Sampling, Server } from './version.ts';
import { PATHS } from './wire.ts';

/** The server's cap of `run_ids` in one request. */
const RUNS_PER_REQUEST = 100;
/** Before 3.15 the rows at the picked steps are cut here (`MAX_RESULTS_GET_METRIC_HISTORY`). */
const ROWS_CAP = 25_000;
/** Nearly all of 64 bits, in numbers that are written as whole ones: no step is left out that a server can hold. */
const WIDEST = 2 ** 63 - 1024;
const ALL_ROWS = { start: -WIDEST, end: WIDEST } as const;
/** Wider than the int32 of the field: 2.22.4 and 3.17.2 take 64 bits, and steps may count tokens. */
const ALL_STEPS = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER } as const;

interface Steps {
  readonly start: number;
  readonly end: number;
}

/** One sample of each different run of the request, in its order, by as few parallel calls as the server allows. */
export async function sampleHistories(
  http: Http,
  { capabilities, sampling }: Server,
  request: HistorySampleRequest,
  signal: AbortSignal,
): Promise<readonly HistorySample[]> {
  const maxPoints = Math.max(1, Math.min(Math.floor(request.maxPointsPerRun), capabilities.maxSamplePoints));
  const range = request.stepRange && integerSteps(request.stepRange);
  const runIds = [...new Set(request.runIds)];
  if (range && range.start > range.end) return runIds.map(emptySample);
  const isByRow = sampling === 'rows';
  const isTogether = isByRow || (range !== undefined && isUnsampled(range, maxPoints));
  const batches = isTogether ? splitRuns(http, request.key, runIds) : runIds.map((id) => [id]);
  const asking: Asking = { http, request, range, maxPoints, sampling, signal };
  const ask = isByRow ? askRowSamples : askStepSample;
  const samples = await Promise.all(batches.map((batch) => ask(asking, batch)));
  return samples.flat();
}

/** No more steps than a sample may have. */
function isUnsampled({ start, end }: Steps, maxPoints: number): boolean {
  return end - start < maxPoints;
}

interface Asking {
  readonly http: Http;
  readonly request: HistorySampleRequest;
  readonly range: Steps | undefined;
  readonly maxPoints: number;
  readonly sampling: Sampling;
  readonly signal: AbortSignal;
}

/**
 * SQL stores from 3.15: NTILE over each run's own rows (`_sample_metric_history_single_run`). With fewer rows than
 * buckets every row has a bucket of its own, so a run with fewer rows than asked is complete, however many of them
 * share a step.
 *
 * Bounds are always sent: with them SQLite looks the rows up by (run, key, step), without them it goes through all rows
 * of the key. 50 runs of 1,000 steps among 500 that have the key: 0.5 s and not 6, byte for byte the same (3.17.2).
 */
async function askRowSamples(asking: Asking, batch: readonly RunId[]): Promise<readonly HistorySample[]> {
  const samples = await ask(asking, batch, asking.range ?? ALL_ROWS);
  return batch.map((runId) => {
    const series = samples.get(runId) ?? emptySeries();
    return { runId, series, isComplete: series.steps.length < asking.maxPoints };
  });
}

/**
 * Otherwise the server picks `max_results` steps and sends all rows at them; other runs of the call would share the
 * steps, so each call has one run, unless the range has no more steps than that: nothing is picked then. Two errors of its `_get_sampled_steps_from_steps` (seen on 2.22.4) are avoided:
 * - Without bounds the first step is 0 and negative ones are lost: bounds are always sent.
 * - With a first step above the run's own first, picked steps are lost at the end: 12,000..19,999 of 20,000 steps comes
 *   back as one row of 320 (mended by 3.14). Before 3.15 a wide range is therefore asked from the very beginning and
 *   cropped here; a range that is no wider than `max_results` is not sampled and may be asked as it is.
 * Not sampled means complete: no more different steps than asked, and fewer rows than any cap. The cap of other stores
 * from 3.15 is the number of picked steps, at least `max_results`.
 */
async function askStepSample(asking: Asking, batch: readonly RunId[]): Promise<readonly HistorySample[]> {
  const { range = ALL_STEPS, maxPoints, sampling } = asking;
  const isSafe = sampling === 'steps-then-rows' || isUnsampled(range, maxPoints);
  const asked = isSafe ? range : { start: ALL_STEPS.start, end: range.end };
  const samples = await ask(asking, batch, asked);
  const rowsCap = sampling === 'steps' ? ROWS_CAP : maxPoints;
  return batch.map((runId) => {
    const series = samples.get(runId) ?? emptySeries();
    const isComplete = series.steps.length < rowsCap && countSteps(series) <= maxPoints;
    return { runId, series: cropSeries(series, range.start, range.end), isComplete };
  });
}

/**
 * What `max_results` costs the server, one run of 20,000 points, best of 7 on loopback: 3.17.2 56 ms for 320 and 102 ms
 * for 2,500 (21 µs a row sent); 2.22.4 567 and 589 ms, for it reads the whole history either way. With 2,500 every run
 * of up to 2,499 rows is complete at once and needs no second request.
 */
async function ask(
  { http, request, maxPoints, signal }: Asking,
  runIds: readonly RunId[],
  steps: Steps | undefined,
): Promise<ReadonlyMap<RunId, Series>> {
  const query: Query = {
    ...queryOf(request.key, runIds),
    max_results: maxPoints,
    start_step: steps?.start,
    end_step: steps?.end,
  };
  const { value } = await http.getJson(PATHS.historySample, query, { signal, priority: request.priority });
  return decodeSampledHistories(value, runIds);
}

function queryOf(key: string, runIds: readonly RunId[]): Query {
  return { run_ids: runIds, metric_key: key };
}

/** Batches that keep to the cap of runs and to the length of a request line. */
function splitRuns(http: Http, key: string, runIds: readonly RunId[]): readonly (readonly RunId[])[] {
  const others = { max_results: 1e4, start_step: ALL_ROWS.start, end_step: ALL_ROWS.end };
  const fixedBytes = http.requestLineBytes(PATHS.historySample, { ...queryOf(key, []), ...others });
  const batches: RunId[][] = [];
  let freeBytes = 0;
  for (const id of runIds) {
    const bytes = '&run_ids='.length + encodeURIComponent(id).length;
    const last = batches.at(-1);
    if (!last || bytes >= freeBytes || last.length === RUNS_PER_REQUEST) {
      batches.push([id]);
      freeBytes = REQUEST_LINE_MAX_BYTES - fixedBytes - bytes;
    } else {
      last.push(id);
      freeBytes -= bytes;
    }
  }
  return batches;
}

/** The server refuses fractions. */
function integerSteps({ start, end }: Steps): Steps {
  return {
    start: Math.max(ALL_STEPS.start, Math.ceil(start)),
    end: Math.min(ALL_STEPS.end, Math.floor(end)),
  };
}

function emptySample(runId: RunId): HistorySample {
  return { runId, series: emptySeries(), isComplete: true };
}
