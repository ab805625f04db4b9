import { findInLines } from '../../domain/artifacts/text/find-in-lines.ts';
import type { LineEnd } from '../../domain/artifacts/text/split-lines.ts';
import { readTerminal } from '../../domain/artifacts/text/terminal-text.ts';
import type { TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import { appendBytes, lastLine, openWindow } from '../../domain/artifacts/text/text-window.ts';

/** Some 20 ms of work each. */
export const SCAN_BYTES = 400_000;

export interface ScanWish {
  readonly text: string;
  readonly isCaseKept: boolean;
  readonly encoding: TextEncoding;
  readonly lineEnd: LineEnd;
  /** Where a line begins. */
  readonly startByte: number;
  readonly firstNumber: number | undefined;
  /** Lines that begin at or behind it are not looked at; undefined: to the end of the file. */
  readonly endByte: number | undefined;
  readonly read: (start: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;
  readonly onRead: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface RestMatch {
  /** Of the line that it stands in. */
  readonly startByte: number;
  readonly number: number | undefined;
}

/** The first line with the text from a place of the file on, read piece by piece; undefined: there is none. */
export async function scanForText(wish: ScanWish): Promise<RestMatch | undefined> {
  const { encoding, lineEnd, endByte = Number.POSITIVE_INFINITY } = wish;
  const start = {
    encoding,
    lineEnd,
    startByte: wish.startByte,
    isLineStart: true,
    firstNumber: wish.firstNumber,
  };
  let window = openWindow(new Uint8Array(0), start);
  for (;;) {
    const bytes = await wish.read(
      window.endByte,
      Math.min(window.endByte + SCAN_BYTES, endByte),
      wish.signal,
    );
    wish.onRead(bytes.length);
    window = appendBytes(window, bytes);
    const isEnd = bytes.length === 0 || window.endByte >= endByte;
    const last = isEnd ? lastLine(window) : undefined;
    const lines = last ? [...window.lines, last] : window.lines;
    const textOf = (line: number) => readTerminal(lines[line]?.text ?? '').text;
    const match = findInLines(textOf, 0, lines.length, wish)[0];
    const starts = (to: number) => lines.slice(0, to).filter((line) => !line.isContinued).length;
    if (match) {
      const line = lines[match.line];
      const number = window.firstNumber === undefined ? undefined : window.firstNumber + starts(match.line);
      return { startByte: line?.startByte ?? 0, number };
    }
    if (isEnd) return undefined;
    window = {
      ...window,
      lines: [],
      startByte: window.endByte - window.rest.length,
      firstNumber:
        window.firstNumber === undefined ? undefined : window.firstNumber + starts(window.lines.length),
    };
  }
}
