import type { Series } from './series.ts';

/** Bytes of one point: step, timestamp and value. */
export const POINT_BYTES = 24;
const COLUMN_NAMES = ['steps', 'timestampsMs', 'values'] as const;

/**
 * A series that grows: the first `length` entries of each column are points, ordered by (step, timestamp, value)
 * with NaN after +Infinity, and no two are alike in all three.
 */
export interface SeriesColumns {
  length: number;
  steps: Float64Array<ArrayBuffer>;
  timestampsMs: Float64Array<ArrayBuffer>;
  values: Float64Array<ArrayBuffer>;
  nonFiniteCount: number;
  /** Grows with every change. */
  version: number;
}

export function createSeriesColumns(): SeriesColumns {
  return {
    length: 0,
    steps: new Float64Array(0),
    timestampsMs: new Float64Array(0),
    values: new Float64Array(0),
    nonFiniteCount: 0,
    version: 0,
  };
}

/** Gives up all points. */
export function clearColumns(columns: SeriesColumns): void {
  for (const name of COLUMN_NAMES) columns[name] = new Float64Array(0);
  columns.length = 0;
  columns.nonFiniteCount = 0;
  columns.version++;
}

/** The points as a series, without copying: valid until the columns change. */
export function viewSeries(columns: SeriesColumns): Series {
  const { length } = columns;
  return {
    steps: columns.steps.subarray(0, length),
    timestampsMs: columns.timestampsMs.subarray(0, length),
    values: columns.values.subarray(0, length),
  };
}

/**
 * Points whose step no number tells exactly: above 2^53 (9,007,199,254,740,992) a step stands for its neighbours too, as
 * in any JSON that JavaScript reads.
 */
export function countRoundedSteps({ length, steps }: Pick<SeriesColumns, 'length' | 'steps'>): number {
  let below = 0;
  while (below < length && (steps[below] ?? 0) < Number.MIN_SAFE_INTEGER) below++;
  let above = 0;
  while (above < length - below && (steps[length - 1 - above] ?? 0) > Number.MAX_SAFE_INTEGER) above++;
  return below + above;
}

/** Bytes held, room for growth included. */
export function heldBytes(columns: SeriesColumns): number {
  return columns.steps.length * POINT_BYTES;
}

/**
 * Merges points of any order into the columns; a point that is there already, alike in step, timestamp and value,
 * is left out. Linear in the columns' length where steps run backwards, else in the number of new points.
 */
export function mergePoints(columns: SeriesColumns, added: Series): void {
  const points = inOrder(added);
  const count = points.steps.length;
  if (count === 0) return;
  const before = columns.length;
  reserve(columns, before + count);
  const isAppend = before === 0 || comparePoints(columns, before - 1, points, 0) < 0;
  if (isAppend) {
    copyIn(columns, points);
    columns.nonFiniteCount += countNonFinite(points.values);
  } else {
    mergeBackwards(columns, points);
    columns.nonFiniteCount = countNonFinite(viewSeries(columns).values);
  }
  columns.version++;
}

/** Gives back the room for growth: 24 bytes a point remain. */
export function trimColumns(columns: SeriesColumns): void {
  if (columns.steps.length === columns.length) return;
  for (const name of COLUMN_NAMES) columns[name] = columns[name].slice(0, columns.length);
}

type Points = Pick<SeriesColumns, (typeof COLUMN_NAMES)[number]>;

function comparePoints(left: Points, leftIndex: number, right: Points, rightIndex: number): number {
  const bySteps = numberAt(left.steps, leftIndex) - numberAt(right.steps, rightIndex);
  if (bySteps !== 0) return bySteps;
  const byTime = numberAt(left.timestampsMs, leftIndex) - numberAt(right.timestampsMs, rightIndex);
  if (byTime !== 0) return byTime;
  return compareValues(numberAt(left.values, leftIndex), numberAt(right.values, rightIndex));
}

function compareValues(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}

/** The points sorted and without repeats; the argument itself where it is so already. */
function inOrder(points: Series): Series {
  const count = points.steps.length;
  let index = 1;
  while (index < count && comparePoints(points, index - 1, points, index) < 0) index++;
  if (index >= count) return points;
  const order = Uint32Array.from(points.steps, (_, place) => place).sort((left, right) =>
    comparePoints(points, left, points, right),
  );
  const kept = order.filter((place, rank) => {
    const previous = order[rank - 1];
    return previous === undefined || comparePoints(points, previous, points, place) !== 0;
  });
  const pick = (column: Float64Array) => Float64Array.from(kept, (place) => numberAt(column, place));
  return { steps: pick(points.steps), timestampsMs: pick(points.timestampsMs), values: pick(points.values) };
}

/** Room for `capacity` points: exactly at first, later growing by half, so that little stays unused. */
function reserve(columns: SeriesColumns, capacity: number): void {
  const held = columns.steps.length;
  if (held >= capacity) return;
  const size = held === 0 ? capacity : Math.max(capacity, Math.ceil(held * 1.5));
  for (const name of COLUMN_NAMES) {
    const grown = new Float64Array(size);
    grown.set(columns[name].subarray(0, columns.length));
    columns[name] = grown;
  }
}

function copyIn(columns: SeriesColumns, points: Series): void {
  for (const name of COLUMN_NAMES) columns[name].set(points[name], columns.length);
  columns.length += points.steps.length;
}

/**
 * Merges from the end, so that no second copy of the columns is made:
 *
 *   a a a a a . . .   + b b b   →   (gap of repeats) a b a a b b a
 */
function mergeBackwards(columns: SeriesColumns, points: Series): void {
  const end = columns.length + points.steps.length;
  let write = end;
  let left = columns.length - 1;
  let right = points.steps.length - 1;
  while (right >= 0) {
    const order = left < 0 ? -1 : comparePoints(columns, left, points, right);
    write--;
    if (order > 0) {
      movePoint(columns, write, columns, left);
      left--;
    } else {
      movePoint(columns, write, points, right);
      right--;
      if (order === 0) left--;
    }
  }
  // What is left of the old points stands in its place at the front; the gap of repeats closes behind it.
  const kept = left + 1;
  for (const name of COLUMN_NAMES) columns[name].copyWithin(kept, write, end);
  columns.length = kept + end - write;
}

function movePoint(to: Points, toIndex: number, from: Points, fromIndex: number): void {
  for (const name of COLUMN_NAMES) to[name][toIndex] = numberAt(from[name], fromIndex);
}

function countNonFinite(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (!Number.isFinite(value)) count++;
  return count;
}

function numberAt(column: Float64Array, index: number): number {
  return column[index] ?? Number.NaN;
}
