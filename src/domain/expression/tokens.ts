import type { Span } from './ast.ts';

/*
 * The words of the filter language. Reading them never fails: a quote that is not closed reaches to the end of the
 * text, and a sign that belongs to nothing is `unknown`. Parsing, highlighting and completion all start from here.
 */

export type TokenKind =
  /** `loss`, `resnet-50`, `status`, `2026-11-01`, `명사`: an attribute's name or a bare word. */
  | 'word'
  /** `metrics.loss`, `` params.`a b` ``, `tags.`: a prefix, a dot and perhaps a key. */
  | 'field'
  /** `` `Run name` ``: a name between backticks, without prefix. */
  | 'name'
  | 'text'
  | 'number'
  /** `90m`, `1.5h`, `1h30m`: units ms, s, m, h, d, w. */
  | 'duration'
  | 'keyword'
  | 'operator'
  | 'comma'
  | 'open'
  | 'close'
  | 'unknown';

export interface Token {
  readonly kind: TokenKind;
  readonly span: Span;
  /** As written. */
  readonly text: string;
  /** Without quotes: the text, the name, or a field's key. */
  readonly value: string;
  /** Of a field: what stands before the dot, without quotes and in lower case. */
  readonly prefix: FieldPrefix | undefined;
  /** Of a field: where its key stands, quotes included. */
  readonly keySpan: Span | undefined;
  /** False where a quote is not closed. */
  readonly isClosed: boolean;
}

export const KEYWORDS = ['AND', 'OR', 'NOT', 'IN', 'IS', 'NULL', 'LIKE', 'ILIKE', 'BETWEEN'] as const;

export type FieldPrefix = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset';

/** Every spelling that MLflow accepts before the dot (`search_utils.py`, 3.17.2). */
const PREFIXES: ReadonlyMap<string, FieldPrefix> = new Map([
  ['metric', 'metric'],
  ['metrics', 'metric'],
  ['param', 'param'],
  ['params', 'param'],
  ['parameter', 'param'],
  ['parameters', 'param'],
  ['tag', 'tag'],
  ['tags', 'tag'],
  ['attribute', 'attribute'],
  ['attributes', 'attribute'],
  ['attr', 'attribute'],
  ['run', 'attribute'],
  ['dataset', 'dataset'],
  ['datasets', 'dataset'],
]);

const SPACE = /\s+/y;
/** Letters of any script, digits and `_ . # $ @`, then `/ - :` too: spaces are needed to divide and to subtract. */
const WORD = /[\p{L}\p{M}\p{N}\p{So}_.#$@][\p{L}\p{M}\p{N}\p{So}_.#$@:/-]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WHOLE_NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** `3/4`, `10-2`: numbers with signs between them, but not a date. */
const SUM_OF_NUMBERS = /^[\d.]+(?:e[+-]?\d+)?(?:[/-][\d.]+(?:e[+-]?\d+)?)+$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(?:$|T)/;
const DURATION = /^(?:(?:\d+\.?\d*|\.\d+)(?:ms|s|m|h|d|w))+$/;
const DURATION_PART = /(\d+\.?\d*|\.\d+)(ms|s|m|h|d|w)/g;
const OPERATOR = /<=|>=|<>|!=|==|!~|[=<>~+\-*/%^]/y;

/** The tokens of a text, in order, without spaces. Every character that is not a space is in exactly one of them. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    at += space.length;
    if (at >= text.length) break;
    const token = readToken(text, at);
    tokens.push(token);
    at = token.span.end;
  }
  return tokens;
}

/** `metrics` → `metric`; undefined for what no field begins with. */
export function prefixOf(word: string): FieldPrefix | undefined {
  return PREFIXES.get(word.toLowerCase());
}

/** What a duration token (`90m`, `1h30m`) means in milliseconds; its units fall. */
export function durationMs(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  let [sumMs, lastMs] = [0, Number.POSITIVE_INFINITY];
  for (const [, amount, unit] of text.matchAll(DURATION_PART)) {
    const unitMs = UNITS_MS.get(unit ?? '') ?? Number.NaN;
    if (!(unitMs < lastMs)) return undefined;
    sumMs += Number(amount) * unitMs;
    lastMs = unitMs;
  }
  return sumMs;
}

const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

function readToken(text: string, at: number): Token {
  const sign = text.charAt(at);
  if (sign === "'" || sign === '"' || sign === '`') return readQuoted(text, at, sign);
  const single = SINGLE_SIGNS.get(sign);
  if (single) return plain(single, text, at, 1);
  const word = matchAt(WORD, text, at);
  if (word !== '') return readWord(text, at, word);
  const operator = matchAt(OPERATOR, text, at);
  if (operator !== '') return plain('operator', text, at, operator.length);
  // Whole code points: half an emoji is no character.
  return plain('unknown', text, at, String.fromCodePoint(text.codePointAt(at) ?? 0).length);
}

const SINGLE_SIGNS: ReadonlyMap<string, TokenKind> = new Map([
  ['(', 'open'],
  [')', 'close'],
  [',', 'comma'],
]);

function readWord(text: string, at: number, word: string): Token {
  const number = readNumber(text, at, word);
  if (number) return number;
  const dot = word.indexOf('.');
  const prefix = dot < 0 ? undefined : prefixOf(word.slice(0, dot));
  if (prefix) return readField(text, { start: at, end: at + word.length }, prefix, at + dot + 1);
  const isKeyword = KEYWORDS.some((keyword) => keyword === word.toUpperCase());
  return plain(isKeyword ? 'keyword' : 'word', text, at, word.length);
}

function readNumber(text: string, at: number, word: string): Token | undefined {
  const isLong = !WHOLE_NUMBER.test(word);
  if (isLong && durationMs(word) !== undefined) return plain('duration', text, at, word.length);
  if (isLong && DATE.test(word)) return undefined;
  const number = matchAt(NUMBER, text, at);
  if (number === '') return undefined;
  // `1e+5`: the word itself ends before the plus.
  const isWhole = number.length >= word.length || SUM_OF_NUMBERS.test(word);
  return isWhole ? plain('number', text, at, number.length) : undefined;
}

/** A field whose prefix and dot are read: its key is the rest of the word, or what is quoted right after the dot. */
function readField(text: string, word: Span, prefix: FieldPrefix, keyStart: number): Token {
  const sign = text.charAt(keyStart);
  if (word.end === keyStart && (sign === "'" || sign === '"' || sign === '`')) {
    const quoted = readQuoted(text, keyStart, sign, false);
    const span = { start: word.start, end: quoted.span.end };
    const { value, isClosed } = quoted;
    const whole = text.slice(span.start, span.end);
    return { kind: 'field', span, text: whole, value, prefix, keySpan: quoted.span, isClosed };
  }
  const keySpan = { start: keyStart, end: word.end };
  const value = text.slice(keyStart, word.end);
  return {
    kind: 'field',
    span: word,
    text: text.slice(word.start, word.end),
    value,
    prefix,
    keySpan,
    isClosed: true,
  };
}

/** Up to the same quote; a doubled one stands for itself, and no other sign is special. */
function readQuoted(text: string, at: number, quote: string, mayBePrefix = true): Token {
  let end = at + 1;
  let isClosed = false;
  while (end < text.length && !isClosed) {
    if (text.charAt(end) !== quote) end++;
    else if (text.charAt(end + 1) === quote) end += 2;
    else {
      isClosed = true;
      end++;
    }
  }
  const value = text.slice(at + 1, isClosed ? end - 1 : end).replaceAll(quote + quote, quote);
  const kind = quote === '`' ? 'name' : 'text';
  const prefix = mayBePrefix && kind === 'name' && text.charAt(end) === '.' ? prefixOf(value) : undefined;
  if (prefix) {
    const rest = matchAt(WORD, text, end + 1);
    return readField(text, { start: at, end: end + 1 + rest.length }, prefix, end + 1);
  }
  const span = { start: at, end };
  return { kind, span, text: text.slice(at, end), value, prefix: undefined, keySpan: undefined, isClosed };
}

function plain(kind: TokenKind, text: string, start: number, length: number): Token {
  const raw = text.slice(start, start + length);
  const span = { start, end: start + length };
  return { kind, span, text: raw, value: raw, prefix: undefined, keySpan: undefined, isClosed: true };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
