/** A `.npy` file as NumPy writes version 1, or with `version` another. */
export function makeNpy(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  { isFortran = false, version = 1 } = {},
): Uint8Array<ArrayBuffer> {
  const dims = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const written = descr.startsWith('[') ? descr : `'${descr}'`;
  const head = `{'descr': ${written}, 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': ${dims}, }\n`;
  const lengthBytes = version === 1 ? 2 : 4;
  const text = new TextEncoder().encode(head);
  const bytes = new Uint8Array(8 + lengthBytes + text.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(text, 8 + lengthBytes);
  bytes.set(data, 8 + lengthBytes + text.length);
  return bytes;
}

export function bytesOfArray(array: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}

interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Stored where it is not asked for. */
  readonly isDeflated?: boolean;
  /** What its directory claims. */
  readonly claimedBytes?: number;
}

/** A zip file. Names are written as they are, whether they climb or not. */
export async function makeZip(parts: readonly ZipPart[]): Promise<Uint8Array<ArrayBuffer>> {
  const local: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = new TextEncoder().encode(part.name);
    const packed = part.isDeflated ? await deflate(part.data) : part.data;
    const size = part.claimedBytes ?? part.data.length;
    const method = part.isDeflated ? 8 : 0;
    local.push(
      record(0x04034b50, 30, [
        [8, 2, method],
        [18, 4, packed.length],
        [22, 4, size],
        [26, 2, name.length],
      ]),
    );
    local.push(name, packed);
    directory.push(
      record(0x02014b50, 46, [
        [10, 2, method],
        [20, 4, packed.length],
        [24, 4, size],
        [28, 2, name.length],
        [42, 4, offset],
      ]),
      name,
    );
    offset += 30 + name.length + packed.length;
  }
  const directoryBytes = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = record(0x06054b50, 22, [
    [10, 2, parts.length],
    [12, 4, directoryBytes],
    [16, 4, offset],
  ]);
  return new Uint8Array(
    await new Blob([...local, ...directory, end].map((piece) => new Uint8Array(piece))).arrayBuffer(),
  );
}

function record(mark: number, byteCount: number, fields: readonly (readonly [number, number, number])[]) {
  const bytes = new Uint8Array(byteCount);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, mark, true);
  for (const [at, size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return bytes;
}

async function deflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A safetensors file of zeros. */
export function makeSafetensors(
  tensors: Readonly<Record<string, readonly number[]>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let at = 0;
  const entries = Object.entries(tensors).map(([name, shape]) => {
    const start = at;
    at += 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [start, at] }] as const;
  });
  const head = new TextEncoder().encode(
    JSON.stringify({ ...(metadata ? { __metadata__: metadata } : {}), ...Object.fromEntries(entries) }),
  );
  const bytes = new Uint8Array(8 + head.length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  return bytes;
}
