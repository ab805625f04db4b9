import type { PackedLines } from '../base/packed-lines.ts';
import { isAcross, type PlotFrame, type PlotProjection } from './plot-frame.ts';

/** What drawing needs of a 2D context, so that tests can record it. */
export type DrawingContext = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clearRect'
  | 'clip'
  | 'closePath'
  | 'fill'
  | 'fillRect'
  | 'lineTo'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setLineDash'
  | 'stroke'
> & {
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  lineCap: CanvasLineCap;
  globalAlpha: number;
};

export interface TraceTarget {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  /** A point that no line reaches: alone between gaps, or several at one place. */
  dot(x: number, y: number): void;
}

/**
 * How far outside the plot a line is followed, in device pixels. Beyond, it is cut here in doubles: the canvas takes
 * floats, in which a spike of 1e300 is infinite, and drops such a line without a word.
 */
const MARGIN_PX = 64;

/** Pixels beyond this are infinite for all that a picture shows, and a double still cuts such a line to 1e-4 px. */
const FAR_PX = 1e12;

/** Follows the points `from…to` of the packed columns; a point that has no place on the scales lifts the pen. */
export function traceLine(
  { xs, ys }: Pick<PackedLines, 'xs' | 'ys'>,
  from: number,
  to: number,
  project: PlotProjection,
  frame: PlotFrame,
  target: TraceTarget,
): void {
  let previousX = Number.NaN;
  let previousY = Number.NaN;
  let isAlone = false;
  let isDown = false;
  const dotIfAlone = () => {
    if (isAlone && isAcross(previousX, frame) && isInside(previousX, previousY, frame))
      target.dot(previousX, previousY);
  };
  for (let index = from; index < to; index += 1) {
    const x = bounded(project.x(xs[index] as number));
    const y = bounded(project.y(ys[index] as number));
    if (Number.isNaN(x) || Number.isNaN(y)) {
      dotIfAlone();
      isAlone = false;
      previousX = Number.NaN;
    } else if (Number.isNaN(previousX)) {
      isAlone = true;
      isDown = false;
      previousX = x;
      previousY = y;
    } else {
      isAlone = isAlone && x === previousX && y === previousY;
      isDown = traceSegment(previousX, previousY, x, y, isDown, frame, target);
      previousX = x;
      previousY = y;
    }
  }
  dotIfAlone();
}

/** Returns whether the pen stands on the second point. */
function traceSegment(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  isDown: boolean,
  frame: PlotFrame,
  target: TraceTarget,
): boolean {
  if (isInside(fromX, fromY, frame) && isInside(toX, toY, frame)) {
    if (!isDown) target.moveTo(fromX, fromY);
    target.lineTo(toX, toY);
    return true;
  }
  const kept = clipSegment(fromX, fromY, toX, toY, frame);
  if (!kept) return false;
  const [enter, leave] = kept;
  if (!isDown || enter > 0) target.moveTo(between(fromX, toX, enter), between(fromY, toY, enter));
  target.lineTo(between(fromX, toX, leave), between(fromY, toY, leave));
  return leave === 1;
}

function bounded(px: number): number {
  if (px > FAR_PX) return FAR_PX;
  return px < -FAR_PX ? -FAR_PX : px;
}

function isInside(x: number, y: number, { widthPx, heightPx }: PlotFrame): boolean {
  return x >= -MARGIN_PX && x <= widthPx + MARGIN_PX && y >= -MARGIN_PX && y <= heightPx + MARGIN_PX;
}

function between(from: number, to: number, ratio: number): number {
  if (ratio === 0) return from;
  return ratio === 1 ? to : from * (1 - ratio) + to * ratio;
}

/** The part of a segment inside plot and margin as two ratios (Liang and Barsky, 1984). */
function clipSegment(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  { widthPx, heightPx }: PlotFrame,
): readonly [number, number] | undefined {
  const across = clipSide(fromX, toX, -MARGIN_PX, widthPx + MARGIN_PX);
  const down = clipSide(fromY, toY, -MARGIN_PX, heightPx + MARGIN_PX);
  if (!across || !down) return undefined;
  const enter = Math.max(across[0], down[0]);
  const leave = Math.min(across[1], down[1]);
  return enter < leave ? [enter, leave] : undefined;
}

function clipSide(
  from: number,
  to: number,
  low: number,
  high: number,
): readonly [number, number] | undefined {
  if (from === to) return from < low || from > high ? undefined : [0, 1];
  const ratioAt = (side: number) => Math.min(1, Math.max(0, (side - from) / (to - from)));
  if (Math.max(from, to) < low || Math.min(from, to) > high) return undefined;
  return from < to ? [ratioAt(low), ratioAt(high)] : [ratioAt(high), ratioAt(low)];
}
