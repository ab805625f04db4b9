import type { CompareOperator, ExpressionProblem, FilterExpression, ValueExpression } from './ast.ts';
import { checkOperands } from './check-types.ts';
import { fieldOfToken, type NamedField } from './fields.ts';
import {
  createCursor,
  type Cursor,
  deeper,
  isKeyword,
  ParseStop,
  peek,
  stop,
  stopAt,
  take,
  takeClose,
} from './parse-cursor.ts';
import { attributeExpression, isCallAt, parseSum, spanOf } from './parse-value.ts';
import type { Token } from './tokens.ts';

export type ParsedFilter =
  /** `filter` undefined: the text is blank, all runs. */
  | { readonly ok: true; readonly filter: FilterExpression | undefined }
  | { readonly ok: false; readonly problem: ExpressionProblem };

export type ParsedValue =
  | { readonly ok: true; readonly value: ValueExpression }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/**
 * The condition that a text states. OR binds less than AND; clauses side by side are joined by AND, as MLflow does.
 * Regular expressions are not looked into: see `checkPatterns`.
 *
 * @param named what names without prefix mean, of what is no run
 */
export function parseFilter(text: string, named?: NamedField): ParsedFilter {
  try {
    const cursor = createCursor(text, named);
    if (text.trim() === '') return { ok: true, filter: undefined };
    const filter = parseOr(cursor);
    if (peek(cursor)) stopAt(cursor, peek(cursor), ['and-or', 'end']);
    return { ok: true, filter };
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}

/** The value that a text stands for: a derived column, a chart's expression. */
export function parseValue(text: string): ParsedValue {
  try {
    const cursor = createCursor(text);
    const value = parseSum(cursor);
    if (peek(cursor)) stopAt(cursor, peek(cursor), ['operator', 'end']);
    return { ok: true, value };
  } catch (thrown) {
    return { ok: false, problem: problemOf(thrown) };
  }
}

function problemOf(thrown: unknown): ExpressionProblem {
  if (thrown instanceof ParseStop) return thrown.problem;
  throw thrown;
}

function parseOr(cursor: Cursor): FilterExpression {
  const first = parseAnd(cursor);
  const others: FilterExpression[] = [];
  while (isKeyword(peek(cursor), 'OR')) {
    cursor.at++;
    others.push(parseAnd(cursor));
  }
  return joined('or', first, others);
}

function parseAnd(cursor: Cursor): FilterExpression {
  const first = parseNot(cursor, false);
  const others: FilterExpression[] = [];
  for (;;) {
    const token = peek(cursor);
    if (!token || token.kind === 'close' || isKeyword(token, 'OR')) return joined('and', first, others);
    const isJoined = isKeyword(token, 'AND');
    if (isJoined) cursor.at++;
    others.push(parseNot(cursor, !isJoined));
  }
}

function joined(
  kind: 'and' | 'or',
  first: FilterExpression,
  others: readonly FilterExpression[],
): FilterExpression {
  const last = others.at(-1);
  return last ? { kind, parts: [first, ...others], span: spanOf(first, last) } : first;
}

function parseNot(cursor: Cursor, isFollowing: boolean): FilterExpression {
  const token = peek(cursor);
  if (!token || !isKeyword(token, 'NOT')) return parseClause(cursor, isFollowing);
  cursor.at++;
  const part = deeper(cursor, () => parseNot(cursor, false));
  return { kind: 'not', part, span: spanOf(token, part) };
}

function parseClause(cursor: Cursor, isFollowing: boolean): FilterExpression {
  const token = peek(cursor);
  if (token?.kind === 'open' && !isOperatorAt(cursor, afterClose(cursor))) return parseGroup(cursor, token);
  if (token && isBareWord(cursor, token)) {
    const { text: written, kind, value } = take(cursor, ['condition']);
    return { kind: 'words', text: kind === 'text' ? value : written, span: token.span };
  }
  if (!token || !canBeginValue(token)) return stopAt(cursor, token, isFollowing ? ['and-or'] : ['condition']);
  const left = quotedAttribute(cursor, token) ?? parseSum(cursor);
  return parseTest(cursor, left);
}

/** The parentheses of a group leave no trace: spans are those of what is inside. */
function parseGroup(cursor: Cursor, open: Token): FilterExpression {
  cursor.at++;
  const inner = deeper(cursor, () => parseOr(cursor));
  takeClose(cursor, open, ['and-or']);
  return inner;
}

/** The place after the parenthesis that closes the one at the cursor. */
function afterClose(cursor: Cursor): number {
  let open = 0;
  for (let at = cursor.at; at < cursor.tokens.length; at++) {
    const kind = cursor.tokens[at]?.kind;
    if (kind === 'open') open++;
    if (kind === 'close') open--;
    if (open === 0) return at + 1;
  }
  return cursor.tokens.length;
}

function canBeginValue(token: Token): boolean {
  if (token.kind === 'operator') return token.text === '-' || token.text === '+';
  return !['keyword', 'comma', 'close', 'unknown'].includes(token.kind);
}

/** A word, number or quoted text that nothing is done with: searched in names. */
function isBareWord(cursor: Cursor, token: Token): boolean {
  if (isOperatorAt(cursor, cursor.at + 1) || isCallAt(cursor, cursor.at)) return false;
  // `run.12` begins like an attribute, but there is none of that name.
  if (token.kind === 'field')
    return token.value !== '' && token.keySpan !== undefined && !fieldOfToken(token) && token.isClosed;
  return ['word', 'number', 'duration', 'text'].includes(token.kind);
}

/** `"Run name" = 'a'`: MLflow takes double quotes for those of a name. */
function quotedAttribute(cursor: Cursor, token: Token): ValueExpression | undefined {
  if (token.kind !== 'text' || !token.text.startsWith('"') || !token.isClosed) return undefined;
  const field = attributeExpression(cursor, token);
  if (field) cursor.at++;
  return field;
}

const TEXT_OPERATORS = ['LIKE', 'ILIKE'] as const;

/** Whether something is done with what stands before `at`. */
function isOperatorAt(cursor: Cursor, at: number): boolean {
  const token = cursor.tokens[at];
  if (token?.kind === 'operator') return true;
  if (isKeyword(token, 'NOT')) return isKeyword(cursor.tokens[at + 1], 'IN', 'BETWEEN', ...TEXT_OPERATORS);
  return isKeyword(token, 'IN', 'IS', 'BETWEEN', ...TEXT_OPERATORS);
}

function parseTest(cursor: Cursor, left: ValueExpression): FilterExpression {
  const isNegated = isKeyword(peek(cursor), 'NOT') && isOperatorAt(cursor, cursor.at);
  if (isNegated) cursor.at++;
  const token = take(cursor, ['operator']);
  if (isKeyword(token, 'IS')) return parseIsNull(cursor, left);
  if (isKeyword(token, 'IN')) return parseIn(cursor, left, isNegated);
  const test = isKeyword(token, 'BETWEEN')
    ? parseBetween(cursor, left)
    : parseComparison(cursor, left, token);
  return isNegated ? butNot(test, left) : test;
}

/** `x NOT LIKE 'a'` leaves out runs without x, as `!=` and NOT IN do. */
function butNot(test: FilterExpression, left: ValueExpression): FilterExpression {
  const { span } = test;
  const isThere: FilterExpression = { kind: 'is-null', isNegated: true, operand: left, span };
  return { kind: 'and', parts: [isThere, { kind: 'not', part: test, span }], span };
}

function parseComparison(cursor: Cursor, left: ValueExpression, token: Token): FilterExpression {
  const operator = OPERATORS.get(token.text.toUpperCase());
  if (!operator || (token.kind !== 'operator' && token.kind !== 'keyword')) {
    cursor.at--;
    return stopAt(cursor, token, ['operator']);
  }
  const right = parseRight(cursor, left, operator);
  return { kind: 'compare', operator, left, right, span: spanOf(left, right) };
}

const OPERATORS: ReadonlyMap<string, CompareOperator> = new Map([
  ['=', '='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['LIKE', 'LIKE'],
  ['ILIKE', 'ILIKE'],
  ['~', '~'],
  ['!~', '!~'],
]);

const OF_TEXTS: readonly CompareOperator[] = ['LIKE', 'ILIKE', '~', '!~'];

/** The right side; of a pattern operator a single text, number or word. */
function parseRight(cursor: Cursor, left: ValueExpression, operator: CompareOperator): ValueExpression {
  const right = OF_TEXTS.includes(operator) ? parsePattern(cursor) : parseSum(cursor, left);
  const problem = checkOperands(operator, left, right);
  if (problem)
    stop(
      problem.code,
      problem.span,
      cursor.text.slice(problem.span.start, problem.span.end),
      problem.expected,
    );
  return right;
}

function parsePattern(cursor: Cursor): ValueExpression {
  const token = take(cursor, ['text']);
  if (!['text', 'word', 'number', 'duration'].includes(token.kind)) stopAt(cursor, token, ['text']);
  return { kind: 'text', value: token.value, span: token.span };
}

function parseIsNull(cursor: Cursor, operand: ValueExpression): FilterExpression {
  const isNegated = isKeyword(peek(cursor), 'NOT');
  if (isNegated) cursor.at++;
  const last = peek(cursor);
  if (!last || !isKeyword(last, 'NULL')) return stopAt(cursor, last, ['operator']);
  cursor.at++;
  return { kind: 'is-null', isNegated, operand, span: spanOf(operand, last) };
}

function parseIn(cursor: Cursor, left: ValueExpression, isNegated: boolean): FilterExpression {
  const open = peek(cursor);
  if (open?.kind !== 'open') return stopAt(cursor, open, ['list']);
  const values: ValueExpression[] = [];
  do {
    cursor.at++;
    values.push(parseRight(cursor, left, '='));
  } while (peek(cursor)?.kind === 'comma');
  const close = takeClose(cursor, open, []);
  return { kind: 'in', isNegated, left, values, span: spanOf(left, close) };
}

function parseBetween(cursor: Cursor, left: ValueExpression): FilterExpression {
  const low = parseRight(cursor, left, '>=');
  if (!isKeyword(peek(cursor), 'AND')) stopAt(cursor, peek(cursor), ['and-or']);
  cursor.at++;
  const high = parseRight(cursor, left, '<=');
  return { kind: 'between', left, low, high, span: spanOf(left, high) };
}
