import { expect, it } from 'vitest';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import { buildHeatMap, type HeatStatistic } from '../../../domain/comparison/heat-map.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { heatTableText, nextSort, orderedRows } from './heat-table.ts';
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

it('runs with their metrics stand in the order of one, as a table too', () => {
  const compared = ['a', 'b', 'c'].map((name) => ({ id: name, name }) as unknown as ComparedRun);
  const axes = {
    columns: [{ kind: 'metric', key: 'loss' } as const],
    values: [readAxis(3, (place) => [0.5, undefined, 0.25][place])],
  };
  expect(orderedRows(compared, axes, undefined).map(({ place }) => place)).toEqual([0, 1, 2]);
  const rows = orderedRows(compared, axes, { metric: 'metrics.loss', isDescending: false });
  expect(rows.map(({ place }) => place)).toEqual([2, 0, 1]);
  // The best first, where anybody knows what is better; a second click turns it round.
  const first = nextSort(undefined, 'metrics.loss', 'lower');
  expect(first).toEqual({ metric: 'metrics.loss', isDescending: false });
  expect(nextSort(first, 'metrics.loss', 'lower')?.isDescending).toBe(true);
  expect(nextSort(first, 'metrics.acc', 'higher')).toEqual({ metric: 'metrics.acc', isDescending: true });
  expect(heatTableText('csv', rows, axes, 'en')).toContain('Run,loss\r\nc,0.25\r\na,0.5\r\nb,\r\n');
  expect(heatTableText('markdown', rows, axes, 'en')).toContain('| c | 0.25');
});
