import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from '../axis-values.ts';
import { barRows, bestFirst, rangeOfRows } from './bar-rows.ts';

const SHOW = { centre: 'mean', spread: 'std' } as const;
const axisOf = (cells: readonly (number | null | undefined)[]) => readAxis(cells.length, (run) => cells[run]);

describe('rows of bars', () => {
  it('count the runs that have no number apart, each once', () => {
    const cell = fc.oneof(fc.double(), fc.constantFrom(undefined, null, Number.NaN, Infinity));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 20 }), (cells) => {
        const [row] = barRows([[...cells.keys()]], axisOf(cells), SHOW);
        if (!row) throw new Error('no row');
        expect(row.finite.length + row.missing + row.notFinite + row.awaited).toBe(cells.length);
        expect(row.spread === undefined).toBe(row.finite.length === 0);
      }),
    );
  });

  it('have the mean and deviation of their runs', () => {
    const [group, alone] = barRows([[0, 1, 2], [3]], axisOf([1, 3, 2, 7]), SHOW);
    expect(group?.spread).toMatchObject({ centre: 2, half: 1, low: 1, high: 3 });
    expect(group?.finite).toEqual([0, 2, 1]);
    expect(alone?.spread).toMatchObject({ centre: 7, half: undefined });
  });

  it('stand with the best first, those without a number last', () => {
    const rows = barRows([[0], [1], [2], [3]], axisOf([2, undefined, 1, 2]), SHOW);
    const order = (direction: 'lower' | 'higher' | undefined) =>
      bestFirst(rows, direction, ({ spread }) => spread?.centre).map(({ place }) => place);
    expect(order('lower')).toEqual([2, 0, 3, 1]);
    expect(order('higher')).toEqual([0, 3, 2, 1]);
    expect(order(undefined)).toEqual([0, 3, 2, 1]);
  });

  it('have a scale from 0 for bars, and of their numbers for boxes', () => {
    const values = axisOf([4, 6, undefined]);
    const rows = barRows([[0, 1], [2]], values, { centre: 'mean', spread: 'min-max' });
    expect(rangeOfRows(rows, 'bar', values.numbers)).toEqual({ min: 0, max: 6 });
    expect(rangeOfRows(rows, 'box', values.numbers)).toEqual({ min: 4, max: 6 });
    expect(rangeOfRows(rows.slice(1), 'box', values.numbers)).toBeUndefined();
  });
});
