import {
  findLineEnd,
  type LineEnd,
  nextLineEnd,
  splitLines,
  type TextLine,
  unitBytes,
} from './split-lines.ts';
import type { TextEncoding } from './text-encoding.ts';

/**
 * A stretch of a text file as lines, growing at both ends. Bytes behind the last line end wait in `rest` until their
 * line is whole, or the file ends.
 */
export interface TextWindow {
  readonly encoding: TextEncoding;
  readonly lineEnd: LineEnd;
  readonly lines: readonly TextLine[];
  /** [startByte, endByte) of the file was read; lines and `rest` cover it. */
  readonly startByte: number;
  readonly endByte: number;
  readonly rest: Uint8Array;
  readonly restIsContinued: boolean;
  /** Of the first line that begins here, from 1; undefined where nobody counted those before. */
  readonly firstNumber: number | undefined;
}

/** What is held at most; above it lines at the other end are given up. */
export const MAX_WINDOW_BYTES = 4_000_000;
/** 18 pixels each: browsers draw elements up to some 16 million pixels high. */
export const MAX_WINDOW_LINES = 300_000;
const KEPT_SHARE = 0.75;

export interface OpenOptions {
  readonly encoding: TextEncoding;
  /** The first byte's place in the file. */
  readonly startByte: number;
  /** The first byte begins a line: the file, or a place that a count of lines led to. */
  readonly isLineStart: boolean;
  readonly firstNumber?: number | undefined;
  /** Known from another piece of the same file. */
  readonly lineEnd?: LineEnd | undefined;
}

/** A window from bytes of any place; the part of a line that it begins with is left out, unless it is all there is. */
export function openWindow(bytes: Uint8Array, options: OpenOptions): TextWindow {
  const { encoding } = options;
  const lineEnd = options.lineEnd ?? findLineEnd(bytes, encoding);
  const skipped = options.isLineStart ? 0 : bytesToLine(bytes, { encoding, lineEnd });
  const start = options.isLineStart ? 0 : (skipped ?? firstCharacter(bytes, encoding));
  const isContinued = !options.isLineStart && skipped === undefined;
  const empty: TextWindow = {
    encoding,
    lineEnd,
    lines: [],
    startByte: options.startByte + start,
    endByte: options.startByte + start,
    rest: new Uint8Array(0),
    restIsContinued: isContinued,
    firstNumber: options.isLineStart ? options.firstNumber : undefined,
  };
  return appendBytes(empty, bytes.subarray(start));
}

/** Bytes up to, and with, the first line end; undefined: there is none. */
function bytesToLine(
  bytes: Uint8Array,
  options: { readonly encoding: TextEncoding; readonly lineEnd: LineEnd },
): number | undefined {
  const at = nextLineEnd(bytes, 0, options);
  return at < 0 ? undefined : at + unitBytes(options.encoding);
}

/** Where the first whole character begins: a piece may begin within one. */
function firstCharacter(bytes: Uint8Array, encoding: TextEncoding): number {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const high = bytes[encoding === 'utf-16le' ? 1 : 0] ?? 0;
    return high >= 0xdc && high <= 0xdf ? 2 : 0;
  }
  if (encoding !== 'utf-8') return 0;
  const at = bytes.subarray(0, 4).findIndex((byte) => (byte & 0xc0) !== 0x80);
  if (at >= 0) return at;
  // Nothing but the end of a character; more of such bytes are no UTF-8.
  return bytes.length < 4 ? bytes.length : 0;
}

/** With the bytes that follow `endByte`. */
export function appendBytes(window: TextWindow, bytes: Uint8Array): TextWindow {
  const all = concat(window.rest, bytes);
  const split = splitLines(all, {
    encoding: window.encoding,
    lineEnd: window.lineEnd,
    startByte: window.endByte - window.rest.length,
    isContinued: window.restIsContinued,
    takesRest: false,
  });
  return trimFront({
    ...window,
    lines: window.lines.length === 0 ? split.lines : [...window.lines, ...split.lines],
    endByte: window.endByte + bytes.length,
    rest: all.slice(split.takenBytes),
    restIsContinued: split.restIsContinued,
  });
}

/** With the bytes that end at `startByte`; the part of a line that they begin with is left out. */
export function prependBytes(window: TextWindow, bytes: Uint8Array, isFileStart: boolean): TextWindow {
  const { encoding, lineEnd } = window;
  // The last line end belongs to the line above the window: what stands before it tells where lines begin.
  const skipped = isFileStart
    ? 0
    : bytesToLine(bytes.subarray(0, bytes.length - unitBytes(encoding)), window);
  const start = skipped ?? firstCharacter(bytes, encoding);
  const { lines } = splitLines(bytes.subarray(start), {
    encoding,
    lineEnd,
    startByte: window.startByte - bytes.length + start,
    isContinued: skipped === undefined,
    takesRest: true,
  });
  const startByte = window.startByte - bytes.length + start;
  return trimBack({
    ...window,
    lines: [...lines, ...window.lines],
    startByte,
    firstNumber: isFileStart ? 1 : shifted(window.firstNumber, -countStarts(lines)),
  });
}

/** The line that the rest begins or is, as it stands now; undefined: there is none. */
export function lastLine(window: TextWindow): TextLine | undefined {
  const { rest, encoding } = window;
  if (rest.length === 0) return undefined;
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(rest);
  return {
    startByte: window.endByte - rest.length,
    text: text.endsWith('\r') ? text.slice(0, -1) : text,
    isContinued: window.restIsContinued,
  };
}

/** The number of each line as editors count; 0 for a piece that goes on. Undefined: not known. */
export function lineNumbers(window: TextWindow, lines: readonly TextLine[]): Uint32Array | undefined {
  if (window.firstNumber === undefined) return undefined;
  const numbers = new Uint32Array(lines.length);
  let next = window.firstNumber;
  for (const [index, { isContinued }] of lines.entries()) if (!isContinued) numbers[index] = next++;
  return numbers;
}

/** The last line that begins at or before this byte. */
export function lineAtByte(lines: readonly TextLine[], byte: number): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.startByte ?? 0) <= byte) low = middle;
    else high = middle;
  }
  return low;
}

function trimFront(window: TextWindow): TextWindow {
  const { lines } = window;
  const isOver = window.endByte - window.startByte > MAX_WINDOW_BYTES || lines.length > MAX_WINDOW_LINES;
  if (!isOver) return window;
  const fromByte = window.endByte - MAX_WINDOW_BYTES * KEPT_SHARE;
  const drop = Math.min(
    Math.max(lineAtByte(lines, fromByte), lines.length - Math.floor(MAX_WINDOW_LINES * KEPT_SHARE)),
    lines.length - 1,
  );
  const first = lines[drop];
  if (!first || drop <= 0) return window;
  return {
    ...window,
    lines: lines.slice(drop),
    startByte: first.startByte,
    firstNumber: shifted(window.firstNumber, countStarts(lines.slice(0, drop))),
  };
}

function trimBack(window: TextWindow): TextWindow {
  const { lines } = window;
  const isOver = window.endByte - window.startByte > MAX_WINDOW_BYTES || lines.length > MAX_WINDOW_LINES;
  if (!isOver) return window;
  const toByte = window.startByte + MAX_WINDOW_BYTES * KEPT_SHARE;
  const keep = Math.max(1, Math.min(lineAtByte(lines, toByte), Math.floor(MAX_WINDOW_LINES * KEPT_SHARE)));
  const next = lines[keep];
  if (!next) return window;
  return {
    ...window,
    lines: lines.slice(0, keep),
    endByte: next.startByte,
    rest: new Uint8Array(0),
    restIsContinued: next.isContinued,
  };
}

function countStarts(lines: readonly TextLine[]): number {
  let count = 0;
  for (const { isContinued } of lines) if (!isContinued) count++;
  return count;
}

function shifted(number: number | undefined, by: number): number | undefined {
  return number === undefined ? undefined : number + by;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
