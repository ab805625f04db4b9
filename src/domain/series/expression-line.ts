import { unionGrid } from './align-lines.ts';
import { createCounter } from './as-of.ts';
import type { Field, ValueExpression } from '../expression/ast.ts';
import { ARITHMETIC, FUNCTIONS } from '../expression/evaluate-value.ts';
import { formatField, formatValue } from '../expression/format.ts';
import type { MetricStatistic } from '../statistics/metric-statistic.ts';
import { type PlacedSeries, placePoints } from './series-axis.ts';
import type { Series } from './series.ts';

/** What of one run an expression is evaluated over; undefined where the run lacks it. */
export interface ExpressionSources {
  /** Its whole history, ordered as all series are. */
  metric(key: string): Series | undefined;
  /** A param, tag or attribute as a number; never asked for metrics. */
  number(field: Field): number | undefined;
  statistic(key: string, statistic: MetricStatistic): number | undefined;
  /** Only some points of the metric are known: none may stand for one that was logged later and is not. */
  isSampled?(key: string): boolean;
}

export type ExpressionLine =
  | {
      readonly ok: true;
      readonly series: Series;
      /** Steps before the last of several metrics was first logged: there is no value yet. */
      readonly earlyCount: number;
      /** Steps at which the last known point of a sampled metric stands for one that may have been logged since. */
      readonly staleCount: number;
    }
  /** The run has no such metric, param, … or none that is a number; undefined: the expression names no metric. */
  | { readonly ok: false; readonly missing: string | undefined };

/**
 * The line of an expression over a run's metrics, such as `1 - acc` or `a / b`. Of one metric every point stays, several
 * at one step too. Of several there is one value at each step of any of them, from the last point of each at or before
 * it (as-of), at the time of the latest of these; NaN and ±Infinity go through the arithmetic.
 *
 * Where some are sampled only the steps that all of these have: nothing stale is shown. Where samples hardly share any
 * (metrics of another cadence) the steps of the one with the fewest, others as of their last known point: those steps
 * are counted.
 */
export function lineOfExpression(value: ValueExpression, sources: ExpressionSources): ExpressionLine {
  const missing = missingPart(value, sources);
  if (missing !== undefined) return { ok: false, missing };
  const list = lineKeys(value).flatMap((key) => {
    const series = sources.metric(key);
    return series ? [{ series, isSampled: sources.isSampled?.(key) === true }] : [];
  });
  const [first] = list;
  if (!first) return { ok: false, missing: undefined };
  const grid = list.length === 1 ? { series: first.series, earlyCount: 0, staleCount: 0 } : commonGrid(list);
  const { steps } = grid.series;
  const values = columnOf(evaluate(value, steps, sources, list.length === 1), steps.length);
  return { ok: true, ...grid, series: { ...grid.series, values } };
}

/**
 * Gives each point of a line the x that an expression has at its step: `step * params.batch_size`. Metrics count by
 * their last point at or before the step; without one, or without a param, the point has no place.
 */
export function placeByExpression(
  series: Series,
  value: ValueExpression,
  sources: ExpressionSources,
): PlacedSeries {
  const { steps } = series;
  const column = evaluate(value, steps, sources, false);
  const start = startOf(lineKeys(value).map((key) => sources.metric(key)));
  const early = column === undefined ? steps.length : countBelow(steps, start);
  const xs = columnOf(column, steps.length);
  return placePoints(series, (index) => (index < early ? undefined : xs[index]));
}

/** The value at each point, or one for all of them; undefined: the run has none. */
type Column = Float64Array<ArrayBuffer> | number | undefined;

/**
 * Column by column, in plain loops: closures for each point took five times as long for 1,000,000 points of two metrics.
 *
 * @param steps ascending
 * @param isOwn whether they are those of the one metric, point by point
 */
function evaluate(
  value: ValueExpression,
  steps: Float64Array<ArrayBuffer>,
  sources: ExpressionSources,
  isOwn: boolean,
): Column {
  const column = (part: ValueExpression) => evaluate(part, steps, sources, isOwn);
  switch (value.kind) {
    case 'number':
      return value.value;
    case 'duration':
      return value.ms;
    // Of rows, not of histories.
    case 'family':
    case 'text':
      return undefined;
    case 'step':
      return steps;
    case 'field': {
      if (value.field.kind !== 'metric') return sources.number(value.field);
      const series = sources.metric(value.field.key);
      return isOwn ? series?.values : series && asOf(steps, series.steps, series.values);
    }
    case 'statistic':
      return sources.statistic(value.key, value.statistic);
    case 'negate':
      return combine(0, column(value.operand), steps.length, (_, operand) => -operand);
    case 'arithmetic':
      return combine(column(value.left), column(value.right), steps.length, ARITHMETIC[value.operator]);
    case 'call':
      return callOn(value.operands.map(column), steps.length, FUNCTIONS[value.name]);
  }
}

/** The last entry of each step at or before the asked ones, in one pass over both; NaN where there is none yet. */
function asOf(steps: Float64Array, ownSteps: Float64Array, entries: Float64Array): Float64Array<ArrayBuffer> {
  const found = new Float64Array(steps.length);
  let count = 0;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] ?? Number.NaN;
    while (count < ownSteps.length && (ownSteps[count] ?? 0) <= step) count++;
    found[index] = entries[count - 1] ?? Number.NaN;
  }
  return found;
}

function combine(
  left: Column,
  right: Column,
  length: number,
  apply: (left: number, right: number) => number,
): Column {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
  const [lefts, rights] = [columnOf(left, length), columnOf(right, length)];
  const result = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    result[index] = apply(lefts[index] ?? Number.NaN, rights[index] ?? Number.NaN);
  }
  return result;
}

function callOn(
  operands: readonly Column[],
  length: number,
  apply: (numbers: readonly number[]) => number,
): Column {
  const columns = operands.flatMap((operand) => (operand === undefined ? [] : [columnOf(operand, length)]));
  if (columns.length < operands.length) return undefined;
  const result = new Float64Array(length);
  // One for all points: none of the functions keeps it.
  const numbers = columns.map(() => 0);
  for (let index = 0; index < length; index++) {
    for (let place = 0; place < columns.length; place++)
      numbers[place] = columns[place]?.[index] ?? Number.NaN;
    result[index] = apply(numbers);
  }
  return result;
}

function columnOf(column: Column, length: number): Float64Array<ArrayBuffer> {
  if (typeof column === 'object') return column;
  return new Float64Array(length).fill(column ?? Number.NaN);
}

/** The step from which all of them have been logged. */
function startOf(list: readonly (Series | undefined)[]): number {
  return Math.max(...list.map((series) => series?.steps[0] ?? Number.POSITIVE_INFINITY));
}

/** How many of the ascending steps lie before the start. */
function countBelow(steps: Float64Array, start: number): number {
  const first = steps.findIndex((step) => step >= start);
  return first < 0 ? steps.length : first;
}

interface Part {
  readonly series: Series;
  readonly isSampled: boolean;
}

interface CommonGrid {
  /** Without values. */
  readonly series: Series;
  readonly earlyCount: number;
  readonly staleCount: number;
}

/** Every step of any of them once, from where all have begun; values are still to come. */
function commonGrid(parts: readonly Part[]): CommonGrid {
  const list = parts.map(({ series }) => series);
  const sampled = parts.filter(({ isSampled }) => isSampled).map(({ series }) => series.steps);
  const all = sampled.length > 0 ? sampledGrid(sampled) : unionGrid(list.map(toGridLine));
  const earlyCount = countBelow(all, startOf(list));
  const steps = all.slice(earlyCount);
  const timestampsMs = new Float64Array(steps.length).fill(Number.NEGATIVE_INFINITY);
  for (const series of list) {
    const timesMs = asOf(steps, series.steps, series.timestampsMs);
    for (let index = 0; index < steps.length; index++) {
      timestampsMs[index] = Math.max(timestampsMs[index] ?? 0, timesMs[index] ?? 0);
    }
  }
  const staleCount = sampled.length < 2 ? 0 : steps.length - sharedSteps([steps, ...sampled]).length;
  return { series: { steps, timestampsMs, values: new Float64Array(0) }, earlyCount, staleCount };
}

/** Samples that share less than this part of their steps were taken at others. */
const FEWEST_SHARED = 0.5;

/** The steps that all samples have; where these are few, those of the sample with the fewest. */
function sampledGrid(columns: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const shared = sharedSteps(columns);
  const [fewest = shared] = columns
    .map((steps) => sharedSteps([steps]))
    .toSorted((left, right) => left.length - right.length);
  return shared.length >= fewest.length * FEWEST_SHARED ? shared : fewest;
}

function toGridLine({ steps, values }: Series) {
  return { xs: steps, ys: values };
}

/** The steps that all of them have, once each. */
function sharedSteps(columns: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const counters = columns.map((steps) => ({ steps, countUpTo: createCounter(steps) }));
  const [first = new Float64Array(0)] = columns;
  return Float64Array.from(
    first.filter(
      (step, index) =>
        step !== first[index - 1] &&
        counters.every(({ steps, countUpTo }) => steps[countUpTo(step) - 1] === step),
    ),
  );
}

/** The metrics whose points an expression is made of, each once; those of statistics are none of them. */
export function lineKeys(value: ValueExpression): readonly string[] {
  const named = directFields(value).flatMap((field) => (field.kind === 'metric' ? [field.key] : []));
  return [...new Set(named)];
}

/** What the run lacks of what an expression names, as it is written; a metric without a point is lacking. */
export function missingPart(value: ValueExpression, sources: ExpressionSources): string | undefined {
  const lacking = leavesOf(value).find((leaf) => {
    if (leaf.kind === 'statistic') return sources.statistic(leaf.key, leaf.statistic) === undefined;
    if (leaf.kind !== 'field') return leaf.kind === 'family';
    if (leaf.field.kind !== 'metric') return sources.number(leaf.field) === undefined;
    return isWithout(leaf.field.key, sources);
  });
  if (lacking?.kind === 'statistic' && isWithout(lacking.key, sources)) {
    return formatField({ kind: 'metric', key: lacking.key });
  }
  return lacking && formatValue(lacking);
}

function isWithout(key: string, sources: ExpressionSources): boolean {
  return (sources.metric(key)?.steps.length ?? 0) === 0;
}

/** Fields that stand for themselves: the metrics of statistics are numbers, not lines. */
export function directFields(value: ValueExpression): readonly Field[] {
  return leavesOf(value).flatMap((leaf) => (leaf.kind === 'field' ? [leaf.field] : []));
}

function leavesOf(value: ValueExpression): readonly ValueExpression[] {
  switch (value.kind) {
    case 'negate':
      return leavesOf(value.operand);
    case 'arithmetic':
      return [...leavesOf(value.left), ...leavesOf(value.right)];
    case 'call':
      return value.operands.flatMap(leavesOf);
    case 'statistic':
    case 'family':
    case 'field':
    case 'number':
    case 'text':
    case 'duration':
    case 'step':
      return [value];
  }
}
