import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOfRange } from './share-of-range.ts';

describe('shareOfRange', () => {
  it('is 0 at one end and 1 at the other, of all doubles as of the two smallest', () => {
    for (const [min, max] of [
      [-Number.MAX_VALUE, Number.MAX_VALUE],
      [-8 * Number.MIN_VALUE, -7 * Number.MIN_VALUE],
      [0, Number.MIN_VALUE],
    ] as const) {
      expect([shareOfRange(min, min, max), shareOfRange(max, min, max)]).toEqual([0, 1]);
    }
    expect(shareOfRange(0, -Number.MAX_VALUE, Number.MAX_VALUE)).toBe(0.5);
  });

  it('is never outside for what lies between', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 3, maxLength: 3 }), (values) => {
        const [min = 0, middle = 0, max = 0] = Float64Array.from(values).sort();
        const share = min < max ? shareOfRange(middle, min, max) : 0;
        expect(Math.min(1, Math.max(0, share))).toBe(share);
      }),
    );
  });
});
