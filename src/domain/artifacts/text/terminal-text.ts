/** How a terminal would show a stretch of a line. */
export interface TerminalLook {
  /** Of the 16 colours that every terminal has; others are brought to the nearest. */
  readonly color: number | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

export interface TerminalSpan {
  readonly start: number;
  readonly end: number;
  readonly look: TerminalLook;
}

export interface TerminalText {
  readonly text: string;
  readonly spans: readonly TerminalSpan[];
  /** How often the line was written over: steps of a progress bar. */
  readonly overwrites: number;
}

const PLAIN: TerminalLook = { color: undefined, isBold: false, isDim: false };
const NO_SPANS: readonly TerminalSpan[] = [];

// CSI and OSC sequences and the short escapes of ECMA-48.
const ESCAPES =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /\u001b(?:\[([0-9;:?<=>]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_()#][0-9A-Z]?)/g;

/** A line as a terminal leaves it: colours as spans, other codes gone, what was written over by `\r` left out. */
export function readTerminal(raw: string): TerminalText {
  const hasReturns = raw.includes('\r');
  if (!hasReturns && !raw.includes('\u001b')) return { text: raw, spans: NO_SPANS, overwrites: 0 };
  const { kept, overwrites } = hasReturns ? lastWritten(raw) : { kept: raw, overwrites: 0 };
  let [text, look, done] = ['', PLAIN, 0];
  const spans: TerminalSpan[] = [];
  const add = (piece: string) => {
    if (piece === '') return;
    if (look !== PLAIN) spans.push({ start: text.length, end: text.length + piece.length, look });
    text += piece;
  };
  for (const match of kept.matchAll(ESCAPES)) {
    add(kept.slice(done, match.index));
    done = match.index + match[0].length;
    if (match[2] === 'm') look = withCodes(look, match[1] ?? '');
  }
  add(kept.slice(done));
  return { text, spans, overwrites };
}

/** Many lines as a terminal leaves them, without colours. */
export function terminalText(raw: string): string {
  return raw
    .split('\n')
    .map((line) => readTerminal(line).text)
    .join('\n');
}

function lastWritten(raw: string): { readonly kept: string; readonly overwrites: number } {
  const versions = raw.split('\r').filter((version) => version.trim() !== '');
  return { kept: versions.at(-1) ?? '', overwrites: Math.max(0, versions.length - 1) };
}

function withCodes(before: TerminalLook, parameters: string): TerminalLook {
  const codes = parameters.split(/[;:]/).map(Number);
  let look = before;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 0) look = PLAIN;
    else if (code === 1) look = { ...look, isBold: true };
    else if (code === 2) look = { ...look, isDim: true };
    else if (code === 22) look = { ...look, isBold: false, isDim: false };
    else if (code >= 30 && code <= 37) look = { ...look, color: code - 30 };
    else if (code >= 90 && code <= 97) look = { ...look, color: code - 82 };
    else if (code === 39) look = { ...look, color: undefined };
    else if (code === 38 || code === 48) {
      const isIndexed = codes[at + 1] === 5;
      const color = isIndexed ? ofPalette(codes[at + 2] ?? 0) : nearest(codes.slice(at + 2, at + 5));
      if (code === 38) look = { ...look, color };
      at += isIndexed ? 2 : 4;
    }
  }
  return look.color === undefined && !look.isBold && !look.isDim ? PLAIN : look;
}

/** The 256 colours: 16 named ones, a cube of 6 levels, 24 greys (xterm). */
function ofPalette(index: number): number {
  if (index < 16) return index;
  if (index >= 232) return index < 244 ? 8 : 7;
  const level = (place: number) => (Math.floor((index - 16) / place) % 6) * 51;
  return nearest([level(36), level(6), level(1)]);
}

/** A colour is told by which of red, green and blue it has; bright ones by the strongest. */
function nearest(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb;
  const most = Math.max(red, green, blue);
  if (most < 48) return 0;
  const has = (part: number) => (part > most * 0.6 ? 1 : 0);
  const base = has(red) + 2 * has(green) + 4 * has(blue);
  if (base === 7) return most > 200 ? 15 : 8;
  return most > 200 ? base + 8 : base;
}
