import { characterStart, type TextEncoding } from './text-encoding.ts';

export interface TextLine {
  /** Of its first byte in the file: also its identity. */
  readonly startByte: number;
  /** Without the line's end. */
  readonly text: string;
  /** Goes on with the line above, which is longer than a piece may be. */
  readonly isContinued: boolean;
}

/** `cr` where a text knows no other line end: old Macs, and what progress bars leave. */
export type LineEnd = 'lf' | 'cr';

export interface SplitOptions {
  readonly encoding: TextEncoding;
  readonly lineEnd: LineEnd;
  /** The first byte's place in the file. */
  readonly startByte: number;
  /** The first byte goes on with a line. */
  readonly isContinued: boolean;
  /** What stands behind the last line end is a line as well. */
  readonly takesRest: boolean;
}

export interface SplitLines {
  readonly lines: readonly TextLine[];
  /** Bytes that the lines take; the rest begins a line whose end is not here. */
  readonly takenBytes: number;
  /** The rest goes on with the last of the lines. */
  readonly restIsContinued: boolean;
}

/** A line without an end would have to be read whole before any of it is shown. */
export const MAX_LINE_BYTES = 32_768;

interface Segment {
  readonly start: number;
  /** Behind the text, and behind its line end. */
  readonly textEnd: number;
  readonly end: number;
  readonly isContinued: boolean;
}

/** Lines of a piece of a text. Longer ones than `MAX_LINE_BYTES` come in pieces, cut between characters. */
export function splitLines(bytes: Uint8Array, options: SplitOptions): SplitLines {
  const { segments, takenBytes, restIsContinued, hasPieces } = segmentsOf(bytes, options);
  const { startByte, encoding } = options;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  // One call for all is 20 times as fast as one for each; pieces have no line end to part them by.
  const texts = hasPieces
    ? segments.map(({ start, textEnd }) => decoder.decode(bytes.subarray(start, textEnd)))
    : decoder.decode(bytes.subarray(0, takenBytes)).split(options.lineEnd === 'lf' ? '\n' : '\r');
  const lines = segments.map((segment, index): TextLine => {
    const text = texts[index] ?? '';
    return {
      startByte: startByte + segment.start,
      text: text.endsWith('\r') ? text.slice(0, -1) : text,
      isContinued: segment.isContinued,
    };
  });
  return { lines, takenBytes, restIsContinued };
}

function segmentsOf(bytes: Uint8Array, options: SplitOptions) {
  const { encoding } = options;
  const width = unitBytes(encoding);
  const segments: Segment[] = [];
  let hasPieces = false;
  let [start, isContinued] = [0, options.isContinued];
  const addPieces = (end: number) => {
    while (end - start > MAX_LINE_BYTES) {
      let cut = characterStart(bytes, start + MAX_LINE_BYTES, encoding);
      if (cut <= start) cut = start + MAX_LINE_BYTES;
      segments.push({ start, textEnd: cut, end: cut, isContinued });
      [start, isContinued, hasPieces] = [cut, true, true];
    }
  };
  for (;;) {
    const at = nextLineEnd(bytes, start, options);
    if (at < 0) break;
    addPieces(at);
    segments.push({ start, textEnd: at, end: at + width, isContinued });
    [start, isContinued] = [at + width, false];
  }
  addPieces(bytes.length);
  if (options.takesRest && start < bytes.length) {
    segments.push({ start, textEnd: bytes.length, end: bytes.length, isContinued });
    [start, isContinued] = [bytes.length, false];
  }
  return { segments, takenBytes: start, restIsContinued: isContinued, hasPieces };
}

/** Bytes of one code unit: a line end takes as many. */
export function unitBytes(encoding: TextEncoding): 1 | 2 {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

/** Where the first line end at or behind `from` begins; -1: there is none. */
export function nextLineEnd(
  bytes: Uint8Array,
  from: number,
  { encoding, lineEnd }: Pick<SplitOptions, 'encoding' | 'lineEnd'>,
): number {
  const code = lineEnd === 'lf' ? 10 : 13;
  if (unitBytes(encoding) === 1) return bytes.indexOf(code, from);
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let at = bytes.indexOf(code, from); at >= 0; at = bytes.indexOf(code, at + 1)) {
    const start = at - low;
    if ((start & 1) === 0 && start >= from && bytes[start + 1 - low] === 0 && start + 1 < bytes.length)
      return start;
  }
  return -1;
}

/** Which line end a text has, by a piece of it. */
export function findLineEnd(bytes: Uint8Array, encoding: TextEncoding): LineEnd {
  if (nextLineEnd(bytes, 0, { encoding, lineEnd: 'lf' }) >= 0) return 'lf';
  return nextLineEnd(bytes, 0, { encoding, lineEnd: 'cr' }) >= 0 ? 'cr' : 'lf';
}
