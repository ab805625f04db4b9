import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinGrid } from './align-lines.ts';

describe('a grid of fewer places', () => {
  it('holds places of the grid in their order, first and last among them, and no more than asked', () => {
    const sizes = fc.tuple(fc.integer({ min: 2, max: 500 }), fc.integer({ min: 2, max: 60 }));
    fc.assert(
      fc.property(sizes, ([size, most]) => {
        const grid = Float64Array.from({ length: size }, (_, index) => index * index);
        const thin = thinGrid(grid, most);
        expect(thin).toHaveLength(Math.min(size, most));
        expect([thin[0], thin.at(-1)]).toEqual([grid[0], grid.at(-1)]);
        expect(new Set(thin).size).toBe(thin.length);
        expect([...thin].every((x) => grid.includes(x))).toBe(true);
        expect([...thin]).toEqual([...thin].toSorted((a, b) => a - b));
      }),
    );
  });
});
