import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBestValue, shareOfRange } from './column-summary.ts';

const range = { min: 1, max: 5 };

describe('isBestValue', () => {
  it('is the end that the direction says', () => {
    expect(isBestValue(1, range, 'lower')).toBe(true);
    expect(isBestValue(5, range, 'lower')).toBe(false);
    expect(isBestValue(5, range, 'higher')).toBe(true);
  });

  it('is nobody where nothing is better', () => {
    expect(isBestValue(1, range, undefined)).toBe(false);
    expect(isBestValue(1, { min: 1, max: 1 }, 'lower')).toBe(false);
    expect(isBestValue(1, undefined, 'lower')).toBe(false);
    expect(isBestValue(Number.NaN, range, 'lower')).toBe(false);
  });
});

describe('shareOfRange', () => {
  it('is 1 at the better end, and at the larger where none is better', () => {
    expect(shareOfRange(1, range, 'lower')).toBe(1);
    expect(shareOfRange(5, range, undefined)).toBe(1);
    expect(shareOfRange(2, range, 'higher')).toBe(0.25);
  });

  it('has no place for what is no number of a range', () => {
    expect(shareOfRange(Number.NaN, range, 'lower')).toBeUndefined();
    expect(shareOfRange(Number.POSITIVE_INFINITY, range, 'lower')).toBeUndefined();
    expect(shareOfRange(1, { min: 1, max: 1 }, 'lower')).toBeUndefined();
  });

  it('grows with the number and stays between 0 and 1', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.uniqueArray(finite, { minLength: 3, maxLength: 3 }), (numbers) => {
        const [min = 0, value = 0, max = 0] = numbers.toSorted((a, b) => a - b);
        const share = shareOfRange(value, { min, max }, 'higher') ?? Number.NaN;
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});
