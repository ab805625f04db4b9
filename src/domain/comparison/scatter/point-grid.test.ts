import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPointGrid } from './point-grid.ts';

const PX = fc.oneof(fc.integer({ min: -40, max: 700 }), fc.constant(Number.NaN));
const POINTS = fc.array(fc.tuple(PX, PX), { maxLength: 80 });

describe('grid of points', () => {
  it('finds the nearest point and counts those around, as looking at all does', () => {
    const at = fc.integer({ min: -60, max: 720 });
    fc.assert(
      fc.property(POINTS, at, at, fc.integer({ min: 0, max: 60 }), (points, x, y, radius) => {
        const grid = createPointGrid(
          Float32Array.from(points, ([a]) => a),
          Float32Array.from(points, ([, b]) => b),
        );
        const squares = points.map(([a, b]) => (a - x) ** 2 + (b - y) ** 2);
        const near = squares.filter((square) => square <= radius ** 2);
        expect(grid.countWithin(x, y, radius)).toBe(near.length);
        const least = Math.min(...near);
        expect(grid.nearest(x, y, radius)).toBe(near.length === 0 ? -1 : squares.lastIndexOf(least));
      }),
    );
  });

  it('has nothing to find without points', () => {
    const grid = createPointGrid(new Float32Array(0), new Float32Array(0));
    expect(grid.nearest(0, 0, 1e6)).toBe(-1);
  });
});
