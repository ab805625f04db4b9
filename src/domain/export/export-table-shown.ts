import { formatValue, formatWith } from '../../base/format-number.ts';
import { formatDateTime, formatDuration } from '../../base/format-time.ts';
import type { TableColumn } from './export-table.ts';
import { plainText } from '../runs/text-value.ts';

/** A number of a column as the runs table shows it: with the column's precision, in the reader's time zone. */
export function shownNumber(value: number, { meaning, precision }: TableColumn, locale: string): string {
  if (meaning === 'time') return formatDateTime(value, locale);
  if (meaning === 'duration') return formatDuration(value, locale);
  return precision ? formatWith(value, precision) : formatValue(value);
}

/** A text of a column as the runs table shows it: `1e-4` and `0.0001` are one value. */
export function shownText(text: string, { isKeyText = false }: TableColumn): string {
  return isKeyText ? plainText(text) : text;
}
