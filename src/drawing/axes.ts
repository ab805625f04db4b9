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
  const layout = layOutPlot(size, yTicks.ticks, yTicks.offset !== undefined, measure);
  const plotWidth = layout.plotWidthPx / layout.devicePixelRatio;
  const plotHeight = layout.plotHeightPx / layout.devicePixelRatio;
  const across = createHorizontalTicks({ kind: domains.xKind, ...domains.x }, xTicks, plotWidth, measure);
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
