import { charWidth, cutToWidth, ELLIPSIS, takeEnd, takeStart } from './cut-to-width.ts';

/** Names are told apart within so many rounds, or look alike as they would have. */
const MOST_ROUNDS = 4;
/** So many characters beside a difference are kept to the end of their word: `seed1` says more than `1`. */
const WORD_LENGTH = 10;

/**
 * Texts that stand beside each other, cut to a width so that different ones look different: in the middle, as
 * `cutToWidth` does, and where that makes some of them look the same, around the part in which these differ.
 *
 * @returns by the text
 */
export function cutApart(
  texts: readonly string[],
  widthPx: number,
  charPx: (char: string) => number = charWidth,
): ReadonlyMap<string, string> {
  const cuts = new Map([...new Set(texts)].map((text) => [text, cutToWidth(text, widthPx, charPx)]));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const alike = groupsAlike(cuts);
    if (alike.length === 0) break;
    for (const group of alike) {
      const [from, behind] = [commonStart(group), commonEnd(group)];
      for (const text of group) cuts.set(text, cutAround(text, from, behind, widthPx, charPx));
    }
  }
  return cuts;
}

/** Texts that are shown as another one is. */
function groupsAlike(cuts: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const byCut = new Map<string, string[]>();
  for (const [text, cut] of cuts) {
    const group = byCut.get(cut);
    if (group) group.push(text);
    else byCut.set(cut, [text]);
  }
  return [...byCut.values()].filter((group) => group.length > 1);
}

/** Characters at the start that all of them have; never half of a surrogate pair. */
function commonStart(texts: readonly string[]): number {
  const [first = '', ...others] = texts;
  let length = Math.min(...texts.map((text) => text.length));
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same++;
    length = same;
  }
  return isLowSurrogate(first, length) ? length - 1 : length;
}

/** Characters at the end that all of them have, beyond those at the start. */
function commonEnd(texts: readonly string[]): number {
  const [first = '', ...others] = texts;
  let length = Math.min(...texts.map((text) => text.length)) - commonStart(texts);
  for (const other of others) {
    let same = 0;
    while (same < length && other.at(-1 - same) === first.at(-1 - same)) same++;
    length = same;
  }
  return isLowSurrogate(first, first.length - length) ? length - 1 : length;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The part between `from` and the last `behind` characters, and of what is beside it the outer ends. */
function cutAround(
  text: string,
  from: number,
  behind: number,
  widthPx: number,
  charPx: (char: string) => number,
): string {
  const ellipsisPx = charPx(ELLIPSIS);
  const widened = wordAround(text, from, text.length - behind);
  const isRoom = pxOf(text.slice(widened.from, widened.to), charPx) + 2 * ellipsisPx <= widthPx;
  const { from: start, to: end } = isRoom ? widened : { from, to: text.length - behind };
  const part = text.slice(start, end);
  const restPx = widthPx - pxOf(part, charPx) - 2 * ellipsisPx;
  if (restPx < 0) return ELLIPSIS + cutToWidth(part, widthPx - ellipsisPx, charPx);
  const head = takeStart(text.slice(0, start), restPx / 2, charPx);
  const tail = takeEnd(text.slice(end), restPx - head.px, charPx);
  return [
    head.text,
    head.text.length < start ? ELLIPSIS : '',
    part,
    tail.text.length < text.length - end ? ELLIPSIS : '',
    tail.text,
  ].join('');
}

/** To the ends of the words in which the part begins and ends, where they are near. */
function wordAround(text: string, from: number, to: number) {
  const before = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(0, from - WORD_LENGTH), from))?.[0] ?? '';
  const after = /^[\p{L}\p{N}.]*/u.exec(text.slice(to, to + WORD_LENGTH))?.[0] ?? '';
  return { from: from - before.length, to: to + after.length };
}

function pxOf(text: string, charPx: (char: string) => number): number {
  let px = 0;
  for (const char of text) px += charPx(char);
  return px;
}

/** The same for many widths: a column may be dragged. */
export function createCutter(texts: readonly string[]): (text: string, widthPx: number) => string {
  const known = new Map<number, ReadonlyMap<string, string>>();
  return (text, widthPx) => {
    if (known.size > MOST_WIDTHS) known.clear();
    const cuts = known.get(widthPx) ?? cutApart(texts, widthPx);
    known.set(widthPx, cuts);
    return cuts.get(text) ?? cutToWidth(text, widthPx);
  };
}

const MOST_WIDTHS = 20;
