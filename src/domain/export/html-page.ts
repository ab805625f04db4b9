import { escapeXml } from '../../base/escape-xml.ts';

/** A comparison as one file that needs no server. All words come in. */
export interface HtmlPage {
  readonly language: string;
  readonly title: string;
  /** What was compared and how, each a line. */
  readonly facts: readonly string[];
  readonly link: { readonly words: string; readonly href: string };
  readonly cards: { readonly heading: string; readonly list: readonly PageCard[] };
  /** `html`: written by `writeHtmlTable`. */
  readonly table: { readonly heading: string; readonly html: string; readonly remark: string | undefined };
  readonly notes: { readonly heading: string; readonly list: readonly PageNote[] };
  readonly colors: PageColors;
}

export interface PageCard {
  readonly name: string;
  /** Written by `SvgContext`. */
  readonly svg: string;
}

export interface PageNote {
  readonly of: string;
  readonly text: string;
}

export interface PageColors {
  readonly background: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly accent: string;
}

/** No script, nothing that is loaded from anywhere: said to the browser, too. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The file. Names may hold anything: each stands as text. */
export function writeHtmlPage(page: HtmlPage): string {
  const { title, cards, table, notes } = page;
  return [
    '<!doctype html>\n',
    `<html lang="${escapeXml(page.language)}">\n<head>\n<meta charset="utf-8">\n`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="referrer" content="no-referrer">\n',
    `<title>${escapeXml(title)}</title>\n<style>\n${styleOf(page.colors)}</style>\n</head>\n<body>\n`,
    `<h1>${escapeXml(title)}</h1>\n`,
    ...page.facts.map((fact) => `<p class="fact">${escapeXml(fact)}</p>\n`),
    `<p class="fact"><a href="${escapeXml(page.link.href)}">${escapeXml(page.link.words)}</a></p>\n`,
    section(
      cards.heading,
      cards.list.map(({ name, svg }, index) => cardOf(name, svg, index)),
      'cards',
    ),
    section(table.heading, [
      ...(table.remark === undefined ? [] : [`<p class="fact">${escapeXml(table.remark)}</p>\n`]),
      `<div class="scroll">\n${table.html}</div>\n`,
    ]),
    section(
      notes.heading,
      notes.list.map(({ of, text }) => `<h3>${escapeXml(of)}</h3>\n<p class="note">${escapeXml(text)}</p>\n`),
    ),
    '</body>\n</html>\n',
  ].join('');
}

function section(heading: string, parts: readonly string[], className?: string): string {
  if (parts.length === 0) return '';
  const body =
    className === undefined ? parts.join('') : `<div class="${className}">\n${parts.join('')}</div>\n`;
  return `<section>\n<h2>${escapeXml(heading)}</h2>\n${body}</section>\n`;
}

/** Ids are those of the whole file: each picture has its own clips. Quotes of texts are escaped, those of ids are not. */
function cardOf(name: string, svg: string, index: number): string {
  const own = svg
    .replaceAll('<clipPath id="plot', `<clipPath id="card${index}plot`)
    .replaceAll('clip-path="url(#plot', `clip-path="url(#card${index}plot`);
  return `<figure aria-label="${escapeXml(name)}">\n${own}</figure>\n`;
}

function styleOf({ background, text, dim, line, accent }: PageColors): string {
  return [
    `body { margin: 24px; background: ${background}; color: ${text}; font: 14px/1.5 system-ui, sans-serif; }`,
    'h1 { font-size: 20px; overflow-wrap: anywhere; }',
    'h2 { margin: 24px 0 8px; font-size: 16px; }',
    'h3 { margin: 12px 0 2px; font-size: 14px; overflow-wrap: anywhere; }',
    `.fact { margin: 2px 0; color: ${dim}; overflow-wrap: anywhere; }`,
    `a { color: ${accent}; }`,
    '.cards { display: flex; flex-wrap: wrap; gap: 12px; }',
    `figure { margin: 0; border: 1px solid ${line}; border-radius: 6px; overflow: hidden; max-width: 100%; }`,
    'figure svg { display: block; max-width: 100%; height: auto; }',
    '.scroll { overflow-x: auto; }',
    'table { border-collapse: collapse; font-size: 13px; }',
    `th, td { padding: 4px 10px; border-bottom: 1px solid ${line}; text-align: left; vertical-align: top; }`,
    'td { max-width: 420px; white-space: pre-wrap; overflow-wrap: anywhere; }',
    'th { white-space: pre; }',
    'th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }',
    '.note { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }',
    '',
  ].join('\n');
}
