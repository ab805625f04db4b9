/** The head of a NumPy array file (numpy/lib/format.py, versions 1 to 3). */
export interface NpyHeader {
  /** As NumPy writes it: `<f4`, `|b1`; of structured arrays the list of fields. */
  readonly descr: string;
  /** Undefined where values of this type are not read: objects (pickles), records, long doubles. */
  readonly type: NpyType | undefined;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  readonly count: number;
  /** First byte of the values. */
  readonly dataStart: number;
}

export interface NpyType {
  /** `f`, `i`, `u`, `b`, `c`, `U`, `S`, `M`, `m`. */
  readonly kind: string;
  readonly itemBytes: number;
  readonly isLittle: boolean;
}

/** `magic`: no such file. `ended`: cut short inside the head. `head`: a head that says something else. */
export type NpyProblem = 'magic' | 'ended' | 'head';

export type NpyValue = number | bigint | boolean | string;

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** @param bytes the beginning of the file; heads are some 128 bytes, of records more */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader | NpyProblem {
  if (MAGIC.some((byte, at) => at < bytes.length && bytes[at] !== byte)) return 'magic';
  if (bytes.length < 10) return 'ended';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = (bytes[6] ?? 1) > 1;
  if (isLong && bytes.length < 12) return 'ended';
  const headStart = isLong ? 12 : 10;
  const headBytes = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const dataStart = headStart + headBytes;
  if (dataStart > bytes.length) return 'ended';
  return parseHead(new TextDecoder().decode(bytes.subarray(headStart, dataStart)), dataStart);
}

/** `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`. */
function parseHead(head: string, dataStart: number): NpyHeader | NpyProblem {
  const simple = /'descr'\s*:\s*'([^']*)'/.exec(head)?.[1];
  const record = /'descr'\s*:\s*(\[.*?\])\s*,\s*'(?:fortran|shape)/s.exec(head)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(head)?.[1];
  const dims = /'shape'\s*:\s*\(([\d\sL,]*)\)/.exec(head)?.[1];
  const descr = simple ?? record;
  if (descr === undefined || order === undefined || dims === undefined) return 'head';
  const shape = dims
    .split(',')
    .map((text) => text.replace('L', '').trim())
    .filter((text) => text !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(count)) return 'head';
  return {
    descr,
    type: simple === undefined ? undefined : typeOf(simple),
    isFortran: order === 'True',
    shape,
    count,
    dataStart,
  };
}

const SIZES: Record<string, readonly number[]> = {
  f: [2, 4, 8],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  b: [1],
  c: [8, 16],
  M: [8],
  m: [8],
};

function typeOf(descr: string): NpyType | undefined {
  const [, order, kind = '', size = ''] = /^([<>|=])([a-zA-Z])(\d+)/.exec(descr) ?? [];
  const isText = kind === 'U' || kind === 'S';
  if (!isText && !SIZES[kind]?.includes(Number(size))) return undefined;
  // 4 bytes for each letter.
  return { kind, itemBytes: Number(size) * (kind === 'U' ? 4 : 1), isLittle: order !== '>' };
}

/** The `index`-th value as the file has them, one after the other; undefined where the file ends before. */
export type ReadNpyValue = (index: number) => NpyValue | undefined;

export function createNpyReader({ type, dataStart }: NpyHeader, bytes: Uint8Array): ReadNpyValue {
  if (!type) return () => undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readerOf(view, type);
  return (index) => {
    const at = dataStart + index * type.itemBytes;
    return at + type.itemBytes <= bytes.length ? read(at) : undefined;
  };
}

function readerOf(view: DataView, { kind, itemBytes, isLittle }: NpyType): (at: number) => NpyValue {
  switch (`${kind}${itemBytes}`) {
    case 'f2': {
      return (at) => halfFloat(view.getUint16(at, isLittle));
    }
    case 'f4': {
      return (at) => view.getFloat32(at, isLittle);
    }
    case 'f8': {
      return (at) => view.getFloat64(at, isLittle);
    }
    case 'i1': {
      return (at) => view.getInt8(at);
    }
    case 'i2': {
      return (at) => view.getInt16(at, isLittle);
    }
    case 'i4': {
      return (at) => view.getInt32(at, isLittle);
    }
    case 'u1': {
      return (at) => view.getUint8(at);
    }
    case 'u2': {
      return (at) => view.getUint16(at, isLittle);
    }
    case 'u4': {
      return (at) => view.getUint32(at, isLittle);
    }
    case 'u8': {
      return (at) => view.getBigUint64(at, isLittle);
    }
    case 'b1': {
      return (at) => view.getUint8(at) !== 0;
    }
    case 'c8': {
      return (at) => complexText(view.getFloat32(at, isLittle), view.getFloat32(at + 4, isLittle));
    }
    case 'c16': {
      return (at) => complexText(view.getFloat64(at, isLittle), view.getFloat64(at + 8, isLittle));
    }
    default: {
      if (kind === 'U') return (at) => wideText(view, at, itemBytes, isLittle);
      if (kind === 'S') return (at) => byteText(view, at, itemBytes);
      return (at) => view.getBigInt64(at, isLittle);
    }
  }
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x80_00 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3_ff];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function complexText(real: number, imaginary: number): string {
  return `${real}${imaginary < 0 ? '-' : '+'}${Math.abs(imaginary)}j`;
}

function wideText(view: DataView, start: number, byteCount: number, isLittle: boolean): string {
  let text = '';
  for (let at = start; at < start + byteCount; at += 4) {
    const point = view.getUint32(at, isLittle);
    if (point === 0) break;
    text += point > 0x10_ff_ff ? '\uFFFD' : String.fromCodePoint(point);
  }
  return text;
}

function byteText(view: DataView, start: number, byteCount: number): string {
  let text = '';
  for (let at = start; at < start + byteCount && view.getUint8(at) !== 0; at++) {
    text += String.fromCharCode(view.getUint8(at));
  }
  return text;
}

/** The last two axes as rows and columns; those before are chosen. */
export interface ArraySlice {
  readonly rows: number;
  readonly columns: number;
  /** Place in the file of the value at a row and column. */
  readonly indexOf: (row: number, column: number) => number;
}

/** @param chosen a place on each axis but the last two */
export function sliceOf({ shape, isFortran }: NpyHeader, chosen: readonly number[]): ArraySlice {
  const strides = stridesOf(shape, isFortran);
  const base = chosen.reduce((sum, place, axis) => sum + place * (strides[axis] ?? 0), 0);
  if (shape.length < 2) {
    return { rows: shape[0] ?? 1, columns: 1, indexOf: (row) => row };
  }
  const [rowStride = 0, columnStride = 0] = strides.slice(-2);
  const [rows = 0, columns = 0] = shape.slice(-2);
  return { rows, columns, indexOf: (row, column) => base + row * rowStride + column * columnStride };
}

function stridesOf(shape: readonly number[], isFortran: boolean): readonly number[] {
  const axes = shape.map((_, axis) => axis);
  const strides: number[] = [];
  let stride = 1;
  for (const axis of isFortran ? axes : axes.toReversed()) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

export interface ArrayStatistics {
  /** Finite numbers. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly nans: number;
  readonly infinities: number;
}

/** Min, max and mean of all finite values, in slices. */
export class StatisticsWork {
  at = 0;
  private readonly header: NpyHeader;
  private readonly read: ReadNpyValue;
  private count = 0;
  private sum = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private nans = 0;
  private infinities = 0;

  constructor(header: NpyHeader, read: ReadNpyValue) {
    this.header = header;
    this.read = read;
  }

  /** Goes on for so many values; true when it is done. */
  step(valueCount: number): boolean {
    const until = Math.min(this.header.count, this.at + valueCount);
    for (; this.at < until; this.at++) {
      const value = this.read(this.at);
      // The file ends here, or these are texts.
      if (value === undefined || typeof value === 'string') return true;
      this.take(Number(value));
    }
    return this.at >= this.header.count;
  }

  result(): ArrayStatistics | undefined {
    const { count, sum, min, max, nans, infinities } = this;
    if (count + nans + infinities === 0) return undefined;
    return { count, min, max, mean: sum / count, nans, infinities };
  }

  private take(value: number): void {
    if (Number.isNaN(value)) this.nans += 1;
    else if (!Number.isFinite(value)) this.infinities += 1;
    else {
      this.count += 1;
      this.sum += value;
      this.min = Math.min(this.min, value);
      this.max = Math.max(this.max, value);
    }
  }
}
