import type { DiffCell, DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import {
  createTableWriter,
  type ExportFormat,
  type TableColumn,
} from '../../../domain/export/export-table.ts';
import { type ExperimentNames, wordOfKind, wordOfLine, wordsOfCell } from './diff-words.ts';

/** The diff as the text of a table: kind, key, and a column for each run. */
export function diffText(
  format: Extract<ExportFormat, 'csv' | 'markdown'>,
  rows: readonly DiffRow[],
  runs: readonly Pick<ComparedRun, 'name'>[],
  names: ExperimentNames,
  locale: string,
): string {
  const columns = ['kind', 'key', ...runs.map(({ name }) => name)].map(columnOf);
  const writer = createTableWriter(format, columns, locale);
  const lines = rows.flatMap((row) => ('section' in row ? [] : [row]));
  const texts = lines.map((line) => {
    const cells = runs.map((_, place) => cellOf(line, place, format, names));
    return writer.row([wordOfKind(line.kind), wordOfLine(line), ...cells]);
  });
  return [writer.head, ...texts, writer.foot].join('');
}

function columnOf(header: string): TableColumn {
  return { header, meaning: 'value', align: 'left' };
}

/** What people read has the words of the screen; CSV has every digit, times as ISO 8601 and durations in ms. */
function cellOf(line: DiffLine, place: number, format: ExportFormat, names: ExperimentNames): DiffCell {
  const cell = line.cells[place];
  if (line.kind !== 'detail' || line.key === 'experiment') {
    return typeof cell === 'number' ? cell : wordsOfCell(line, place, names)?.full;
  }
  if (format !== 'csv') return wordsOfCell(line, place, names)?.short;
  return line.key === 'start_time' && typeof cell === 'number' ? new Date(cell).toISOString() : cell;
}
