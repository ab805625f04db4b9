export const ELLIPSIS = '…';
/** Widths where nothing can be measured (tests, no canvas): of 13 px Inter, and of a full-width glyph. */
const FALLBACK_PX = 7.2;
const FALLBACK_WIDE_PX = 13;
const FALLBACK_FONT = '13px sans-serif';

let context: CanvasRenderingContext2D | null | undefined;
const widthOfChar = new Map<string, number>();

/**
 * The text cut in the middle to a width in the page's font: names of runs and metrics differ at both ends.
 * Adds up widths of single characters (measured once each on a canvas), so that no cell asks for a layout;
 * kerning is left out, and what that makes wrong is cut by the cell's own ellipsis.
 */
export function cutToWidth(
  text: string,
  widthPx: number,
  charPx: (char: string) => number = charWidth,
): string {
  if (fits(text, widthPx, charPx)) return text;
  const roomPx = widthPx - charPx(ELLIPSIS);
  const tail = takeEnd(text, roomPx / 2, charPx);
  const head = takeStart(text, roomPx - tail.px, charPx);
  return head.text + ELLIPSIS + tail.text;
}

/** How wide a text is in the page's font, as `cutToWidth` counts it. */
export function widthOfText(text: string): number {
  let px = 0;
  for (const char of text) px += charWidth(char);
  return px;
}

function fits(text: string, widthPx: number, charPx: (char: string) => number): boolean {
  let px = 0;
  for (const char of text) {
    px += charPx(char);
    if (px > widthPx) return false;
  }
  return true;
}

interface Piece {
  readonly text: string;
  readonly px: number;
}

export function takeStart(text: string, roomPx: number, charPx: (char: string) => number): Piece {
  let px = 0;
  let end = 0;
  for (const char of text) {
    const next = px + charPx(char);
    if (next > roomPx) break;
    px = next;
    end += char.length;
  }
  return { text: text.slice(0, end), px };
}

export function takeEnd(text: string, roomPx: number, charPx: (char: string) => number): Piece {
  let px = 0;
  let start = text.length;
  while (start > 0) {
    const char = charBefore(text, start);
    const next = px + charPx(char);
    if (next > roomPx) break;
    px = next;
    start -= char.length;
  }
  return { text: text.slice(start), px };
}

/** Never half of a surrogate pair. */
function charBefore(text: string, index: number): string {
  const code = text.charCodeAt(index - 1);
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff && index > 1;
  return text.slice(index - (isLowSurrogate ? 2 : 1), index);
}

/** Of one character in the page's font. */
export function charWidth(char: string): number {
  const known = widthOfChar.get(char);
  if (known !== undefined) return known;
  // Digits are tabular in right-aligned columns, which a canvas cannot be told: all count as wide as a zero.
  const glyph = char >= '0' && char <= '9' ? '0' : char;
  const px = measuringContext()?.measureText(glyph).width ?? fallbackPx(char);
  widthOfChar.set(char, px);
  return px;
}

function fallbackPx(char: string): number {
  return (char.codePointAt(0) ?? 0) >= 0x1100 ? FALLBACK_WIDE_PX : FALLBACK_PX;
}

function measuringContext(): CanvasRenderingContext2D | undefined {
  if (context === undefined) {
    context = document.createElement('canvas').getContext('2d');
    const family = getComputedStyle(document.body).fontFamily;
    if (context) context.font = family ? `13px ${family}` : FALLBACK_FONT;
    // Widths taken before the web font arrived are those of another font.
    if ('fonts' in document) document.fonts.addEventListener('loadingdone', () => widthOfChar.clear());
  }
  return context ?? undefined;
}
