import { isSilentAt } from '../runs/silent-run.ts';
import { parseNumberText } from '../runs/text-value.ts';
import type { CompareOperator, ExpressionProblem, Field, FilterExpression, ValueExpression } from './ast.ts';
import { ageOf, FLIPPED, isTextual, literalNumber } from './check-types.ts';
import { parseDate } from './dates.ts';
import { compileNumber, compileValue } from './evaluate-value.ts';
import { type EvaluationContext, movingNowMs, type RegexEngine } from './evaluation-context.ts';
import { typeOfValue } from './fields.ts';
import { compileIlike, compileLike, lowerAscii } from './like.ts';
import { compileTextTest, type TextSource, textSourceOf } from './read-rows.ts';
import { silentTestOf } from './silent-status.ts';
import { type Clause, clausesOf } from './walk.ts';

/** True or false of every row, never unknown. */
export type RowTest = (row: number) => boolean;

/**
 * A filter as a test of rows, for the frame as it is now: compile again when runs came or changed. Comparisons with
 * something that the run lacks, or that is not computed yet, are false. A pattern that is none fits nothing: ask
 * `checkPatterns` before.
 */
export function compileFilter(filter: FilterExpression, context: EvaluationContext): RowTest {
  switch (filter.kind) {
    case 'and':
      return allOf(filter.parts.map((part) => compileFilter(part, context)));
    case 'or':
      return anyOf(filter.parts.map((part) => compileFilter(part, context)));
    case 'not': {
      const test = compileFilter(filter.part, context);
      return (row) => !test(row);
    }
    case 'words': {
      const { subject } = context;
      if (subject) return (row) => subject.hasWords(filter.text, row);
      return compileTextTest(
        textSourceOf({ kind: 'attribute', key: 'name' }, context),
        compileWords(filter.text),
      );
    }
    case 'is-null':
      return compileIsNull(filter.operand, filter.isNegated, context);
    case 'in':
      return compileSilent(filter, context) ?? compileIn(filter, context);
    case 'between':
      return compileBetween(filter, context);
    case 'compare':
      return (
        compileSilent(filter, context) ?? compileCompare(filter.operator, filter.left, filter.right, context)
      );
  }
}

/** `status = 'SILENT'` and what else is asked of the status with it. */
function compileSilent(clause: Clause, context: EvaluationContext): RowTest | undefined {
  const asked = silentTestOf(clause);
  if (!asked) return undefined;
  const { isNegated, status, others } = asked;
  const isOther = compileIn(
    { ...asked, kind: 'in', left: status, values: others, isNegated: false },
    context,
  );
  return (row) => (isSilentAt(context.frame, row, movingNowMs(context)) || isOther(row)) !== isNegated;
}

/** The first regular expression that is none. */
export function checkPatterns(filter: FilterExpression, regex: RegexEngine): ExpressionProblem | undefined {
  for (const { right } of clausesOf(filter).filter(usesPattern)) {
    if (right.kind !== 'text') continue;
    try {
      regex.compile(right.value);
    } catch {
      return { code: 'bad-pattern', span: right.span, found: right.value, expected: ['text'] };
    }
  }
  return undefined;
}

/** Whether a filter holds a regular expression, so that the engine has to be loaded. */
export function hasPatterns(filter: FilterExpression): boolean {
  return clausesOf(filter).some(usesPattern);
}

function usesPattern(clause: Clause): clause is Extract<Clause, { readonly kind: 'compare' }> {
  return clause.kind === 'compare' && (clause.operator === '~' || clause.operator === '!~');
}

function allOf(tests: readonly RowTest[]): RowTest {
  return (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return (row) => {
    for (const test of tests) if (test(row)) return true;
    return false;
  };
}

/**
 * Looks for the words without regard to case. ASCII words are looked for as the server's ILIKE does, so that both find
 * the same; others with NFC on both sides (macOS writes Korean file names in NFD).
 */
export function compileWords(words: string): (text: string) => boolean {
  if (isAscii(words)) {
    const wanted = lowerAscii(words);
    return (text) => lowerAscii(text).includes(wanted);
  }
  const wanted = words.normalize('NFC').toLowerCase();
  return (text) => text.normalize('NFC').toLowerCase().includes(wanted);
}

export function isAscii(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return /^[\u0000-\u007F]*$/.test(text);
}

/** Whether a value is missing, or with `isNegated` whether it is there; what is not known (yet) is neither. */
export function compileIsNull(
  operand: ValueExpression,
  isNegated: boolean,
  context: EvaluationContext,
): RowTest {
  const source = sourceOf(operand, context);
  if (source?.kind === 'many') {
    return (row) => {
      const texts = source.textsAt(row);
      return texts !== undefined && texts.length > 0 === isNegated;
    };
  }
  const valueAt = compileValue(operand, context);
  if (!isNegated) return (row) => valueAt(row) === undefined;
  return (row) => {
    const value = valueAt(row);
    return value !== undefined && value !== null;
  };
}

function compileIn(
  { left, values, isNegated }: Extract<FilterExpression, { readonly kind: 'in' }>,
  context: EvaluationContext,
): RowTest {
  const source = sourceOf(left, context);
  const fits = source && listTest(left, values);
  if (fits) return compileTextTest(source, isNegated ? (text) => !fits(text) : fits, isNegated);
  const isEqual = anyOf(values.map((value) => compileCompare('=', left, value, context)));
  if (!isNegated) return isEqual;
  const isThere = compileIsNull(left, true, context);
  return (row) => isThere(row) && !isEqual(row);
}

/** Long lists of texts are looked up, not walked through. */
function listTest(
  left: ValueExpression,
  values: readonly ValueExpression[],
): ((text: string) => boolean) | undefined {
  const texts = new Set(values.flatMap((value) => (value.kind === 'text' ? [value.value] : [])));
  const others = values.filter((value) => value.kind !== 'text').map((value) => textTest('=', left, value));
  if (others.includes(undefined)) return undefined;
  return (text) => texts.has(text) || others.some((test) => test?.(text));
}

function compileBetween(
  { left, low, high }: Extract<FilterExpression, { readonly kind: 'between' }>,
  context: EvaluationContext,
): RowTest {
  const source = sourceOf(left, context);
  const isAbove = textTest('>=', left, low);
  const isBelow = textTest('<=', left, high);
  if (source && isAbove && isBelow) return compileTextTest(source, (text) => isAbove(text) && isBelow(text));
  return allOf([compileCompare('>=', left, low, context), compileCompare('<=', left, high, context)]);
}

function compileCompare(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
  context: EvaluationContext,
): RowTest {
  if (left.kind === 'text' && right.kind === 'text') {
    const isFit = testOfText(operator, right.value, context.regex)(left.value);
    return () => isFit;
  }
  const source = sourceOf(left, context);
  const test = source && textTest(operator, left, right, context.regex);
  if (test) return compileTextTest(source, test, isNegative(operator));
  // `0.1 < params.lr`: the field goes to the left.
  const other = sourceOf(right, context);
  const flipped = FLIPPED.get(operator) ?? operator;
  const otherTest = other && !source ? textTest(flipped, right, left) : undefined;
  if (other && otherTest) return compileTextTest(other, otherTest, isNegative(flipped));
  if (isTextual(left) && isTextual(right)) return compareTwoTexts(operator, left, right, context);
  return compareTwoNumbers(operator, left, right, context);
}

function isNegative(operator: CompareOperator): boolean {
  return operator === '!=' || operator === '!~';
}

/** Undefined for numbers and times. */
function sourceOf(value: ValueExpression, context: EvaluationContext): TextSource | undefined {
  return value.kind === 'field' && isTextual(value) ? textSourceOf(value.field, context) : undefined;
}

/** The comparison of a text field with what is written out; undefined where the other side differs by run. */
export function textTest(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
  regex?: RegexEngine,
): ((text: string) => boolean) | undefined {
  if (left.kind !== 'field') return undefined;
  if (right.kind === 'text') return testOfText(operator, right.value, regex);
  if (right.kind === 'duration') return testOfNumber(operator, right.ms);
  const number = literalNumber(right);
  if (number === undefined) return undefined;
  const isEquality = operator === '=' || operator === '!=';
  return isEquality && isComparedAsWritten(left.field, number)
    ? testOfText(operator, numberText(right))
    : testOfNumber(operator, number);
}

/** Ids and names are no numbers, and whole numbers above 2^53 lose digits as numbers. */
function isComparedAsWritten(field: Field, number: number): boolean {
  const isNumberLike = field.kind === 'param' || field.kind === 'tag';
  return !isNumberLike || (Number.isInteger(number) && !Number.isSafeInteger(number));
}

function numberText(value: ValueExpression): string {
  if (value.kind === 'negate') return `-${numberText(value.operand)}`;
  return value.kind === 'number' ? value.text : '';
}

function testOfText(
  operator: CompareOperator,
  wanted: string,
  regex?: RegexEngine,
): (text: string) => boolean {
  switch (operator) {
    case 'LIKE':
      return compileLike(wanted);
    case 'ILIKE':
      return compileIlike(wanted);
    case '~':
      return compilePattern(wanted, regex) ?? (() => false);
    case '!~': {
      const matches = compilePattern(wanted, regex);
      return matches ? (text) => !matches(text) : () => false;
    }
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const compare = COMPARE_TEXTS[operator];
      return (text) => compare(text, wanted);
    }
  }
}

function compilePattern(pattern: string, regex: RegexEngine | undefined) {
  try {
    return regex?.compile(pattern);
  } catch {
    return undefined;
  }
}

function testOfNumber(operator: CompareOperator, wanted: number): (text: string) => boolean {
  const compare = numberComparison(operator, wanted);
  return (text) => {
    const number = parseNumberText(text);
    return number !== undefined && compare(number);
  };
}

type OrderOperator = Exclude<CompareOperator, 'LIKE' | 'ILIKE' | '~' | '!~'>;

const COMPARE_TEXTS: Record<OrderOperator, (left: string, right: string) => boolean> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const COMPARE_NUMBERS: Record<OrderOperator, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** NaN that is written out is meant: `metrics.loss = nan` finds it. Else NaN equals nothing, as in MLflow 3.17. */
function numberComparison(operator: CompareOperator, wanted: number): (number: number) => boolean {
  if (Number.isNaN(wanted)) {
    if (operator === '=') return (number) => Number.isNaN(number);
    if (operator === '!=') return (number) => !Number.isNaN(number);
    return () => false;
  }
  const compare = COMPARE_NUMBERS[orderOperator(operator)];
  return (number) => compare(number, wanted);
}

function orderOperator(operator: CompareOperator): OrderOperator {
  if (operator === 'LIKE' || operator === 'ILIKE' || operator === '~' || operator === '!~') return '=';
  return operator;
}

/** As numbers where both are params or tags and state one, else as texts. Of several texts any may fit. */
function compareTwoTexts(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
  context: EvaluationContext,
): RowTest {
  const order = orderOperator(operator);
  const mayBeNumbers = typeOfValue(left) === 'any' && typeOfValue(right) === 'any';
  const leftTexts = textsReader(left, context);
  const rightTexts = textsReader(right, context);
  const compare = (a: string, b: string) => {
    const [numberA, numberB] = mayBeNumbers ? [parseNumberText(a), parseNumberText(b)] : [];
    if (numberA !== undefined && numberB !== undefined) return COMPARE_NUMBERS[order](numberA, numberB);
    return COMPARE_TEXTS[order](a, b);
  };
  return (row) => leftTexts(row).some((a) => rightTexts(row).some((b) => compare(a, b)));
}

function textsReader(value: ValueExpression, context: EvaluationContext): (row: number) => readonly string[] {
  const source = sourceOf(value, context);
  if (source?.kind === 'many') return (row) => source.textsAt(row) ?? [];
  const valueAt = compileValue(value, context);
  return (row) => {
    const text = valueAt(row);
    return typeof text === 'string' ? [text] : [];
  };
}

function compareTwoNumbers(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
  context: EvaluationContext,
): RowTest {
  const leftAt = compileNumber(left, context);
  const constant = constantNumber(right, typeOfValue(left) === 'time', context.nowMs);
  if (constant !== undefined) {
    const compare = numberComparison(operator, constant);
    return (row) => {
      const number = leftAt(row);
      return number !== undefined && number !== null && compare(number);
    };
  }
  if (constantNumber(left, typeOfValue(right) === 'time', context.nowMs) !== undefined)
    return compareTwoNumbers(FLIPPED.get(operator) ?? operator, right, left, context);
  const rightAt = compileNumber(right, context);
  const compare = COMPARE_NUMBERS[orderOperator(operator)];
  return (row) => {
    const a = leftAt(row);
    const b = rightAt(row);
    return a !== undefined && a !== null && b !== undefined && b !== null && compare(a, b);
  };
}

/** What a side is in every run: a number, a duration, beside a time also a date or an age. */
export function constantNumber(
  value: ValueExpression,
  isBesideTime: boolean,
  nowMs: number,
): number | undefined {
  if (isBesideTime && value.kind === 'text') return parseDate(value.value);
  const ageMs = isBesideTime ? ageOf(value) : undefined;
  if (ageMs !== undefined) return nowMs - ageMs;
  if (value.kind === 'duration') return value.ms;
  if (value.kind === 'negate' && value.operand.kind === 'duration') return -value.operand.ms;
  return literalNumber(value);
}
