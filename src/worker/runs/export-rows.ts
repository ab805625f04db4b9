import {
  createTableWriter,
  type ExportFormat,
  type TableCell,
  type TableColumn,
} from '../../domain/export/export-table.ts';
import { shownNumber } from '../../domain/export/export-table-shown.ts';
import type { FamilyStatistic } from '../../domain/statistics/family-statistic.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { type Clock, pause } from '../clock.ts';
import type { ExportColumn, ExportReply, ExportRequest, RunRow } from './runs-protocol.ts';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { FrozenRows } from './view-of-runs.ts';

/** Cells written between two pauses. */
const CELLS_PER_SLICE = 5_000;
const PROGRESS_EVERY_MS = 100;

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  markdown: 'text/markdown;charset=utf-8',
  latex: 'text/plain;charset=utf-8',
  html: 'text/html;charset=utf-8',
};

/** Writes runs as a table. Rejects when the signal aborts. */
export async function exportRows(
  rows: FrozenRows,
  request: ExportRequest,
  clock: Clock,
  context: ExportContext,
): Promise<ExportReply> {
  const { columns, maxRows = rows.total } = request;
  const plan = planCells(request);
  const only = request.only && new Set<string>(request.only);
  const written: WrittenRows = {
    total: Math.min(rows.total, maxRows),
    cellsPerRow: columns.length,
    read: (start, end) =>
      rows
        .read(start, end, plan.asked)
        .filter(({ id }) => only?.has(id) ?? true)
        .map((row) => ({
          cells: plan.cellsOf(row),
          pendingCount: row.cells.filter((cell) => cell === null).length,
        })),
  };
  return writeTable(written, request, clock, context);
}

export type ExportContext = HandlerContext<'runs.export' | 'runs.export-groups'>;

/** The rows of a table that is written. */
export interface WrittenRows {
  readonly total: number;
  /** How many values are read for a row, about: how long it takes. */
  readonly cellsPerRow: number;
  /** Rows `start` to `end` (not included). */
  read(start: number, end: number): readonly WrittenRow[];
}

interface WrittenRow {
  /** One for each column. */
  readonly cells: readonly TableCell[];
  /** Cells that are empty because they are not computed yet. */
  readonly pendingCount: number;
}

/** In slices with pauses between them, so that the worker answers others meanwhile. */
export async function writeTable(
  rows: WrittenRows,
  { columns, format, locale }: Pick<ExportRequest, 'format' | 'locale'> & { columns: readonly TableColumn[] },
  clock: Clock,
  context: ExportContext,
): Promise<ExportReply> {
  const { total, cellsPerRow } = rows;
  const writer = createTableWriter(format, columns, locale);
  const rowsPerSlice = Math.max(1, Math.floor(CELLS_PER_SLICE / Math.max(1, cellsPerRow)));
  // Blobs in place of texts: the browser may keep them out of the heap.
  const parts: (Blob | string)[] = [writer.head];
  let [rowCount, uncomputedCount, saidMs] = [0, 0, clock.nowMs()];
  for (let start = 0; start < total; start += rowsPerSlice) {
    if (start > 0) await pause();
    context.signal.throwIfAborted();
    const slice = rows.read(start, Math.min(total, start + rowsPerSlice));
    parts.push(new Blob(slice.map(({ cells }) => writer.row(cells))));
    rowCount += slice.length;
    uncomputedCount += slice.reduce((sum, { pendingCount }) => sum + pendingCount, 0);
    if (clock.nowMs() - saidMs < PROGRESS_EVERY_MS) continue;
    saidMs = clock.nowMs();
    context.progress({ rows: rowCount, total });
  }
  parts.push(writer.foot);
  return { blob: new Blob(parts, { type: MEDIA_TYPES[format] }), rowCount, uncomputedCount };
}

interface CellPlan {
  /** What is read with each row. */
  readonly asked: readonly RunColumn[];
  /** The cells of the exported columns, in their order. */
  readonly cellsOf: (row: RunRow) => readonly TableCell[];
}

function planCells(request: ExportRequest): CellPlan {
  const asked: RunColumn[] = [];
  const readers = request.columns.map((column) => {
    const { words } = column;
    const read = contentReader(column, asked, request);
    return (row: RunRow): TableCell => {
      const cell = read(row);
      return (typeof cell === 'string' ? words?.get(cell) : undefined) ?? cell;
    };
  });
  return { asked, cellsOf: (row) => readers.map((read) => read(row)) };
}

function contentReader(
  column: ExportColumn,
  asked: RunColumn[],
  { format, locale }: Pick<ExportRequest, 'format' | 'locale'>,
): (row: RunRow) => TableCell {
  const { content } = column;
  if (content.kind === 'id') return (row) => row.id;
  if (content.kind === 'experiment') return (row) => row.experimentId;
  const index = asked.push(content) - 1;
  if (format !== 'csv' && content.kind === 'family' && content.part === 'mean') {
    return (row) => shownFamily(row.families?.[index], column, locale) ?? row.cells[index] ?? undefined;
  }
  return (row) => row.cells[index] ?? undefined;
}

/** `0.912 ± 0.013`, as the table shows it; undefined: there is no deviation to show. */
function shownFamily(
  family: FamilyStatistic | undefined,
  column: ExportColumn,
  locale: string,
): string | undefined {
  if (family?.std === undefined) return undefined;
  return `${shownNumber(family.mean, column, locale)} ± ${shownNumber(family.std, column, locale)}`;
}
