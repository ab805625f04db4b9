import { createCounter } from './as-of.ts';
import { computeStatistic, type StatisticValue } from './history-statistics.ts';
import type { LinePoints } from './line-points.ts';
import type { Direction } from './metric-statistic.ts';
import type { Series } from './series.ts';

export interface BaselineDelta extends LinePoints {
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
export function deltaToBaseline(
  line: LinePoints,
  baseline: LinePoints,
  mode: 'difference' | 'ratio',
): BaselineDelta {
  const count = line.xs.length;
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
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
    kept++;
  }
  return {
    xs: xs.slice(0, kept),
    ys: ys.slice(0, kept),
    earlyCount: count - kept,
    lateCount,
    undefinedCount,
  };
}

/** NaN where the baseline has no number to measure against. */
function compare(value: number, against: number, mode: 'difference' | 'ratio'): number {
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
  level: 'final' | 'best',
  direction: Direction,
): StatisticValue | undefined {
  if (level === 'best') return computeStatistic(series, { name: 'best' }, direction);
  const last = series.values.length - 1;
  return last < 0 ? undefined : { value: series.values[last] ?? Number.NaN, step: series.steps[last] };
}
