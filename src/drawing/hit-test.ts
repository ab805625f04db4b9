import { MARK_POSITIVE_INFINITY, type PackedLines, type PackedMarks } from '../base/packed-lines.ts';
import { shapeOfLines } from './line-order.ts';
import { type PlotFrame, type PlotProjection, projectionOf } from './plot-frame.ts';

/** A logged point of a line near the pointer. */
export interface LinePoint {
  readonly line: number;
  /** Into the packed columns. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** From the pointer, in device pixels. */
  readonly distancePx: number;
}

export interface Pointer {
  readonly xPx: number;
  readonly yPx: number;
}

/** A line that ended (or did not begin) this far from the pointer has no value there. */
const REACH_CSS_PX = 12;
/** A line this far from the pointer is not meant. */
const PICK_CSS_PX = 14;

/**
 * For each line that passes the pointer's column its logged point there: the nearest one across, and among those of
 * one pixel column the nearest one down, so that a spike can be pointed at. Nearest to the pointer first.
 */
export function findPointsAt(lines: PackedLines, frame: PlotFrame, pointer: Pointer): readonly LinePoint[] {
  const project = projectionOf(frame);
  const reachPx = REACH_CSS_PX * frame.devicePixelRatio;
  const found: LinePoint[] = [];
  for (let line = 0; line + 1 < lines.offsets.length; line += 1) {
    const point = findPointOfLine(lines, line, project, pointer, reachPx);
    if (point) found.push(point);
  }
  return found.toSorted((a, b) => a.distancePx - b.distancePx || a.line - b.line);
}

/** The same for one line alone. */
export function findPointOn(
  lines: PackedLines,
  line: number,
  frame: PlotFrame,
  pointer: Pointer,
): LinePoint | undefined {
  return findPointOfLine(lines, line, projectionOf(frame), pointer, REACH_CSS_PX * frame.devicePixelRatio);
}

function findPointOfLine(
  lines: PackedLines,
  line: number,
  project: PlotProjection,
  pointer: Pointer,
  reachPx: number,
): LinePoint | undefined {
  const [start, end] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  if (end === start) return undefined;
  const { least, most, turns } = shapeOfLines(lines);
  if (project.x(least[line] as number) - reachPx > pointer.xPx) return undefined;
  if (project.x(most[line] as number) + reachPx < pointer.xPx) return undefined;
  if (turns[line] === 1) return findOnTurningLine(lines, line, project, pointer);
  const split = firstAtOrAfter(lines.xs, start, end, project, pointer.xPx);
  const right = nextPoint(lines.ys, split, end, 1);
  const left = nextPoint(lines.ys, split - 1, start - 1, -1);
  const nearest = nearerAcross(lines.xs, left, right, project, pointer.xPx);
  return nearest === undefined ? undefined : nearestInColumn(lines, line, nearest, project, pointer);
}

/** A line whose x falls somewhere may pass the pointer's column more than once: every point is looked at. */
function findOnTurningLine(
  lines: PackedLines,
  line: number,
  project: PlotProjection,
  pointer: Pointer,
): LinePoint | undefined {
  const { xs, ys } = lines;
  const [start, end] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  let nearest: number | undefined;
  let nearestPx = Number.POSITIVE_INFINITY;
  for (let index = start; index < end; index += 1) {
    const acrossPx = Math.abs(project.x(xs[index] as number) - pointer.xPx);
    if (!(acrossPx < nearestPx) || Number.isNaN(ys[index])) continue;
    nearest = index;
    nearestPx = acrossPx;
  }
  if (nearest === undefined) return undefined;
  const column = Math.floor(project.x(xs[nearest] as number));
  const downPx = (index: number) => Math.abs(project.y(ys[index] as number) - pointer.yPx);
  let best = nearest;
  for (let index = start; index < end; index += 1) {
    if (Math.floor(project.x(xs[index] as number)) === column && downPx(index) < downPx(best)) best = index;
  }
  return pointAt(lines, line, best, project, pointer);
}

function nearerAcross(
  xs: Float64Array,
  left: number | undefined,
  right: number | undefined,
  project: PlotProjection,
  xPx: number,
): number | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  const [toLeft, toRight] = [left, right].map((index) => Math.abs(project.x(xs[index] as number) - xPx));
  return (toLeft ?? 0) < (toRight ?? 0) ? left : right;
}

function nearestInColumn(
  lines: PackedLines,
  line: number,
  index: number,
  project: PlotProjection,
  pointer: Pointer,
): LinePoint {
  const [start, end] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  const columnOf = (at: number) => Math.floor(project.x(lines.xs[at] as number));
  const column = columnOf(index);
  let best = pointAt(lines, line, index, project, pointer);
  const consider = (at: number) => {
    const point = pointAt(lines, line, at, project, pointer);
    // NaN distances (pen lifts, places off the axis) never win.
    if (Math.abs(project.y(point.y) - pointer.yPx) < Math.abs(project.y(best.y) - pointer.yPx)) best = point;
  };
  for (let at = index - 1; at >= start && columnOf(at) === column; at -= 1) consider(at);
  for (let at = index + 1; at < end && columnOf(at) === column; at += 1) consider(at);
  return best;
}

function pointAt(
  { xs, ys }: PackedLines,
  line: number,
  index: number,
  project: PlotProjection,
  { xPx, yPx }: Pointer,
): LinePoint {
  const [x, y] = [xs[index] as number, ys[index] as number];
  return { line, index, x, y, distancePx: Math.hypot(project.x(x) - xPx, project.y(y) - yPx) };
}

/** The line that the pointer is on, with its distance; undefined where none is near. */
export function findNearestLine(lines: PackedLines, frame: PlotFrame, pointer: Pointer): number | undefined {
  const project = projectionOf(frame);
  let nearestPx = PICK_CSS_PX * frame.devicePixelRatio;
  let nearest: number | undefined;
  for (let line = 0; line + 1 < lines.offsets.length; line += 1) {
    const distancePx = distanceToLine(lines, line, project, pointer, nearestPx);
    if (distancePx < nearestPx) {
      nearestPx = distancePx;
      nearest = line;
    }
  }
  return nearest;
}

/** To the part of the line within `reachPx` across. */
function distanceToLine(
  lines: PackedLines,
  line: number,
  project: PlotProjection,
  { xPx, yPx }: Pointer,
  reachPx: number,
): number {
  const [start, end] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  const isTurning = shapeOfLines(lines).turns[line] === 1;
  const from = isTurning
    ? start
    : Math.max(start, firstAtOrAfter(lines.xs, start, end, project, xPx - reachPx) - 1);
  let distance = Number.POSITIVE_INFINITY;
  let [previousX, previousY] = [Number.NaN, Number.NaN];
  for (let index = from; index < end; index += 1) {
    const x = project.x(lines.xs[index] as number);
    const y = project.y(lines.ys[index] as number);
    // NaN where the pen is lifted: Math.min would keep it, a comparison does not.
    const toPoint = Math.hypot(x - xPx, y - yPx);
    if (toPoint < distance) distance = toPoint;
    const toSegment = distanceToSegment(previousX, previousY, x, y, xPx, yPx);
    if (toSegment < distance) distance = toSegment;
    if (!isTurning && x > xPx + reachPx) break;
    [previousX, previousY] = [x, y];
  }
  return distance;
}

function distanceToSegment(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  xPx: number,
  yPx: number,
): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const squared = dx * dx + dy * dy;
  if (!(squared > 0)) return Number.NaN;
  const ratio = Math.min(1, Math.max(0, ((xPx - fromX) * dx + (yPx - fromY) * dy) / squared));
  return Math.hypot(fromX + ratio * dx - xPx, fromY + ratio * dy - yPx);
}

/** The first index of the line at or right of a pixel. */
function firstAtOrAfter(
  xs: Float64Array,
  start: number,
  end: number,
  project: PlotProjection,
  xPx: number,
): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (project.x(xs[middle] as number) < xPx) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next index in a direction that is no pen lift. */
function nextPoint(ys: Float64Array, from: number, stop: number, direction: 1 | -1): number | undefined {
  for (let index = from; index !== stop; index += direction) {
    if (!Number.isNaN(ys[index])) return index;
  }
  return undefined;
}

/** The drawn point next to a place, for moving by keyboard: over all lines, by x. */
export function findNextX(lines: PackedLines, x: number, direction: 1 | -1): number | undefined {
  let best: number | undefined;
  for (let index = 0; index < lines.xs.length; index += 1) {
    const candidate = lines.xs[index] as number;
    if (Number.isNaN(lines.ys[index]) || (candidate - x) * direction <= 0) continue;
    if (best === undefined || (candidate - best) * direction < 0) best = candidate;
  }
  return best;
}

/** Across and down from the pointer: as large as the sign of a mark, with a finger's worth around it. */
const MARK_ACROSS_CSS_PX = 6;
const MARK_DOWN_CSS_PX = 16;

/** Marks of NaN and infinities that the pointer is on, nearest first: indices into the packed columns. */
export function findMarksAt(marks: PackedMarks, frame: PlotFrame, { xPx, yPx }: Pointer): readonly number[] {
  const project = projectionOf(frame);
  const [acrossPx, downPx] = [MARK_ACROSS_CSS_PX, MARK_DOWN_CSS_PX].map((px) => px * frame.devicePixelRatio);
  const distances = new Map<number, number>();
  for (let index = 0; index < marks.lines.length; index += 1) {
    const edgePx = marks.kinds[index] === MARK_POSITIVE_INFINITY ? 0 : frame.heightPx;
    if (Math.abs(yPx - edgePx) > (downPx ?? 0)) continue;
    const distancePx = Math.abs(project.x(marks.xs[index] as number) - xPx);
    if (distancePx <= (acrossPx ?? 0)) distances.set(index, distancePx);
  }
  return [...distances.keys()].toSorted((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
}
