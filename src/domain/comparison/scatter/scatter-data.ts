import type { AxisValues } from '../axis-values.ts';
import { type LinearTrend, linearTrend, type NoTrend } from './linear-trend.ts';
import { type Directions, paretoFront } from './pareto-front.ts';
import {
  type LeftOut,
  leftOutOf,
  type ScatterAxis,
  SEEDS,
  spreadOut,
  toScatterAxis,
} from './scatter-axis.ts';
import type { ScatterKind } from './scatter-view.ts';

/** Runs as points. All arrays have one length: that of the runs. */
export interface ScatterData {
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
  /** Where points are drawn, those of categories moved within their band; NaN in both: no place. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly placedCount: number;
  readonly leftOut: readonly LeftOut[];
}

export interface ScatterKinds {
  readonly xKind: ScatterKind | undefined;
  readonly yKind: ScatterKind | undefined;
}

/** @param xValues and `yValues` of the same runs */
export function scatterData(
  xValues: AxisValues,
  yValues: AxisValues,
  { xKind, yKind }: ScatterKinds,
): ScatterData {
  const [x, y] = [toScatterAxis(xValues, xKind), toScatterAxis(yValues, yKind)];
  const [xs, ys] = [spreadOut(x, SEEDS.x).slice(), spreadOut(y, SEEDS.y).slice()];
  let placedCount = 0;
  for (let run = 0; run < xs.length; run++) {
    // A sum with NaN is NaN.
    if (Number.isFinite((xs[run] ?? 0) / 2 + (ys[run] ?? 0) / 2)) placedCount++;
    else [xs[run], ys[run]] = [Number.NaN, Number.NaN];
  }
  return { x, y, xs, ys, placedCount, leftOut: leftOutOf(x, y) };
}

/** Places of the runs on the front; undefined: texts have no better and worse. */
export function frontOf(
  { x, y, xs, ys }: ScatterData,
  directions: Directions,
): readonly number[] | undefined {
  if (x.kind === 'category' || y.kind === 'category') return undefined;
  return paretoFront(xs, ys, directions);
}

/** The trend where it is drawn: through logarithms (of base 10) of a log axis. */
export function trendOf({ x, y, xs, ys }: ScatterData): LinearTrend | NoTrend | 'categories' {
  if (x.kind === 'category' || y.kind === 'category') return 'categories';
  return linearTrend(x.kind === 'log' ? logOf(xs) : xs, y.kind === 'log' ? logOf(ys) : ys);
}

function logOf(values: Float64Array): Float64Array {
  return values.map((value) => Math.log10(value));
}

/** The value of the trend at an x, both in the units of their axes. */
export function trendAt({ slope, intercept }: LinearTrend, { x, y }: ScatterData, at: number): number {
  const value = intercept + slope * (x.kind === 'log' ? Math.log10(at) : at);
  return y.kind === 'log' ? 10 ** value : value;
}

/** The least and the largest number of placed points; undefined: there is none. */
export function extentOf(values: Float64Array): { readonly min: number; readonly max: number } | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    [min, max] = [Math.min(min, value), Math.max(max, value)];
  }
  return min <= max ? { min, max } : undefined;
}
