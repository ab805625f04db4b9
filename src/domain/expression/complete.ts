import type { Field, Span } from './ast.ts';
import { attributeNamed, fieldOfToken } from './fields.ts';
import { CALL_NAMES } from './parse-value.ts';
import { type FieldPrefix, KEYWORDS, type Token, tokenise } from './tokens.ts';

/** What may stand at the cursor. `span`: what a completion replaces; `typed`: the part of it before the cursor. */
export type CompletionContext =
  /** A field, a word or a call. */
  | {
      readonly kind: 'field';
      readonly span: Span;
      readonly typed: string;
      /** Where a prefix is written: only its keys fit. */
      readonly prefix: FieldPrefix | undefined;
      /** The key so far, without quotes. */
      readonly typedKey: string;
      /** Inside `min(` and the like: metrics fit. */
      readonly isInCall: boolean;
    }
  | {
      readonly kind: 'value';
      /** What it is compared with; undefined for calls and sums. */
      readonly field: Field | undefined;
      readonly span: Span;
      /** Without its quote. */
      readonly typed: string;
      readonly isQuoted: boolean;
    }
  | {
      readonly kind: 'operator';
      readonly field: Field | undefined;
      readonly span: Span;
      readonly typed: string;
      /** After `IS` only NULL and NOT NULL fit. */
      readonly isNullTest: boolean;
    }
  | { readonly kind: 'and-or'; readonly span: Span; readonly typed: string };

type Phase = 'condition' | 'operator' | 'null' | 'value' | 'joint';

interface State {
  readonly phase: Phase;
  readonly field: Field | undefined;
  readonly isBetween: boolean;
  /** Open parentheses of calls. */
  readonly calls: number;
}

const START: State = { phase: 'condition', field: undefined, isBetween: false, calls: 0 };

/** What may be written at `cursor`, an offset in the text. Mistakes elsewhere do no harm. */
export function completionContext(text: string, cursor: number): CompletionContext {
  const tokens = tokenise(text);
  const current = tokens.find((token) => isEdited(token, cursor));
  const before = tokens.filter(({ span }) => span.end <= cursor && span !== current?.span);
  const state = before.reduce((last, token, index) => next(last, token, before[index - 1]), START);
  const span = current?.span ?? { start: cursor, end: cursor };
  return contextOf(state, span, current, text.slice(span.start, cursor));
}

/** Words go on at their end; quotes that are closed do not. */
function isEdited({ kind, span, isClosed, keySpan, text }: Token, cursor: number): boolean {
  if (cursor <= span.start || cursor > span.end) return false;
  if (kind === 'text' || kind === 'name') return cursor < span.end || !isClosed;
  if (kind === 'field') {
    const isQuoted = keySpan !== undefined && /['"`]$/.test(text) && isClosed;
    return cursor < span.end || !isQuoted;
  }
  return kind === 'word' || kind === 'keyword' || kind === 'number' || kind === 'duration';
}

function contextOf(state: State, span: Span, current: Token | undefined, typed: string): CompletionContext {
  const { field } = state;
  switch (state.phase) {
    case 'condition':
      return fieldContext(state, span, current, typed);
    case 'value': {
      const isQuoted = current?.kind === 'text';
      return { kind: 'value', field, span, typed: isQuoted ? typed.slice(1) : typed, isQuoted };
    }
    case 'operator':
      // Behind a word of a name the next clause may begin, too.
      if (field === undefined && beginsNone(typed, OPERATOR_WORDS))
        return fieldContext(START, span, current, typed);
      return { kind: 'operator', field, span, typed, isNullTest: false };
    case 'null':
      return { kind: 'operator', field, span, typed, isNullTest: true };
    case 'joint':
      // Clauses may stand side by side: what begins neither AND nor OR begins the next one.
      return beginsNone(typed, ['AND', 'OR'])
        ? fieldContext(START, span, current, typed)
        : { kind: 'and-or', span, typed };
  }
}

const OPERATOR_WORDS: readonly string[] = KEYWORDS.filter((word) => word !== 'NULL');

function beginsNone(typed: string, words: readonly string[]): boolean {
  return !words.some((word) => word.startsWith(typed.toUpperCase()));
}

function fieldContext(
  state: State,
  span: Span,
  current: Token | undefined,
  typed: string,
): CompletionContext {
  const prefix = current?.prefix;
  const keyStart = prefix ? (current?.keySpan?.start ?? span.start) - span.start : 0;
  const typedKey = typed.slice(keyStart).replace(/^['"`]/, '');
  return { kind: 'field', span, typed, prefix, typedKey, isInCall: state.calls > 0 };
}

/** The state after a whole token. */
function next(state: State, token: Token, previous: Token | undefined): State {
  switch (token.kind) {
    case 'keyword':
      return afterKeyword(state, token.text.toUpperCase());
    case 'operator':
      return afterOperator(state, token.text);
    case 'open':
      return afterOpen(state, token, previous);
    case 'close':
      if (state.calls === 0) return { ...state, phase: 'joint' };
      return { ...state, calls: state.calls - 1, phase: 'operator', field: undefined };
    case 'comma':
      return { ...state, phase: state.calls > 0 ? 'condition' : 'value' };
    case 'unknown':
      return state;
    case 'word':
    case 'field':
    case 'name':
    case 'text':
    case 'number':
    case 'duration':
      if (state.phase === 'value') return { ...state, phase: 'joint' };
      return { ...state, phase: 'operator', field: fieldNamedBy(token), isBetween: false };
  }
}

function fieldNamedBy(token: Token): Field | undefined {
  if (token.kind === 'field') return fieldOfToken(token);
  return token.kind === 'word' || token.kind === 'name' ? attributeNamed(token.value) : undefined;
}

function afterKeyword(state: State, keyword: string): State {
  switch (keyword) {
    case 'AND':
      if (state.isBetween) return { ...state, phase: 'value', isBetween: false };
      return START;
    case 'OR':
      return START;
    case 'NOT':
      // `x NOT` goes on with IN or LIKE, `a = 1 NOT` with a condition.
      return state.phase === 'joint' ? START : state;
    case 'IS':
      return { ...state, phase: 'null' };
    case 'NULL':
      return { ...state, phase: 'joint' };
    case 'BETWEEN':
      return { ...state, phase: 'value', isBetween: true };
    default:
      return { ...state, phase: 'value' };
  }
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '^']);

function afterOperator(state: State, operator: string): State {
  if (!ARITHMETIC.has(operator)) return { ...state, phase: 'value' };
  if (state.phase === 'operator') return { ...state, phase: 'condition', field: undefined };
  return state.phase === 'joint' ? { ...state, phase: 'value' } : state;
}

function afterOpen(state: State, token: Token, previous: Token | undefined): State {
  const isAdjacent = previous?.kind === 'word' && previous.span.end === token.span.start;
  const isCall = previous?.kind === 'word' && CALL_NAMES.includes(previous.text.toLowerCase());
  if (isAdjacent || isCall) return { ...state, phase: 'condition', field: undefined, calls: state.calls + 1 };
  return state.phase === 'value' ? state : START;
}
