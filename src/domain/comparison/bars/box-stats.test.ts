import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from '../../../testing/recorded/scipy-trends.json' with { type: 'json' };
import { boxStats } from './box-stats.ts';

const NUMBERS = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 40 });
const sorted = (values: readonly number[]) => Float64Array.from(values).sort();

describe('box of numbers', () => {
  it.each(recorded.boxes.map((box) => [box.values.length, box] as const))(
    'has the quartiles of NumPy and the whiskers of Matplotlib for %i numbers',
    (_, { values, low, median, high, whiskerLow, whiskerHigh, outliers }) => {
      const box = boxStats(sorted(values));
      expect(box.low).toBeCloseTo(low, 10);
      expect(box.median).toBeCloseTo(median, 10);
      expect(box.high).toBeCloseTo(high, 10);
      expect([box.whiskerLow, box.whiskerHigh]).toEqual([whiskerLow, whiskerHigh]);
      expect(box.outliers).toEqual(outliers);
    },
  );

  it('holds half of the numbers, and leaves none out of whiskers and outliers', () => {
    fc.assert(
      fc.property(NUMBERS, (values) => {
        const ascending = sorted(values);
        const { low, median, high, whiskerLow, whiskerHigh, outliers } = boxStats(ascending);
        expect([whiskerLow, low, median, high, whiskerHigh]).toEqual(
          [whiskerLow, low, median, high, whiskerHigh].toSorted((a, b) => a - b),
        );
        const within = [...ascending].filter((value) => value >= whiskerLow && value <= whiskerHigh);
        expect(within.length + outliers.length).toBe(values.length);
      }),
    );
  });
});
