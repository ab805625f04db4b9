import type { LinePoints } from './line-points.ts';

/**
 * What a line is worth at an x that it has no point at, within its own range: its last value before, or what lies on
 * the straight line to the next. Before its first point and after its last one it is worth nothing.
 */
export type AlignRule = 'as-of' | 'linear';

/**
 * Every x of any of the lines once, ascending; their xs must not fall. Lines are never matched by index. Merged two by
 * two, so that the many lines of one schedule soon are one list.
 */
export function unionGrid(lines: readonly LinePoints[]): Float64Array<ArrayBuffer> {
  let lists = lines.map(({ xs }) => withoutRepeats(xs));
  while (lists.length > 1) {
    const pairs: Float64Array<ArrayBuffer>[] = [];
    for (let index = 0; index < lists.length; index += 2) {
      const [left, right] = [lists[index], lists[index + 1]];
      if (left) pairs.push(right ? merged(left, right) : left);
    }
    lists = pairs;
  }
  return lists[0] ?? new Float64Array(0);
}

/** So many places of a grid, evenly by their order, the first and the last included. */
export function thinGrid(grid: Float64Array<ArrayBuffer>, most: number): Float64Array<ArrayBuffer> {
  if (grid.length <= most) return grid;
  const stride = (grid.length - 1) / Math.max(1, most - 1);
  return Float64Array.from({ length: most }, (_, index) => grid[Math.round(index * stride)] ?? 0);
}

function withoutRepeats(ascending: Float64Array): Float64Array<ArrayBuffer> {
  const kept = new Float64Array(ascending.length);
  let count = 0;
  for (const x of ascending) if (count === 0 || kept[count - 1] !== x) kept[count++] = x;
  return kept.slice(0, count);
}

/** Both without repeats. Equal as numbers: −0 and 0 are one place. */
function merged(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const all = new Float64Array(left.length + right.length);
  let [count, i, j] = [0, 0, 0];
  while (i < left.length || j < right.length) {
    const a = left[i] ?? Number.POSITIVE_INFINITY;
    const b = right[j] ?? Number.POSITIVE_INFINITY;
    if (a <= b) i++;
    if (b <= a) j++;
    all[count++] = a < b ? a : b;
  }
  return all.slice(0, count);
}

/**
 * Reads a line at places that never fall, in one pass over both. Of several points at one x the last counts. NaN: the
 * line is worth nothing there, or no finite number.
 */
export function createLineReader({ xs, ys }: LinePoints, rule: AlignRule): (x: number) => number {
  /** Points at or before the last asked place. */
  let count = 0;
  return (x) => {
    while (count < xs.length && (xs[count] ?? 0) <= x) count++;
    if (count === 0) return Number.NaN;
    const [leftX = 0, left = Number.NaN] = [xs[count - 1], ys[count - 1]];
    if (leftX === x) return finiteOf(left);
    const [rightX, right] = [xs[count], ys[count]];
    if (rightX === undefined || right === undefined) return Number.NaN;
    if (rule === 'as-of') return finiteOf(left);
    // Halves: the distance of two doubles may be none.
    const share = (x / 2 - leftX / 2) / (rightX / 2 - leftX / 2);
    return finiteOf(left * (1 - share) + right * share);
  };
}

function finiteOf(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}
