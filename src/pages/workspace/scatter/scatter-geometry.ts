import { padDomain } from '../../../base/pad-domain.ts';
import { createProjection } from '../../../base/scale.ts';
import type { ScatterAxis } from '../../../domain/comparison/scatter/scatter-axis.ts';
import { extentOf, type ScatterData } from '../../../domain/comparison/scatter/scatter-data.ts';
import type { ScatterWindow } from '../../../domain/comparison/scatter/scatter-view.ts';
import { layOutPoints, type PointAxes, type PointAxis, scaleOf } from '../../../drawing/point-axes.ts';
import type { TickStyle } from '../../../drawing/time-ticks.ts';
import type { Scale } from '../../../base/scale.ts';

/** Where everything of a scatter plot stands. */
export interface ScatterGeometry {
  readonly axes: PointAxes;
  /** In CSS pixels of the plot. */
  readonly xScale: Scale;
  readonly yScale: Scale;
  /** Of each run in CSS pixels of the plot; NaN: it has no place. */
  readonly pxs: Float32Array;
  readonly pys: Float32Array;
}

/** @param window what is shown; one that the axes have no place for (0 on a log axis) shows all */
export function scatterGeometry(
  data: ScatterData,
  window: ScatterWindow | undefined,
  styles: { readonly x: TickStyle; readonly y: TickStyle },
  size: { readonly width: number; readonly height: number },
  measure: (label: string) => number,
): ScatterGeometry {
  const isShown = window && canShow(data.x, window.x) && canShow(data.y, window.y);
  const x = axisOf(data.x, data.xs, isShown ? window.x : undefined, styles.x);
  const y = axisOf(data.y, data.ys, isShown ? window.y : undefined, styles.y);
  const axes = layOutPoints(x, y, size, measure);
  const xScale = scaleOf(x, 0, axes.box.width);
  const yScale = scaleOf(y, axes.box.height, 0);
  const [toX, toY] = [createProjection(xScale), createProjection(yScale)];
  return { axes, xScale, yScale, pxs: projected(data.xs, toX), pys: projected(data.ys, toY) };
}

/** `Float32Array.from` with a function takes ten times as long. */
function projected(values: Float64Array, project: (value: number) => number): Float32Array {
  const px = new Float32Array(values.length);
  for (let run = 0; run < px.length; run++) px[run] = project(values[run] ?? Number.NaN);
  return px;
}

function canShow({ kind }: ScatterAxis, [min]: readonly [number, number]): boolean {
  return kind !== 'log' || min > 0;
}

function axisOf(
  { kind, categories }: ScatterAxis,
  drawn: Float64Array,
  window: readonly [number, number] | undefined,
  style: TickStyle,
): PointAxis {
  if (kind === 'category') {
    const [min, max] = window ?? [-0.5, Math.max(0.5, categories.length - 0.5)];
    return { kind, min, max, labels: categories };
  }
  const extent = extentOf(drawn) ?? { min: kind === 'log' ? 1 : 0, max: kind === 'log' ? 10 : 1 };
  const { min, max } = window ? { min: window[0], max: window[1] } : padDomain(extent, kind);
  return { kind, min, max, style };
}
