import { describe, expect, it } from 'vitest';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import { scatterData, trendOf } from '../../../domain/comparison/scatter/scatter-data.ts';
import { parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { namedWords, placedWords, spreadWords, trendWords, valueWords } from './scatter-words.ts';

const axisOf = (cells: readonly (number | string | null | undefined)[]) =>
  readAxis(cells.length, (run) => cells[run]);
const column = (text: string): RunColumn => {
  const parsed = parseRunColumn(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const COLUMNS = { x: column('params.lr'), y: column('metrics.loss') };
const LINEAR = { xKind: 'linear', yKind: 'linear' } as const;

const wordsOf = (
  xs: readonly number[],
  ys: readonly number[],
  kinds: Parameters<typeof scatterData>[2],
  columns = COLUMNS,
) => {
  const data = scatterData(axisOf(xs), axisOf(ys), kinds);
  return trendWords(trendOf(data), data, columns);
};

describe('words of the scatter plot', () => {
  it('say how many runs are drawn, and why the others are not', () => {
    const data = scatterData(axisOf(['0.1', undefined, '0', '1', '2']), axisOf([1, 2, 3, Number.NaN, null]), {
      xKind: 'log',
      yKind: undefined,
    });
    expect(placedWords(data, COLUMNS)).toBe(
      '1 of 5 runs drawn · 1 has no lr · lr of 1 is 0 or below, which has no place on a log axis · ' +
        'loss of 1 is NaN, infinite or no number · loss of 1 is being worked out',
    );
    expect(spreadWords(data, COLUMNS)).toEqual([]);
  });

  it('say where points were moved and how many names are left out', () => {
    const data = scatterData(axisOf(['adam', 'sgd']), axisOf([1, 2]), LINEAR);
    expect(spreadWords(data, COLUMNS)).toHaveLength(1);
    expect(namedWords(data.x, 1)).toBeUndefined();
    expect(namedWords(data.x, 2)).toBe('one in 2 of 2 values is named on the axis');
  });

  it('tell the trend in the units of both axes', () => {
    expect(wordsOf([1, 2, 3], [2, 4, 6], LINEAR)).toBe('+2 per 1 of lr · r = 1 · n = 3 · p < 0.001');
    expect(wordsOf([1, 10, 100], [3, 2, 1], { xKind: 'log', yKind: 'linear' })).toBe(
      '-1 per ×10 of lr · r = -1 · n = 3 · p < 0.001 · fitted to the logarithms of x',
    );
    expect(wordsOf([1, 10, 100], [100, 10, 1], { xKind: 'log', yKind: 'log' })).toContain(
      '×0.1 per ×10 of lr',
    );
    expect(
      wordsOf([0, 3_600_000, 7_200_000], [0, 60_000, 120_000], LINEAR, {
        x: column('duration'),
        y: column('duration'),
      }),
    ).toContain('+1m 00s per hour of Duration');
    expect(wordsOf([1, 2], [1, 2], LINEAR)).toBe('fewer than 3 runs with both values: no trend');
    expect(wordsOf([1, 1, 1], [1, 2, 3], LINEAR)).toBe('lr is the same in all of these runs: no trend');
  });

  it('tell what a run has', () => {
    const values = axisOf([1.5, undefined, null, 'adam', Number.NaN]);
    expect([0, 1, 2, 3, 4].map((run) => valueWords(COLUMNS.y, values, run))).toEqual([
      '1.5',
      'no value',
      '…',
      'adam',
      'NaN',
    ]);
  });

  it('tell thousands of characters as one short line, and an empty text as such', () => {
    const values = axisOf([`${'x'.repeat(3000)}\n${'y'.repeat(3000)}`, '']);
    const [long = '', empty] = [0, 1].map((run) => valueWords(COLUMNS.x, values, run));
    expect(long).toHaveLength(80);
    expect(long).toMatch(/^x+…y+$/);
    expect(empty).toBe('(empty)');
  });
});
