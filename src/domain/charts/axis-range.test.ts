import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOffLogAxis, rangeOf, sharedExtent } from './axis-range.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const extent = fc.tuple(finite, finite).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
const kind = fc.constantFrom('linear' as const, 'log' as const);

describe('sharedExtent', () => {
  it('holds every extent and no more', () => {
    fc.assert(
      fc.property(fc.array(extent, { minLength: 1 }), (list) => {
        expect(sharedExtent([undefined, ...list])).toEqual({
          min: Math.min(...list.map(({ min }) => min)),
          max: Math.max(...list.map(({ max }) => max)),
        });
      }),
    );
    expect(sharedExtent([undefined])).toBeUndefined();
  });
});

describe('rangeOf', () => {
  it('keeps what was typed where the axis has a place for it, and never stands the wrong way round', () => {
    const end = fc.option(fc.oneof(finite, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)), {
      nil: undefined,
    });
    fc.assert(
      fc.property(extent, end, end, kind, (own, min, max, axis) => {
        const range = rangeOf(own, { min, max }, axis)!;
        const isPlaced = (value: number | undefined): value is number =>
          value !== undefined && Number.isFinite(value) && (axis === 'linear' || value > 0);
        expect(range.min).toBeLessThanOrEqual(range.max);
        const isTurned = isPlaced(min) && isPlaced(max) && min >= max;
        if (isTurned) return;
        expect(range.min).toBe(isPlaced(min) ? min : range.min);
        expect(range.max).toBe(isPlaced(max) ? max : range.max);
      }),
    );
  });

  it.each([
    [{ min: 0, max: 10 }, {}, { min: 0, max: 10 }],
    [{ min: 0, max: 10 }, { min: 4 }, { min: 4, max: 10 }],
    [{ min: 0, max: 10 }, { min: 40 }, { min: 40, max: 50 }],
    [{ min: 0, max: 10 }, { max: -5 }, { min: -15, max: -5 }],
    [
      { min: 0, max: 10 },
      { min: 5, max: 5 },
      { min: 0, max: 10 },
    ],
    [undefined, { min: 3 }, { min: 3, max: 4 }],
    [undefined, {}, undefined],
  ])('of %j with %j is %j', (own, manual, wanted) => {
    expect(rangeOf(own, manual, 'linear')).toEqual(wanted);
  });
});

describe('countOffLogAxis', () => {
  it('counts zero and below, not what is no number', () => {
    const values = Float64Array.of(1, 0, -0, -3, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324);
    expect(countOffLogAxis(values)).toBe(3);
  });
});
