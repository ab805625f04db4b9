import type { CompareOperator, ExpressionProblem, ValueExpression } from './ast.ts';
import { parseDate } from './dates.ts';
import { typeOfValue } from './fields.ts';

type TypeProblem = Pick<ExpressionProblem, 'code' | 'span' | 'expected'>;

/** The operator with its sides exchanged, where that is another one. */
export const FLIPPED: ReadonlyMap<CompareOperator, CompareOperator> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

/** Why two sides cannot be compared; undefined where they can. */
export function checkOperands(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
): TypeProblem | undefined {
  if (operator === 'LIKE' || operator === 'ILIKE' || operator === '~' || operator === '!~')
    return isTextual(left) ? undefined : { code: 'wrong-type', span: left.span, expected: ['text'] };
  if (typeOfValue(left) === 'time') return checkTime(right);
  if (typeOfValue(right) === 'time') return checkTime(left);
  if (isNumeric(left)) return checkNumber(left, right);
  return isNumeric(right) ? checkNumber(right, left) : undefined;
}

/** `-7d`: so long before now. */
export function ageOf(value: ValueExpression): number | undefined {
  return value.kind === 'negate' && value.operand.kind === 'duration' ? value.operand.ms : undefined;
}

/** The number that the text states: `5`, `-0.1`. */
export function literalNumber(value: ValueExpression): number | undefined {
  if (value.kind === 'number') return value.value;
  return value.kind === 'negate' && value.operand.kind === 'number' ? -value.operand.value : undefined;
}

/** Compared as a text, or as one where the other side is one. */
export function isTextual(value: ValueExpression): boolean {
  const type = typeOfValue(value);
  return type === 'text' || type === 'any';
}

function isNumeric(value: ValueExpression): boolean {
  const type = typeOfValue(value);
  return type === 'number' || type === 'duration';
}

function checkTime(other: ValueExpression): TypeProblem | undefined {
  const { span } = other;
  if (other.kind === 'text')
    return parseDate(other.value) === undefined ? { code: 'bad-date', span, expected: ['value'] } : undefined;
  const type = typeOfValue(other);
  const isFit = type === 'duration' ? ageOf(other) !== undefined : type !== 'text';
  return isFit ? undefined : { code: 'wrong-type', span, expected: ['value'] };
}

function checkNumber(number: ValueExpression, other: ValueExpression): TypeProblem | undefined {
  if (typeOfValue(other) !== 'text') return undefined;
  // `experiment_id = 3`, `name = 42`: the number as it is written.
  if (other.kind === 'field' && literalNumber(number) !== undefined) return undefined;
  const { span } = other.kind === 'text' ? other : number;
  return { code: 'wrong-type', span, expected: [other.kind === 'text' ? 'number' : 'text'] };
}
