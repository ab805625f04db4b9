import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { CellKind } from '../../domain/artifacts/table/cell-kind.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { createCellStore, cutCell } from './cell-store.ts';
import type { OpenTable } from './open-table.ts';
import type { ParquetColumnFacts, ParquetFacts } from './parquet-facts.ts';
import { parquetText } from './parquet-text.ts';
import type { TableRequest, TableState } from './table-protocol.ts';

/** Wider files show their first columns: each is read by itself. */
const MAX_PARQUET_COLUMNS = 300;
/** Pages without an index are reached by reading their whole row group; above this nobody asked for so much. */
const MAX_GROUP_BYTES = 128_000_000;
const KEPT_GROUPS = 3;

type Row = readonly (string | undefined)[];

/**
 * A Parquet file by its footer and then by row groups, with hyparquet.
 *
 * @throws TrackingError `bad-response` with subject `not-parquet` where the footer is none
 */
export async function openParquetTable(source: ByteSource, request: TableRequest): Promise<OpenTable> {
  const byteLength = request.sizeBytes ?? (await source.read(0, 4)).totalBytes ?? 0;
  const file: AsyncBuffer = {
    byteLength,
    slice: async (start, end = byteLength) => {
      const { bytes } = await source.read(start, end);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    },
  };
  const metadata = await orNoParquet(parquetMetadataAsync(file));
  const children = parquetSchema(metadata).children;
  const shown = children.slice(0, MAX_PARQUET_COLUMNS);
  const facts = factsOf(metadata, shown);
  const columns = shown.map(({ element }) => element.name);
  const rowCount = Number(metadata.num_rows);
  const groups = createGroupReader(file, metadata, facts, columns);
  const store = createCellStore();
  for (const name of columns) store.addColumn(name);
  let version = 1;
  let readBytes = 0;
  const isHeld = () => store.rowCount() >= rowCount;

  const state = (): TableState => ({
    version,
    columns: isHeld()
      ? store.columns()
      : shown.map((child) => ({ name: child.element.name, kind: kindOfType(child), filled: rowCount })),
    hiddenColumns: children.length - shown.length,
    rowCount,
    matchCount: isHeld() ? store.matchCount() : rowCount,
    readBytes,
    totalBytes: byteLength,
    isComplete: isHeld(),
    short: undefined,
    long: undefined,
    broken: undefined,
    repeated: [],
    hasHeader: true,
    encoding: undefined,
    isCutOff: false,
    canOrder: isHeld(),
    parquet: facts,
  });

  return {
    state,
    readTo: async (limitBytes, onState, signal) => {
      onState(state());
      if (facts.dataBytes > limitBytes) return;
      for (let group = 0; group < facts.rowGroups.length && !isHeld() && !signal.aborted; group++) {
        const rows = await groups.read(group);
        if (store.rowCount() > groups.startOf(group)) continue;
        for (const row of rows) store.addRow(row);
        readBytes += facts.rowGroups[group]?.compressedBytes ?? 0;
        version++;
        onState(state());
      }
    },
    order: (next) => {
      if (isHeld()) store.reorder(next);
      version++;
    },
    window: async (start, end) => {
      if (isHeld()) return { ...store.window(start, end), version };
      const last = Math.min(end, rowCount);
      const rows = Array.from({ length: Math.max(0, last - start) }, (_, index) => start + index);
      const cells = await groups.rows(start, last);
      return { version, start, rows, cells: cells.map((row) => row.map(cutCell)) };
    },
    row: async (row) => (isHeld() ? store.row(row) : ((await groups.rows(row, row + 1))[0] ?? [])),
    points: (x, y) => store.points(x, y),
  };
}

/** Rows of whole row groups; the last few stay. */
function createGroupReader(
  file: AsyncBuffer,
  metadata: FileMetaData,
  facts: ParquetFacts,
  columns: readonly string[],
) {
  const starts: number[] = [];
  let total = 0;
  for (const { rowCount } of facts.rowGroups) {
    starts.push(total);
    total += rowCount;
  }
  const kept = new Map<number, Promise<readonly Row[]>>();
  const startOf = (group: number) => starts[group] ?? total;

  const readNow = async (group: number): Promise<readonly Row[]> => {
    const { rowCount = 0, compressedBytes = 0 } = facts.rowGroups[group] ?? {};
    if (compressedBytes > MAX_GROUP_BYTES)
      throw new TrackingError({ kind: 'bad-response', subject: 'too-large' });
    let rows: readonly (readonly unknown[])[] = [];
    const start = startOf(group);
    await orNoParquet(
      parquetRead({
        file,
        metadata,
        columns: [...columns],
        compressors,
        utf8: false,
        rowStart: start,
        rowEnd: start + rowCount,
        onComplete: (read: unknown[][]) => {
          rows = read;
        },
      }),
    );
    return rows.map((row) => row.map(parquetText));
  };
  const read = (group: number): Promise<readonly Row[]> => {
    const known = kept.get(group);
    kept.delete(group);
    const rows = known ?? readNow(group);
    kept.set(group, rows);
    // What failed is read again by whoever asks next.
    rows.catch(() => kept.delete(group));
    const oldest = kept.keys().next();
    if (kept.size > KEPT_GROUPS && !oldest.done) kept.delete(oldest.value);
    return rows;
  };
  return {
    startOf,
    read,
    rows: async (start: number, end: number): Promise<readonly Row[]> => {
      const found: Row[] = [];
      for (let group = 0; group < starts.length; group++) {
        const [from, to] = [startOf(group), startOf(group + 1)];
        if (to <= start || from >= end) continue;
        const rows = await read(group);
        found.push(...rows.slice(Math.max(0, start - from), end - from));
      }
      return found;
    },
  };
}

function factsOf(metadata: FileMetaData, shown: readonly SchemaTree[]): ParquetFacts {
  const names = new Set(shown.map(({ element }) => element.name));
  const columns = shown.map((child): ParquetColumnFacts => columnFacts(metadata, child));
  const sizeOf = (group: FileMetaData['row_groups'][number]) =>
    group.columns.reduce((sum, { meta_data: meta }) => {
      const isShown = meta && names.has(meta.path_in_schema[0] ?? '');
      return sum + (isShown ? Number(meta.total_compressed_size) : 0);
    }, 0);
  const rowGroups = metadata.row_groups.map((group) => ({
    rowCount: Number(group.num_rows),
    compressedBytes: sizeOf(group),
  }));
  return {
    rowGroups,
    columns,
    createdBy: metadata.created_by,
    version: metadata.version,
    dataBytes: rowGroups.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0),
  };
}

function columnFacts(metadata: FileMetaData, { element, children }: SchemaTree): ParquetColumnFacts {
  const chunks = metadata.row_groups.flatMap(({ columns }) =>
    columns.flatMap(({ meta_data: meta }) => (meta?.path_in_schema[0] === element.name ? [meta] : [])),
  );
  const logical: string | undefined = element.logical_type?.type ?? element.converted_type;
  const physical = element.type ?? (children.length > 0 ? 'GROUP' : '');
  return {
    name: element.name,
    type: logical && logical !== physical ? `${physical} ${logical}` : physical,
    isOptional: element.repetition_type !== 'REQUIRED',
    codecs: [...new Set(chunks.map(({ codec }) => codec))],
    compressedBytes: chunks.reduce((sum, chunk) => sum + Number(chunk.total_compressed_size), 0),
    plainBytes: chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0),
  };
}

function kindOfType({ element, children }: SchemaTree): CellKind {
  const logical = element.logical_type?.type ?? element.converted_type ?? '';
  if (children.length > 0) return 'json';
  if (/TIME|DATE/.test(logical)) return 'time';
  if (element.type === 'BOOLEAN') return 'boolean';
  return /^(?:INT|FLOAT|DOUBLE)/.test(element.type ?? '') || logical === 'DECIMAL' ? 'number' : 'text';
}

/** A failed range stays what it is; what hyparquet throws is said to be the file's fault. */
async function orNoParquet<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (thrown) {
    if (thrown instanceof TrackingError) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TrackingError({ kind: 'bad-response', subject: 'not-parquet', detail });
  }
}
