import type { PackedBands } from '../base/packed-lines.ts';
import type { LineStyle } from './line-layer.ts';
import { clipToPlot, type PlotFrame, projectionOf } from './plot-frame.ts';
import type { DrawingContext } from './trace-line.ts';

const BAND_ALPHA = 0.18;
/** Of many bands over each other something must still be seen. */
const MANY_BANDS = 8;
const MANY_ALPHA = 0.08;
/** Outside of this a canvas drops what it is given; the plot is cut at its edges anyway. */
const MARGIN_PX = 1e4;

/**
 * Fills the bands in the colours of their lines, one after the other, until the budget is spent.
 *
 * @param from index of the first band to draw
 * @returns index of the next one; the number of bands when all are drawn
 */
export function drawBands(
  context: DrawingContext,
  bands: PackedBands,
  styles: readonly LineStyle[],
  frame: PlotFrame,
  from: number,
  budgetMs: number,
  now: () => number,
): number {
  const count = bands.offsets.length - 1;
  const endMs = now() + budgetMs;
  let index = from;
  for (; index < count; index += 1) {
    if (index > from && now() >= endMs) break;
    context.globalAlpha = count > MANY_BANDS ? MANY_ALPHA : BAND_ALPHA;
    context.fillStyle = styles[index]?.color ?? 'gray';
    clipToPlot(context, frame);
    context.beginPath();
    traceBand(context, bands, bands.offsets[index] ?? 0, bands.offsets[index + 1] ?? 0, frame);
    context.fill();
    context.restore();
  }
  context.globalAlpha = 1;
  return index;
}

function traceBand(
  context: DrawingContext,
  bands: PackedBands,
  from: number,
  to: number,
  frame: PlotFrame,
): void {
  let start = from;
  for (let index = from; index <= to; index += 1) {
    const isEnd = index === to || !hasPlace(bands, index, frame);
    if (!isEnd) continue;
    if (index > start) tracePart(context, bands, start, index, frame);
    start = index + 1;
  }
}

function hasPlace({ xs, lows, highs }: PackedBands, index: number, frame: PlotFrame): boolean {
  const { x, y } = projectionOf(frame);
  // A low edge at or below 0 on a log axis is the bottom of the plot.
  return (
    !Number.isNaN(x(xs[index] ?? Number.NaN)) &&
    !Number.isNaN(y(highs[index] ?? Number.NaN)) &&
    !Number.isNaN(lows[index])
  );
}

/** Along the upper edges and back along the lower ones; a single row is a pixel wide. */
function tracePart(
  context: DrawingContext,
  { xs, lows, highs }: PackedBands,
  from: number,
  to: number,
  frame: PlotFrame,
): void {
  const project = projectionOf(frame);
  const bounded = (px: number) => Math.min(frame.heightPx + MARGIN_PX, Math.max(-MARGIN_PX, px));
  const widenPx = to - from === 1 ? frame.devicePixelRatio / 2 : 0;
  const across = (index: number) =>
    Math.min(frame.widthPx + MARGIN_PX, Math.max(-MARGIN_PX, project.x(xs[index] ?? 0)));
  const top = (index: number) => bounded(project.y(highs[index] ?? 0));
  const bottom = (index: number) => {
    const px = project.y(lows[index] ?? 0);
    return Number.isNaN(px) ? frame.heightPx : bounded(px);
  };
  context.moveTo(across(from) - widenPx, top(from));
  for (let index = from; index < to; index += 1) context.lineTo(across(index) + widenPx, top(index));
  for (let index = to - 1; index >= from; index -= 1) context.lineTo(across(index) + widenPx, bottom(index));
  context.lineTo(across(from) - widenPx, bottom(from));
  context.closePath();
}
