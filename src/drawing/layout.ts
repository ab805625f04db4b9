import { createProjection, type Scale } from '../base/scale.ts';
import { type AxisTicks, createTicks, type Tick, type TickRequest } from './ticks.ts';
import type { PlotDomains } from './plot-frame.ts';
import { createDateTicks, createDurationTicks, type TickStyle } from './time-ticks.ts';

/** Where everything of a plot stands. CSS pixels, but for the plot's own size. */
export interface PlotLayout {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Whole device pixels: as many columns as lines are sampled for. */
  readonly plotWidthPx: number;
  readonly plotHeightPx: number;
  readonly devicePixelRatio: number;
  /** Width and height of axes and plot together. */
  readonly width: number;
  readonly height: number;
}

/** Everything that the axes need to be drawn. */
export interface PlotAxes {
  readonly layout: PlotLayout;
  readonly x: AxisPicture;
  readonly y: AxisPicture;
}

export interface AxisPicture {
  readonly kind: Scale['kind'];
  /** Positions in CSS pixels from the start of the axis: the left, or the bottom. */
  readonly ticks: readonly { readonly px: number; readonly label: string }[];
  readonly lengthPx: number;
  readonly offset: string | undefined;
}

/** Colours and font of axes, resolved: a canvas knows no custom properties. */
export interface AxesTheme {
  readonly text: string;
  /** Lines across the plot, and the one at its bottom. */
  readonly grid: string;
  readonly baseline: string;
  readonly fontFamily: string;
}

export const LABEL_FONT_PX = 11;

/** Between label and plot, with room for a font that was measured before it was loaded. */
const LABEL_GAP = 12;
const BOTTOM = 24;
const BOTTOM_WITH_OFFSET = 38;
/** From the axis to what its labels are added to, below them. */
export const OFFSET_GAP = 22;
const TOP = 8;
const TOP_WITH_OFFSET = 22;
const RIGHT = 12;
/** Left margins are multiples of this, so that a small change of the labels moves no plot and samples no line anew. */
const LEFT_GRAIN = 8;
const LEFT_LEAST = 40;
const LABEL_HEIGHT = 30;
/** Between two labels of the horizontal axis. */
const LABEL_SPACE = 26;
const MOST_LABELS_ACROSS = 9;

/** How many labels fit; the same for ticks that decide the margin and ticks that are drawn. */
export function verticalTickCount(height: number): number {
  return Math.max(2, Math.floor((height - TOP - BOTTOM) / LABEL_HEIGHT) + 1);
}

/** The most ticks whose labels stand apart: fewer as long as the two widest of them do not fit side by side. */
export function createHorizontalTicks(
  request: Omit<TickRequest, 'maxCount' | 'isWhole'>,
  style: TickStyle,
  plotWidth: number,
  measure: (label: string) => number,
): AxisTicks {
  for (let maxCount = MOST_LABELS_ACROSS; ; maxCount -= 1) {
    const axis = withinEdge(styledTicks({ ...request, maxCount }, style), request, style, plotWidth, measure);
    const widths = axis.ticks.map(({ label }) => measure(label)).toSorted((a, b) => b - a);
    const [widest = 0, next = widest] = widths;
    const wanted = ((widest + next) / 2 + LABEL_SPACE) * (axis.ticks.length - 1);
    if (maxCount <= 2 || wanted <= plotWidth) return axis;
  }
}

/** Without the last label where it would be cut: those of times are longer than the margin on their side. */
function withinEdge(
  axis: AxisTicks,
  { kind, min, max }: Omit<TickRequest, 'maxCount' | 'isWhole'>,
  style: TickStyle,
  plotWidth: number,
  measure: (label: string) => number,
): AxisTicks {
  if (style.kind === 'number') return axis;
  const project = createProjection({ kind, min, max, startPx: 0, endPx: plotWidth });
  const isInside = (tick: Tick) => project(tick.value) + measure(tick.label) / 2 <= plotWidth + RIGHT;
  return { ...axis, ticks: axis.ticks.filter(isInside) };
}

/** Ticks in the style of the axis. */
export function styledTicks(request: TickRequest, style: TickStyle): AxisTicks {
  switch (style.kind) {
    case 'number':
      return createTicks({ ...request, isWhole: style.isWhole });
    case 'duration':
      return createDurationTicks(request, style.units);
    case 'date':
      return createDateTicks(request, style.language);
  }
}

/**
 * Margins around the plot, in whole device pixels so that the canvases stand on the pixel grid.
 *
 * @param hasOffset of the labels of each axis, told once: above them, and below them
 * @param measure width of a label in CSS pixels
 */
export function layOutPlot(
  size: { readonly width: number; readonly height: number; readonly devicePixelRatio: number },
  yTicks: readonly Tick[],
  hasOffset: { readonly x: boolean; readonly y: boolean },
  measure: (label: string) => number,
): PlotLayout {
  const { width, height, devicePixelRatio } = size;
  const widest = Math.max(0, ...yTicks.map(({ label }) => measure(label)));
  const wanted = Math.max(LEFT_LEAST, Math.ceil((widest + LABEL_GAP + 2) / LEFT_GRAIN) * LEFT_GRAIN);
  const onGrid = (css: number) => Math.round(css * devicePixelRatio) / devicePixelRatio;
  const left = onGrid(Math.min(wanted, width / 2));
  const top = onGrid(hasOffset.y ? TOP_WITH_OFFSET : TOP);
  const below = hasOffset.x ? BOTTOM_WITH_OFFSET : BOTTOM;
  const plotWidthPx = Math.max(1, Math.floor((width - left - RIGHT) * devicePixelRatio));
  const plotHeightPx = Math.max(1, Math.floor((height - top - below) * devicePixelRatio));
  const right = width - left - plotWidthPx / devicePixelRatio;
  const bottom = height - top - plotHeightPx / devicePixelRatio;
  return { left, top, right, bottom, plotWidthPx, plotHeightPx, devicePixelRatio, width, height };
}

export function yTicksFor({ y, yKind }: PlotDomains, height: number) {
  return createTicks({ kind: yKind, min: y.min, max: y.max, maxCount: verticalTickCount(height) });
}
