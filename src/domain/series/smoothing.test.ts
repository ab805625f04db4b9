import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smooth, type SmoothingRule } from './smoothing.ts';

const value = fc.oneof(
  { weight: 10, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
const points = fc.array(fc.tuple(fc.double({ min: 0.01, max: 9, noNaN: true }), value), { maxLength: 120 });
const rule: fc.Arbitrary<SmoothingRule> = fc.oneof(
  fc.double({ min: 0.01, max: 0.999, noNaN: true }).map((weight) => ({ kind: 'ema' as const, weight })),
  fc.double({ min: 0.1, max: 90, noNaN: true }).map((halfLife) => ({ kind: 'time-ema' as const, halfLife })),
  fc
    .double({ min: 0.2, max: 15.9, noNaN: true })
    .map((sigmaPoints) => ({ kind: 'gaussian' as const, sigmaPoints })),
  fc.integer({ min: 2, max: 150 }).map((count) => ({ kind: 'running-mean' as const, points: count })),
);

/** Weight of the point `from` in the mean at `at`, places counted over finite points. */
function weightOf(of: SmoothingRule, xs: readonly number[], at: number, from: number): number {
  switch (of.kind) {
    case 'ema':
      return from <= at ? of.weight ** (at - from) : 0;
    case 'time-ema':
      return from <= at ? 0.5 ** ((xs[at]! - xs[from]!) / of.halfLife) : 0;
    case 'gaussian': {
      const isNear = Math.abs(at - from) <= Math.ceil(4 * of.sigmaPoints);
      return isNear ? Math.exp(-((at - from) ** 2) / (2 * of.sigmaPoints ** 2)) : 0;
    }
    case 'running-mean': {
      const before = Math.floor(of.points / 2);
      return from >= at - before && from <= at + of.points - 1 - before ? 1 : 0;
    }
  }
}

/** The weighted mean of all finite points, written out for each point. */
function naive(xs: readonly number[], ys: readonly number[], of: SmoothingRule): number[] {
  const places = [...ys.keys()].filter((index) => Number.isFinite(ys[index]));
  const finite = places.map((place) => ys[place]!);
  if (finite.length < 3 || finite.every((y) => y === finite[0])) return [...ys];
  const finiteXs = places.map((place) => xs[place]!);
  const result = [...ys];
  places.forEach((place, at) => {
    const weights = finite.map((_, from) => weightOf(of, finiteXs, at, from));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    result[place] = finite.reduce((sum, y, from) => sum + (y * weights[from]!) / total, 0);
  });
  return result;
}

function columns(list: readonly (readonly [number, number])[]) {
  let x = -20;
  const xs = Float64Array.from(list, ([gap]) => (x += gap));
  return { xs, ys: Float64Array.from(list, ([, y]) => y) };
}

describe('smooth', () => {
  it('is the weighted mean of all finite points, and keeps gaps where they are', () => {
    fc.assert(
      fc.property(points, rule, (list, of) => {
        const { xs, ys } = columns(list);
        const expected = naive([...xs], [...ys], of);
        const smoothed = smooth(ys, xs, of);
        expect(smoothed.length).toBe(ys.length);
        expected.forEach((y, index) => {
          const found = smoothed[index]!;
          expect(Number.isFinite(y) ? Math.abs(found - y) < 1e-9 : Object.is(found, y)).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('leaves constants and fewer than three points alone', () => {
    fc.assert(
      fc.property(
        rule,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 20 }),
        (of, y, n) => {
          const constant = Float64Array.from({ length: n }, (_, index) => (index === 5 ? Number.NaN : y));
          expect(
            smooth(
              constant,
              constant.map((_, index) => index),
              of,
            ),
          ).toBe(constant);
          const pair = Float64Array.of(1, Number.NaN, y, Number.POSITIVE_INFINITY);
          expect(smooth(pair, Float64Array.of(0, 1, 2, 3), of)).toBe(pair);
        },
      ),
    );
  });

  it('leaves all alone where the rule says no smoothing', () => {
    const ys = Float64Array.of(1, 5, 2, 9);
    for (const of of [
      { kind: 'ema', weight: 0 },
      { kind: 'ema', weight: Number.NaN },
      { kind: 'time-ema', halfLife: 0 },
      { kind: 'gaussian', sigmaPoints: -1 },
      { kind: 'running-mean', points: 1 },
    ] as const) {
      expect(smooth(ys, ys, of)).toBe(ys);
    }
  });

  it('follows the debiased rule by hand', () => {
    const ys = Float64Array.of(1, 2, 4);
    const [first, second, third] = smooth(ys, ys, { kind: 'ema', weight: 0.5 });
    expect(first).toBe(1);
    expect(second).toBeCloseTo(2.5 / 1.5, 14);
    expect(third).toBeCloseTo(5.25 / 1.75, 14);
  });

  it('by distance equals the plain rule on even steps', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.5, max: 30, noNaN: true }), (list, halfLife) => {
        const ys = columns(list).ys.filter((y) => Number.isFinite(y));
        const even = ys.map((_, index) => index);
        const plain = smooth(ys, even, { kind: 'ema', weight: 0.5 ** (1 / halfLife) });
        const timed = smooth(ys, even, { kind: 'time-ema', halfLife });
        timed.forEach((y, index) => {
          expect(y).toBeCloseTo(plain[index]!, 9);
        });
      }),
    );
  });

  it('stays inside the values, also near the ends of the range of doubles', () => {
    const huge = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(-1.79e308, 1.79e308, 1e-300, 5e-324),
    );
    fc.assert(
      fc.property(fc.array(huge, { minLength: 3, maxLength: 60 }), rule, (list, of) => {
        const ys = Float64Array.from(list);
        const [low, high] = [Math.min(...list), Math.max(...list)];
        const room = 1e-12 * Math.max(Math.abs(low), Math.abs(high)) + Number.MIN_VALUE * list.length;
        for (const y of smooth(
          ys,
          ys.map((_, index) => index),
          of,
        )) {
          expect(y).toBeGreaterThanOrEqual(low - room);
          expect(y).toBeLessThanOrEqual(high + room);
        }
      }),
    );
  });

  it('forgets a large value that has left the window', () => {
    const ys = Float64Array.of(1, 2, 3, 1e18, 1, 2, 3, 1, 2, 3);
    const xs = ys.map((_, index) => index);
    expect([...smooth(ys, xs, { kind: 'running-mean', points: 3 })].slice(5)).toEqual([2, 2, 2, 2, 2.5]);
  });

  it('weighs wide Gaussians in bins, within a thousandth of the range', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 400, maxLength: 700 }),
        fc.double({ min: 16, max: 400, noNaN: true }),
        (list, sigmaPoints) => {
          const ys = Float64Array.from(list);
          const xs = ys.map((_, index) => index);
          const expected = naive([...xs], list, { kind: 'gaussian', sigmaPoints });
          smooth(ys, xs, { kind: 'gaussian', sigmaPoints }).forEach((y, index) => {
            expect(Math.abs(y - expected[index]!)).toBeLessThan(1e-3);
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});
