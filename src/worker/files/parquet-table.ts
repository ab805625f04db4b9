import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import type { CellKind } from '../../domain/artifacts/table/cell-kind.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ByteSource } from './byte-source.ts';
import { createCellStore, cutCell } from './cell-store.ts';
import type { OpenTable } from './open-table.ts';
import type { ParquetColumnFacts, ParquetFacts } from './parquet-facts.ts';
import { createGroupReader, MAX_GROUP_BYTES, orNoParquet } from './parquet-rows.ts';
import type { TableRequest, TableState } from './table-protocol.ts';

/** Wider files show their first columns: each is read by itself. */
const MAX_PARQUET_COLUMNS = 300;

/**
 * A Parquet file by its footer and then by the pages of the rows that are looked at, with hyparquet; by whole row groups
 * where it has no index of its pages.
 *
 * @throws TrackingError `bad-response` with subject `not-parquet` where the footer is none, `empty` of 0 bytes
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
  if (byteLength === 0) throw new TrackingError({ kind: 'bad-response', subject: 'empty' });
  const metadata = await orNoParquet(parquetMetadataAsync(file));
  const children = parquetSchema(metadata).children;
  const shown = children.slice(0, MAX_PARQUET_COLUMNS);
  const facts = factsOf(metadata, shown);
  const columns = shown.map(({ element }) => element.name);
  const rowCount = Number(metadata.num_rows);
  const groups = createGroupReader({ file, metadata, facts, columns, askBytes: request.askBytes });
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
        const rows = await groups.readWhole(group);
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
      const found = await groups.rows(start, last);
      if (typeof found === 'number') return { version, start, rows: [], cells: [], asksBytes: found };
      return { version, start, rows, cells: found.map((row) => row.map(cutCell)), asksBytes: undefined };
    },
    allow: (start, end) => groups.allow(start, end),
    row: async (row) => {
      if (isHeld()) return store.row(row);
      const found = await groups.rows(row, row + 1);
      return typeof found === 'number' ? [] : (found[0] ?? []);
    },
    points: (x, y) => store.points(x, y),
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
    hasPageIndex: group.columns.every(
      ({ meta_data: meta, offset_index_length: length }) =>
        !names.has(meta?.path_in_schema[0] ?? '') || (length ?? 0) > 0,
    ),
  }));
  return {
    rowGroups,
    columns,
    createdBy: metadata.created_by,
    version: metadata.version,
    dataBytes: rowGroups.reduce((sum, { compressedBytes }) => sum + compressedBytes, 0),
    canLoad: rowGroups.every(({ compressedBytes }) => compressedBytes <= MAX_GROUP_BYTES),
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
