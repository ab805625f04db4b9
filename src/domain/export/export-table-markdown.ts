import type { TableColumn, TableWriter } from './export-table.ts';
import { shownNumber, shownText } from './export-table-shown.ts';

/**
 * Punctuation that Markdown gives a meaning within a line, `$` (mathematics on GitHub) and the cell's own `|`; an
 * underscore between letters has none, and keys are full of them.
 */
const MARKUP = /[\\|`*[\]<>&~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const LINE_BREAK = /\r\n|[\r\n\u2028\u2029]/g;

/** A table of GitHub Flavored Markdown, numbers to the right; every text reads as it was logged. */
export function writeMarkdown(columns: readonly TableColumn[], locale: string): TableWriter {
  const rule = columns.map(({ align }) => (align === 'right' ? '---:' : '---'));
  return {
    head: lineOf(columns.map(({ header }) => escapeMarkdown(header))) + lineOf(rule),
    row: (cells) =>
      lineOf(
        columns.map((column, index) => {
          const cell = cells[index];
          if (cell === undefined) return '';
          return typeof cell === 'string'
            ? escapeMarkdown(shownText(cell, column))
            : shownNumber(cell, column, locale);
        }),
      ),
    foot: '',
  };
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/** Line breaks become `<br>`: a cell is one line. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(MARKUP, String.raw`\$&`).replaceAll(LINE_BREAK, '<br>');
}
