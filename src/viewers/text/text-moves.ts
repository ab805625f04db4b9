import type { FindOptions } from '../../domain/artifacts/text/find-in-lines.ts';
import { nextLineEnd, unitBytes } from '../../domain/artifacts/text/split-lines.ts';
import { findEncoding, type TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import {
  appendBytes,
  lineAtByte,
  openWindow,
  prependBytes,
} from '../../domain/artifacts/text/text-window.ts';
import { SCAN_BYTES, scanForText } from './scan-text.ts';
import { countStarts, indexOfNumber, isAtEnd, type TextReveal, type TextSnapshot } from './text-snapshot.ts';

/** What a text opens with and loads on by; counts and searches read more at once. */
export const CHUNK_BYTES = 256_000;
const HEAD_BYTES = 4_096;

/** What the moves need of the reader. */
export interface TextAccess {
  readonly snapshot: () => TextSnapshot;
  readonly set: (changed: Partial<TextSnapshot>) => void;
  /** Bytes of the file, fewer at its end. */
  readonly read: (start: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;
}

/** The first look at the file: its encoding, or the one that was chosen, and the lines at one of its ends. */
export async function openText(
  access: TextAccess,
  chosen: TextEncoding | undefined,
  place: 'start' | 'end',
  signal: AbortSignal,
): Promise<void> {
  const size = access.snapshot().totalBytes;
  const isTail = place === 'end' && size !== undefined && size > CHUNK_BYTES;
  const head = await access.read(0, isTail ? HEAD_BYTES : CHUNK_BYTES, signal);
  if (head.length === 0) {
    access.set({ phase: 'empty', window: undefined, totalBytes: 0 });
    return;
  }
  const found = findEncoding(head, true);
  const encoding = chosen ?? found.encoding;
  const known = { encoding, isEncodingFound: chosen === undefined, head: undefined };
  if (!encoding) {
    access.set({ ...known, phase: 'binary', head: head.subarray(0, HEAD_BYTES), window: undefined });
    return;
  }
  const firstByte = found.encoding === encoding ? found.bomBytes : 0;
  access.set({ ...known, phase: 'text', firstByte });
  if (isTail) await openAt(access, size - CHUNK_BYTES, { isExact: false }, signal);
  else {
    const options = { encoding, startByte: firstByte, isLineStart: true, firstNumber: 1 };
    access.set({ window: openWindow(head.subarray(firstByte), options) });
  }
  revealLine(
    access,
    place === 'end' ? { line: Number.MAX_SAFE_INTEGER, at: 'end' } : { line: 0, at: 'start' },
  );
}

/** Puts a window at a place in the file in place of the one before. */
async function openAt(
  access: TextAccess,
  byte: number,
  options: { readonly isExact: boolean; readonly firstNumber?: number | undefined },
  signal: AbortSignal,
): Promise<void> {
  const { encoding, firstByte, window } = access.snapshot();
  if (!encoding) return;
  const unit = unitBytes(encoding);
  const even = byte - ((byte - firstByte) % unit);
  // The line end before the place tells that a line begins there.
  const start = Math.max(firstByte, options.isExact ? even : even - unit);
  const bytes = await access.read(start, start + CHUNK_BYTES, signal);
  const isStart = start === firstByte;
  access.set({
    window: openWindow(bytes, {
      encoding,
      startByte: start,
      isLineStart: options.isExact || isStart,
      firstNumber: isStart ? 1 : options.firstNumber,
      lineEnd: window?.lineEnd,
    }),
  });
}

export function revealLine(access: TextAccess, { line, at }: TextReveal): void {
  access.set({ reveal: { line: Math.min(line, Math.max(0, access.snapshot().lines.length - 1)), at } });
}

/** With the bytes behind the window; false: there are none. */
export async function readAfter(access: TextAccess, signal: AbortSignal): Promise<boolean> {
  const { window } = access.snapshot();
  if (!window) return false;
  const bytes = await access.read(window.endByte, window.endByte + CHUNK_BYTES, signal);
  if (bytes.length > 0) access.set({ window: appendBytes(window, bytes) });
  else access.set({ totalBytes: window.endByte });
  return bytes.length > 0;
}

/** With the bytes before the window; nothing where it begins at the beginning. */
export async function readBefore(access: TextAccess, signal: AbortSignal): Promise<void> {
  const { window, firstByte } = access.snapshot();
  if (!window || window.startByte <= firstByte) return;
  const start = Math.max(firstByte, window.startByte - CHUNK_BYTES);
  const bytes = await access.read(start, window.startByte, signal);
  // Fewer bytes than asked for: the file has shrunk, and they would stand at a wrong place.
  if (bytes.length === window.startByte - start) {
    access.set({ window: prependBytes(window, bytes, start === firstByte) });
  }
}

/** Counts lines as far as needed: from the end of the window, else from the start of the file. */
export async function goToLine(access: TextAccess, number: number, signal: AbortSignal): Promise<void> {
  const { window, lines, firstByte, encoding } = access.snapshot();
  if (!window || !encoding) return;
  const first = window.firstNumber;
  const index = first === undefined ? -1 : indexOfNumber(lines, first, number);
  if (index >= 0) {
    revealLine(access, { line: index, at: 'center' });
    return;
  }
  const isBehind = first !== undefined && number > first;
  let lineNumber = isBehind ? first + countStarts(window.lines) : 1;
  // The rest of the window begins the next line; a piece that goes on would be counted twice.
  let lineStart = isBehind ? window.endByte - window.rest.length : firstByte;
  if (isBehind && window.restIsContinued) lineNumber--;
  let at = lineStart;
  for (;;) {
    const bytes = await access.read(at, at + SCAN_BYTES, signal);
    for (let end = nextLineEnd(bytes, 0, window); end >= 0 && lineNumber < number; ) {
      lineNumber++;
      lineStart = at + end + unitBytes(encoding);
      end = nextLineEnd(bytes, end + unitBytes(encoding), window);
    }
    at += bytes.length;
    const { scannedBytes, totalBytes } = access.snapshot();
    access.set({ scannedBytes: scannedBytes + bytes.length });
    const isEnd = bytes.length === 0 || (totalBytes !== undefined && at >= totalBytes);
    if (lineNumber >= number || isEnd) break;
  }
  // Behind the last line end there is no line unless there are bytes.
  const isNothing = lineStart >= at;
  if (lineNumber < number || isNothing) access.set({ lastNumber: isNothing ? lineNumber - 1 : lineNumber });
  if (isNothing) {
    await goToEnd(access, signal);
    return;
  }
  await openAt(access, lineStart, { isExact: true, firstNumber: lineNumber }, signal);
  revealLine(access, { line: 0, at: 'center' });
}

export async function goToByte(access: TextAccess, byte: number, signal: AbortSignal): Promise<void> {
  const { window, lines } = access.snapshot();
  if (window && byte >= window.startByte && byte < window.endByte) {
    revealLine(access, { line: lineAtByte(lines, byte), at: 'center' });
    return;
  }
  await openAt(access, byte, { isExact: false }, signal);
  revealLine(access, { line: 0, at: 'start' });
}

export async function goToEnd(access: TextAccess, signal: AbortSignal): Promise<void> {
  const { window, totalBytes, firstByte } = access.snapshot();
  if (totalBytes !== undefined && window && window.endByte < totalBytes) {
    await openAt(access, Math.max(firstByte, totalBytes - CHUNK_BYTES), { isExact: false }, signal);
  }
  while (!isAtEnd(access.snapshot())) if (!(await readAfter(access, signal))) break;
  revealLine(access, { line: Number.MAX_SAFE_INTEGER, at: 'end' });
}

export async function goToStart(access: TextAccess, signal: AbortSignal): Promise<void> {
  const { window, firstByte } = access.snapshot();
  if (window && window.startByte > firstByte) {
    await openAt(access, firstByte, { isExact: true, firstNumber: 1 }, signal);
  }
  revealLine(access, { line: 0, at: 'start' });
}

/** Looks for a text in what is not loaded, behind it to the end, then from the start, and goes where it is. */
export async function findInRest(
  access: TextAccess,
  { text, isCaseKept }: FindOptions,
  signal: AbortSignal,
): Promise<void> {
  const { window, firstByte } = access.snapshot();
  if (!window) return;
  const { firstNumber, encoding, lineEnd, rest, startByte, endByte } = window;
  const onRead = (bytes: number) => access.set({ scannedBytes: access.snapshot().scannedBytes + bytes });
  const wish = { text, isCaseKept, encoding, lineEnd, read: access.read, onRead, signal };
  const scanBehind = () => {
    const number = firstNumber === undefined ? undefined : firstNumber + countStarts(window.lines);
    return scanForText({
      ...wish,
      startByte: endByte - rest.length,
      firstNumber: number,
      endByte: undefined,
    });
  };
  const scanBefore = () => scanForText({ ...wish, startByte: firstByte, firstNumber: 1, endByte: startByte });
  const found =
    (isAtEnd(access.snapshot()) ? undefined : await scanBehind()) ??
    (startByte > firstByte ? await scanBefore() : undefined);
  if (!found) {
    access.set({ isNotInRest: true });
    return;
  }
  await openAt(access, found.startByte, { isExact: true, firstNumber: found.number }, signal);
  revealLine(access, { line: 0, at: 'center' });
}
