import type { PackedLines } from '../base/packed-lines.ts';
import { ColumnPath } from './column-path.ts';
import { clipToPlot, type PlotFrame, type PlotProjection } from './plot-frame.ts';
import { type DrawingContext, type TraceTarget, traceLine } from './trace-line.ts';

/** The points `from…to` of packed lines: one line or a part of it. */
export interface LinePart {
  readonly lines: Pick<PackedLines, 'xs' | 'ys'>;
  readonly from: number;
  readonly to: number;
  readonly project: PlotProjection;
  readonly frame: PlotFrame;
}

/** Device pixels. Colour, dashes and alpha are those of the context. */
export interface Pen {
  readonly widthPx: number;
  /** Of a dash with its gap; solid lines have none. */
  readonly dashPx?: number;
  /** Radius of what stands for a lone point. */
  readonly dotPx: number;
  /**
   * How a line that goes up and down within a column of pixels is drawn there. `wide`: as wide as the line. `thin`: a
   * pixel, for what shines through, since wide ones would lie over each other; pens of two pixels and more, of which it
   * would be too little, go point by point. `whole`: point by point, for what is enlarged later.
   */
  readonly dense: 'wide' | 'thin' | 'whole';
}

/** Ways up and down within a column that are no higher than this show the roundness of a line. */
const FLAT_WIDTHS = 2;
/** From here on a stroke of one pixel is seen to be thinner than its line. */
const TOO_WIDE_FOR_THIN_PX = 2;

/**
 * Draws one part of a line within the plot, its lone points with their whole roundness.
 *
 * @returns milliseconds that the canvas will need for it later, when the frame ends: `rasterMs`
 */
export function strokePart(context: DrawingContext, part: LinePart, pen: Pen): number {
  const { widthPx, dotPx } = pen;
  const dense = pen.dense === 'thin' && widthPx >= TOO_WIDE_FOR_THIN_PX ? 'whole' : pen.dense;
  const path = new StrokePath(context, dotPx);
  const columns = dense === 'whole' ? undefined : new ColumnPath(path, flatOf(pen), part.frame.widthPx);
  context.lineWidth = widthPx;
  clipToPlot(context, part.frame);
  context.beginPath();
  traceLine(part.lines, part.from, part.to, part.project, part.frame, columns ?? path);
  columns?.end();
  context.stroke();
  const uprights = columns?.uprights ?? [];
  const uprightPx = dense === 'wide' ? widthPx : 1;
  if (uprightPx > 1) fillUprights(context, uprights, uprightPx);
  else strokeUprights(context, uprights);
  context.restore();
  path.fillDots();
  return rasterMs(path, uprights.length / 3, pen);
}

/** Nothing higher than a dash and its gap can be lost in a gap, and dashes tell lines apart. */
function flatOf({ widthPx, dashPx = 0 }: Pen): number {
  return Math.max(dashPx, widthPx > 1 ? FLAT_WIDTHS * widthPx : 1);
}

function strokeUprights(context: DrawingContext, uprights: readonly number[]): void {
  if (uprights.length === 0) return;
  context.setLineDash([]);
  context.lineWidth = 1;
  context.beginPath();
  for (let index = 0; index < uprights.length; index += 3) {
    const [x = 0, low = 0, high = 0] = [uprights[index], uprights[index + 1], uprights[index + 2]];
    context.moveTo(x, low);
    context.lineTo(x, high);
  }
  context.stroke();
}

/**
 * They reach half a width beyond their ends, as the round joins of the line beside them do. As strokes in one path, they
 * would take 10 to 60 times as long.
 */
function fillUprights(context: DrawingContext, uprights: readonly number[], widthPx: number): void {
  for (let index = 0; index < uprights.length; index += 3) {
    const [x = 0, low = 0, high = 0] = [uprights[index], uprights[index + 1], uprights[index + 2]];
    context.fillRect(x - widthPx / 2, low - widthPx / 2, widthPx, high - low + widthPx);
  }
}

/** Milliseconds of software raster (Chromium 156, one core at 3 GHz), measured with 125 to 2,700 pieces a stroke. */
const HAIRLINE_MS = { piece: 0.06e-3, px: 0.0052e-3, dash: 0.1e-3, upright: 0.15e-3 };
/**
 * Strokes wider than a pixel are outlines that are filled: what lies over each other is sorted in every row, which takes
 * the square of it. Dashes take no longer than whole lines there.
 */
const WIDE_MS = { piece: 1.9e-3, crossing: 1.6e-6, upright: 0.6e-3 };

function rasterMs(path: StrokePath, uprights: number, { widthPx, dashPx }: Pen): number {
  const { pieces, lengthPx, rows, risePx } = path;
  if (widthPx > 1) {
    return pieces * WIDE_MS.piece + (risePx ** 2 / rows) * WIDE_MS.crossing + uprights * WIDE_MS.upright;
  }
  const { piece, px, dash, upright } = HAIRLINE_MS;
  const dashes = dashPx ? lengthPx / dashPx : 0;
  return pieces * piece + lengthPx * px + dashes * dash + uprights * upright;
}

/** Passes lines on to the context, counts them, and fills the lone points after the stroke. */
class StrokePath implements TraceTarget {
  pieces = 0;
  /** Of the longer side of each piece. */
  lengthPx = 0;
  /** All ways up and down. */
  risePx = 0;
  private lowest = Infinity;
  private highest = -Infinity;
  private readonly dots: number[] = [];
  private readonly context: DrawingContext;
  private readonly radiusPx: number;
  private lastX = 0;
  private lastY = 0;

  constructor(context: DrawingContext, radiusPx: number) {
    this.context = context;
    this.radiusPx = radiusPx;
  }

  moveTo(x: number, y: number): void {
    this.context.moveTo(x, y);
    this.lastX = x;
    this.lastY = y;
  }

  lineTo(x: number, y: number): void {
    this.context.lineTo(x, y);
    const rise = Math.abs(y - this.lastY);
    this.pieces += 1;
    this.lengthPx += Math.max(Math.abs(x - this.lastX), rise);
    this.risePx += rise;
    this.lowest = Math.min(this.lowest, y, this.lastY);
    this.highest = Math.max(this.highest, y, this.lastY);
    this.lastX = x;
    this.lastY = y;
  }

  /** Rows of pixels that it reaches. */
  get rows(): number {
    return Math.max(1, this.highest - this.lowest);
  }

  dot(x: number, y: number): void {
    this.dots.push(x, y);
  }

  fillDots(): void {
    if (this.dots.length === 0) return;
    this.context.beginPath();
    for (let index = 0; index < this.dots.length; index += 2) {
      const [x = 0, y = 0] = [this.dots[index], this.dots[index + 1]];
      this.context.moveTo(x + this.radiusPx, y);
      this.context.arc(x, y, this.radiusPx, 0, 2 * Math.PI);
    }
    this.context.fill();
  }
}
