import type { ValueExpression } from '../expression/ast.ts';
import { fieldsOfValue } from '../expression/explain.ts';
import { parseValue } from '../expression/parse.ts';
import { lineKeys } from '../series/expression-line.ts';
import { isSystemSection, metricPrefix } from './metric-sections.ts';

/** A text that gives every run a line. */
export interface CardExpression {
  readonly value: ValueExpression;
  /** Metrics whose histories it takes, those of statistics included. */
  readonly keys: readonly string[];
  /** The metric that says how its cards go along x: a system metric where all are. */
  readonly axisKey: string;
}

/** Undefined where the text is no value, or one that names no metric and so has no points. */
export function readCardExpression(text: string): CardExpression | undefined {
  const value = parseChartValue(text);
  if (!value) return undefined;
  const own = lineKeys(value);
  const axisKey = own.find((key) => !isSystemSection(metricPrefix(key))) ?? own[0];
  if (axisKey === undefined) return undefined;
  return { value, keys: metricsOfValue(value), axisKey };
}

/**
 * A value along the points of a run; undefined where the text is none. There a metric is what it was at each point, so
 * that `last(metrics.loss)` is a number of its own.
 */
export function parseChartValue(text: string): ValueExpression | undefined {
  const parsed = parseValue(text);
  return parsed.ok ? withLasts(parsed.value, text) : undefined;
}

function withLasts(value: ValueExpression, text: string): ValueExpression {
  const { span } = value;
  switch (value.kind) {
    case 'field': {
      const { field } = value;
      const isCall = field.kind === 'metric' && /^last\s*\(/i.test(text.slice(span.start, span.end));
      return isCall ? { kind: 'statistic', key: field.key, statistic: LAST, span } : value;
    }
    case 'negate':
      return { ...value, operand: withLasts(value.operand, text) };
    case 'arithmetic':
      return { ...value, left: withLasts(value.left, text), right: withLasts(value.right, text) };
    case 'call':
      return { ...value, operands: value.operands.map((operand) => withLasts(operand, text)) };
    case 'family':
    case 'statistic':
    case 'number':
    case 'text':
    case 'duration':
    case 'step':
      return value;
  }
}

/** As of whatever step is the last. */
const LAST = { name: 'at', step: Number.POSITIVE_INFINITY } as const;

/** Every metric that a value names, once, those of statistics included. */
export function metricsOfValue(value: ValueExpression): readonly string[] {
  const named = fieldsOfValue(value).flatMap(({ field }) => (field.kind === 'metric' ? [field.key] : []));
  return [...new Set(named)];
}
