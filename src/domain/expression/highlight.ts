import type { Span } from './ast.ts';
import { attributeNamed, fieldOfToken } from './fields.ts';
import { CALL_NAMES } from './parse-value.ts';
import { type Token, tokenise } from './tokens.ts';

export type HighlightKind =
  | 'field'
  | 'function'
  | 'keyword'
  | 'operator'
  | 'text'
  | 'number'
  | 'word'
  | 'punctuation'
  | 'wrong';

/** What each part of a filter's text is, in order, whether or not the whole can be parsed. */
export function highlight(text: string): readonly { readonly span: Span; readonly kind: HighlightKind }[] {
  const tokens = tokenise(text);
  return tokens.map((token, index) => ({ span: token.span, kind: kindOf(token, tokens[index + 1]) }));
}

function kindOf(token: Token, after: Token | undefined): HighlightKind {
  if (!token.isClosed) return 'wrong';
  switch (token.kind) {
    case 'field':
      return fieldOfToken(token) ? 'field' : 'word';
    case 'word':
    case 'name':
      return kindOfWord(token, after);
    case 'duration':
    case 'number':
      return 'number';
    case 'comma':
    case 'open':
    case 'close':
      return 'punctuation';
    case 'unknown':
      return 'wrong';
    case 'keyword':
    case 'operator':
    case 'text':
      return token.kind;
  }
}

/** `status` is a field only where something is done with it. */
function kindOfWord({ value, text }: Token, after: Token | undefined): HighlightKind {
  if (after?.kind === 'open' && CALL_NAMES.includes(text.toLowerCase())) return 'function';
  const isJoined = after?.kind === 'keyword' && !['AND', 'OR'].includes(after.text.toUpperCase());
  const isUsed = after?.kind === 'operator' || isJoined;
  return isUsed && (attributeNamed(value) ?? value.toLowerCase() === 'step') ? 'field' : 'word';
}
