import type { ExpectedPart, ExpressionProblem, ProblemCode, Span } from './ast.ts';
import { attributeNamed, type NamedField } from './fields.ts';
import { type Token, tokenise } from './tokens.ts';

/** Longer texts are refused: `too-long`. Some 1,400 run ids. */
export const MAX_LENGTH = 50_000;
/** Parentheses, NOT and signs inside each other. */
export const MAX_DEPTH = 64;
/** Arithmetic signs in one text. */
export const MAX_OPERATORS = 500;

/** Where the parser stands. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly named: NamedField;
  at: number;
  depth: number;
  operatorCount: number;
}

/** Ends parsing; caught in `parse.ts` only. */
export class ParseStop extends Error {
  readonly problem: ExpressionProblem;

  constructor(problem: ExpressionProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

export function createCursor(text: string, named: NamedField = attributeNamed): Cursor {
  if (text.length > MAX_LENGTH) stop('too-long', { start: MAX_LENGTH, end: text.length }, '', ['end']);
  return { text, tokens: tokenise(text), named, at: 0, depth: 0, operatorCount: 0 };
}

export function stop(code: ProblemCode, span: Span, found: string, expected: readonly ExpectedPart[]): never {
  throw new ParseStop({ code, span, found, expected });
}

/** Stops with "something else was expected here". */
export function stopAt(cursor: Cursor, token: Token | undefined, expected: readonly ExpectedPart[]): never {
  if (token && !token.isClosed) stop('unclosed-quote', token.span, token.text, ['text']);
  const end = cursor.text.length;
  stop('unexpected', token?.span ?? { start: end, end }, token?.text ?? '', expected);
}

export function peek(cursor: Cursor, ahead = 0): Token | undefined {
  return cursor.tokens[cursor.at + ahead];
}

/** Takes the next token, which must be a whole one. */
export function take(cursor: Cursor, expected: readonly ExpectedPart[]): Token {
  const token = peek(cursor);
  if (!token?.isClosed) return stopAt(cursor, token, expected);
  cursor.at++;
  return token;
}

export function isKeyword(token: Token | undefined, ...keywords: readonly string[]): boolean {
  return token?.kind === 'keyword' && keywords.includes(token.text.toUpperCase());
}

/** Runs `parse` one level deeper. */
export function deeper<Result>(cursor: Cursor, parse: () => Result): Result {
  const token = peek(cursor);
  cursor.depth++;
  if (cursor.depth > MAX_DEPTH && token) stop('too-long', token.span, token.text, ['end']);
  const result = parse();
  cursor.depth--;
  return result;
}

/** The parenthesis that ends what `open` began. */
export function takeClose(cursor: Cursor, open: Token, expected: readonly ExpectedPart[]): Token {
  const token = peek(cursor);
  if (!token) stop('unclosed-parenthesis', open.span, open.text, ['closing-parenthesis']);
  if (token.kind !== 'close') stopAt(cursor, token, [...expected, 'closing-parenthesis']);
  cursor.at++;
  return token;
}
