import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline.ts';

const BOX = { widthPx: 80, heightPx: 20 };
const draw = (points: readonly (readonly [number, number])[], max = 10) =>
  sparklinePath(
    { xs: Float64Array.from(points, ([x]) => x), ys: Float64Array.from(points, ([, y]) => y) },
    { min: 0, max },
    BOX,
  );

describe('sparklinePath', () => {
  it('spans steps over the width and its own values over the height', () => {
    expect(
      draw([
        [0, 1],
        [5, 3],
        [10, 2],
      ]),
    ).toBe('M0 20L40 0L80 10');
  });

  it('lifts the pen at NaN and draws infinities nowhere', () => {
    expect(
      draw([
        [0, 1],
        [2, Number.NaN],
        [4, 2],
        [6, Number.POSITIVE_INFINITY],
        [10, 1],
      ]),
    ).toBe('M0 20M32 0M80 20');
  });

  it('puts a flat line in the middle and shows a single point', () => {
    expect(
      draw([
        [0, 7],
        [10, 7],
      ]),
    ).toBe('M0 10L80 10');
    expect(draw([[5, 7]])).toBe('M40 10h0');
    expect(draw([[0, 7]], 0)).toBe('M40 10h0');
  });

  it('is empty where nothing can be drawn', () => {
    expect(draw([])).toBe('');
    expect(draw([[0, Number.NaN]])).toBe('');
  });

  it('stays inside its box', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const path = draw(
          values.map((y, x) => [x, y] as const),
          Math.max(1, values.length - 1),
        );
        const numbers = path.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
        numbers.forEach((number, place) => {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThanOrEqual(place % 2 === 0 ? BOX.widthPx : BOX.heightPx);
        });
      }),
    );
  });
});
