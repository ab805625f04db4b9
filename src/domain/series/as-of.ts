import type { Series } from './series.ts';

/** Neighbouring questions are answered by walking so far before they are by halving. */
const WALK = 16;

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

/** `countUpTo` for limits that mostly rise a little: 8 times as fast for 1,000,000 of them in order. */
export function createCounter(ascending: Float64Array): (limit: number) => number {
  let count = 0;
  return (limit) => {
    if (count > 0 && !((ascending[count - 1] ?? 0) <= limit)) count = countUpTo(ascending, limit);
    const stop = Math.min(ascending.length, count + WALK);
    while (count < stop && (ascending[count] ?? 0) <= limit) count++;
    if (count === stop && (ascending[count] ?? Number.NaN) <= limit) count = countUpTo(ascending, limit);
    return count;
  };
}

export function isAscending(column: Float64Array): boolean {
  for (let index = 1; index < column.length; index++) {
    if ((column[index] ?? 0) < (column[index - 1] ?? 0)) return false;
  }
  return true;
}

/** The entries at these places. A loop: `Float64Array.from` with a callback takes 60 ns an entry. */
export function takePlaces(column: Float64Array, places: Uint32Array): Float64Array<ArrayBuffer> {
  const taken = new Float64Array(places.length);
  for (let index = 0; index < places.length; index++) {
    taken[index] = column[places[index] ?? 0] ?? Number.NaN;
  }
  return taken;
}

/** Places of a column's entries from the smallest up, equal ones in their order; no NaN. */
export function ascendingOrder(column: Float64Array): Uint32Array<ArrayBuffer> {
  const order = new Uint32Array(column.length);
  for (let index = 0; index < order.length; index++) order[index] = index;
  if (isSortedByInsertion(order, column)) return order;
  return order.sort((left, right) => (column[left] ?? 0) - (column[right] ?? 0) || left - right);
}

/**
 * The points in order of time; of one time in the order of the series, (step, timestamp, value). The argument itself
 * where it is so already.
 */
export function inTimeOrder(series: Series): Series {
  if (isAscending(series.timestampsMs)) return series;
  return takePoints(series, ascendingOrder(series.timestampsMs));
}

export function takePoints({ steps, timestampsMs, values }: Series, places: Uint32Array): Series {
  return {
    steps: takePlaces(steps, places),
    timestampsMs: takePlaces(timestampsMs, places),
    values: takePlaces(values, places),
  };
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

/** Sorts what is nearly in order, as times of several workers are; gives up after four moves an entry. */
function isSortedByInsertion(order: Uint32Array, column: Float64Array): boolean {
  let movesLeft = 4 * order.length;
  for (let index = 1; index < order.length; index++) {
    const place = order[index] ?? 0;
    const key = column[place] ?? 0;
    let at = index;
    while (at > 0 && (column[order[at - 1] ?? 0] ?? 0) > key) {
      order[at] = order[at - 1] ?? 0;
      at--;
      movesLeft--;
      if (movesLeft < 0) {
        order[at] = place;
        return false;
      }
    }
    order[at] = place;
  }
  return true;
}
