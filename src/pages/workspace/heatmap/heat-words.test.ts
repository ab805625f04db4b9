import { expect, it } from 'vitest';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import { buildHeatMap, type HeatStatistic } from '../../../domain/comparison/heat-map.ts';
import { parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { scoreTableOf, wordOfBin, wordOfDirection } from './heat-words.ts';

const columnOf = (text: string) => parseRunColumn(text) as RunColumn;
const [LR, OPT, LOSS] = ['params.lr', 'params.opt', 'metrics.loss'].map(columnOf) as [
  RunColumn,
  RunColumn,
  RunColumn,
];
const axis = (cells: readonly (number | string | undefined)[]) =>
  readAxis(cells.length, (place) => cells[place]);

function tableOf(statistic: HeatStatistic) {
  const map = buildHeatMap({
    x: axis(['0.1', '0.1', '1e-5', undefined]),
    y: axis(['a', 'a', 'a', 'a']),
    metric: axis([1, 3, 5, Number.NaN]),
    statistic,
    direction: 'lower',
  });
  return scoreTableOf({ map, x: LR, y: OPT, metric: LOSS, statistic, direction: 'lower' });
}

it('the table for a paper has the mean with its deviation, or the statistic that was chosen', () => {
  const table = tableOf('std');
  expect(table).toMatchObject({ columnKey: 'lr', rowKey: 'opt', direction: 'lower' });
  expect(table.columns).toEqual(['1e-5', '0.1', m.heatmap_missing()]);
  expect(table.cells).toEqual([
    [{ value: 5, std: undefined, count: 1 }, { value: 2, std: Math.SQRT2, count: 2 }, undefined],
  ]);
  expect(tableOf('best').cells[0]?.[1]).toEqual({ value: 1, std: undefined, count: 2 });
  expect(tableOf('count')).toMatchObject({ direction: undefined });
});

it('places of an axis are called as their column is written', () => {
  expect(wordOfBin({ kind: 'number', value: 60_000 }, columnOf('duration'))).toBe('1m 00s');
  expect(wordOfBin({ kind: 'range', low: 1e-5, high: 0.1, isLast: false }, LR)).toBe('1e-5 – 0.1');
  expect(wordOfBin({ kind: 'text', text: '' }, undefined)).toBe(m.heatmap_all_runs());
});

it('says what strong colours mean', () => {
  expect(wordOfDirection('lower')).toBe(m.column_better_lower());
  expect(wordOfDirection('higher')).toBe(m.column_better_higher());
  expect(wordOfDirection(undefined)).toBe(m.heatmap_no_direction());
});
