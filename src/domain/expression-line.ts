import { unionGrid } from './align-lines.ts';
import { createCounter } from './as-of.ts';
import type { Field, ValueExpression } from './expression/ast.ts';
import { ARITHMETIC, FUNCTIONS } from './expression/evaluate-value.ts';
import { formatField, formatValue } from './expression/format.ts';
import type { MetricStatistic } from './metric-statistic.ts';
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
    }
  /** The run has no such metric, param, … or none that is a number; undefined: the expression names no metric. */
  | { readonly ok: false; readonly missing: string | undefined };

/**
 * The line of an expression over a run's metrics, such as `1 - acc` or `a / b`. Of one metric every point stays, several
 * at one step too. Of several there is one value at each step of any of them, from the last point of each at or before
 * it (as-of), at the time of the latest of these; NaN and ±Infinity go through the arithmetic. Where some are sampled
 * only the steps that all of these have: nothing stale is shown.
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
  const grid = list.length === 1 ? { series: first.series, earlyCount: 0 } : commonGrid(list);
  const valueAt = compileAlong(value, grid.series.steps, sources, list.length === 1);
  const values = grid.series.steps.map((_, index) => valueAt(index) ?? Number.NaN);
  return { ok: true, series: { ...grid.series, values }, earlyCount: grid.earlyCount };
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
  return placePoints(series, compileAlong(value, series.steps, sources, false));
}

/** The value at the index of a step; undefined where something is not there (yet). */
type ValueAt = (index: number) => number | undefined;

/** @param isOwn whether `steps` are those of the one metric, point by point */
function compileAlong(
  value: ValueExpression,
  steps: Float64Array,
  sources: ExpressionSources,
  isOwn: boolean,
): ValueAt {
  const compile = (part: ValueExpression): ValueAt => {
    switch (part.kind) {
      case 'number':
        return () => part.value;
      case 'duration':
        return () => part.ms;
      case 'text':
        return () => undefined;
      case 'step':
        return (index) => steps[index];
      case 'field':
        return part.field.kind === 'metric'
          ? metricAt(sources.metric(part.field.key), steps, isOwn)
          : constant(sources.number(part.field));
      case 'statistic':
        return constant(sources.statistic(part.key, part.statistic));
      case 'negate': {
        const operand = compile(part.operand);
        return (index) => {
          const number = operand(index);
          return number === undefined ? undefined : -number;
        };
      }
      case 'arithmetic': {
        const [left, right] = [compile(part.left), compile(part.right)];
        const apply = ARITHMETIC[part.operator];
        return (index) => {
          const [a, b] = [left(index), right(index)];
          return a === undefined || b === undefined ? undefined : apply(a, b);
        };
      }
      case 'call': {
        const operands = part.operands.map(compile);
        const apply = FUNCTIONS[part.name];
        return (index) => {
          const numbers = operands.map((operand) => operand(index)).filter((number) => number !== undefined);
          return numbers.length < operands.length ? undefined : apply(numbers);
        };
      }
    }
  };
  return compile(value);
}

function constant(number: number | undefined): ValueAt {
  return () => number;
}

function metricAt(series: Series | undefined, steps: Float64Array, isOwn: boolean): ValueAt {
  if (!series) return () => undefined;
  if (isOwn) return (index) => series.values[index];
  const countUpTo = createCounter(series.steps);
  return (index) => series.values[countUpTo(steps[index] ?? Number.NaN) - 1];
}

interface Part {
  readonly series: Series;
  readonly isSampled: boolean;
}

/** Every step of any of them once, from where all have begun; values are still to come. */
function commonGrid(parts: readonly Part[]): { readonly series: Series; readonly earlyCount: number } {
  const list = parts.map(({ series }) => series);
  const sampled = parts.filter(({ isSampled }) => isSampled).map(({ series }) => series.steps);
  const all = sampled.length > 0 ? sharedSteps(sampled) : unionGrid(list.map(toGridLine));
  const start = Math.max(...list.map(({ steps }) => steps[0] ?? Number.POSITIVE_INFINITY));
  const steps = all.filter((step) => step >= start);
  const timestampsMs = new Float64Array(steps.length).fill(Number.NEGATIVE_INFINITY);
  for (const series of list) {
    const countUpTo = createCounter(series.steps);
    steps.forEach((step, index) => {
      const timeMs = series.timestampsMs[countUpTo(step) - 1] ?? Number.NEGATIVE_INFINITY;
      if (timeMs > (timestampsMs[index] ?? 0)) timestampsMs[index] = timeMs;
    });
  }
  const series = { steps, timestampsMs, values: new Float64Array(steps.length) };
  return { series, earlyCount: all.length - steps.length };
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
    if (leaf.kind !== 'field') return false;
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
    case 'field':
    case 'number':
    case 'text':
    case 'duration':
    case 'step':
      return [value];
  }
}
