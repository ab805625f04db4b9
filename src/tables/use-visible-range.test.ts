import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseFilled } from './use-row-budget.ts';
import { rowsToAsk } from './use-visible-range.ts';

it('asks for every row on screen and never for one that is not there', () => {
  const screens = fc
    .record({ rowCount: fc.integer({ min: 1, max: 20_000 }), height: fc.integer({ min: 1, max: 60 }) })
    .chain(({ rowCount, height }) =>
      fc.record({
        rowCount: fc.constant(rowCount),
        height: fc.constant(height),
        first: fc.nat({ max: rowCount - 1 }),
      }),
    );
  fc.assert(
    fc.property(screens, ({ rowCount, height, first }) => {
      const last = Math.min(first + height, rowCount) - 1;
      const [start, end] = rowsToAsk(first, last, rowCount);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start).toBeLessThanOrEqual(first);
      expect(end).toBeGreaterThan(last);
      expect(end).toBeLessThanOrEqual(rowCount);
    }),
  );
});

it('asks for nothing where there is nothing', () => {
  expect(rowsToAsk(0, -1, 0)).toEqual([0, 0]);
});

it('asks for the same rows while a few rows scroll by', () => {
  expect(rowsToAsk(100, 130, 10_000)).toEqual(rowsToAsk(103, 133, 10_000));
});

it('draws new rows up to the budget, and old ones always', () => {
  const drawn = chooseFilled([1, 2, 3, 4, 5, 6], (index) => index !== 4, new Set([1, 2]), 2);
  expect([...drawn]).toEqual([1, 2, 3, 5]);
});
