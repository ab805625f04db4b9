import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Directions, paretoFront } from './pareto-front.ts';

const DIRECTIONS = fc.record({
  x: fc.constantFrom('lower', 'higher'),
  y: fc.constantFrom('lower', 'higher'),
}) as fc.Arbitrary<Directions>;
// Few different numbers, so that many are equal; and some that are none.
const NUMBERS = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(Number.NaN, Infinity, -1.7e308, 1.7e308),
);

function slowFront(points: readonly (readonly [number, number])[], { x, y }: Directions): readonly number[] {
  const cost = ([a, b]: readonly [number, number]) =>
    [x === 'lower' ? a : -a, y === 'lower' ? b : -b] as const;
  const finite = [...points.keys()].filter((place) => points[place]?.every(Number.isFinite));
  return finite.filter((place) => {
    const [x0, y0] = cost(points[place] ?? [0, 0]);
    return !finite.some((other) => {
      const [x1, y1] = cost(points[other] ?? [0, 0]);
      return x1 <= x0 && y1 <= y0 && (x1 < x0 || y1 < y0);
    });
  });
}

describe('Pareto front', () => {
  it('holds the points that no other beats, as comparing all with all finds them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(NUMBERS, NUMBERS), { maxLength: 60 }),
        DIRECTIONS,
        (points, directions) => {
          const [xs, ys] = [Float64Array.from(points, ([x]) => x), Float64Array.from(points, ([, y]) => y)];
          const front = paretoFront(xs, ys, directions);
          expect([...front].sort((a, b) => a - b)).toEqual(slowFront(points, directions));
        },
      ),
    );
  });

  it('goes from the best x to the best y, equal points together', () => {
    const xs = Float64Array.of(3, 1, 2, 2, 1, 5);
    const ys = Float64Array.of(1, 4, 2, 2, 5, 1);
    expect(paretoFront(xs, ys, { x: 'lower', y: 'lower' })).toEqual([1, 2, 3, 0]);
    expect(paretoFront(xs, ys, { x: 'higher', y: 'higher' })).toEqual([5, 2, 3, 4]);
  });

  it('holds points that are apart by the smallest number there is', () => {
    const [xs, ys] = [Float64Array.of(-5e-324, 0), Float64Array.of(1.7e308, 0)];
    expect(paretoFront(xs, ys, { x: 'lower', y: 'lower' })).toEqual([0, 1]);
  });

  it('is empty without points', () => {
    expect(paretoFront(new Float64Array(0), new Float64Array(0), { x: 'lower', y: 'lower' })).toEqual([]);
    expect(paretoFront(Float64Array.of(Number.NaN), Float64Array.of(1), { x: 'lower', y: 'lower' })).toEqual(
      [],
    );
  });
});
