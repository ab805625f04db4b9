import type { DiffCell, Difference, DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { type DiffWords, wordOfLine, wordsOfCell } from '../../../domain/comparison/diff-words.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import {
  createTableWriter,
  type ExportFormat,
  type TableColumn,
} from '../../../domain/export/export-table.ts';
import { m } from '../../../paraglide/messages.js';
import { deltaAt, type DeltaRules, deltaWords } from './diff-deltas.ts';
import { wordOfKind } from './diff-words.ts';

export interface DiffTextInput {
  readonly runs: readonly Pick<ComparedRun, 'name'>[];
  readonly words: DiffWords;
  readonly rules: DeltaRules;
}

/**
 * The diff as the text of a table: kind, key, and a column for each run. With a baseline, which is named as such, people
 * read what numbers are beside it; CSV has a column more for each run, empty where nothing is measured.
 */
export function diffText(
  format: Extract<ExportFormat, 'csv' | 'markdown'>,
  rows: readonly DiffRow[],
  input: DiffTextInput,
): string {
  const places = input.runs.map((_, place) => place);
  const headers = places.flatMap((place) => headersOf(place, format, input));
  const columns = ['kind', 'key', ...headers].map(columnOf);
  const writer = createTableWriter(format, columns, input.words.locale);
  const lines = rows.flatMap((row) => ('section' in row ? [] : [row]));
  const texts = lines.map((line) => {
    const cells = places.flatMap((place) => cellsOf(line, place, format, input));
    return writer.row([wordOfKind(line.kind), wordOfLine(line, input.words), ...cells]);
  });
  return [writer.head, ...texts, writer.foot].join('');
}

function headersOf(place: number, format: ExportFormat, { runs, rules }: DiffTextInput): readonly string[] {
  const name = runs[place]?.name ?? '';
  if (rules.baseline === undefined) return [name];
  if (place === rules.baseline) return [m.diff_baseline_column({ run: name })];
  return format === 'csv' ? [name, m.diff_delta_column({ run: name })] : [name];
}

function columnOf(header: string): TableColumn {
  return { header, meaning: 'value', align: 'left' };
}

function cellsOf(
  line: DiffLine & Difference,
  place: number,
  format: ExportFormat,
  { words, rules }: DiffTextInput,
): readonly DiffCell[] {
  const cell = cellOf(line, place, format, words);
  if (rules.baseline === undefined || place === rules.baseline) return [cell];
  if (format === 'csv') return [cell, deltaAt(line, place, rules)?.delta];
  const delta = line.isSame ? undefined : deltaWords(line, place, rules);
  return delta ? [`${wordsOfCell(line, place, words)?.short ?? ''} (${delta.short})`] : [cell];
}

/** What people read has the words of the screen; CSV has every digit, times as ISO 8601 and durations in ms. */
function cellOf(line: DiffLine, place: number, format: ExportFormat, words: DiffWords): DiffCell {
  const cell = line.cells[place];
  if (line.kind !== 'detail' || line.key === 'experiment') {
    return typeof cell === 'number' ? cell : wordsOfCell(line, place, words)?.full;
  }
  if (format !== 'csv') return wordsOfCell(line, place, words)?.short;
  return line.key === 'start_time' && typeof cell === 'number' ? new Date(cell).toISOString() : cell;
}
