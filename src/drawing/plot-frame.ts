import { createProjection, type Projection, type Scale } from '../base/scale.ts';

/** The plot area: both scales in device pixels from its top left corner. `y` runs from the bottom up. */
export interface PlotFrame {
  readonly x: Scale;
  readonly y: Scale;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly devicePixelRatio: number;
}

export interface Domain {
  readonly min: number;
  readonly max: number;
}

export interface PlotDomains {
  readonly x: Domain;
  readonly y: Domain;
  readonly xKind: Scale['kind'];
  readonly yKind: Scale['kind'];
}

export function createPlotFrame(
  { x, y, xKind, yKind }: PlotDomains,
  widthPx: number,
  heightPx: number,
  devicePixelRatio: number,
): PlotFrame {
  return {
    x: { kind: xKind, min: x.min, max: x.max, startPx: 0, endPx: widthPx },
    y: { kind: yKind, min: y.min, max: y.max, startPx: heightPx, endPx: 0 },
    widthPx,
    heightPx,
    devicePixelRatio,
  };
}

/** Wide enough for half of the widest dot or mark. */
const BLEED_CSS_PX = 5;

/**
 * How far the canvases of a plot reach beyond its left and right edge, in whole device pixels: marks and dots of the
 * first and last step are whole. Pixel 0 of the scales is the edge of the plot, not that of the canvas.
 */
export function bleedPx(devicePixelRatio: number): number {
  return Math.ceil(BLEED_CSS_PX * devicePixelRatio);
}

/** Lines end at the edges of the plot: what draws between `clipToPlot` and `restore` is cut there. */
export function clipToPlot(
  context: Pick<CanvasRenderingContext2D, 'beginPath' | 'clip' | 'rect' | 'save'>,
  { widthPx, heightPx }: PlotFrame,
): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, widthPx, heightPx);
  context.clip();
}

/** Whether a step is in the window; its pixel may miss the edge by a rounding error. */
export function isAcross(xPx: number, { widthPx }: PlotFrame): boolean {
  return xPx >= -0.5 && xPx <= widthPx + 0.5;
}

export interface PlotProjection {
  readonly x: Projection;
  readonly y: Projection;
}

export function projectionOf(frame: PlotFrame): PlotProjection {
  return { x: createProjection(frame.x), y: createProjection(frame.y) };
}
