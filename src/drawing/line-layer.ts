import {
  MARK_NAN,
  MARK_POSITIVE_INFINITY,
  MARK_SEAM,
  type PackedLines,
  type PackedMarks,
} from '../base/packed-lines.ts';
import { isAcross, type PlotFrame, type PlotProjection, projectionOf } from './plot-frame.ts';
import type { SliceBudget } from './slice-queue.ts';
import { type Pen, strokePart } from './stroke-line.ts';
import type { DrawingContext } from './trace-line.ts';

export interface LineStyle {
  /** A colour that the canvas understands: no custom property. */
  readonly color: string;
  /** Line and gap in CSS pixels; empty: solid. */
  readonly dash: readonly number[];
  /** 0 to 1; undefined: opaque. */
  readonly alpha?: number | undefined;
  /** Drawn over all others, and a little wider than they are at least. */
  readonly isOnTop?: boolean | undefined;
}

/** Above so many lines a hairline: strokes of up to one device pixel raster four times faster than wider ones. */
const MOST_WIDE_LINES = 20;
const WIDE_CSS_PX = 1.25;
const ON_TOP_CSS_PX = 2;
const DOT_RADIUS_CSS_PX = 2;
const MARK_CSS_PX = 3.5;
const SEAM_ALPHA = 0.55;
/** Points between two looks at the clock. */
const CHUNK_POINTS = 4000;

export interface DrawnCounts {
  /** Points of the buffer that were traced, pen lifts left out. */
  readonly pointsDrawn: number;
  /** Lines with at least one point. */
  readonly linesDrawn: number;
}

/** A picture that is being drawn, slice by slice. Make it with `createLineDrawing`, go on with `drawSlice`. */
export interface LineDrawing {
  readonly lines: PackedLines;
  readonly marks: PackedMarks;
  readonly styles: readonly LineStyle[];
  readonly frame: PlotFrame;
  readonly project: PlotProjection;
  /** Lines in the order in which they are drawn. */
  readonly order: readonly number[];
  /** Pixels are what stays of it; a drawing that is enlarged afterwards has whole lines. */
  readonly isOnPixels: boolean;
  /** The line that is drawn now, as a place in the order, and its next point; undefined: its first. */
  turn: number;
  index: number | undefined;
  pointsDrawn: number;
  linesDrawn: number;
  isDone: boolean;
}

export function createLineDrawing(
  lines: PackedLines,
  marks: PackedMarks,
  styles: readonly LineStyle[],
  frame: PlotFrame,
  isOnPixels = true,
): LineDrawing {
  const project = projectionOf(frame);
  const progress = { turn: 0, index: undefined, pointsDrawn: 0, linesDrawn: 0, isDone: false };
  return { lines, marks, styles, frame, project, order: orderOf(lines, styles), isOnPixels, ...progress };
}

function orderOf({ offsets }: PackedLines, styles: readonly LineStyle[]): readonly number[] {
  const all = Array.from({ length: Math.max(0, offsets.length - 1) }, (_, line) => line);
  const isOnTop = (line: number) => styles[line]?.isOnTop === true;
  return [...all.filter((line) => !isOnTop(line)), ...all.filter(isOnTop)];
}

/**
 * Draws on until the budget is spent, what the canvas has to do later included; at least one chunk. The caller clears
 * before the first slice. Returns whether all is drawn.
 */
export function drawSlice(context: DrawingContext, drawing: LineDrawing, budget: SliceBudget): boolean {
  while (!drawing.isDone) {
    drawChunk(context, drawing, budget);
    if (budget.leftMs() <= 0) break;
  }
  return drawing.isDone;
}

function drawChunk(context: DrawingContext, drawing: LineDrawing, budget: SliceBudget): void {
  const { lines, order, turn, isOnPixels } = drawing;
  const line = order[turn];
  if (line === undefined) {
    drawMarks(context, drawing);
    drawing.isDone = true;
    return;
  }
  const end = lines.offsets[line + 1] ?? 0;
  const from = drawing.index ?? lines.offsets[line] ?? 0;
  const to = chunkEnd(lines.ys, from, end);
  if (to > from) {
    const ratio = drawing.frame.devicePixelRatio;
    const widthPx = lineWidthPx(lines.offsets.length - 1, ratio);
    const style = drawing.styles[line];
    const ownPx = style?.isOnTop ? Math.max(widthPx, ON_TOP_CSS_PX * ratio) : widthPx;
    setLineStyle(context, style, ratio, ownPx);
    budget.chargeRaster(
      strokePart(
        context,
        { ...drawing, from, to },
        {
          widthPx: ownPx,
          dashPx: dashPxOf(style, ratio),
          dotPx: DOT_RADIUS_CSS_PX * ratio,
          dense: denseOf(style, isOnPixels),
        },
      ),
    );
    const points = countPoints(lines.ys, from, to);
    // The last point of a chunk is the first of the next one.
    drawing.pointsDrawn += to < end ? points - 1 : points;
    if (to === end && points > 0) drawing.linesDrawn += 1;
  }
  drawing.index = to < end ? to - 1 : undefined;
  if (to === end) drawing.turn += 1;
}

/** Of a dash with its gap, in device pixels. */
export function dashPxOf(style: LineStyle | undefined, ratio: number): number {
  return (style?.dash ?? []).reduce((sum, px) => sum + px, 0) * ratio;
}

function denseOf(style: LineStyle | undefined, isOnPixels: boolean): Pen['dense'] {
  if (!isOnPixels) return 'whole';
  return (style?.alpha ?? 1) < 1 ? 'thin' : 'wide';
}

/** Chunks meet inside a line, never at a lone point: both sides of the cut are on the line. */
function chunkEnd(ys: Float64Array, from: number, end: number): number {
  let to = from + CHUNK_POINTS;
  if (to >= end) return end;
  while (to < end && (Number.isNaN(ys[to - 1]) || Number.isNaN(ys[to - 2]) || Number.isNaN(ys[to]))) to += 1;
  return to;
}

function countPoints(ys: Float64Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1) if (!Number.isNaN(ys[index])) count += 1;
  return count;
}

export function lineWidthPx(lineCount: number, devicePixelRatio: number): number {
  return lineCount > MOST_WIDE_LINES ? 1 : Math.max(1, WIDE_CSS_PX * devicePixelRatio);
}

function setLineStyle(
  context: DrawingContext,
  style: LineStyle | undefined,
  ratio: number,
  widthPx: number,
): void {
  context.globalAlpha = style?.alpha ?? 1;
  context.strokeStyle = style?.color ?? 'gray';
  context.fillStyle = style?.color ?? 'gray';
  context.setLineDash((style?.dash ?? []).map((px) => px * ratio));
  // Miters would lengthen spikes beyond the value they stand for.
  context.lineJoin = widthPx > 1 ? 'round' : 'bevel';
  context.lineCap = 'butt';
}

/**
 * NaN: a cross at the bottom edge. +∞ and -∞: a triangle at the top and the bottom edge that points out. A seam: a
 * dashed line from edge to edge with a foot at the bottom.
 */
function drawMarks(context: DrawingContext, { marks, styles, frame, project }: LineDrawing): void {
  const size = MARK_CSS_PX * frame.devicePixelRatio;
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.lineWidth = Math.max(1, frame.devicePixelRatio);
  for (const [index, line] of marks.lines.entries()) {
    const x = project.x(marks.xs[index] as number);
    if (!isAcross(x, frame)) continue;
    const color = styles[line]?.color ?? 'gray';
    context.strokeStyle = color;
    context.fillStyle = color;
    context.beginPath();
    const kind = marks.kinds[index];
    if (kind === MARK_NAN) {
      traceCross(context, x, frame.heightPx - size, size * 0.8);
      context.stroke();
    } else if (kind === MARK_SEAM) {
      drawSeam(context, x, size, frame);
    } else {
      const isUp = kind === MARK_POSITIVE_INFINITY;
      traceTriangle(context, x, isUp ? 0 : frame.heightPx, isUp ? size : -size);
      context.fill();
    }
  }
}

/** The path is begun. */
function drawSeam(context: DrawingContext, x: number, size: number, frame: PlotFrame): void {
  const [width, height] = [size * 0.8, size * 2.2];
  context.fillRect(x - width / 2, frame.heightPx - height, width, height);
  context.globalAlpha = SEAM_ALPHA;
  context.setLineDash([size, size]);
  context.moveTo(x, 0);
  context.lineTo(x, frame.heightPx - height);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function traceCross(context: DrawingContext, x: number, y: number, arm: number): void {
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x - arm, y + arm);
  context.lineTo(x + arm, y - arm);
}

function traceTriangle(context: DrawingContext, x: number, tipY: number, size: number): void {
  context.moveTo(x, tipY);
  context.lineTo(x - size, tipY + size * 1.6);
  context.lineTo(x + size, tipY + size * 1.6);
  context.closePath();
}
