import { padDomain } from '../base/pad-domain.ts';
import { createTicks, type Tick } from '../drawing/ticks.ts';

/** One metric of one version. */
export interface VersionPoint {
  readonly version: number;
  readonly value: number;
  readonly aliases: readonly string[];
}

export interface VersionPlotSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PlacedPoint extends VersionPoint {
  readonly x: number;
  readonly y: number;
}

export interface PlacedTick extends Pick<Tick, 'label'> {
  readonly atPx: number;
}

export interface VersionPlotPicture {
  readonly points: readonly PlacedPoint[];
  /** All points as one path, which is what keeps 2,000 of them cheap: each a line of no length with a round cap. */
  readonly dots: string;
  /** The best so far, step by step; empty where nobody knows which way is better. */
  readonly best: string;
  readonly xTicks: readonly PlacedTick[];
  readonly yTicks: readonly PlacedTick[];
  readonly marked: readonly PlacedPoint[];
  /** Versions whose value is no finite number: they have no place. */
  readonly leftOut: number;
}

/** Room around the plot for labels, in pixels. */
export const PLOT_MARGIN = { left: 64, right: 20, top: 26, bottom: 28 };

/** Where a metric by version is drawn. Points in ascending order of versions. */
export function buildVersionPlot(
  all: readonly VersionPoint[],
  { widthPx, heightPx }: VersionPlotSize,
  direction: 'higher' | 'lower' | undefined,
): VersionPlotPicture {
  const finite = all.filter(({ value }) => Number.isFinite(value));
  const values = finite.map(({ value }) => value);
  const y = padDomain({ min: minOf(values), max: -minOf(values.map((value) => -value)) }, 'linear');
  const first = finite[0]?.version ?? 0;
  const last = finite.at(-1)?.version ?? 1;
  const x = first === last ? { min: first - 1, max: last + 1 } : { min: first, max: last };
  const innerWidth = Math.max(1, widthPx - PLOT_MARGIN.left - PLOT_MARGIN.right);
  const innerHeight = Math.max(1, heightPx - PLOT_MARGIN.top - PLOT_MARGIN.bottom);
  const xOf = (version: number) => PLOT_MARGIN.left + ((version - x.min) / (x.max - x.min)) * innerWidth;
  const yOf = (value: number) => PLOT_MARGIN.top + (1 - (value - y.min) / (y.max - y.min)) * innerHeight;
  const points = finite.map((point) => ({ ...point, x: xOf(point.version), y: yOf(point.value) }));
  const xTicks = createTicks({ kind: 'linear', ...x, maxCount: Math.max(2, innerWidth / 80), isWhole: true });
  const yTicks = createTicks({ kind: 'linear', ...y, maxCount: Math.max(2, innerHeight / 44) });
  return {
    points,
    dots: points.map((point) => `M${round(point.x)} ${round(point.y)}h0`).join(''),
    best: direction === undefined ? '' : bestPath(points, direction),
    xTicks: xTicks.ticks.map(({ value, label }) => ({ atPx: xOf(value), label })),
    yTicks: yTicks.ticks.map(({ value, label }) => ({
      atPx: yOf(value),
      label: (yTicks.offset ?? '') + label,
    })),
    marked: points.filter(({ aliases }) => aliases.length > 0),
    leftOut: all.length - finite.length,
  };
}

/** The point whose x is nearest; undefined: there is none. */
export function nearestPoint(
  points: readonly PlacedPoint[],
  xPx: number,
  yPx: number,
): PlacedPoint | undefined {
  let best: PlacedPoint | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const distance = (point.x - xPx) ** 2 + ((point.y - yPx) / 4) ** 2;
    if (distance >= least) continue;
    least = distance;
    best = point;
  }
  return best;
}

function bestPath(points: readonly PlacedPoint[], direction: 'higher' | 'lower'): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let best = first;
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const point of rest) {
    path += `H${round(point.x)}`;
    const isBetter = direction === 'higher' ? point.value > best.value : point.value < best.value;
    if (!isBetter) continue;
    best = point;
    path += `V${round(point.y)}`;
  }
  return path;
}

function minOf(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < least) least = value;
  return Number.isFinite(least) ? least : 0;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
