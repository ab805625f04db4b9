import type { ValueExpression } from './expression/ast.ts';
import { fieldsOfValue } from './expression/explain.ts';
import { parseValue } from './expression/parse.ts';
import { lineKeys } from './expression-line.ts';
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
  const parsed = parseValue(text);
  if (!parsed.ok) return undefined;
  const own = lineKeys(parsed.value);
  const axisKey = own.find((key) => !isSystemSection(metricPrefix(key))) ?? own[0];
  if (axisKey === undefined) return undefined;
  return { value: parsed.value, keys: metricsOfValue(parsed.value), axisKey };
}

/** Every metric that a value names, once, those of statistics included. */
export function metricsOfValue(value: ValueExpression): readonly string[] {
  const named = fieldsOfValue(value).flatMap(({ field }) => (field.kind === 'metric' ? [field.key] : []));
  return [...new Set(named)];
}
