import { createProjection, type Scale } from '../base/scale.ts';
import { type AxisPicture, createHorizontalTicks, layOutPlot, type PlotAxes, yTicksFor } from './layout.ts';
import type { PlotDomains } from './plot-frame.ts';
import type { AxisTicks } from './ticks.ts';
import type { TickStyle } from './time-ticks.ts';

/** Steps: no tick between two whole numbers. */
export const STEP_TICKS: TickStyle = { kind: 'number', isWhole: true };

/** Margins, tick positions and labels of a plot of a given size: steps or times across, values up. */
export function createAxes(
  domains: PlotDomains,
  size: { readonly width: number; readonly height: number; readonly devicePixelRatio: number },
  measure: (label: string) => number,
  xTicks: TickStyle = STEP_TICKS,
): PlotAxes {
  const yTicks = yTicksFor(domains, size.height);
  const layOut = (hasXOffset: boolean) =>
    layOutPlot(size, yTicks.ticks, { x: hasXOffset, y: yTicks.offset !== undefined }, measure);
  const first = layOut(false);
  const plotWidth = first.plotWidthPx / first.devicePixelRatio;
  const across = createHorizontalTicks({ kind: domains.xKind, ...domains.x }, xTicks, plotWidth, measure);
  // As wide: the ticks stay what they are.
  const layout = across.offset === undefined ? first : layOut(true);
  const plotHeight = layout.plotHeightPx / layout.devicePixelRatio;
  return {
    layout,
    x: pictureOf(across, { kind: domains.xKind, ...domains.x, startPx: 0, endPx: plotWidth }),
    y: pictureOf(yTicks, { kind: domains.yKind, ...domains.y, startPx: 0, endPx: plotHeight }),
  };
}

function pictureOf({ ticks, offset }: AxisTicks, scale: Scale): AxisPicture {
  const project = createProjection(scale);
  return {
    kind: scale.kind,
    ticks: ticks.map(({ value, label }) => ({ px: project(value), label })),
    lengthPx: scale.endPx,
    offset,
  };
}
