import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProjection, type Scale } from '../../base/scale.ts';
import { litPixels } from '../../testing/one-bit-raster.ts';
import { loggedValue } from '../../testing/series-arbitrary.ts';
import type { LinePoints } from './line-points.ts';
import { reduceInLoggedOrder } from './logged-order-reducer.ts';

const HEIGHT = 40;

interface Case {
  readonly points: LinePoints;
  readonly x: Scale;
  readonly y: Scale;
}

/** Lines that dwell in a column, wander and jump. */
const xs = fc.array(
  fc.oneof(fc.integer({ min: -30, max: 120 }), fc.double({ min: 10, max: 14, noNaN: true }), fc.constant(60)),
  { maxLength: 300, size: 'max' },
);

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    xs,
    ys: fc.array(loggedValue, { minLength: 300, maxLength: 300 }),
    from: fc.integer({ min: -20, max: 100 }),
    span: fc.integer({ min: 1, max: 120 }),
    width: fc.integer({ min: 1, max: 50 }),
    xKind: fc.constantFrom('linear' as const, 'log' as const),
    yKind: fc.constantFrom('linear' as const, 'log' as const),
  })
  .map(({ xs, ys, from, span, width, xKind, yKind }) => {
    const min = xKind === 'log' ? Math.max(1, from) : from;
    return {
      points: { xs: Float64Array.from(xs), ys: Float64Array.from(ys.slice(0, xs.length)) },
      x: { kind: xKind, min, max: min + span, startPx: 0, endPx: width },
      y: { kind: yKind, min: yKind === 'log' ? 1 : -50, max: 50, startPx: HEIGHT, endPx: 0 },
    };
  });

function reduce({ points, x, y }: Case) {
  return reduceInLoggedOrder(points, x, y.kind);
}

describe('reduceInLoggedOrder', () => {
  it('draws the same one-bit picture as all points', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const line = reduce(one);
        expect(litPixels(line.xs, line.ys, one)).toEqual(litPixels(one.points.xs, one.points.ys, one));
      }),
      { numRuns: 600 },
    );
  });

  it('keeps the order, invents no point and keeps the extremes of the window', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const line = reduce(one);
        const { points, x, y } = one;
        let at = 0;
        for (const [index, value] of line.ys.entries()) {
          if (Number.isNaN(value)) continue;
          while (at < points.xs.length && !(points.xs[at] === line.xs[index] && points.ys[at] === value))
            at++;
          expect(at).toBeLessThan(points.xs.length);
          at++;
        }
        const shown = (list: LinePoints) =>
          [...list.ys].filter(
            (value, index) =>
              Number.isFinite(value) &&
              (y.kind === 'linear' || value > 0) &&
              list.xs[index]! >= x.min &&
              list.xs[index]! <= x.max,
          );
        const [all, kept] = [shown(points), shown(line)];
        expect([Math.min(...kept), Math.max(...kept)]).toEqual([Math.min(...all), Math.max(...all)]);
      }),
    );
  });

  it('marks each kind of non-finite value once in each pixel column of the window', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { points, x } = one;
        const project = createProjection(x);
        const names = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        const wanted = [...points.xs].flatMap((at, index) => {
          const value = points.ys[index]!;
          const isShown = at >= x.min && at <= x.max && !Number.isFinite(value);
          return isShown ? [`${Math.floor(project(at))}:${value}`] : [];
        });
        const line = reduce(one);
        const found = [...line.markXs].map(
          (at, index) => `${Math.floor(project(at))}:${names[line.markKinds[index]!]}`,
        );
        expect(found.toSorted()).toEqual([...new Set(wanted)].toSorted());
      }),
    );
  });

  it('keeps four points of 100,000 in one column, and two of those beside the window', () => {
    const count = 100_000;
    const xs = Float64Array.from({ length: 2 * count }, (_, index) => (index < count ? 5 : 200));
    const ys = xs.map((_, index) => Math.sin(index * 12.9898));
    const scale: Scale = { kind: 'linear', min: 0, max: 100, startPx: 0, endPx: 50 };
    expect(reduceInLoggedOrder({ xs, ys }, scale).xs.length).toBe(6);
  });

  it('counts what log axes cannot show', () => {
    const points = { xs: Float64Array.of(-1, 1, 2, 3), ys: Float64Array.of(5, 0, -3, 2) };
    const scale: Scale = { kind: 'log', min: 1, max: 10, startPx: 0, endPx: 9 };
    expect(reduceInLoggedOrder(points, scale, 'log').offAxisCount).toBe(3);
    expect(reduceInLoggedOrder(points, scale).offAxisCount).toBe(1);
  });
});
