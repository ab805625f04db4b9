import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from '../../../testing/recorded/scipy-trends.json' with { type: 'json' };
import { linearTrend } from './linear-trend.ts';

const trendOf = (xs: readonly number[], ys: readonly number[]) =>
  linearTrend(Float64Array.from(xs), Float64Array.from(ys));

describe('linear trend', () => {
  it.each(recorded.trends.map((trend) => [trend.xs.length, trend] as const))(
    'is what SciPy finds for %i points',
    (count, { xs, ys, slope, intercept, r, p }) => {
      const found = trendOf(xs, ys);
      if (typeof found === 'string') throw new Error(found);
      const scale = Math.max(...ys.map(Math.abs), Number.MIN_VALUE);
      const reach = Math.max(...xs.map(Math.abs));
      expect(found.count).toBe(count);
      expect((found.slope - slope) * (reach / scale)).toBeCloseTo(0, 10);
      expect((found.intercept - intercept) / scale).toBeCloseTo(0, 10);
      expect(found.r).toBeCloseTo(r, 12);
      expect(found.p).toBeCloseTo(p, 10);
    },
  );

  it('leaves out points that are no two numbers', () => {
    expect(trendOf([1, Number.NaN, 2, 3, Infinity], [2, 9, 4, 6, 1])).toMatchObject({
      count: 3,
      slope: 2,
      r: 1,
      p: 0,
    });
  });

  it('tells why there is none', () => {
    expect(trendOf([1, 2], [1, 2])).toBe('few');
    expect(trendOf([0.1, 0.1, 0.1], [1, 2, 3])).toBe('one-x');
    expect(trendOf([1, 2, 3], [0.1, 0.1, 0.1])).toBe('one-y');
  });

  it('has the correlation of any units, however large', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(points, fc.constantFrom(1e-200, 1e-3, 1e150, 1e300), (pairs, unit) => {
        const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const plain = trendOf(xs, ys);
        const scaled = trendOf(
          xs,
          ys.map((y) => y * unit),
        );
        const [r, expected] = [scaled, plain].map((trend) => (typeof trend === 'string' ? trend : trend.r));
        expect(Number.isFinite(r) ? Number(r).toFixed(9) : r).toBe(
          Number.isFinite(expected) ? Number(expected).toFixed(9) : expected,
        );
      }),
    );
  });
});
