import { cutText } from '../../../base/cut-middle.ts';
import { formatCount, formatValue } from '../../../base/format-number.ts';
import { formatDateTime, formatDuration } from '../../../base/format-time.ts';
import { type AxisValues, PRESENCE } from '../../../domain/comparison/axis-values.ts';
import type { LinearTrend, NoTrend } from '../../../domain/comparison/scatter/linear-trend.ts';
import type { LeftOut, NoPlace, ScatterAxis } from '../../../domain/comparison/scatter/scatter-axis.ts';
import type { ScatterData } from '../../../domain/comparison/scatter/scatter-data.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import type { TickStyle } from '../../../drawing/time-ticks.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { spanUnits } from '../../../parts/chart-settings/axis-words.ts';
import { columnWord } from '../../../parts/wording.ts';

/** What the numbers of a column are. */
export function unitOf(column: RunColumn): 'number' | 'time' | 'duration' {
  if (column.kind === 'statistic' && column.statistic.name === 'last_logged') return 'time';
  if (column.kind !== 'attribute') return 'number';
  if (column.key === 'duration') return 'duration';
  return column.key === 'start_time' || column.key === 'end_time' ? 'time' : 'number';
}

/** How ticks of the column are told. */
export function tickStyleOf(column: RunColumn): TickStyle {
  switch (unitOf(column)) {
    case 'time':
      return { kind: 'date', language: getLocale() };
    case 'duration':
      return { kind: 'duration', units: spanUnits() };
    case 'number':
      return { kind: 'number', isWhole: false };
  }
}

/** A number of the column in words. */
export function numberWords(column: RunColumn, value: number): string {
  const unit = Number.isFinite(value) ? unitOf(column) : 'number';
  if (unit === 'time') return formatDateTime(value, getLocale());
  return unit === 'duration' ? formatDuration(value, getLocale()) : formatValue(value);
}

/** What the run has there. */
export function valueWords(column: RunColumn, values: AxisValues | undefined, run: number): string {
  const presence = values?.presence[run];
  if (!values || presence === PRESENCE.awaited) return '…';
  if (presence !== PRESENCE.known) return m.scatter_no_value();
  const code = values.codes[run] ?? -1;
  if (code >= 0) return textWords(values.texts[code] ?? '');
  return numberWords(column, values.numbers[run] ?? Number.NaN);
}

/** A logged text in a tooltip, a legend or a spoken sentence. */
export function textWords(text: string): string {
  return text === '' ? m.parallel_empty_text() : cutText(text);
}

export interface AxisColumns {
  readonly x: RunColumn;
  readonly y: RunColumn;
}

/** `498 of 500 runs · 2 without val/loss`. */
export function placedWords(data: ScatterData, columns: AxisColumns): string {
  const { placedCount, leftOut, xs } = data;
  const placed = m.scatter_placed({ shown: formatCount(placedCount), all: formatCount(xs.length) });
  const parts = leftOut.map((each) => leftOutWords(each, columns));
  return [placed, ...parts].join(' · ');
}

function leftOutWords({ axis, reason, count }: LeftOut, columns: AxisColumns): string {
  const words = { count, text: formatCount(count), column: columnWord(columns[axis]) };
  return wordsOfReason(reason, words);
}

function wordsOfReason(
  reason: NoPlace,
  words: { readonly count: number; readonly text: string; readonly column: string },
): string {
  switch (reason) {
    case 'missing':
      return m.scatter_missing(words);
    case 'awaited':
      return m.scatter_awaited(words);
    case 'notFinite':
      return m.scatter_not_finite(words);
    case 'notPositive':
      return m.scatter_not_positive(words);
  }
}

/** What of the picture is not as it was logged. */
export function spreadWords({ x, y }: ScatterData, columns: AxisColumns): readonly string[] {
  return [
    ...(x.kind === 'category' ? [m.scatter_spread({ column: columnWord(columns.x) })] : []),
    ...(y.kind === 'category' ? [m.scatter_spread({ column: columnWord(columns.y) })] : []),
  ];
}

/** `slope 0.12 per ×10 of lr · r = 0.83 · n = 120 · p < 0.001`; why there is no line. */
export function trendWords(
  trend: LinearTrend | NoTrend | 'categories',
  data: Pick<ScatterData, 'x' | 'y'>,
  columns: AxisColumns,
): string {
  if (trend === 'few') return m.trend_few();
  if (trend === 'one-x') return m.trend_one_x({ column: columnWord(columns.x) });
  if (trend === 'one-y') return m.trend_one_x({ column: columnWord(columns.y) });
  if (trend === 'categories') return m.trend_categories();
  return [
    slopeWords(trend, data, columns),
    `r = ${shortNumber(trend.r)}`,
    m.group_count({ count: formatCount(trend.count) }),
    chanceWords(trend.p),
    ...fittedWords(data),
  ].join(' · ');
}

function slopeWords(
  { slope }: LinearTrend,
  { x, y }: Pick<ScatterData, 'x' | 'y'>,
  columns: AxisColumns,
): string {
  const column = columnWord(columns.x);
  const change = (per: number) => changeWords(slope * per, y, columns.y);
  if (x.kind === 'log') return m.trend_per_tenfold({ change: change(1), column });
  switch (unitOf(columns.x)) {
    case 'number':
      return m.trend_per_one({ change: change(1), column });
    case 'duration':
      return m.trend_per_hour({ change: change(HOUR_MS), column });
    case 'time':
      return m.trend_per_day({ change: change(24 * HOUR_MS), column });
  }
}

const HOUR_MS = 3_600_000;

/** On a log axis of y the line multiplies. */
function changeWords(change: number, y: ScatterAxis, column: RunColumn): string {
  if (y.kind === 'log') return `×${shortNumber(10 ** change)}`;
  const sign = change > 0 ? '+' : '';
  if (unitOf(column) === 'number') return `${sign}${shortNumber(change)}`;
  const size = formatDuration(Math.abs(change), getLocale());
  return `${change < 0 ? '−' : sign}${size}`;
}

function fittedWords({ x, y }: Pick<ScatterData, 'x' | 'y'>): readonly string[] {
  const axes = [x.kind === 'log' ? 'x' : '', y.kind === 'log' ? 'y' : ''].filter((axis) => axis !== '');
  return axes.length === 0 ? [] : [m.trend_in_log({ axes: axes.join(', ') })];
}

function chanceWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${shortNumber(p)}`;
}

function shortNumber(value: number): string {
  return formatValue(Number(value.toPrecision(3)));
}

/** `every 20th of 10,000 is named`; undefined: every one is. */
export function namedWords(axis: ScatterAxis, every: number): string | undefined {
  if (every <= 1) return undefined;
  return m.scatter_named({ shown: formatCount(every), all: formatCount(axis.categories.length) });
}
