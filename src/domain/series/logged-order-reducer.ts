import { MARK_NAN, MARK_NEGATIVE_INFINITY, MARK_POSITIVE_INFINITY } from '../../base/packed-lines.ts';
import { createProjection, type Scale } from '../../base/scale.ts';
import type { SampledLine } from './downsample.ts';
import type { LinePoints } from './line-points.ts';

/** Columns of points left and right of the window, and of those that a log axis has no place for. */
const LEFT = Number.NEGATIVE_INFINITY;
const RIGHT = Number.POSITIVE_INFINITY;

/**
 * Reduces a line whose x may fall (a metric as x, times out of order), in the order in which it was logged. Of
 * neighbouring points in one pixel column the first, last, lowest and highest stay: what lies between them is in their
 * upright stroke, so that the one-bit picture is that of all points, as with M4. Of those beside the window the first
 * and last stay, which the strokes into the window need. A line that keeps jumping between columns stays as long as it
 * is: nothing of it can be left out.
 *
 * @param points x finite
 * @param scale of x, in device pixels; columns are `floor(px)`
 * @param yKind `log` takes values ≤ 0 for gaps
 * @returns `xs` in the order of the line, not ascending
 */
export function reduceInLoggedOrder(
  points: LinePoints,
  scale: Scale,
  yKind: Scale['kind'] = 'linear',
): SampledLine {
  const { xs, ys } = points;
  const columnOf = columnReader(scale);
  const floor = yKind === 'log' ? 0 : Number.NEGATIVE_INFINITY;
  const line = new LineBuffer(points);
  let index = 0;
  while (index < xs.length) {
    const column = columnOf(xs[index] ?? Number.NaN);
    const value = ys[index] ?? Number.NaN;
    if (Number.isNaN(column) || !(value > floor && value < Number.POSITIVE_INFINITY)) {
      line.addGap(index, column, floor);
      index += 1;
      continue;
    }
    index = addRun(points, index, column, columnOf, floor, line);
  }
  return line.finish();
}

/** Keeps up to four points of those from `from` on that are in one column; returns the index after them. */
function addRun(
  { xs, ys }: LinePoints,
  from: number,
  column: number,
  columnOf: (x: number) => number,
  floor: number,
  line: LineBuffer,
): number {
  let low = from;
  let high = from;
  let end = from + 1;
  for (; end < xs.length; end++) {
    const value = ys[end] ?? Number.NaN;
    if (!(value > floor && value < Number.POSITIVE_INFINITY)) break;
    if (columnOf(xs[end] ?? Number.NaN) !== column) break;
    if (value < (ys[low] ?? 0)) low = end;
    else if (value > (ys[high] ?? 0)) high = end;
  }
  const last = end - 1;
  const isBeside = column === LEFT || column === RIGHT;
  const inner = isBeside ? [] : [Math.min(low, high), Math.max(low, high)];
  let previous = -1;
  for (const place of [from, ...inner, last]) {
    if (place > previous) line.addPoint(place);
    previous = Math.max(previous, place);
  }
  return end;
}

/** NaN where a log axis has no place. */
function columnReader(scale: Scale): (x: number) => number {
  const project = createProjection(scale);
  return (x) => {
    if (scale.kind === 'log' && x <= 0) return Number.NaN;
    if (x < scale.min) return LEFT;
    return x > scale.max ? RIGHT : Math.floor(project(x));
  };
}

/** The reduced line: each point of the source leaves one entry at most, so the room is known. */
class LineBuffer {
  private readonly points: LinePoints;
  private readonly xs: Float64Array<ArrayBuffer>;
  private readonly ys: Float64Array<ArrayBuffer>;
  private length = 0;
  private isPenLifted = false;
  private readonly markXs: number[] = [];
  private readonly markKinds: number[] = [];
  private readonly marked = new Set<number>();
  private offAxisCount = 0;

  constructor(points: LinePoints) {
    this.points = points;
    this.xs = new Float64Array(points.xs.length);
    this.ys = new Float64Array(points.xs.length);
  }

  addPoint(index: number): void {
    const x = this.points.xs[index] ?? Number.NaN;
    if (this.isPenLifted && this.length > 0) this.append(x, Number.NaN);
    this.isPenLifted = false;
    this.append(x, this.points.ys[index] ?? Number.NaN);
  }

  addGap(index: number, column: number, floor: number): void {
    this.isPenLifted = true;
    const value = this.points.ys[index] ?? Number.NaN;
    if (Number.isNaN(column) || (value <= floor && value !== Number.NEGATIVE_INFINITY)) this.offAxisCount++;
    if (Number.isFinite(value) || !Number.isFinite(column)) return;
    const kind = kindOf(value);
    if (this.marked.has(column * 3 + kind)) return;
    this.marked.add(column * 3 + kind);
    this.markXs.push(this.points.xs[index] ?? Number.NaN);
    this.markKinds.push(kind);
  }

  finish(): SampledLine {
    return {
      xs: this.xs.slice(0, this.length),
      ys: this.ys.slice(0, this.length),
      markXs: Float64Array.from(this.markXs),
      markKinds: Uint8Array.from(this.markKinds),
      offAxisCount: this.offAxisCount,
    };
  }

  private append(x: number, y: number): void {
    this.xs[this.length] = x;
    this.ys[this.length] = y;
    this.length += 1;
  }
}

function kindOf(value: number): number {
  if (Number.isNaN(value)) return MARK_NAN;
  return value > 0 ? MARK_POSITIVE_INFINITY : MARK_NEGATIVE_INFINITY;
}
