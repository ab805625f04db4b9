import { FAMILY_PARTS, type FamilyPart } from '../runs/run-sort.ts';
import { PLAIN_STATISTICS } from '../statistics/metric-statistic.ts';
import { FUNCTION_NAMES, type FunctionName, type ValueExpression } from './ast.ts';
import { fieldOfToken, isField, typeOfValue } from './fields.ts';
import { type Cursor, deeper, MAX_OPERATORS, peek, stop, stopAt, take, takeClose } from './parse-cursor.ts';
import { durationMs, type Token } from './tokens.ts';

type Statistic = Extract<ValueExpression, { readonly kind: 'statistic' }>;
type ArithmeticOperator = Extract<ValueExpression, { readonly kind: 'arithmetic' }>['operator'];

/**
 * Sums, products and powers. With `comparedWith` (the left side of a comparison) a word that names nothing is a text,
 * so that `name = resnet` needs no quotes.
 */
export function parseSum(cursor: Cursor, comparedWith?: ValueExpression): ValueExpression {
  return parseChain(cursor, ['+', '-'], () => parseProduct(cursor, comparedWith));
}

function parseProduct(cursor: Cursor, comparedWith?: ValueExpression): ValueExpression {
  return parseChain(cursor, ['*', '/', '%'], () => parseSigned(cursor, comparedWith));
}

function parseChain(
  cursor: Cursor,
  operators: readonly ArithmeticOperator[],
  parsePart: () => ValueExpression,
): ValueExpression {
  let left = parsePart();
  for (;;) {
    const operator = takeOperator(cursor, operators);
    if (!operator) return left;
    left = arithmetic(operator, left, parsePart());
  }
}

function takeOperator(
  cursor: Cursor,
  operators: readonly ArithmeticOperator[],
): ArithmeticOperator | undefined {
  const token = peek(cursor);
  const operator = token?.kind === 'operator' ? operators.find((one) => one === token.text) : undefined;
  if (!operator || !token) return undefined;
  cursor.at++;
  cursor.operatorCount++;
  if (cursor.operatorCount > MAX_OPERATORS) stop('too-long', token.span, token.text, ['end']);
  return operator;
}

function arithmetic(
  operator: ArithmeticOperator,
  left: ValueExpression,
  right: ValueExpression,
): ValueExpression {
  refuseText(left);
  refuseText(right);
  return { kind: 'arithmetic', operator, left, right, span: spanOf(left, right) };
}

function refuseText(value: ValueExpression): void {
  if (typeOfValue(value) !== 'text') return;
  stop('wrong-type', value.span, value.kind === 'text' ? value.value : '', ['number']);
}

function parseSigned(cursor: Cursor, comparedWith?: ValueExpression): ValueExpression {
  const sign = peek(cursor);
  if (sign?.kind !== 'operator' || (sign.text !== '-' && sign.text !== '+'))
    return parsePower(cursor, comparedWith);
  cursor.at++;
  const operand = deeper(cursor, () => parseSigned(cursor, comparedWith));
  if (sign.text === '+') return operand;
  refuseText(operand);
  return { kind: 'negate', operand, span: spanOf(sign, operand) };
}

/** `2 ^ 3 ^ 2` is `2 ^ (3 ^ 2)`, and `-2 ^ 2` is `-(2 ^ 2)`. */
function parsePower(cursor: Cursor, comparedWith?: ValueExpression): ValueExpression {
  const base = parsePrimary(cursor, comparedWith);
  if (!takeOperator(cursor, ['^'])) return base;
  return arithmetic(
    '^',
    base,
    deeper(cursor, () => parseSigned(cursor, comparedWith)),
  );
}

function parsePrimary(cursor: Cursor, comparedWith?: ValueExpression): ValueExpression {
  const token = take(cursor, ['value']);
  const { span, text } = token;
  switch (token.kind) {
    case 'number':
      return { kind: 'number', value: Number(text), text, span };
    case 'duration':
      return { kind: 'duration', ms: durationMs(text) ?? 0, span };
    case 'text':
      return { kind: 'text', value: token.value, span };
    case 'field':
      return fieldExpression(token) ?? stopAt(cursor, token, ['field']);
    case 'name':
      return attributeExpression(cursor, token) ?? stopAt(cursor, token, ['field']);
    case 'open': {
      const value = deeper(cursor, () => parseSum(cursor, comparedWith));
      takeClose(cursor, token, []);
      return value;
    }
    case 'word':
      return parseWord(cursor, token, comparedWith);
    case 'keyword':
    case 'operator':
    case 'comma':
    case 'close':
    case 'unknown':
      return stopAt(cursor, token, ['value']);
  }
}

function fieldExpression(token: Token): ValueExpression | undefined {
  const field = fieldOfToken(token);
  return field && { kind: 'field', field, span: token.span };
}

/** The attribute that a word or a quoted name means. */
export function attributeExpression({ named }: Cursor, { value, span }: Token): ValueExpression | undefined {
  const field = named(value);
  return field && { kind: 'field', field, span };
}

function parseWord(cursor: Cursor, token: Token, comparedWith?: ValueExpression): ValueExpression {
  const { span, text } = token;
  if (isCallAt(cursor, cursor.at - 1)) return parseCall(cursor, token);
  if (text.toLowerCase() === 'step') return { kind: 'step', span };
  const attribute = attributeExpression(cursor, token);
  if (attribute) return attribute;
  const isAmongTexts = comparedWith !== undefined && typeOfValue(comparedWith) === 'text';
  const number = isAmongTexts ? undefined : SPECIAL_NUMBERS.get(text.toLowerCase());
  if (number !== undefined) return { kind: 'number', value: number, text, span };
  if (!comparedWith) return stopAt(cursor, token, ['field']);
  const isStatus = isField(comparedWith, 'status');
  return { kind: 'text', value: isStatus ? text.toUpperCase() : text, span };
}

const SPECIAL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
]);

/** Whether the word at `at` calls something: a known name before a parenthesis, or any name right before one. */
export function isCallAt(cursor: Cursor, at: number): boolean {
  const name = cursor.tokens[at];
  const open = cursor.tokens[at + 1];
  if (name?.kind !== 'word' || open?.kind !== 'open') return false;
  return open.span.start === name.span.end || isKnownCall(name.text.toLowerCase());
}

const OTHER_CALLS = ['mean', 'at', 'at_best', 'last'] as const;
const FAMILY_CALLS: ReadonlyMap<string, FamilyPart> = new Map(
  FAMILY_PARTS.map((part) => [`family_${part}`, part]),
);

/** Every name that can be called. */
export const CALL_NAMES: readonly string[] = [
  ...PLAIN_STATISTICS,
  ...OTHER_CALLS,
  ...FUNCTION_NAMES,
  ...FAMILY_CALLS.keys(),
];

function isKnownCall(name: string): boolean {
  return CALL_NAMES.includes(name);
}

function parseCall(cursor: Cursor, token: Token): ValueExpression {
  const name = token.text.toLowerCase();
  if (!isKnownCall(name)) stop('unknown-function', token.span, token.text, ['field']);
  const open = take(cursor, []);
  const operands = deeper(cursor, () => parseOperands(cursor));
  const close = takeClose(cursor, open, []);
  const call = { token, operands, close };
  const functionName = FUNCTION_NAMES.find((known) => known === name);
  if (functionName) return functionCall(call, functionName);
  const part = FAMILY_CALLS.get(name);
  if (part) return familyCall(call, part);
  // `max(metrics.a, metrics.b)`: of two columns, not of one history.
  if ((name === 'min' || name === 'max') && operands.length > 1)
    return functionCall(call, name === 'min' ? 'least' : 'greatest');
  return statisticCall(call, name);
}

function parseOperands(cursor: Cursor): readonly ValueExpression[] {
  const operands = [parseSum(cursor)];
  while (peek(cursor)?.kind === 'comma') {
    cursor.at++;
    operands.push(parseSum(cursor));
  }
  return operands;
}

interface Call {
  readonly token: Token;
  readonly operands: readonly ValueExpression[];
  readonly close: Token;
}

function functionCall(call: Call, name: FunctionName): ValueExpression {
  const { token, operands, close } = call;
  for (const operand of operands) refuseText(operand);
  const surplus = name === 'least' || name === 'greatest' ? undefined : operands[1];
  if (surplus) stop('unexpected', surplus.span, '', ['closing-parenthesis']);
  return { kind: 'call', name, operands, span: spanOf(token, close) };
}

/** `family_mean("fold_{n}/f1")`. */
function familyCall({ token, operands, close }: Call, part: FamilyPart): ValueExpression {
  const [template, surplus] = operands;
  if (template?.kind !== 'text') return stop('wrong-type', template?.span ?? close.span, '', ['value']);
  if (surplus) stop('unexpected', surplus.span, '', ['closing-parenthesis']);
  return { kind: 'family', key: template.value, part, span: spanOf(token, close) };
}

function statisticCall({ token, operands, close }: Call, name: string): ValueExpression {
  const [first, second, third] = operands;
  const span = spanOf(token, close);
  if (first?.kind !== 'field' || first.field.kind !== 'metric')
    return stop('wrong-type', first?.span ?? close.span, '', ['field']);
  const { key } = first.field;
  const wantsSecond = name === 'mean' || name === 'at' || name === 'at_best';
  const surplus = wantsSecond ? third : second;
  if (surplus) stop('unexpected', surplus.span, '', ['closing-parenthesis']);
  // The value at the last step is what the metric itself stands for.
  if (name === 'last') return { ...first, span };
  const statistic = statisticOf(name, second, close);
  return { kind: 'statistic', key, statistic, span };
}

function statisticOf(
  name: string,
  second: ValueExpression | undefined,
  close: Token,
): Statistic['statistic'] {
  const plain = PLAIN_STATISTICS.find((known) => known === name);
  if (plain) return { name: plain };
  if (name === 'at_best') {
    if (second?.kind === 'field' && second.field.kind === 'metric')
      return { name: 'at_best', other: second.field.key };
    return stop('wrong-type', second?.span ?? close.span, '', ['field']);
  }
  const number = wholeNumber(second);
  if (number === undefined || (name === 'mean' && number < 1))
    return stop('wrong-type', second?.span ?? close.span, '', ['number']);
  return name === 'mean' ? { name, count: number } : { name: 'at', step: number };
}

function wholeNumber(value: ValueExpression | undefined): number | undefined {
  if (value?.kind === 'negate') {
    const positive = wholeNumber(value.operand);
    return positive === undefined ? undefined : -positive;
  }
  return value?.kind === 'number' && Number.isSafeInteger(value.value) ? value.value : undefined;
}

interface Spanned {
  readonly span: ValueExpression['span'];
}

export function spanOf(first: Spanned, last: Spanned): ValueExpression['span'] {
  return { start: first.span.start, end: last.span.end };
}
