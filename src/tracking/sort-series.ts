import type { Series } from '../domain/series/series.ts';

/** A series without points. */
export function emptySeries(): Series {
  return seriesOfLength(0);
}

/** Columns of `length` zeros, to be filled. */
export function seriesOfLength(length: number): Series {
  return {
    steps: new Float64Array(length),
    timestampsMs: new Float64Array(length),
    values: new Float64Array(length),
  };
}

/** The same points ordered by (step, timestamp, value), NaN after every number; the input itself when in order. */
export function sortSeries(series: Series): Series {
  const { length } = series.steps;
  const isSorted = (): boolean => {
    for (let index = 1; index < length; index += 1) if (compare(series, index - 1, index) > 0) return false;
    return true;
  };
  if (isSorted()) return series;
  const order = Uint32Array.from({ length }, (_, index) => index).sort((a, b) => compare(series, a, b));
  return takeAt(series, order);
}

/** The points with `start <= step <= end`, in the same order. */
export function cropSeries(series: Series, start: number, end: number): Series {
  const kept = new Uint32Array(series.steps.length);
  let count = 0;
  for (const [index, step] of series.steps.entries()) {
    if (step >= start && step <= end) kept[count++] = index;
  }
  return count === kept.length ? series : takeAt(series, kept.subarray(0, count));
}

/** Number of different steps of a series that is ordered by step. */
export function countSteps(series: Series): number {
  let count = 0;
  for (const [index, step] of series.steps.entries()) {
    if (index === 0 || step !== series.steps[index - 1]) count += 1;
  }
  return count;
}

function takeAt(series: Series, indexes: Uint32Array): Series {
  const pick = (column: Float64Array): Float64Array<ArrayBuffer> =>
    Float64Array.from(indexes, (index) => column[index] ?? Number.NaN);
  return {
    steps: pick(series.steps),
    timestampsMs: pick(series.timestampsMs),
    values: pick(series.values),
  };
}

function compare({ steps, timestampsMs, values }: Series, a: number, b: number): number {
  return (
    (steps[a] ?? 0) - (steps[b] ?? 0) ||
    (timestampsMs[a] ?? 0) - (timestampsMs[b] ?? 0) ||
    compareValues(values[a] ?? 0, values[b] ?? 0)
  );
}

/** Subtraction would give NaN for two equal infinities. */
function compareValues(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
