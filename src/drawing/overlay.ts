import type { PackedLines } from '../base/packed-lines.ts';
import type { LinePoint } from './hit-test.ts';
import { dashPxOf, type LineStyle } from './line-layer.ts';
import { bleedPx, isAcross, type PlotFrame, projectionOf } from './plot-frame.ts';
import { strokePart } from './stroke-line.ts';
import type { DrawingContext } from './trace-line.ts';

export interface Overlay {
  /** Lines drawn thick, the most important one last. */
  readonly lit: readonly number[];
  /** Value on the x axis that the vertical line stands at. */
  readonly crosshairX: number | undefined;
  /** Value on the x axis that stays marked. */
  readonly pinnedX: number | undefined;
  readonly points: readonly LinePoint[];
  /** Device pixels from edge to edge of a range being dragged. */
  readonly rangePx: readonly [number, number] | undefined;
  /** Lines that stand behind others: those of lit ones come out from under the veil. */
  readonly behind?: (PackedLines & { readonly owners: Uint32Array }) | undefined;
}

export interface OverlayColors {
  readonly background: string;
  readonly crosshair: string;
  readonly range: string;
}

const HIGHLIGHT_CSS_PX = 2.5;
const HALO_CSS_PX = 5;
const POINT_RADIUS_CSS_PX = 3;
/** Dots beyond these say nothing that the tooltip says. */
const MOST_POINTS = 8;
/** The others fade behind the lit ones; among many a line is found by that alone. */
const MANY_LINES = 20;
const VEIL_ALPHA = 0.45;
const VEIL_ALPHA_OF_MANY = 0.65;
/** Members of a group, or what was logged of a smoothed line; more of them would make the pointer wait. */
const MOST_POINTS_BEHIND = 20_000;
const BEHIND_ALPHA = 0.55;
const PIN_DASH_CSS_PX = [4, 3];

/** Everything that follows the pointer, on a canvas of its own: the lines below are not drawn again. */
export function drawOverlay(
  context: DrawingContext,
  overlay: Overlay,
  lines: PackedLines,
  styles: readonly LineStyle[],
  frame: PlotFrame,
  colors: OverlayColors,
): void {
  const bleed = bleedPx(frame.devicePixelRatio);
  context.clearRect(-bleed, 0, frame.widthPx + 2 * bleed, frame.heightPx);
  if (overlay.rangePx) drawRange(context, overlay.rangePx, frame, colors);
  if (overlay.lit.length > 0) drawVeil(context, lines.offsets.length - 1, frame, colors);
  if (overlay.lit.length > 0) drawBehind(context, overlay, lines, styles, frame);
  for (const line of overlay.lit) drawHighlight(context, line, lines, styles, frame, colors);
  if (overlay.pinnedX !== undefined) drawPin(context, overlay.pinnedX, frame, colors);
  if (overlay.crosshairX !== undefined) drawCrosshair(context, overlay.crosshairX, frame, colors);
  for (const point of overlay.points.slice(0, MOST_POINTS).toReversed()) {
    drawPoint(context, point, styles[point.line]?.color ?? 'gray', frame, colors);
  }
}

function drawRange(
  context: DrawingContext,
  [a, b]: readonly [number, number],
  { heightPx, devicePixelRatio }: PlotFrame,
  colors: OverlayColors,
): void {
  const [left, right] = a < b ? [a, b] : [b, a];
  context.fillStyle = colors.range;
  context.globalAlpha = 0.14;
  context.fillRect(left, 0, right - left, heightPx);
  context.globalAlpha = 0.8;
  const edgePx = Math.max(1, Math.round(devicePixelRatio));
  context.fillRect(left, 0, edgePx, heightPx);
  context.fillRect(right - edgePx, 0, edgePx, heightPx);
  context.globalAlpha = 1;
}

function drawVeil(
  context: DrawingContext,
  lineCount: number,
  frame: PlotFrame,
  { background }: OverlayColors,
): void {
  if (lineCount < 2) return;
  const bleed = bleedPx(frame.devicePixelRatio);
  context.globalAlpha = lineCount > MANY_LINES ? VEIL_ALPHA_OF_MANY : VEIL_ALPHA;
  context.fillStyle = background;
  context.fillRect(-bleed, 0, frame.widthPx + 2 * bleed, frame.heightPx);
  context.globalAlpha = 1;
}

function drawBehind(
  context: DrawingContext,
  { lit, behind }: Overlay,
  lines: PackedLines,
  styles: readonly LineStyle[],
  frame: PlotFrame,
): void {
  // Of a line alone nothing is veiled.
  if (!behind || lines.offsets.length < 3) return;
  const { owners, offsets } = behind;
  const found = [...owners.keys()].filter((index) => lit.includes(owners[index] ?? -1));
  const endOf = (index: number) => offsets[index + 1] ?? 0;
  const points = found.reduce((sum, index) => sum + endOf(index) - (offsets[index] ?? 0), 0);
  if (points > MOST_POINTS_BEHIND) return;
  const widthPx = frame.devicePixelRatio;
  context.setLineDash([]);
  context.globalAlpha = BEHIND_ALPHA;
  const project = projectionOf(frame);
  for (const index of found) {
    const color = styles[owners[index] ?? -1]?.color ?? 'gray';
    context.strokeStyle = color;
    context.fillStyle = color;
    const part = { lines: behind, from: offsets[index] ?? 0, to: endOf(index), project, frame };
    strokePart(context, part, { widthPx, dotPx: widthPx, dense: 'thin' });
  }
  context.globalAlpha = 1;
}

/** The whole line again, thick, with a rim of background that lifts it off the others. */
function drawHighlight(
  context: DrawingContext,
  line: number,
  lines: PackedLines,
  styles: readonly LineStyle[],
  frame: PlotFrame,
  colors: OverlayColors,
): void {
  const [from, to] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  const ratio = frame.devicePixelRatio;
  const style = styles[line];
  const part = { lines, from, to, project: projectionOf(frame), frame };
  const dashPx = dashPxOf(style, ratio);
  const stroke = (color: string, widthPx: number) => {
    context.strokeStyle = color;
    context.fillStyle = color;
    strokePart(context, part, { widthPx, dashPx, dotPx: widthPx, dense: 'wide' });
  };
  context.lineJoin = 'round';
  context.setLineDash([]);
  context.globalAlpha = 0.65;
  stroke(colors.background, HALO_CSS_PX * ratio);
  context.globalAlpha = 1;
  context.setLineDash((style?.dash ?? []).map((px) => px * ratio));
  stroke(style?.color ?? 'gray', HIGHLIGHT_CSS_PX * ratio);
}

function drawCrosshair(
  context: DrawingContext,
  x: number,
  frame: PlotFrame,
  { crosshair }: OverlayColors,
): void {
  const px = Math.min(frame.widthPx - 1, Math.max(0, Math.floor(projectionOf(frame).x(x))));
  if (Number.isNaN(px)) return;
  context.fillStyle = crosshair;
  context.fillRect(px, 0, Math.max(1, Math.round(frame.devicePixelRatio)), frame.heightPx);
}

/** Dashed, in the colour of what was chosen: it stays when the pointer goes. */
function drawPin(context: DrawingContext, x: number, frame: PlotFrame, { range }: OverlayColors): void {
  const px = projectionOf(frame).x(x);
  if (!isAcross(px, frame)) return;
  const ratio = frame.devicePixelRatio;
  const widthPx = Math.max(1, Math.round(1.5 * ratio));
  const atPx = Math.min(frame.widthPx - widthPx / 2, Math.max(widthPx / 2, Math.floor(px) + 0.5));
  context.strokeStyle = range;
  context.lineWidth = widthPx;
  context.setLineDash(PIN_DASH_CSS_PX.map((length) => length * ratio));
  context.beginPath();
  context.moveTo(atPx, 0);
  context.lineTo(atPx, frame.heightPx);
  context.stroke();
  context.setLineDash([]);
}

function drawPoint(
  context: DrawingContext,
  point: LinePoint,
  color: string,
  frame: PlotFrame,
  { background }: OverlayColors,
): void {
  const project = projectionOf(frame);
  const [x, y] = [project.x(point.x), project.y(point.y)];
  if (!(y >= 0 && y <= frame.heightPx)) return;
  const circle = (radius: number, fill: string) => {
    context.fillStyle = fill;
    context.beginPath();
    context.arc(x, y, radius * frame.devicePixelRatio, 0, 2 * Math.PI);
    context.fill();
  };
  circle(POINT_RADIUS_CSS_PX + 1.25, background);
  circle(POINT_RADIUS_CSS_PX, color);
}
