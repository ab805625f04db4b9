import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { ExportFormat } from '../../domain/export/export-table.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import { FAMILY_PARTS, formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord, statusWord } from '../../parts/wording.ts';
import type { ExportColumn } from '../../worker/runs/runs-protocol.ts';
import type { ColumnFormat } from './use-column-formats.ts';

export interface ShownTable {
  readonly columns: readonly RunColumn[];
  readonly formats: ReadonlyMap<string, ColumnFormat>;
  /** Where runs of several experiments stand together. */
  readonly experimentNames: ReadonlyMap<ExperimentId, string> | undefined;
}

/** Name, id (CSV), experiment where there are several, and status first; then the shown columns in their order. */
export function exportColumns(format: ExportFormat, table: ShownTable): readonly ExportColumn[] {
  const shown = table.columns.filter(({ kind, key }) => kind !== 'attribute' || !isLead(key));
  const lead: readonly ExportColumn[] = [
    runColumn({ kind: 'attribute', key: 'name' }),
    ...(format === 'csv' ? [{ ...BASICS, header: '', content: { kind: 'id' } } as const] : []),
    ...(table.experimentNames ? [experimentColumn(table.experimentNames)] : []),
    {
      ...runColumn({ kind: 'attribute', key: 'status' }),
      words: format === 'csv' ? undefined : statusWords(),
    },
  ];
  const content = shown.flatMap((column) => (format === 'csv' ? partsOf(column) : [column]));
  const columns = [...lead, ...content.map((column) => runColumn(column, table.formats))];
  if (format === 'csv') return columns.map((column) => ({ ...column, header: machineHeader(column) }));
  const words = columns.map(({ content }) => shownHeader(content));
  return columns.map((column, index) => {
    const header = words[index] ?? '';
    // A param and a metric of the same key are told apart by their kinds.
    const isUnique = words.indexOf(header) === words.lastIndexOf(header);
    return { ...column, header: isUnique ? header : machineHeader(column) };
  });
}

/** A program reads one number from a cell: mean, standard deviation and n of a family are columns of their own. */
function partsOf(column: RunColumn): readonly RunColumn[] {
  if (column.kind !== 'family' || column.part !== 'mean') return [column];
  return FAMILY_PARTS.map((part) => ({ ...column, part }));
}

const BASICS = { meaning: 'value', align: 'left' } as const;

function isLead(key: string): boolean {
  return key === 'name' || key === 'status';
}

function experimentColumn(names: ReadonlyMap<ExperimentId, string>): ExportColumn {
  return { ...BASICS, header: '', content: { kind: 'experiment' }, words: names };
}

export function runColumn(content: RunColumn, formats?: ReadonlyMap<string, ColumnFormat>): ExportColumn {
  const meaning = meaningOf(content);
  const format = formats?.get(formatRunColumn(content));
  const isText = content.kind === 'param' || content.kind === 'tag' || content.kind === 'attribute';
  const isNumeric = format?.kind === 'text' ? format.isNumeric : !isText;
  return {
    header: '',
    content,
    meaning,
    align: meaning !== 'value' || isNumeric ? 'right' : 'left',
    precision: format?.kind === 'number' ? format.precision : undefined,
    isKeyText: content.kind === 'param' || content.kind === 'tag',
  };
}

function meaningOf(column: RunColumn): ExportColumn['meaning'] {
  if (column.kind === 'statistic') return column.statistic.name === 'last_logged' ? 'time' : 'value';
  if (column.kind !== 'attribute') return 'value';
  if (column.key === 'start_time' || column.key === 'end_time') return 'time';
  return column.key === 'duration' ? 'duration' : 'value';
}

/** The same in every language, as `mlflow.search_runs` names its columns where it has them. */
export function machineHeader({ content }: Pick<ExportColumn, 'content'>): string {
  if (content.kind === 'id') return 'run_id';
  if (content.kind === 'experiment') return 'experiment';
  if (content.kind === 'expression') return content.key;
  if (content.kind === 'attribute' && content.key === 'duration') return 'duration_s';
  return formatRunColumn(content);
}

export function shownHeader(content: ExportColumn['content']): string {
  if (content.kind === 'id') return m.run_id();
  if (content.kind === 'experiment') return m.runs_column_experiment();
  return columnWord(content);
}

export function statusWords(): ReadonlyMap<string, string> {
  return new Map(RUN_STATUSES.map((status) => [status, statusWord(status)]));
}
