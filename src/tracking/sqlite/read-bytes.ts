import { TrackingError } from '../errors.ts';

/**
 * The database inside the bytes of a file: gzipped ones (1f 8b, RFC 1952) are unpacked, others come back as they are.
 * Rejects with `bad-response`, cause `not-a-database`, where the gzip stream is damaged; `subject` is `label`.
 */
export async function readDatabaseBytes(
  bytes: Uint8Array<ArrayBuffer>,
  label?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isGzip(bytes)) return bytes;
  try {
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (thrown) {
    throw notADatabase(label, `gzip: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/**
 * Throws where the header is not SQLite's or promises more pages than there are bytes
 * (https://sqlite.org/fileformat2.html §1.3): SQLite itself finds a cut-off file only when it reads the missing page.
 */
export function assertDatabaseHeader(bytes: Uint8Array, label: string): void {
  const magic = String.fromCharCode(...bytes.subarray(0, MAGIC.length));
  if (bytes.length < HEADER_BYTES || magic !== MAGIC) throw notADatabase(label, 'no SQLite header');
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const rawPageSize = header.getUint16(16);
  const pageSize = rawPageSize === 1 ? 65_536 : rawPageSize;
  // The page count counts only where it was written together with the change counter.
  const isPageCountValid = header.getUint32(24) === header.getUint32(92);
  const expectedBytes = header.getUint32(28) * pageSize;
  if (isPageCountValid && expectedBytes > bytes.length)
    throw notADatabase(label, `cut off: ${bytes.length} of ${expectedBytes} bytes`);
}

export function notADatabase(label: string | undefined, detail: string): TrackingError {
  return new TrackingError({ kind: 'bad-response', cause: 'not-a-database', subject: label, detail });
}
