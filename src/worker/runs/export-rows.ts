import { createTableWriter, type ExportFormat, type TableCell } from '../../domain/export/export-table.ts';
import { shownNumber } from '../../domain/export/export-table-shown.ts';
import type { FamilyStatistic } from '../../domain/statistics/family-statistic.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { type Clock, pause } from '../clock.ts';
import type { ExportColumn, ExportReply, ExportRequest, RunRow } from './runs-protocol.ts';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { FrozenRows } from './runs-view.ts';

/** Cells written between two pauses. */
const CELLS_PER_SLICE = 5_000;
const PROGRESS_EVERY_MS = 100;

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  markdown: 'text/markdown;charset=utf-8',
  latex: 'text/plain;charset=utf-8',
};

/**
 * Writes rows as a table, in slices with pauses between them, so that the worker answers others meanwhile.
 * Rejects when the signal aborts.
 */
export async function exportRows(
  rows: FrozenRows,
  request: ExportRequest,
  clock: Clock,
  context: HandlerContext<'runs.export'>,
): Promise<ExportReply> {
  const { columns, format, locale, maxRows = rows.total } = request;
  const total = Math.min(rows.total, maxRows);
  const writer = createTableWriter(format, columns, locale);
  const plan = planCells(request);
  const rowsPerSlice = Math.max(1, Math.floor(CELLS_PER_SLICE / Math.max(1, columns.length)));
  // Blobs in place of texts: the browser may keep them out of the heap.
  const parts: (Blob | string)[] = [writer.head];
  let [rowCount, uncomputedCount, saidMs] = [0, 0, clock.nowMs()];
  for (let start = 0; start < total; start += rowsPerSlice) {
    if (start > 0) await pause();
    context.signal.throwIfAborted();
    const slice = rows.read(start, Math.min(total, start + rowsPerSlice), plan.asked);
    const texts = slice.map((row) => writer.row(plan.cellsOf(row)));
    parts.push(new Blob(texts));
    rowCount += slice.length;
    uncomputedCount += slice.reduce((sum, row) => sum + row.cells.filter((cell) => cell === null).length, 0);
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
