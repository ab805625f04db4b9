import { escapeXml } from '../../base/escape-xml.ts';
import type { TableColumn, TableWriter } from './export-table.ts';
import { shownNumber, shownText } from './export-table-shown.ts';

/** A table of HTML as the page shows it; every text reads as it was logged. */
export function writeHtmlTable(columns: readonly TableColumn[], locale: string): TableWriter {
  const line = (tag: 'th' | 'td', texts: readonly string[]) =>
    `<tr>${columns.map((column, index) => cell(tag, texts[index] ?? '', column)).join('')}</tr>\n`;
  return {
    head: `<table>\n<thead>\n${line(
      'th',
      columns.map(({ header }) => header),
    )}</thead>\n<tbody>\n`,
    row: (cells) =>
      line(
        'td',
        columns.map((column, index) => {
          const value = cells[index];
          if (value === undefined) return '';
          return typeof value === 'string' ? shownText(value, column) : shownNumber(value, column, locale);
        }),
      ),
    foot: '</tbody>\n</table>\n',
  };
}

function cell(tag: 'th' | 'td', text: string, { align }: TableColumn): string {
  return `<${tag}${align === 'right' ? ' class="number"' : ''}>${escapeXml(text)}</${tag}>`;
}
