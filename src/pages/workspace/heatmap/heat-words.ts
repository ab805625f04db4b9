import { formatCount, formatWith, type Precision } from '../../../base/format-number.ts';
import { formatDateTime, formatDuration } from '../../../base/format-time.ts';
import type { AxisBin } from '../../../domain/comparison/axis-bins.ts';
import type { HeatCell, HeatMap, HeatStatistic } from '../../../domain/comparison/heat-map.ts';
import type { ScoreCell, ScoreTable } from '../../../domain/export/export-two-keys.ts';
import { plainText } from '../../../domain/runs/text-value.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { columnWord } from '../../../parts/wording.ts';

/** What a place of an axis is called. @param column undefined: there is no axis, all runs stand in one place */
export function wordOfBin(bin: AxisBin, column: RunColumn | undefined): string {
  if (!column) return m.heatmap_all_runs();
  switch (bin.kind) {
    case 'number':
      return wordOfNumber(bin.value, column);
    case 'text':
      return bin.text;
    case 'range':
      return m.heatmap_range({ low: wordOfNumber(bin.low, column), high: wordOfNumber(bin.high, column) });
    case 'rest':
      return m.heatmap_rest({ count: formatCount(bin.valueCount) });
    case 'odd':
      return m.heatmap_odd();
    case 'missing':
      return m.heatmap_missing();
  }
}

function wordOfNumber(value: number, { kind, key }: RunColumn): string {
  if (kind === 'attribute' && key === 'duration') return formatDuration(value, getLocale());
  if (kind === 'attribute') return formatDateTime(value, getLocale());
  return plainText(String(value));
}

export function wordOfStatistic(statistic: HeatStatistic): string {
  switch (statistic) {
    case 'mean':
      return m.heatmap_mean();
    case 'best':
      return m.heatmap_best();
    case 'min':
      return m.heatmap_min();
    case 'max':
      return m.heatmap_max();
    case 'std':
      return m.heatmap_std();
    case 'count':
      return m.heatmap_count();
  }
}

/** What the colours of a metric mean. */
export function wordOfDirection(direction: Direction | undefined): string {
  if (!direction) return m.heatmap_no_direction();
  return direction === 'lower' ? m.column_better_lower() : m.column_better_higher();
}

/** What a cell says to those who do not see it. */
export function cellWords(
  cell: HeatCell | undefined,
  names: { readonly column: string; readonly row: string },
  precision: Precision,
): string {
  if (!cell) return m.heatmap_cell_empty(names);
  const value = cell.value === undefined ? m.heatmap_cell_no_value() : formatWith(cell.value, precision);
  const [count, runs] = [formatCount(cell.count), formatCount(cell.runs.length)];
  return m.heatmap_cell({ ...names, value, count, runs });
}

/** Why there is no value anywhere; undefined: there is one. */
export function noValueWords(
  { range, finiteCount, oddCount }: HeatMap,
  metric: RunColumn,
  statistic: HeatStatistic,
): string | undefined {
  const name = columnWord(metric);
  if (finiteCount === 0)
    return oddCount > 0 ? m.heatmap_all_odd({ metric: name }) : m.heatmap_not_logged({ metric: name });
  if (range) return undefined;
  return statistic === 'best' ? m.heatmap_no_best({ metric: name }) : m.heatmap_no_std();
}

interface Shown {
  readonly map: HeatMap;
  readonly x: RunColumn;
  readonly y: RunColumn | undefined;
  readonly metric: RunColumn;
  readonly statistic: HeatStatistic;
  readonly direction: Direction | undefined;
}

/** The heat map as a table for a paper: the mean has its deviation beside it. */
export function scoreTableOf({ map, x, y, metric, statistic, direction }: Shown): ScoreTable {
  const isMean = statistic === 'mean' || statistic === 'std';
  const toScore = (cell: HeatCell | undefined): ScoreCell | undefined => {
    const value = isMean ? cell?.mean : cell?.value;
    return cell && value !== undefined
      ? { value, std: isMean ? cell.std : undefined, count: cell.count }
      : undefined;
  };
  const word = isMean ? m.heatmap_export_mean() : wordOfStatistic(statistic);
  return {
    title: m.heatmap_export_title({ metric: columnWord(metric), statistic: word }),
    columnKey: columnWord(x),
    rowKey: y ? columnWord(y) : '',
    columns: map.columns.map((bin) => wordOfBin(bin, x)),
    rows: map.rows.map((bin) => wordOfBin(bin, y)),
    cells: map.cells.map((row) => row.map(toScore)),
    direction: statistic === 'count' ? undefined : direction,
  };
}
