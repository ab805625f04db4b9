import type { FunctionName, ValueExpression } from './ast.ts';
import { familyPartOf, familyReader } from '../statistics/family-statistic.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { typeOfValue } from './fields.ts';
import {
  lastStepReader,
  metricReader,
  type NumberAt,
  numberAtOf,
  textReader,
  textSourceOf,
} from './read-rows.ts';

/** Undefined where the run lacks something that the value needs; null where that is not computed yet. */
export type ValueAt = (row: number) => number | string | undefined | null;

/** The value of an expression by row, for the frame as it is now: compile again when its keys changed. */
export function compileValue(value: ValueExpression, context: EvaluationContext): ValueAt {
  if (value.kind === 'text') return () => value.value;
  const type = typeOfValue(value);
  if (value.kind === 'field' && (type === 'text' || type === 'any'))
    return textReader(textSourceOf(value.field, context));
  return compileNumber(value, context);
}

/** As `compileValue`, with the texts of params and tags as numbers; undefined where they are none. */
export function compileNumber(value: ValueExpression, context: EvaluationContext): NumberAt {
  switch (value.kind) {
    case 'number':
      return () => value.value;
    case 'duration':
      return () => value.ms;
    case 'text':
      return () => undefined;
    case 'field':
      return numberAtOf(value.field, context);
    case 'statistic':
      return statisticReader(value, context);
    case 'family': {
      const read = familyReader(context.frame, value.key);
      return (row) => familyPartOf(read(row), value.part);
    }
    case 'step':
      return context.step ? (row) => context.step?.(row) : lastStepReader(context.frame);
    case 'negate':
      return combine([compileNumber(value.operand, context)], ([operand = 0]) => -operand);
    case 'arithmetic':
      return binary(
        compileNumber(value.left, context),
        compileNumber(value.right, context),
        ARITHMETIC[value.operator],
      );
    case 'call':
      return combine(
        value.operands.map((operand) => compileNumber(operand, context)),
        FUNCTIONS[value.name],
      );
  }
}

function statisticReader(
  { key, statistic }: Extract<ValueExpression, { readonly kind: 'statistic' }>,
  context: EvaluationContext,
): NumberAt {
  const column = context.frame.metrics.get(key);
  if (statistic.name === 'last_step') return metricReader(column, 'steps');
  if (statistic.name === 'last_logged') return metricReader(column, 'timestampsMs');
  return (row) => context.statistic(key, statistic, row);
}

/** What operators and functions do with numbers; rows and points of a line use the same. */
export const ARITHMETIC: Record<
  Extract<ValueExpression, { readonly kind: 'arithmetic' }>['operator'],
  (left: number, right: number) => number
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': (left, right) => left ** right,
};

export const FUNCTIONS: Record<FunctionName, (operands: readonly number[]) => number> = {
  abs: ([operand = 0]) => Math.abs(operand),
  sqrt: ([operand = 0]) => Math.sqrt(operand),
  exp: ([operand = 0]) => Math.exp(operand),
  log: ([operand = 0]) => Math.log(operand),
  log2: ([operand = 0]) => Math.log2(operand),
  log10: ([operand = 0]) => Math.log10(operand),
  least: (operands) => Math.min(...operands),
  greatest: (operands) => Math.max(...operands),
};

function binary(left: NumberAt, right: NumberAt, apply: (left: number, right: number) => number): NumberAt {
  return (row) => {
    const a = left(row);
    const b = right(row);
    if (a === undefined || b === undefined) return undefined;
    return a === null || b === null ? null : apply(a, b);
  };
}

function combine(parts: readonly NumberAt[], apply: (numbers: readonly number[]) => number): NumberAt {
  return (row) => {
    const numbers: number[] = [];
    let isPending = false;
    for (const part of parts) {
      const number = part(row);
      if (number === undefined) return undefined;
      if (number === null) isPending = true;
      else numbers.push(number);
    }
    return isPending ? null : apply(numbers);
  };
}
