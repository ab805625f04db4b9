import type { Field, FilterExpression, ValueExpression } from './ast.ts';

/** Of an expression that was never a text. */
const NOWHERE = { start: 0, end: 0 };

export function fieldValue(field: Field): ValueExpression {
  return { kind: 'field', field, span: NOWHERE };
}

export function textValue(value: string): ValueExpression {
  return { kind: 'text', value, span: NOWHERE };
}

/** NaN and the infinities too. */
export function numberValue(value: number): ValueExpression {
  const size = Math.abs(value);
  const text = Number.isNaN(size) ? 'nan' : size === Number.POSITIVE_INFINITY ? 'inf' : String(size);
  const written: ValueExpression = { kind: 'number', value: size, text, span: NOWHERE };
  return value < 0 ? { kind: 'negate', operand: written, span: NOWHERE } : written;
}

export function isNull(operand: ValueExpression, isNegated = false): FilterExpression {
  return { kind: 'is-null', isNegated, operand, span: NOWHERE };
}

export function compare(
  left: ValueExpression,
  operator: Extract<FilterExpression, { readonly kind: 'compare' }>['operator'],
  right: ValueExpression,
): FilterExpression {
  return { kind: 'compare', operator, left, right, span: NOWHERE };
}

export function between(
  left: ValueExpression,
  low: ValueExpression,
  high: ValueExpression,
): FilterExpression {
  return { kind: 'between', left, low, high, span: NOWHERE };
}

export function isIn(
  left: ValueExpression,
  values: readonly ValueExpression[],
  isNegated = false,
): FilterExpression {
  return { kind: 'in', isNegated, left, values, span: NOWHERE };
}

export function not(part: FilterExpression): FilterExpression {
  return { kind: 'not', part, span: NOWHERE };
}

/** One part stands for itself; there has to be one. */
export function joined(kind: 'and' | 'or', parts: readonly FilterExpression[]): FilterExpression {
  const [only, ...others] = parts;
  return only && others.length === 0 ? only : { kind, parts, span: NOWHERE };
}
