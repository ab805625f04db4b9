import type { LookSpan } from '../../domain/artifacts/text/line-segments.ts';
import { readTerminal, type TerminalLook } from '../../domain/artifacts/text/terminal-text.ts';
import type { CodeToken } from '../../worker/files/highlight-code.ts';
import type { ShownLine } from './text-row.tsx';
import css from './text-viewer.module.css';

const NO_LOOKS: readonly LookSpan[] = [];
const COLORS = ['grey', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;

/** Of highlight.js: those that are not named look like the rest. */
const SCOPES: Readonly<Record<string, (typeof COLORS)[number]>> = {
  addition: 'green',
  attr: 'blue',
  attribute: 'blue',
  'attr-name': 'blue',
  built_in: 'cyan',
  bullet: 'magenta',
  code: 'cyan',
  comment: 'grey',
  deletion: 'red',
  doctag: 'grey',
  keyword: 'magenta',
  literal: 'yellow',
  link: 'blue',
  meta: 'grey',
  name: 'magenta',
  number: 'yellow',
  quote: 'grey',
  regexp: 'green',
  section: 'blue',
  'selector-class': 'blue',
  'selector-tag': 'magenta',
  string: 'green',
  symbol: 'yellow',
  tag: 'grey',
  title: 'blue',
  type: 'cyan',
  variable: 'red',
};

/** A line as a terminal leaves it. */
export function showTerminalLine(raw: string): ShownLine {
  const { text, spans, overwrites } = readTerminal(raw);
  const looks = spans.map(({ start, end, look }) => ({ start, end, className: terminalClass(look) }));
  return { text, looks: looks.length === 0 ? NO_LOOKS : looks, overwrites };
}

/** A line with its codes as signs that can be seen. */
export function showRawLine(raw: string): ShownLine {
  const text = hasTerminalCodes(raw) ? raw.replaceAll('\u001b', '␛').replaceAll('\r', '␍') : raw;
  return { text, looks: NO_LOOKS, overwrites: 0 };
}

export function hasTerminalCodes(raw: string): boolean {
  return raw.includes('\u001b') || raw.includes('\r');
}

export function codeLooks(tokens: readonly CodeToken[]): readonly LookSpan[] {
  return tokens.flatMap(({ start, end, scope }) => {
    const color = Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
    return color ? [{ start, end, className: css[color] ?? '' }] : [];
  });
}

/** White is the text's own colour, and black on a dark ground nobody would see. */
function terminalClass({ color, isBold, isDim }: TerminalLook): string {
  const name = color === undefined || color === 7 || color === 15 ? undefined : COLORS[color % 8];
  return [name && css[name], isBold && css['bold'], isDim && css['dim']].filter(Boolean).join(' ');
}
