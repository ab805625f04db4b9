import { BYTE_ORDER_MARK, isoTime, lineOf, numberField, textField } from './export-table-csv.ts';
import type { Series } from '../series/series.ts';

const HEADERS = ['run', 'run_id', 'metric', 'step', 'time', 'value'];

/** What begins the file. */
export function pointsCsvHead(): string {
  return BYTE_ORDER_MARK + lineOf(HEADERS);
}

/** What every line of one history begins with. */
export function pointsCsvPrefix(runName: string, runId: string, key: string): string {
  return `${[runName, runId, key].map(textField).join(',')},`;
}

/**
 * Lines of the points `from` to `to` (excluded): every digit of the value, the time in ISO 8601 (UTC, milliseconds).
 * Texts follow the rules of `writeCsv`.
 */
export function pointsCsvLines(prefix: string, series: Series, from: number, to: number): string {
  const { steps, timestampsMs, values } = series;
  let text = '';
  for (let index = from; index < Math.min(to, steps.length); index++) {
    const step = numberField(steps[index] ?? Number.NaN);
    const time = isoTime(timestampsMs[index] ?? Number.NaN);
    text += `${prefix}${step},${time},${numberField(values[index] ?? Number.NaN)}\r\n`;
  }
  return text;
}
