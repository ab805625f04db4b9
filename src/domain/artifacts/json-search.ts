import { JSON_ARRAY, JSON_OBJECT, type JsonTape, keyOf, valueText } from './json-tape.ts';

/** More places than these are not kept. */
export const MOST_FOUND = 10_000;

/** Searches keys and values in slices. */
export interface JsonSearch {
  /** Looks through about so many bytes; true when it is done. */
  readonly search: (byteCount: number) => boolean;
  readonly position: () => number;
  /** Values in the order of the text, each once. */
  readonly found: () => readonly number[];
}

/**
 * Values whose key or text holds `needle`, upper and lower case alike in ASCII. It is looked for in the bytes, as text
 * and as the `\uXXXX` that Python writes: nothing is decoded but what may match.
 */
export function createJsonSearch(tape: JsonTape, needle: string): JsonSearch {
  const patterns = patternsOf(needle);
  const words = needle.toLowerCase();
  const found: number[] = [];
  const { bytes } = tape;
  let at = 0;
  return {
    search: (byteCount) => {
      const until = Math.min(bytes.length, at + byteCount);
      if (patterns.length === 0) at = bytes.length;
      while (at < until && found.length < MOST_FOUND) {
        if (patterns.some((pattern) => isAt(bytes, at, pattern))) {
          const node = nodeAt(tape, at);
          if (node !== undefined && found.at(-1) !== node && holds(tape, node, words)) found.push(node);
        }
        at += 1;
      }
      return at >= bytes.length || found.length >= MOST_FOUND;
    },
    position: () => at,
    found: () => found,
  };
}

function patternsOf(needle: string): readonly Uint8Array[] {
  if (needle === '') return [];
  const written = JSON.stringify(needle).slice(1, -1);
  const ascii = written.replaceAll(
    /[^ -~]/g,
    (letter) => String.raw`\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  const encoder = new TextEncoder();
  return [...new Set([written, ascii])].map((text) => encoder.encode(text).map(lowered));
}

/** The `n` of a `\n` is no letter of the text. */
function holds(tape: JsonTape, node: number, words: string): boolean {
  if (keyOf(tape, node)?.toLowerCase().includes(words)) return true;
  const kind = tape.kinds[node];
  const isScalar = kind !== JSON_OBJECT && kind !== JSON_ARRAY;
  return isScalar && valueText(tape, node).toLowerCase().includes(words);
}

function lowered(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

function isAt(bytes: Uint8Array, at: number, pattern: Uint8Array): boolean {
  for (let place = 0; place < pattern.length; place++) {
    if (lowered(bytes[at + place] ?? 0) !== pattern[place]) return false;
  }
  return true;
}

/** The value whose key or writing this byte is part of; undefined for brackets, commas and spaces. */
function nodeAt(tape: JsonTape, byte: number): number | undefined {
  let [low, high] = [0, tape.count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (beginOf(tape, middle) <= byte) low = middle;
    else high = middle - 1;
  }
  if (isWithin(byte, tape.keyStarts[low], tape.keyEnds[low])) return low;
  const kind = tape.kinds[low];
  if (kind === JSON_OBJECT || kind === JSON_ARRAY) return undefined;
  return isWithin(byte, tape.starts[low], tape.ends[low]) ? low : undefined;
}

function beginOf(tape: JsonTape, node: number): number {
  return tape.keyEnds[node] === 0 ? (tape.starts[node] ?? 0) : (tape.keyStarts[node] ?? 0);
}

function isWithin(byte: number, start = 0, end = 0): boolean {
  return byte >= start && byte < end;
}
