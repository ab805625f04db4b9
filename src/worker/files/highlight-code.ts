import type { LanguageFn } from 'highlight.js';
import type { CodeLanguage } from '../../domain/artifacts/text/code-language.ts';

/** A stretch of a line with a look. */
export interface CodeToken {
  readonly start: number;
  readonly end: number;
  /** A scope of highlight.js without its prefix: `keyword`, `string`. */
  readonly scope: string;
}

const LANGUAGES: Record<CodeLanguage, () => Promise<{ readonly default: LanguageFn }>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  julia: () => import('highlight.js/lib/languages/julia'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  python: () => import('highlight.js/lib/languages/python'),
  r: () => import('highlight.js/lib/languages/r'),
  rust: () => import('highlight.js/lib/languages/rust'),
  sql: () => import('highlight.js/lib/languages/sql'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

/** The looks of each line of a source text, by highlight.js; its library and the language come when they are needed. */
export async function highlightCode(
  text: string,
  language: CodeLanguage,
): Promise<readonly (readonly CodeToken[])[]> {
  const [{ default: library }, { default: grammar }] = await Promise.all([
    import('highlight.js/lib/core'),
    LANGUAGES[language](),
  ]);
  if (!library.getLanguage(language)) library.registerLanguage(language, grammar);
  return tokensOfLines(library.highlight(text, { language, ignoreIllegals: true }).value);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };

/** highlight.js gives marked-up text: spans with classes, five entities, and nothing else. */
function tokensOfLines(markup: string): readonly (readonly CodeToken[])[] {
  const lines: CodeToken[][] = [[]];
  const scopes: string[] = [];
  let column = 0;
  const addText = (text: string) => {
    const scope = scopes.at(-1);
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) {
        lines.push([]);
        column = 0;
      }
      if (scope && part !== '') addToken(lines.at(-1), { start: column, end: column + part.length, scope });
      column += part.length;
    }
  };
  for (const [, open, close, entity, text] of markup.matchAll(
    /<span class="([^"]*)">|(<\/span>)|&([^;]+);|([^<&]+)/g,
  )) {
    if (open !== undefined) scopes.push(scopeOf(open));
    else if (close !== undefined) scopes.pop();
    else addText(entity === undefined ? (text ?? '') : (ENTITIES[entity] ?? ''));
  }
  return lines;
}

/** An entity stands between the pieces of one token. */
function addToken(line: CodeToken[] | undefined, token: CodeToken): void {
  const last = line?.at(-1);
  if (line && last?.end === token.start && last.scope === token.scope)
    line[line.length - 1] = { ...last, end: token.end };
  else line?.push(token);
}

/** `hljs-title function_` is a title. */
function scopeOf(className: string): string {
  return className.split(' ')[0]?.replace('hljs-', '') ?? '';
}
