import type { CompilePattern } from './use-pattern-engine.ts';

/** What the search box asks for. */
export type CardSearch =
  | { readonly kind: 'all' }
  | { readonly kind: 'text'; readonly text: string }
  /** In RE2's syntax. */
  | { readonly kind: 'pattern'; readonly pattern: string };

/** A text between slashes is a regular expression, in small and capital letters alike with an `i` after it. */
export function parseCardSearch(find: string): CardSearch {
  const text = find.trim();
  const [, pattern, flag] = /^\/(.+)\/(i?)$/s.exec(text) ?? [];
  if (pattern !== undefined) return { kind: 'pattern', pattern: flag === 'i' ? `(?i)${pattern}` : pattern };
  return text === '' ? { kind: 'all' } : { kind: 'text', text };
}

/**
 * The search that a text is probably meant as that found nothing as it stands: `/^val/` of `^val`. Undefined: nothing in
 * it looks like a regular expression.
 */
export function meantPattern(find: string): string | undefined {
  if (parseCardSearch(find).kind !== 'text') return undefined;
  const text = find.trim();
  if (!/[\^$*+?()[\]{}|\\]/.test(text)) return undefined;
  // One of the slashes may be there already.
  const pattern = /^\/./s.test(text) ? text.slice(1) : text;
  return `/${pattern}/`;
}

/** Undefined: everything is found, or nothing can be decided: no pattern, or the engine is not here yet. */
export function createCardTest(
  search: CardSearch,
  compile: CompilePattern,
): ((text: string) => boolean) | undefined {
  switch (search.kind) {
    case 'all':
      return undefined;
    case 'text': {
      const wanted = search.text.normalize('NFC').toLowerCase();
      return (text) => text.normalize('NFC').toLowerCase().includes(wanted);
    }
    case 'pattern':
      return compile(search.pattern);
  }
}
