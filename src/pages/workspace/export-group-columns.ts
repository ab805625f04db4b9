import type { BandView } from '../../domain/charts/band-view.ts';
import type { ExportFormat } from '../../domain/export/export-table.ts';
import { parseGroupKey } from '../../domain/runs/run-groups.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { centreText, spreadText } from '../../parts/chart-card/band-words.ts';
import { groupKeyWord } from '../../parts/group-words.ts';
import type { GroupExportColumn, GroupPart } from '../../worker/runs/groups-protocol.ts';
import type { ExportColumn } from '../../worker/runs/runs-protocol.ts';
import { machineHeader, runColumn, shownHeader, type ShownTable, statusWords } from './export-columns.ts';

export interface ShownGrouping {
  /** Texts of the keys; those that name nothing are left out. */
  readonly by: readonly string[];
  readonly show: Pick<BandView, 'centre' | 'spread'>;
}

/** The values that runs are grouped by, how many runs there are, then the shown columns in their order. */
export function exportGroupColumns(
  format: ExportFormat,
  table: ShownTable,
  { by, show }: ShownGrouping,
): readonly GroupExportColumn[] {
  const known = by.filter((text) => parseGroupKey(text) !== undefined);
  const keys = known.map((text, index) => keyColumn(format, text, index));
  const runCount: GroupExportColumn = {
    ...NUMBER,
    header: 'n',
    content: { kind: 'run-count' },
  };
  const cells = table.columns
    .filter((column) => !isLead(column) && !by.includes(formatRunColumn(column)))
    .map((column) => ({ ...runColumn(column, table.formats), content: column }))
    .flatMap((column) => (format === 'csv' ? machineColumns(column, show) : [shownColumn(column, show)]));
  return [...keys, runCount, ...toldApart(cells)];
}

const NUMBER = { meaning: 'value', align: 'right' } as const;

/** Runs have names; groups go by their values. */
function isLead({ kind, key }: RunColumn): boolean {
  return kind === 'attribute' && key === 'name';
}

function keyColumn(format: ExportFormat, text: string, index: number): GroupExportColumn {
  const key = parseGroupKey(text);
  return {
    header: format === 'csv' || !key ? text : groupKeyWord(key),
    meaning: 'value',
    align: 'left',
    isKeyText: key?.kind === 'param' || key?.kind === 'tag',
    content: { kind: 'key', index },
    words: format !== 'csv' && text === 'status' ? statusWords() : undefined,
  };
}

/** A shown column. */
type ShownColumn = ExportColumn & { readonly content: RunColumn };

type CellColumn = GroupExportColumn & { readonly machineHeader: string };

/** A program reads one number from a cell: each of a group is a column of its own, named by what it is. */
function machineColumns(column: ShownColumn, show: ShownGrouping['show']): readonly CellColumn[] {
  const name = machineHeader(column);
  const part = (ending: string, one: GroupPart, shape: Partial<ExportColumn> = {}): CellColumn => {
    const header = `${name}${ending}`;
    const content = { kind: 'cell', column: column.content, part: one } as const;
    return { ...column, ...shape, header, machineHeader: header, content };
  };
  if (column.meaning === 'time') return [part('_min', 'low'), part('_max', 'high')];
  if (!isNumeric(column)) return [part('', 'shown')];
  const around =
    show.spread === 'min-max'
      ? [part('_min', 'low'), part('_max', 'high')]
      : [part(`_${show.spread}`, 'half')];
  return [part(`_${show.centre}`, 'centre'), ...around, part('_n', 'count', { meaning: 'value' })];
}

function shownColumn(column: ShownColumn, { centre, spread }: ShownGrouping['show']): CellColumn {
  const name = shownHeader(column.content);
  const [middle, around] = [centreText(centre), spreadText(spread)];
  const numbers = spread === 'min-max' ? `${middle} [${around}]` : `${middle} ± ${around}`;
  const isStatus = column.content.kind === 'attribute' && column.content.key === 'status';
  return {
    ...column,
    header: isNumeric(column) ? `${name} · ${numbers}` : name,
    machineHeader: machineHeader(column),
    content: { kind: 'cell', column: column.content, part: 'shown' },
    words: isStatus ? statusWords() : undefined,
  };
}

/** Groups have a centre and a spread in it; an expression may tell texts, which stand where the centre does. */
function isNumeric({ content, meaning }: ShownColumn): boolean {
  if (meaning === 'duration') return true;
  if (meaning === 'time') return false;
  return content.kind !== 'param' && content.kind !== 'tag' && content.kind !== 'attribute';
}

/** A param and a metric of the same key are told apart by their kinds. */
function toldApart(columns: readonly CellColumn[]): readonly GroupExportColumn[] {
  const headers = columns.map(({ header }) => header);
  return columns.map(({ machineHeader: ownHeader, ...column }) => ({
    ...column,
    header: headers.indexOf(column.header) === headers.lastIndexOf(column.header) ? column.header : ownHeader,
  }));
}
