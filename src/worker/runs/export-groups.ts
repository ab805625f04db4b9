import type { ExportFormat, TableCell } from '../../domain/export/export-table.ts';
import { shownNumber, shownText } from '../../domain/export/export-table-shown.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { Clock } from '../clock.ts';
import { type ExportContext, writeTable } from './export-rows.ts';
import type { FrozenGroup, FrozenGroups } from './grouped-view.ts';
import type { GroupCell, GroupExportColumn, GroupsExportRequest } from './groups-protocol.ts';
import type { ExportReply } from './runs-protocol.ts';

/**
 * Writes groups of runs as a table, each a row. Rejects when the signal aborts, and where there are no groups.
 *
 * @param groups of the view at the moment of asking
 */
export function exportGroups(
  groups: FrozenGroups | undefined,
  request: GroupsExportRequest,
  clock: Clock,
  context: ExportContext,
): Promise<ExportReply> {
  if (!groups) return Promise.reject(new Error('the view has no groups'));
  const { columns, maxRows = groups.total } = request;
  const asked: RunColumn[] = [];
  const readers = columns.map((column) => cellReader(column, asked, request));
  const runsPerGroup = groups.runTotal / Math.max(1, groups.total);
  const written = {
    total: Math.min(groups.total, maxRows),
    cellsPerRow: Math.ceil(Math.max(1, asked.length) * runsPerGroup),
    read: (start: number, end: number) =>
      groups.read(start, end, asked).map((group) => ({
        cells: readers.map((read) => read(group)),
        pendingCount: group.cells.filter((cell) => cell?.kind === 'pending').length,
      })),
  };
  return writeTable(written, request, clock, context);
}

type CellReader = (group: FrozenGroup) => TableCell;

/** @param asked what is read of each group; the column adds its own */
function cellReader(
  column: GroupExportColumn,
  asked: RunColumn[],
  { format, locale }: Pick<GroupsExportRequest, 'format' | 'locale'>,
): CellReader {
  const { content, words } = column;
  const named = (text: string) => words?.get(text) ?? text;
  if (content.kind === 'run-count') return ({ runCount }) => runCount;
  if (content.kind === 'key') {
    return ({ values }) => {
      const value = values[content.index];
      return value === undefined ? undefined : named(value);
    };
  }
  const known = asked.indexOf(content.column);
  const index = known < 0 ? asked.push(content.column) - 1 : known;
  const write = writerOf(column, format, locale);
  return ({ cells, runCount }) => {
    const cell = cells[index];
    if (content.part !== 'shown') return partOf(cell, content.part);
    return shownCell(cell, runCount, { ...write, text: (text) => write.text(named(text)) });
  };
}

/** One number of a cell, for programs; what is no number stands where the centre does. */
function partOf(
  cell: GroupCell,
  part: Exclude<GroupExportColumn['content'], { kind: 'key' | 'run-count' }>['part'],
) {
  switch (cell?.kind) {
    case 'spread':
      return part === 'shown' ? undefined : cell[part];
    case 'times':
      return part === 'low' ? cell.min : part === 'high' ? cell.max : undefined;
    case 'same':
      return part === 'centre' ? cell.value : part === 'count' ? 0 : undefined;
    case 'several':
      return part === 'centre' ? listOf(cell) : undefined;
    case 'pending':
      return undefined;
    case undefined:
      return part === 'count' ? 0 : undefined;
  }
}

interface CellWriter {
  readonly number: (value: number) => string;
  readonly text: (text: string) => string;
}

/** Programs read every digit, people those of the screen. */
function writerOf(column: GroupExportColumn, format: ExportFormat, locale: string): CellWriter {
  if (format === 'csv') return { number: String, text: (text) => text };
  return {
    number: (value) => shownNumber(value, column, locale),
    text: (text) => shownText(text, column),
  };
}

/** As the table shows it: `0.912 ± 0.013 (3)`, where only three of its runs have a value; different texts as a list. */
function shownCell(cell: GroupCell, runCount: number, { number, text }: CellWriter): TableCell {
  switch (cell?.kind) {
    case 'spread': {
      const value = spreadText(cell, number);
      if (cell.count !== runCount) return `${value} (${cell.count})`;
      return cell.count === 1 ? cell.centre : value;
    }
    case 'times':
      return cell.min === cell.max ? cell.max : `${number(cell.min)} – ${number(cell.max)}`;
    case 'same':
      return typeof cell.value === 'number' ? cell.value : text(cell.value);
    case 'several':
      return listOf({ ...cell, first: cell.first.map(text) });
    case 'pending':
    case undefined:
      return undefined;
  }
}

function spreadText(
  { centre, half, low, high, count }: Extract<GroupCell, { kind: 'spread' }>,
  number: CellWriter['number'],
): string {
  if (half !== undefined) return `${number(centre)} ± ${number(half)}`;
  if (low === undefined || high === undefined || count < 2) return number(centre);
  return `${number(centre)} [${number(low)}, ${number(high)}]`;
}

function listOf({ first, count }: Pick<Extract<GroupCell, { kind: 'several' }>, 'first' | 'count'>): string {
  return [...first, ...(count > first.length ? ['…'] : [])].join('; ');
}
