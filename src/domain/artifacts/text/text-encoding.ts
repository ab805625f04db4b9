/** Encodings that a person may choose; the names are those of `TextDecoder`. Latin-1 is read as its superset. */
export const TEXT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'euc-kr',
  'shift_jis',
  'gb18030',
] as const;

export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

export interface TextFinding {
  /** Undefined: these bytes are no text. */
  readonly encoding: TextEncoding | undefined;
  /** Bytes of the mark at the beginning that tells the encoding; 0: there is none. */
  readonly bomBytes: number;
}

const SAMPLE_BYTES = 65_536;
/** Above this share of control characters it is no text: programs' output has some, files of numbers have many. */
const MOST_CONTROL = 0.1;

/**
 * What a piece of a file is written in: by its mark, else UTF-16 by where zeros are, else UTF-8 if it is valid, else
 * Latin-1. A zero byte in anything but UTF-16 makes it binary, as git has it.
 *
 * @param isFileStart false: the piece may begin inside a character, and a mark would mean nothing
 */
export function findEncoding(bytes: Uint8Array, isFileStart: boolean): TextFinding {
  const mark = isFileStart ? markOf(bytes) : undefined;
  if (mark) return mark;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const wide = findUtf16(sample);
  if (wide) return { encoding: wide, bomBytes: 0 };
  if (sample.includes(0) || controlShare(sample) > MOST_CONTROL) return { encoding: undefined, bomBytes: 0 };
  return { encoding: isUtf8(sample, isFileStart) ? 'utf-8' : 'windows-1252', bomBytes: 0 };
}

function markOf(bytes: Uint8Array): TextFinding | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return undefined;
}

/** Texts of mostly Latin letters have a zero in every pair; arrays of small numbers do too, but are no letters. */
function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.min(2_048, bytes.length >> 1);
  if (pairs === 0) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (bytes[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const encoding =
    odd > 0.4 * pairs && even <= 0.05 * pairs
      ? 'utf-16le'
      : even > 0.4 * pairs && odd <= 0.05 * pairs
        ? 'utf-16be'
        : undefined;
  if (!encoding) return undefined;
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, pairs * 2));
  let strange = 0;
  for (let at = 0; at < text.length; at++) if (isControl(text.charCodeAt(at))) strange++;
  return strange > 0.02 * pairs ? undefined : encoding;
}

function controlShare(bytes: Uint8Array): number {
  let control = 0;
  for (const byte of bytes) if (isControl(byte)) control++;
  return bytes.length === 0 ? 0 : control / bytes.length;
}

/** Tab, line ends, form feed, backspace and escape (colours) are what texts and logs hold. */
function isControl(code: number): boolean {
  return code < 32 && !((code >= 8 && code <= 13) || code === 27);
}

function isUtf8(bytes: Uint8Array, isFileStart: boolean): boolean {
  let start = 0;
  if (!isFileStart) while (start < 3 && isContinuation(bytes[start])) start++;
  const end = bytes.length - unfinishedBytes(bytes);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, Math.max(start, end)));
    return true;
  } catch {
    return false;
  }
}

/** Bytes at the end that begin a UTF-8 character whose rest is not there. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** The last place at or before `at` where a character begins, looking back no further than needed. */
export function characterStart(bytes: Uint8Array, at: number, encoding: TextEncoding): number {
  if (encoding === 'windows-1252' || at >= bytes.length || at <= 0)
    return Math.min(Math.max(at, 0), bytes.length);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const even = at & ~1;
    const high = bytes[even + (encoding === 'utf-16le' ? 1 : 0)] ?? 0;
    return high >= 0xdc && high <= 0xdf && even >= 2 ? even - 2 : even;
  }
  if (encoding === 'utf-8') {
    let start = at;
    while (start > 0 && at - start < 3 && isContinuation(bytes[start])) start--;
    return isContinuation(bytes[start]) ? at : start;
  }
  // In these no byte below 0x30 is a part of another character.
  for (let start = at; start > 0 && at - start < 1_000; start--) if ((bytes[start] ?? 0) < 0x30) return start;
  return at;
}
