import { MARK_NAN, MARK_NEGATIVE_INFINITY, MARK_POSITIVE_INFINITY } from '../../base/packed-lines.ts';
import { createProjection, type Projection, type Scale } from '../../base/scale.ts';
import type { Series } from './series.ts';

/** Points by x: the steps of a series, or what stands in their place on another axis. */
type PointsInOrder = Pick<Series, 'steps' | 'values'>;

/** One series, reduced to what a picture of a given width can show. */
export interface SampledLine {
  /** Steps, ascending. */
  readonly xs: Float64Array<ArrayBuffer>;
  /** Logged values; a NaN lifts the pen. */
  readonly ys: Float64Array<ArrayBuffer>;
  /** Steps of NaN and ±Infinity inside the window, at most one of a kind in a pixel column. */
  readonly markXs: Float64Array<ArrayBuffer>;
  /** `MARK_…`, parallel to `markXs`. */
  readonly markKinds: Uint8Array<ArrayBuffer>;
  /** Points of the whole series that a log axis has no place for. */
  readonly offAxisCount: number;
}

/**
 * M4: of the points in each pixel column the first, last, lowest and highest, which draw the same picture as all of
 * them (Jugel, Jerzak, Hackenbroich, Markl: "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
 * A column that holds a gap (NaN, ±Infinity, a value off a log axis) is split there, each part reduced by itself.
 *
 * @param series ordered by (step, timestamp, value); steps finite
 * @param scale of the steps, in device pixels; columns are `floor(px)`. Points outside `min…max` are left out, but for
 *   the next one on each side that a line to or from the window needs.
 * @param yKind `log` takes values ≤ 0 for gaps, so that a column's lowest value is one that the axis can show
 */
export function downsampleLine(
  series: PointsInOrder,
  scale: Scale,
  yKind: Scale['kind'] = 'linear',
): SampledLine {
  const { steps, values } = series;
  const onAxisFrom = scale.kind === 'log' ? countBelow(steps, (step) => step <= 0) : 0;
  const start = Math.max(
    onAxisFrom,
    countBelow(steps, (step) => step < scale.min),
  );
  const end = Math.max(
    start,
    countBelow(steps, (step) => step <= scale.max),
  );
  const floor = yKind === 'log' ? 0 : Number.NEGATIVE_INFINITY;
  const picture = new PictureBuffer(4 * Math.ceil(Math.abs(scale.endPx - scale.startPx)) + 8);
  const isShown = (index: number) => index >= onAxisFrom && isPlottable(values[index], floor);

  if (isShown(start - 1) && isShown(start)) picture.addPoint(series, start - 1);
  reduceWindow(series, start, end, floor, createProjection(scale), picture);
  if (isShown(end) && isShown(end - 1)) picture.addPoint(series, end);

  const offAxisCount = onAxisFrom + (yKind === 'log' ? countNotPositive(values, onAxisFrom) : 0);
  return { ...picture.finish(), offAxisCount };
}

function reduceWindow(
  series: PointsInOrder,
  start: number,
  end: number,
  floor: number,
  project: Projection,
  picture: PictureBuffer,
): void {
  const { steps, values } = series;
  let index = start;
  while (index < end) {
    const column = Math.floor(project(steps[index] as number));
    const columnEnd = endOfColumn(steps, index, end, column, project);
    while (index < columnEnd) {
      if (isPlottable(values[index], floor)) {
        index = reduceRun(series, index, columnEnd, floor, picture);
      } else {
        picture.addGap(series, index, column);
        index += 1;
      }
    }
  }
}

/**
 * The first index after `from` in another column, by doubling steps and then halving: a projection for each point
 * would cost 40 ms for 1,000,000 points on a log axis.
 */
function endOfColumn(
  steps: Float64Array,
  from: number,
  end: number,
  column: number,
  project: Projection,
): number {
  let inside = from;
  let stride = 1;
  while (inside + stride < end && Math.floor(project(steps[inside + stride] as number)) === column) {
    inside += stride;
    stride *= 2;
  }
  let outside = Math.min(inside + stride, end);
  while (outside - inside > 1) {
    const middle = (inside + outside) >>> 1;
    if (Math.floor(project(steps[middle] as number)) === column) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Reduces the points of one column from `from` up to the next gap; returns the index after them. */
function reduceRun(
  series: PointsInOrder,
  from: number,
  columnEnd: number,
  floor: number,
  picture: PictureBuffer,
): number {
  const { values } = series;
  let index = from + 1;
  let low = from;
  let high = from;
  let lowValue = values[from] as number;
  let highValue = lowValue;
  for (; index < columnEnd; index += 1) {
    const value = values[index] as number;
    if (!(value > floor && value < Number.POSITIVE_INFINITY)) break;
    if (value < lowValue) {
      low = index;
      lowValue = value;
    } else if (value > highValue) {
      high = index;
      highValue = value;
    }
  }
  const last = index - 1;
  const [earlier, later] = low < high ? [low, high] : [high, low];
  picture.addPoint(series, from);
  if (earlier > from) picture.addPoint(series, earlier);
  if (later > earlier && later > from) picture.addPoint(series, later);
  if (last > later) picture.addPoint(series, last);
  return index;
}

function isPlottable(value: number | undefined, floor: number): boolean {
  return value !== undefined && value > floor && value < Number.POSITIVE_INFINITY;
}

/** Growing columns of the reduced line; one for each call, so that no point allocates anything. */
class PictureBuffer {
  private xs: Float64Array<ArrayBuffer>;
  private ys: Float64Array<ArrayBuffer>;
  private length = 0;
  private isPenLifted = false;
  private readonly markXs: number[] = [];
  private readonly markKinds: number[] = [];
  /** The column of the last mark of each kind. */
  private readonly markColumns = [Number.NaN, Number.NaN, Number.NaN];

  constructor(capacity: number) {
    this.xs = new Float64Array(capacity);
    this.ys = new Float64Array(capacity);
  }

  addPoint(series: PointsInOrder, index: number): void {
    const x = series.steps[index] as number;
    // Gaps at either end need no entry: there is no line to break.
    if (this.isPenLifted && this.length > 0) this.append(x, Number.NaN);
    this.isPenLifted = false;
    this.append(x, series.values[index] as number);
  }

  addGap(series: PointsInOrder, index: number, column: number): void {
    this.isPenLifted = true;
    const value = series.values[index] as number;
    if (Number.isFinite(value)) return;
    const kind = markKindOf(value);
    if (this.markColumns[kind] === column) return;
    this.markColumns[kind] = column;
    this.markXs.push(series.steps[index] as number);
    this.markKinds.push(kind);
  }

  finish(): Omit<SampledLine, 'offAxisCount'> {
    return {
      xs: this.xs.slice(0, this.length),
      ys: this.ys.slice(0, this.length),
      markXs: Float64Array.from(this.markXs),
      markKinds: Uint8Array.from(this.markKinds),
    };
  }

  private append(x: number, y: number): void {
    if (this.length === this.xs.length) this.grow();
    this.xs[this.length] = x;
    this.ys[this.length] = y;
    this.length += 1;
  }

  private grow(): void {
    const xs = new Float64Array(this.xs.length * 2);
    const ys = new Float64Array(xs.length);
    xs.set(this.xs);
    ys.set(this.ys);
    this.xs = xs;
    this.ys = ys;
  }
}

function markKindOf(value: number): number {
  if (Number.isNaN(value)) return MARK_NAN;
  return value > 0 ? MARK_POSITIVE_INFINITY : MARK_NEGATIVE_INFINITY;
}

/** How many leading values of the ascending array pass `isBelow` (binary search). */
function countBelow(ascending: Float64Array, isBelow: (value: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(ascending[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countNotPositive(values: Float64Array, from: number): number {
  let count = 0;
  for (let index = from; index < values.length; index += 1) {
    const value = values[index] as number;
    if (value <= 0 && value !== Number.NEGATIVE_INFINITY) count += 1;
  }
  return count;
}
