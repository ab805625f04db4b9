export interface ZipEntry {
  /** As it is written: may climb out of the folder (`..`), and is shown only. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly packedBytes: number;
  /** 0 stored, 8 deflated; others are not unpacked. */
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Of its local head. */
  readonly offset: number;
  /** Unpacked anywhere, it would leave its folder. */
  readonly isClimbing: boolean;
}

/** `ended`: no directory at the end, so the file is cut short or no zip. `broken`: a directory that contradicts itself. */
export type ZipProblem = 'ended' | 'broken';

const END_MARK = 0x06_05_4b_50;
const ENTRY_MARK = 0x02_01_4b_50;
const LOCAL_MARK = 0x04_03_4b_50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const WIDE = 0xff_ff_ff_ff;

/** The directory of a zip file (APPNOTE.TXT 4.3), with sizes of zip64. */
export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] | ZipProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return 'ended';
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let place = 0; place < count; place++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY_MARK) return 'broken';
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > bytes.length) return 'broken';
    entries.push(readEntry(view, bytes, at));
    at = next;
  }
  return entries;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_MARK) return at;
  }
  return -1;
}

function readEntry(view: DataView, bytes: Uint8Array, at: number): ZipEntry {
  const nameBytes = view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
  let [sizeBytes, packedBytes, offset] = [
    view.getUint32(at + 24, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 42, true),
  ];
  let extra = wideFields(view, at + 46 + nameBytes, view.getUint16(at + 30, true));
  const take = () => {
    const [first = WIDE, ...rest] = extra;
    extra = rest;
    return first;
  };
  if (sizeBytes === WIDE) sizeBytes = take();
  if (packedBytes === WIDE) packedBytes = take();
  if (offset === WIDE) offset = take();
  return {
    name,
    sizeBytes,
    packedBytes,
    method: view.getUint16(at + 10, true),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    offset,
    isClimbing: isClimbing(name),
  };
}

/** The 64-bit numbers of the zip64 extra field (id 1). */
function wideFields(view: DataView, start: number, byteCount: number): readonly number[] {
  for (let at = start; at + 4 <= start + byteCount; ) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (id === 1) {
      const end = Math.min(at + 4 + size, start + byteCount);
      const fields: number[] = [];
      for (let place = at + 4; place + 8 <= end; place += 8)
        fields.push(Number(view.getBigUint64(place, true)));
      return fields;
    }
    at += 4 + size;
  }
  return [];
}

export function isClimbing(name: string): boolean {
  return /^(?:[a-zA-Z]:|[/\\])/.test(name) || name.split(/[/\\]/).includes('..');
}

/** `method`, `encrypted`: cannot be unpacked here. `broken`: not what the directory says. `large`: more than allowed. */
export type UnzipProblem = 'method' | 'encrypted' | 'broken' | 'large';

/** One entry unpacked; stops as soon as it is longer than `mostBytes` or than its directory says. */
export async function unzipEntry(
  bytes: Uint8Array<ArrayBuffer>,
  entry: ZipEntry,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | UnzipProblem> {
  if (entry.isEncrypted) return 'encrypted';
  if (entry.sizeBytes > mostBytes) return 'large';
  const { offset } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_MARK) return 'broken';
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  if (packed.length < entry.packedBytes) return 'broken';
  if (entry.method === 0) return packed.length === entry.sizeBytes ? packed : 'broken';
  return entry.method === 8 ? inflate(packed, entry.sizeBytes) : 'method';
}

async function inflate(
  packed: Uint8Array<ArrayBuffer>,
  sizeBytes: number,
): Promise<Uint8Array<ArrayBuffer> | UnzipProblem> {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return at === sizeBytes ? whole : 'broken';
      if (at + value.length > sizeBytes) return 'broken';
      whole.set(value, at);
      at += value.length;
    }
  } catch {
    return 'broken';
  } finally {
    // What is left is not unpacked; an error of the stream was told.
    reader.cancel().catch(() => undefined);
  }
}
