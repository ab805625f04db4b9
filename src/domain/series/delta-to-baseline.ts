import { createCounter } from './as-of.ts';
import { computeStatistic, type StatisticValue } from '../statistics/history-statistics.ts';
import type { LinePoints } from './line-points.ts';
import type { Direction } from '../statistics/metric-statistic.ts';
import type { Series } from './series.ts';

/** What y shows: what was logged, or how it stands to the baseline. */
export const Y_MEASURES = ['value', 'difference', 'ratio'] as const;
export type YMeasure = (typeof Y_MEASURES)[number];
export type DeltaMode = Exclude<YMeasure, 'value'>;

/** The height of the baseline's level line: its last value, its best one by the metric's direction, or no line. */
export const BASELINE_LEVELS = ['final', 'best', 'none'] as const;
export type BaselineLevelKind = (typeof BASELINE_LEVELS)[number];

export interface BaselineDelta extends LinePoints {
  /** Place of each point in the line. */
  readonly places: Uint32Array<ArrayBuffer>;
  /** Points before the baseline's first: there is nothing to measure them against, and they are left out. */
  readonly earlyCount: number;
  /** Points after the baseline's last: they are measured against its last value. */
  readonly lateCount: number;
  /** Points that have a value, and none here: the baseline is NaN, infinite, or 0 under a ratio. A gap. */
  readonly undefinedCount: number;
}

/**
 * A line as difference or ratio to the baseline: each point against the last one of the baseline at or before the same
 * x (as-of), of several at one x the last. A ratio of 1 is level with the baseline whatever the sign.
 *
 * @param baseline its xs must not fall
 */
export function deltaToBaseline(line: LinePoints, baseline: LinePoints, mode: DeltaMode): BaselineDelta {
  const count = line.xs.length;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  const places = new Uint32Array(count);
  const lastX = baseline.xs[baseline.xs.length - 1] ?? Number.POSITIVE_INFINITY;
  const countUpTo = createCounter(baseline.xs);
  let kept = 0;
  let lateCount = 0;
  let undefinedCount = 0;
  for (let index = 0; index < count; index++) {
    const x = line.xs[index] ?? Number.NaN;
    const against = baseline.ys[countUpTo(x) - 1];
    if (against === undefined) continue;
    const value = line.ys[index] ?? Number.NaN;
    const delta = compare(value, against, mode);
    if (x > lastX) lateCount++;
    if (Number.isFinite(value) && Number.isNaN(delta)) undefinedCount++;
    xs[kept] = x;
    ys[kept] = delta;
    places[kept] = index;
    kept++;
  }
  return {
    xs: xs.slice(0, kept),
    ys: ys.slice(0, kept),
    places: places.slice(0, kept),
    earlyCount: count - kept,
    lateCount,
    undefinedCount,
  };
}

/** A line as it stands to a baseline that has no points: there is nothing to measure any of its own against. */
export function deltaToNothing(line: LinePoints): BaselineDelta {
  const nothing = { xs: new Float64Array(0), ys: new Float64Array(0), places: new Uint32Array(0) };
  return { ...nothing, earlyCount: 0, lateCount: 0, undefinedCount: line.xs.length };
}

/** What a baseline measured against itself is: the level that the other lines stand above or below. */
export function evenLevel(mode: DeltaMode): number {
  return mode === 'difference' ? 0 : 1;
}

/** NaN where the baseline has no number to measure against. */
function compare(value: number, against: number, mode: DeltaMode): number {
  if (!Number.isFinite(against)) return Number.NaN;
  if (mode === 'difference') return value - against;
  return against === 0 ? Number.NaN : value / against;
}

/**
 * The height at which the baseline's level is drawn. `final` is what was logged last, be it NaN; `best` the best finite
 * value; undefined where there is none.
 *
 * @param series the whole history of the baseline
 */
export function baselineLevel(
  series: Series,
  level: Exclude<BaselineLevelKind, 'none'>,
  direction: Direction,
): StatisticValue | undefined {
  if (level === 'best') return computeStatistic(series, { name: 'best' }, direction);
  const last = series.values.length - 1;
  return last < 0 ? undefined : { value: series.values[last] ?? Number.NaN, step: series.steps[last] };
}
