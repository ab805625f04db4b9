import type { LinePoints } from './line-points.ts';

/** What a line is at a place on its x axis. */
export interface LineReading {
  /** Of the point nearest to the place; the later one of two that are as near. */
  readonly x: number;
  /** The last of the points there. */
  readonly y: number;
  /** Its place among the points of the line. */
  readonly index: number;
  /** Points that share that x, and the smallest and the largest of their values. */
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The finite point of a line nearest to a place, and what else was logged there. Undefined: the line has none.
 *
 * @param xs of the line never fall
 */
export function readLineAt({ xs, ys }: LinePoints, x: number): LineReading | undefined {
  const split = firstAtOrAfter(xs, x);
  const after = nextFinite(ys, split, 1);
  const before = nextFinite(ys, split - 1, -1);
  const nearest = nearer(xs, before, after, x);
  if (nearest === undefined) return undefined;
  const own = xs[nearest] ?? Number.NaN;
  let [index, count, low, high] = [nearest, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = firstAtOrAfter(xs, own); place < xs.length && xs[place] === own; place += 1) {
    const y = ys[place] ?? Number.NaN;
    if (!Number.isFinite(y)) continue;
    index = place;
    count += 1;
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  return { x: own, y: ys[index] ?? Number.NaN, index, count, low, high };
}

function nearer(
  xs: Float64Array,
  before: number | undefined,
  after: number | undefined,
  x: number,
): number | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  return x - (xs[before] ?? 0) < (xs[after] ?? 0) - x ? before : after;
}

function firstAtOrAfter(xs: Float64Array, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((xs[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nextFinite(ys: Float64Array, from: number, direction: 1 | -1): number | undefined {
  for (let index = from; index >= 0 && index < ys.length; index += direction) {
    if (Number.isFinite(ys[index])) return index;
  }
  return undefined;
}
