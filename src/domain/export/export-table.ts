import type { Precision } from '../../base/format-number.ts';
import { writeCsv } from './export-table-csv.ts';
import { writeHtmlTable } from './export-table-html.ts';
import { writeLatex } from './export-table-latex.ts';
import { writeMarkdown } from './export-table-markdown.ts';

export type ExportFormat = 'csv' | 'markdown' | 'latex' | 'html';

/** What the numbers of a column mean; texts are texts in any column. Moments and durations are in milliseconds. */
export type CellMeaning = 'value' | 'time' | 'duration';

export interface TableColumn {
  readonly header: string;
  readonly meaning: CellMeaning;
  /** Where columns have an alignment. */
  readonly align: 'left' | 'right';
  /** Of the shown numbers; undefined: four significant digits. CSV has every digit. */
  readonly precision?: Precision | undefined;
  /** Params and tags: people read them written in one way, however each run wrote them. CSV has them as logged. */
  readonly isKeyText?: boolean | undefined;
}

/** Undefined: nothing was logged. */
export type TableCell = number | string | undefined;

/** A table as text, piece by piece: `head`, `row` after `row`, `foot`. */
export interface TableWriter {
  readonly head: string;
  /** @param cells one for each column */
  row(cells: readonly TableCell[]): string;
  readonly foot: string;
}

/** @param locale of the times in formats that people read; CSV has ISO 8601 */
export function createTableWriter(
  format: ExportFormat,
  columns: readonly TableColumn[],
  locale: string,
): TableWriter {
  switch (format) {
    case 'csv':
      return writeCsv(columns);
    case 'markdown':
      return writeMarkdown(columns, locale);
    case 'latex':
      return writeLatex(columns, locale);
    case 'html':
      return writeHtmlTable(columns, locale);
  }
}
