import type { Series } from './series.ts';

/** How many leading entries of an ascending column are at or below `limit`: the as-of entry is the one before. */
export function countUpTo(ascending: Float64Array, limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Number.NaN) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function isAscending(column: Float64Array): boolean {
  for (let index = 1; index < column.length; index++) {
    if ((column[index] ?? 0) < (column[index - 1] ?? 0)) return false;
  }
  return true;
}

/**
 * The points in order of time; of one time in the order of the series, (step, timestamp, value). The argument itself
 * where it is so already.
 */
export function inTimeOrder(series: Series): Series {
  const { timestampsMs } = series;
  if (isAscending(timestampsMs)) return series;
  const order = Uint32Array.from(timestampsMs, (_, index) => index).sort(
    (left, right) => (timestampsMs[left] ?? 0) - (timestampsMs[right] ?? 0) || left - right,
  );
  const pick = (column: Float64Array) => Float64Array.from(order, (place) => column[place] ?? Number.NaN);
  return { steps: pick(series.steps), timestampsMs: pick(timestampsMs), values: pick(series.values) };
}

/** Time of the last point logged at or before a step, of the first where there is none: links step and time axes. */
export function timeAtStep(series: Series, step: number): number | undefined {
  const count = countUpTo(series.steps, step);
  return series.timestampsMs[Math.max(0, count - 1)];
}

/** Step of the last point logged at or before a time, of the first where there is none. */
export function stepAtTime(series: Series, timeMs: number): number | undefined {
  const ordered = inTimeOrder(series);
  const count = countUpTo(ordered.timestampsMs, timeMs);
  return ordered.steps[Math.max(0, count - 1)];
}
