import { cutMiddle, cutText } from '../../../base/cut-middle.ts';
import { formatCount, formatFullValue, formatValue } from '../../../base/format-number.ts';
import { formatDateTime, formatDuration } from '../../../base/format-time.ts';
import type { ScaleKind } from '../../../domain/comparison/parallel/axis-scale.ts';
import type { AxisBrush } from '../../../domain/comparison/parallel/brushes.ts';
import { type Lane, laneOf } from '../../../domain/comparison/parallel/place-runs.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import type { ShownAxis } from './shown-axes.ts';

export function scaleWord(kind: ScaleKind): string {
  switch (kind) {
    case 'linear':
      return m.parallel_scale_linear();
    case 'log':
      return m.parallel_scale_log();
    case 'percentile':
      return m.parallel_scale_percentile();
    case 'frequency':
      return m.parallel_scale_frequency();
    case 'name':
      return m.parallel_scale_name();
    case 'time':
      return m.parallel_scale_time();
  }
}

export function laneWord(lane: Lane): string {
  switch (lane) {
    case 'missing':
      return m.parallel_lane_missing();
    case 'other':
      return m.parallel_lane_other();
    case 'nan':
      return 'NaN';
    case 'negative':
      return '−∞';
    case 'positive':
      return '+∞';
  }
}

export function isTime(column: RunColumn): boolean {
  return column.kind === 'attribute' && (column.key === 'start_time' || column.key === 'end_time');
}

export function isDuration(column: RunColumn): boolean {
  return column.kind === 'attribute' && column.key === 'duration';
}

/** A number of the axis in its unit. */
export function numberWords(column: RunColumn, value: number): string {
  if (isTime(column)) return formatDateTime(value, getLocale());
  return isDuration(column) ? formatDuration(value, getLocale()) : formatValue(value);
}

/** What a run has on an axis: as it was logged, whatever the scale. */
export function valueWords({ setting, values, placed }: ShownAxis, run: number): string {
  if (laneOf(placed, run) === 'missing') {
    return values.presence[run] === 0 ? m.parallel_lane_missing() : '…';
  }
  const text = values.texts[values.codes[run] ?? -1];
  if (text !== undefined) return text === '' ? m.parallel_empty_text() : cutText(text);
  const value = values.numbers[run] ?? Number.NaN;
  return isTime(setting.column) || isDuration(setting.column)
    ? numberWords(setting.column, value)
    : formatFullValue(value);
}

/** `0.01 … 0.1`, `≥ 0.9`, `adam, sgd`, `not logged`. */
export function brushWords(column: RunColumn, { range, texts, lanes }: AxisBrush): string {
  const words = [
    ...(range ? [rangeWords(column, range)] : []),
    ...(texts ? [listWords(texts)] : []),
    ...lanes.map(laneWord),
  ];
  return words.join(', ');
}

function rangeWords(column: RunColumn, { min, max }: { readonly min: number; readonly max: number }): string {
  const [from, to] = [numberWords(column, min), numberWords(column, max)];
  if (min === Number.NEGATIVE_INFINITY) {
    return max === Number.POSITIVE_INFINITY ? m.parallel_brush_any() : `≤ ${to}`;
  }
  return max === Number.POSITIVE_INFINITY ? `≥ ${from}` : `${from} … ${to}`;
}

const MOST_NAMED = 3;

function listWords({ list, isAllBut }: NonNullable<AxisBrush['texts']>): string {
  const named = list
    .slice(0, MOST_NAMED)
    .map((text) => (text === '' ? m.parallel_empty_text() : cutMiddle(text, 24)));
  const more = list.length - named.length;
  const words = [...named, ...(more > 0 ? [m.parallel_more({ count: formatCount(more) })] : [])].join(', ');
  if (!isAllBut) return words;
  return list.length === 0 ? m.parallel_brush_any() : m.parallel_all_but({ values: words });
}
