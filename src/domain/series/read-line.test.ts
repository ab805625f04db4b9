import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLineAt } from './read-line.ts';

const place = fc.integer({ min: -20, max: 20 });
const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
);
const points = fc
  .array(fc.tuple(place, value), { maxLength: 30 })
  .map((list) => list.toSorted(([a], [b]) => a - b));

describe('what a line is at a place', () => {
  it('is its nearest finite point, and all that was logged there', () => {
    fc.assert(
      fc.property(points, fc.double({ min: -25, max: 25, noNaN: true }), (list, x) => {
        const line = {
          xs: Float64Array.from(list, ([at]) => at),
          ys: Float64Array.from(list, ([, y]) => y),
        };
        const finite = list.filter(([, y]) => Number.isFinite(y));
        const distances = finite.map(([at]) => Math.abs(at - x));
        const least = Math.min(...distances);
        const nearest = Math.max(...finite.map(([at]) => (Math.abs(at - x) === least ? at : -100)));
        const there = finite.filter(([at]) => at === nearest).map(([, y]) => y);
        const reading = readLineAt(line, x);
        expect(reading && { ...reading, index: undefined, x: reading.x + 0 }).toEqual(
          finite.length === 0
            ? undefined
            : {
                x: nearest + 0,
                y: there.at(-1),
                index: undefined,
                count: there.length,
                low: Math.min(...there),
                high: Math.max(...there),
              },
        );
        expect(reading && line.ys[reading.index]).toEqual(reading?.y);
      }),
    );
  });
});
