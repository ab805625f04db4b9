import type { Direction, MetricStatistic } from './metric-statistic.ts';
import type { Series } from '../series/series.ts';

/** A statistic with the step that it comes from: on hover it says how far an as-of value lies from what was asked. */
export interface StatisticValue {
  readonly value: number;
  /** Undefined where it is no point's: `mean`, `count`. */
  readonly step: number | undefined;
}

/** What tells a statistic that needs no history, from the run itself, in place of its series. */
export interface LastPoint {
  readonly step: number;
  readonly timestampMs: number;
}

/**
 * One number made from a history; undefined where nothing fits. NaN and ±Infinity are logged values that are no
 * result of anything: `best`, `min`, `max`, `step_of_best` and `mean` go by the finite points only, `first_nonfinite`
 * tells where the others begin. `first`, `at` and `at_best` give what was logged there, NaN and ±Infinity included,
 * as the last value does. Of equal ones the first point counts as the best, of several at one step the last by
 * (step, timestamp, value) as the value at that step.
 *
 * @param series the whole history, ordered by (step, timestamp, value)
 * @param direction which way is better in the metric whose best is looked for: `other`'s for `at_best`
 * @param other history of the other metric, of `at_best` only
 */
export function computeStatistic(
  series: Series,
  statistic: MetricStatistic,
  direction: Direction,
  other?: Series,
): StatisticValue | undefined {
  switch (statistic.name) {
    case 'best':
      return pointAt(series, extremeAt(series, direction));
    case 'min':
      return pointAt(series, extremeAt(series, 'lower'));
    case 'max':
      return pointAt(series, extremeAt(series, 'higher'));
    case 'first':
      return pointAt(series, 0);
    case 'mean':
      return meanOfLast(series, statistic.count);
    case 'at':
      return asOf(series, statistic.step);
    case 'at_best':
      return asOf(series, other?.steps[extremeAt(other, direction)]);
    case 'step_of_best':
      return stepAt(series, extremeAt(series, direction));
    case 'first_nonfinite':
      return stepAt(
        series,
        series.values.findIndex((value) => !Number.isFinite(value)),
      );
    case 'count':
      return series.steps.length > 0 ? { value: series.steps.length, step: undefined } : undefined;
    case 'last_step':
    case 'last_logged':
      return statisticOfLast(statistic.name, lastPointOf(series));
  }
}

/** Statistics that the run's latest metric tells: the step and the time (ms) of the last point. */
export function statisticOfLast(
  name: 'last_step' | 'last_logged',
  last: LastPoint | undefined,
): StatisticValue | undefined {
  if (!last) return undefined;
  return { value: name === 'last_step' ? last.step : last.timestampMs, step: last.step };
}

/** Whether the statistic comes with the run, without its history. */
export function isOfLastPoint(
  statistic: MetricStatistic,
): statistic is { readonly name: 'last_step' | 'last_logged' } {
  return statistic.name === 'last_step' || statistic.name === 'last_logged';
}

/** The metric whose direction the statistic depends on; undefined where it depends on none. */
export function directedKey(key: string, statistic: MetricStatistic): string | undefined {
  if (statistic.name === 'at_best') return statistic.other;
  return statistic.name === 'best' || statistic.name === 'step_of_best' ? key : undefined;
}

/** Place of the first lowest or highest finite value; -1 where none is finite. */
function extremeAt({ values }: Series, direction: Direction): number {
  let place = -1;
  let extreme = direction === 'lower' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (!(direction === 'lower' ? value < extreme : value > extreme)) continue;
    // The worst infinity never passes the comparison, the best one would always.
    if (!Number.isFinite(value)) continue;
    extreme = value;
    place = index;
  }
  return place;
}

/** The last point whose step is not after `step` (binary search). */
function asOf(series: Series, step: number | undefined): StatisticValue | undefined {
  if (step === undefined) return undefined;
  let low = 0;
  let high = series.steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series.steps[middle] ?? Number.POSITIVE_INFINITY) <= step) low = middle + 1;
    else high = middle;
  }
  return pointAt(series, low - 1);
}

/** Mean of the last finite values, of as many as there are up to `count`. */
function meanOfLast({ values }: Series, count: number): StatisticValue | undefined {
  const last: number[] = [];
  for (let index = values.length - 1; index >= 0 && last.length < count; index--) {
    const value = values[index] ?? Number.NaN;
    if (Number.isFinite(value)) last.push(value);
  }
  if (last.length === 0) return undefined;
  const sum = last.reduce((total, value) => total + value, 0);
  // Huge values would add up to infinity before they are divided.
  const isTooLarge = !Number.isFinite(sum);
  const mean = isTooLarge ? last.reduce((total, value) => total + value / last.length, 0) : sum / last.length;
  return { value: mean, step: undefined };
}

function lastPointOf({ steps, timestampsMs }: Series): LastPoint | undefined {
  const step = steps[steps.length - 1];
  const timestampMs = timestampsMs[steps.length - 1];
  return step === undefined || timestampMs === undefined ? undefined : { step, timestampMs };
}

function pointAt({ steps, values }: Series, place: number): StatisticValue | undefined {
  const step = steps[place];
  const value = values[place];
  return step === undefined || value === undefined ? undefined : { value, step };
}

function stepAt({ steps }: Series, place: number): StatisticValue | undefined {
  const step = steps[place];
  return step === undefined ? undefined : { value: step, step };
}
