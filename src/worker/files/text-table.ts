import { findEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { createCellStore } from './cell-store.ts';
import { createJsonlReader, createLogTableReader } from './read-json-rows.ts';
import type { OpenTable } from './open-table.ts';
import type { TableRequest, TableState } from './table-protocol.ts';

/** The first rows come with the first piece; later ones are larger, since each costs a round trip. */
const FIRST_BYTES = 256_000;
const MOST_BYTES = 4_000_000;

/**
 * A table of text that is read from its start on and held whole.
 *
 * @throws TrackingError `bad-response` with subject `not-text` where the bytes are none
 */
export async function openTextTable(source: ByteSource, request: TableRequest): Promise<OpenTable> {
  const store = createCellStore();
  const reader = await createReader(store, request.format);
  let decoder: TextDecoder | undefined;
  let encoding = request.encoding;
  let [readBytes, version, isComplete] = [0, 0, false];
  let totalBytes = request.sizeBytes;

  const state = (): TableState => ({
    ...reader.facts(),
    version,
    columns: store.columns(),
    rowCount: store.rowCount(),
    matchCount: store.matchCount(),
    readBytes,
    totalBytes,
    isComplete,
    encoding,
    canOrder: true,
    parquet: undefined,
  });

  const decode = (bytes: Uint8Array<ArrayBuffer>): string => {
    if (!decoder) {
      encoding ??= findEncoding(bytes, true).encoding;
      if (!encoding && bytes.length > 0)
        throw new TrackingError({ kind: 'bad-response', subject: 'not-text' });
      decoder = new TextDecoder(encoding ?? 'utf-8');
    }
    return decoder.decode(bytes, { stream: !isComplete });
  };

  const readPiece = async (): Promise<void> => {
    const size = readBytes === 0 ? FIRST_BYTES : Math.min(MOST_BYTES, readBytes);
    const read = await source.read(readBytes, readBytes + size);
    readBytes += read.bytes.length;
    totalBytes = read.totalBytes ?? totalBytes;
    // A server may give less than was asked for; without a size that is how the end is known.
    isComplete =
      read.bytes.length === 0 ||
      (totalBytes === undefined ? read.bytes.length < size : readBytes >= totalBytes);
    reader.push(decode(read.bytes), isComplete);
    store.reorder();
    version++;
  };

  return {
    state,
    readTo: async (limitBytes, onState, signal) => {
      const isWanted = () => !isComplete && readBytes < limitBytes && !signal.aborted;
      while (isWanted()) {
        await readPiece();
        onState(state());
      }
    },
    order: (next) => {
      store.reorder(next);
      version++;
    },
    window: async (start, end) => ({ ...store.window(start, end), version }),
    // What is held costs nothing.
    allow: () => undefined,
    row: async (row) => store.row(row),
    points: (x, y) => store.points(x, y),
  };
}

async function createReader(store: ReturnType<typeof createCellStore>, format: TableRequest['format']) {
  if (format === 'jsonl') return createJsonlReader(store);
  if (format === 'log-table') return createLogTableReader(store);
  const { createCsvReader } = await import('./read-csv.ts');
  return createCsvReader(store, format === 'tsv' ? 'tsv' : 'csv');
}
