/**
 * JSON as a tape: one entry for each value, in the order of the text, over the bytes of the file. Nothing is decoded
 * until it is looked at, so numbers stay as they are written, and 50 MB cost no objects.
 */
export interface JsonTape {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Bytes of the value, its quotes and brackets too. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Where the quotes of its key begin and end; both 0 for values without a key. */
  readonly keyStarts: Uint32Array;
  readonly keyEnds: Uint32Array;
  /** -1 of the outermost value. */
  readonly parents: Int32Array;
  /** The first entry behind everything inside. */
  readonly afters: Uint32Array;
  /** Values directly inside. */
  readonly sizes: Uint32Array;
  /** How many values stand around the innermost one. */
  readonly depth: number;
  /** Why reading ended before the end of the bytes. */
  readonly problem: JsonProblem | undefined;
}

export interface JsonProblem {
  /** `ended`: the text is cut short. `more`: something follows the value. `values`: there are more than are kept. */
  readonly code: 'ended' | 'unexpected' | 'more' | 'values' | 'deep';
  readonly byte: number;
}

export const JSON_OBJECT = 0;
export const JSON_ARRAY = 1;
export const JSON_STRING = 2;
export const JSON_NUMBER = 3;
/** `true`, `false`, `null`. */
export const JSON_WORD = 4;

/** Some 30 bytes of memory each. */
const MOST_VALUES = 8_000_000;
const MOST_DEPTH = 10_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'comma' | 'end';

/** The columns of a tape while it is written. */
class TapeColumns {
  count = 0;
  depth = 0;
  kinds: Uint8Array<ArrayBuffer>;
  starts: Uint32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  keyStarts: Uint32Array<ArrayBuffer>;
  keyEnds: Uint32Array<ArrayBuffer>;
  parents: Int32Array<ArrayBuffer>;
  afters: Uint32Array<ArrayBuffer>;
  sizes: Uint32Array<ArrayBuffer>;

  /** Pages that are never written to cost nothing; growing copies all columns at once. */
  constructor(capacity: number) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
    this.keyStarts = new Uint32Array(capacity);
    this.keyEnds = new Uint32Array(capacity);
    this.parents = new Int32Array(capacity);
    this.afters = new Uint32Array(capacity);
    this.sizes = new Uint32Array(capacity);
  }

  add(kind: number, start: number, end: number, keyStart: number, keyEnd: number, parent: number): void {
    if (this.count === this.kinds.length) this.grow();
    const node = this.count;
    this.kinds[node] = kind;
    this.starts[node] = start;
    this.ends[node] = end;
    this.keyStarts[node] = keyStart;
    this.keyEnds[node] = keyEnd;
    this.parents[node] = parent;
    if (parent >= 0) this.sizes[parent] = (this.sizes[parent] ?? 0) + 1;
    this.count = node + 1;
    this.afters[node] = node + 1;
  }

  private grow(): void {
    const capacity = Math.min(MOST_VALUES, this.kinds.length * 2);
    const wider = (column: Uint32Array<ArrayBuffer>) => grown(column, new Uint32Array(capacity));
    this.kinds = grown(this.kinds, new Uint8Array(capacity));
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
    this.keyStarts = wider(this.keyStarts);
    this.keyEnds = wider(this.keyEnds);
    this.parents = grown(this.parents, new Int32Array(capacity));
    this.afters = wider(this.afters);
    this.sizes = wider(this.sizes);
  }
}

/**
 * Reads in slices, so that the thread that it runs in stays free. JSON as RFC 8259 has it, and the `NaN`, `Infinity`
 * and `-Infinity` that Python writes. Where the text is broken it ends with a problem; what stands before stays.
 */
export class JsonTapeReader {
  /** The byte that is looked at next. */
  at: number;
  private readonly bytes: Uint8Array;
  private readonly columns: TapeColumns;
  private inside = -1;
  private level = 0;
  private expected: Expected = 'value';
  private keyStart = 0;
  private keyEnd = 0;
  private problem: JsonProblem | undefined;
  private isDone = false;

  /** @param bytes UTF-8, with or without its mark */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.columns = new TapeColumns(Math.max(16, Math.min(MOST_VALUES, Math.ceil(bytes.length / 6))));
    this.at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** Reads on for about so many bytes; true when it is done. */
  read(byteCount: number): boolean {
    const until = this.at + byteCount;
    while (!this.isDone && this.at < until) this.readOne();
    // At the end of the bytes one more look tells whether anything is missing.
    if (!this.isDone && this.at >= this.bytes.length) this.readOne();
    return this.isDone;
  }

  /** What has been read; containers that are still open end where it stands. */
  tape(): JsonTape {
    const { bytes, problem, columns } = this;
    const { count, depth, kinds, starts, ends, keyStarts, keyEnds, parents, afters, sizes } = columns;
    for (let each = this.inside; each >= 0; each = parents[each] ?? -1) {
      ends[each] = Math.min(this.at, bytes.length);
      afters[each] = count;
    }
    return { bytes, count, kinds, starts, ends, keyStarts, keyEnds, parents, afters, sizes, depth, problem };
  }

  private readOne(): void {
    const { bytes } = this;
    this.at = skipSpace(bytes, this.at);
    if (this.at >= bytes.length) {
      if (this.expected !== 'end') return this.fail('ended');
      this.isDone = true;
      return undefined;
    }
    if (this.expected === 'end') return this.fail('more');
    const byte = bytes[this.at] ?? 0;
    if (byte === CLOSE_BRACE && this.isInside(JSON_OBJECT)) return this.close('first-key');
    if (byte === CLOSE_BRACKET && this.isInside(JSON_ARRAY)) return this.close('first-value');
    if (this.expected === 'comma') return this.readComma(byte);
    if (this.expected === 'key' || this.expected === 'first-key') return this.readKey(byte);
    if (this.columns.count >= MOST_VALUES) return this.fail('values');
    if (byte === OPEN_BRACE) return this.open(JSON_OBJECT);
    if (byte === OPEN_BRACKET) return this.open(JSON_ARRAY);
    return byte === QUOTE ? this.readString() : this.readPlain();
  }

  private isInside(kind: number): boolean {
    return this.inside >= 0 && this.columns.kinds[this.inside] === kind;
  }

  private readComma(byte: number): void {
    if (byte !== COMMA) return this.fail('unexpected');
    this.at += 1;
    this.expected = this.isInside(JSON_OBJECT) ? 'key' : 'value';
    return undefined;
  }

  private readKey(byte: number): void {
    if (byte !== QUOTE) return this.fail('unexpected');
    const end = endOfString(this.bytes, this.at);
    if (end < 0) return this.fail('ended', this.bytes.length);
    [this.keyStart, this.keyEnd] = [this.at, end];
    this.at = skipSpace(this.bytes, end);
    if (this.at >= this.bytes.length) return this.fail('ended');
    if (this.bytes[this.at] !== COLON) return this.fail('unexpected');
    this.at += 1;
    this.expected = 'value';
    return undefined;
  }

  private readString(): void {
    const end = endOfString(this.bytes, this.at);
    if (end < 0) return this.fail('ended', this.bytes.length);
    return this.addScalar(JSON_STRING, end);
  }

  private readPlain(): void {
    const { bytes, at } = this;
    let end = at;
    while (end < bytes.length && isPlain(bytes[end] ?? 0)) end += 1;
    const kind = kindOfPlain(bytes, at, end);
    if (kind === undefined) return this.fail(end === bytes.length && end > at ? 'ended' : 'unexpected');
    return this.addScalar(kind, end);
  }

  private addScalar(kind: number, end: number): void {
    this.add(kind, end);
    this.at = end;
    this.afterValue();
  }

  private add(kind: number, end: number): void {
    this.columns.add(kind, this.at, end, this.keyStart, this.keyEnd, this.inside);
    [this.keyStart, this.keyEnd] = [0, 0];
  }

  private open(kind: number): void {
    if (this.level >= MOST_DEPTH) return this.fail('deep');
    this.add(kind, this.at + 1);
    this.inside = this.columns.count - 1;
    this.level += 1;
    this.columns.depth = Math.max(this.columns.depth, this.level);
    this.expected = kind === JSON_OBJECT ? 'first-key' : 'first-value';
    this.at += 1;
    return undefined;
  }

  private close(ifEmpty: Expected): void {
    if (this.expected !== ifEmpty && this.expected !== 'comma') return this.fail('unexpected');
    const { columns, inside } = this;
    this.at += 1;
    columns.ends[inside] = this.at;
    columns.afters[inside] = columns.count;
    this.inside = columns.parents[inside] ?? -1;
    this.level -= 1;
    return this.afterValue();
  }

  private afterValue(): void {
    this.expected = this.inside < 0 ? 'end' : 'comma';
  }

  private fail(code: JsonProblem['code'], byte = this.at): void {
    this.problem = { code, byte };
    this.isDone = true;
  }
}

/** Behind the closing quotes, or -1. */
function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return -1;
}

function grown<Column extends Uint8Array | Uint32Array | Int32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at += 1;
  }
}

/** Letters, digits, `+`, `-`, `.`: what numbers and words are made of. */
function isPlain(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e
  );
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function kindOfPlain(bytes: Uint8Array, start: number, end: number): number | undefined {
  // A longer number is one all the same: big integers are written so.
  if (end === start) return undefined;
  const text = latinText(bytes, start, end);
  if (text === 'true' || text === 'false' || text === 'null') return JSON_WORD;
  const isNumber = NUMBER.test(text) || text === 'NaN' || text === 'Infinity' || text === '-Infinity';
  return isNumber ? JSON_NUMBER : undefined;
}

function latinText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** All of it at once, for texts that are small. */
export function readJsonTape(bytes: Uint8Array): JsonTape {
  const reader = new JsonTapeReader(bytes);
  reader.read(bytes.length + 1);
  return reader.tape();
}

const decoder = new TextDecoder();

/** The value as it is written in the file: containers whole. */
export function rawValue(tape: JsonTape, node: number): string {
  return decoder.decode(tape.bytes.subarray(tape.starts[node], tape.ends[node]));
}

/** The text of a string, the writing of anything else. */
export function valueText(tape: JsonTape, node: number): string {
  const raw = rawValue(tape, node);
  return tape.kinds[node] === JSON_STRING ? unquoted(raw) : raw;
}

/** Undefined for values of an array and the outermost. */
export function keyOf(tape: JsonTape, node: number): string | undefined {
  const end = tape.keyEnds[node] ?? 0;
  if (end === 0) return undefined;
  return unquoted(decoder.decode(tape.bytes.subarray(tape.keyStarts[node], end)));
}

/** A broken escape is shown as it is written. */
function unquoted(raw: string): string {
  try {
    const text: unknown = JSON.parse(raw);
    return typeof text === 'string' ? text : raw;
  } catch {
    return raw.slice(1, -1);
  }
}

/** The values directly inside, from the `from`-th on, at most `most`. */
export function childrenOf(tape: JsonTape, node: number, from: number, most: number): readonly number[] {
  const children: number[] = [];
  const end = tape.afters[node] ?? 0;
  let place = 0;
  for (let child = node + 1; child < end && children.length < most; child = tape.afters[child] ?? end) {
    if (place >= from) children.push(child);
    place += 1;
  }
  return children;
}

/** `$.params.lr`, `$.steps[3]`, `$["odd name"]`. */
export function pathOfNode(tape: JsonTape, node: number): string {
  const parts: string[] = [];
  for (let each = node; (tape.parents[each] ?? -1) >= 0; each = tape.parents[each] ?? -1) {
    const key = keyOf(tape, each);
    if (key === undefined) parts.push(`[${placeOf(tape, each)}]`);
    else parts.push(/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
  }
  return `$${parts.reverse().join('')}`;
}

/** Of a value among those beside it, from 0. */
export function placeOf(tape: JsonTape, node: number): number {
  let place = 0;
  const parent = tape.parents[node] ?? -1;
  for (let each = parent + 1; each < node; each = tape.afters[each] ?? node) place += 1;
  return place;
}
