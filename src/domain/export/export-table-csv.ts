import type { CellMeaning, TableCell, TableColumn, TableWriter } from './export-table.ts';
import { parseNumberText } from '../runs/text-value.ts';

/** Without it Excel takes the file for one in the system's old character set: Korean becomes rubbish. */
export const BYTE_ORDER_MARK = '\uFEFF';
/** What spreadsheets take for the beginning of a formula; East Asian ones read the wide signs alike. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** RFC 4180 asks for quotes around the first four; the others separate cells where a comma is the decimal point. */
const NEEDS_QUOTES = /[",\r\n;\t]|^\s|\s$/;

/**
 * RFC 4180 with a byte-order mark and a header line. Numbers have every digit; moments are ISO 8601 in UTC, durations
 * seconds. A text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function writeCsv(columns: readonly TableColumn[]): TableWriter {
  return {
    head: BYTE_ORDER_MARK + lineOf(columns.map(({ header }) => textField(header))),
    row: (cells) => lineOf(columns.map(({ meaning }, index) => field(cells[index], meaning))),
    foot: '',
  };
}

/** A line of fields that are written already. */
export function lineOf(fields: readonly string[]): string {
  return `${fields.join(',')}\r\n`;
}

function field(cell: TableCell, meaning: CellMeaning): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return textField(cell);
  if (meaning === 'time') return isoTime(cell);
  return numberField(meaning === 'duration' ? cell / 1_000 : cell);
}

/** As Python writes and reads them: `nan`'s case does not matter to it, `Infinity` is not known to Excel either. */
export function numberField(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** ISO 8601 in UTC; what is no date as the number that it is. */
export function isoTime(timeMs: number): string {
  const date = new Date(timeMs);
  return Number.isNaN(date.getTime()) ? numberField(timeMs) : date.toISOString();
}

/** An empty text is quoted: nothing at all stands where nothing was logged. */
export function textField(text: string): string {
  const safe = FORMULA.test(text) && !isNumber(text) ? `'${text}` : text;
  return safe === '' || NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function isNumber(text: string): boolean {
  return text === text.trim() && parseNumberText(text) !== undefined;
}
