import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';
import type { TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import { lastLine, type TextWindow } from '../../domain/artifacts/text/text-window.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

export interface TextSnapshot {
  readonly phase: 'reading' | 'text' | 'binary' | 'empty' | 'failed';
  /** Of the last reading; what was read before stays. */
  readonly failure: TrackingFailure | undefined;
  readonly window: TextWindow | undefined;
  /** With the last line of the file, which needs no end. */
  readonly lines: readonly TextLine[];
  readonly totalBytes: number | undefined;
  /** Where the text begins: behind the mark of its encoding. */
  readonly firstByte: number;
  readonly encoding: TextEncoding | undefined;
  /** Found, and not chosen by the person. */
  readonly isEncodingFound: boolean;
  /** Of a file that is no text. */
  readonly head: Uint8Array | undefined;
  readonly underWay: 'before' | 'after' | 'jump' | 'count' | 'search' | undefined;
  /** What a count or a search has read. */
  readonly scannedBytes: number;
  /** Lines to bring into sight whenever the object changes. */
  readonly reveal: TextReveal | undefined;
  /** The line that was asked for lies behind the last, which has this number. */
  readonly lastNumber: number | undefined;
  /** A search of the rest ended without a match. */
  readonly isNotInRest: boolean;
  readonly isFollowing: boolean;
}

export interface TextReveal {
  readonly line: number;
  readonly at: 'start' | 'end' | 'center';
}

const NO_LINES: readonly TextLine[] = [];
export const UNREAD: TextSnapshot = {
  phase: 'reading',
  failure: undefined,
  window: undefined,
  lines: NO_LINES,
  totalBytes: undefined,
  firstByte: 0,
  encoding: undefined,
  isEncodingFound: true,
  head: undefined,
  underWay: undefined,
  scannedBytes: 0,
  reveal: undefined,
  lastNumber: undefined,
  isNotInRest: false,
  isFollowing: false,
};

export function isAtEnd({ window, totalBytes }: Pick<TextSnapshot, 'window' | 'totalBytes'>): boolean {
  return window !== undefined && totalBytes !== undefined && window.endByte >= totalBytes;
}

export function shownLines(snapshot: TextSnapshot): readonly TextLine[] {
  const { window } = snapshot;
  if (!window) return NO_LINES;
  const last = isAtEnd(snapshot) ? lastLine(window) : undefined;
  return last ? [...window.lines, last] : window.lines;
}

export function indexOfNumber(lines: readonly TextLine[], first: number, number: number): number {
  if (number < first) return -1;
  let next = first;
  return lines.findIndex(({ isContinued }) => !isContinued && next++ === number);
}

export function countStarts(lines: readonly TextLine[]): number {
  return lines.reduce((count, { isContinued }) => count + (isContinued ? 0 : 1), 0);
}
