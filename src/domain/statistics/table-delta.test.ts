import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaOf } from './table-delta.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 });

describe('delta to the baseline', () => {
  it('is the difference, or that in percent of the baseline', () => {
    expect(deltaOf(0.9, 0.8, 'absolute', 'higher')).toEqual({ delta: 0.9 - 0.8, verdict: 'better' });
    expect(deltaOf(0.9, 0.8, 'percent', 'lower')?.delta).toBeCloseTo(12.5);
    expect(deltaOf(-1, -2, 'percent', 'lower')).toEqual({ delta: 50, verdict: 'worse' });
    expect(deltaOf(3, 3, 'percent', 'lower')).toEqual({ delta: 0, verdict: undefined });
    expect(deltaOf(4, 3, 'absolute', undefined)).toEqual({ delta: 1, verdict: undefined });
  });

  it('is nothing where a number is missing', () => {
    expect(deltaOf(1, 0, 'percent', 'lower')).toBeUndefined();
    expect(deltaOf(0, 0, 'percent', 'lower')).toBeUndefined();
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(deltaOf(odd, 1, 'absolute', 'lower')).toBeUndefined();
      expect(deltaOf(1, odd, 'absolute', 'lower')).toBeUndefined();
    }
  });

  it('turns its verdict, and nothing else, with the direction', () => {
    fc.assert(
      fc.property(finite, finite, (value, against) => {
        const [higher, lower] = [
          deltaOf(value, against, 'absolute', 'higher'),
          deltaOf(value, against, 'absolute', 'lower'),
        ];
        expect(higher?.delta).toBe(lower?.delta);
        const verdicts = value === against ? [undefined] : ['better', 'worse'];
        expect(new Set([higher?.verdict, lower?.verdict])).toEqual(new Set(verdicts));
      }),
    );
  });
});
