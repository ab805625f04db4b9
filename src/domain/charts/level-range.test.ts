import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachLevels } from './level-range.ts';

describe('reachLevels', () => {
  it('takes in what lies within half of the span beyond the values', () => {
    expect(reachLevels({ min: 0, max: 10 }, [14, -4], 'linear')).toEqual({ min: -4, max: 14 });
    expect(reachLevels({ min: 0, max: 10 }, [16, -6], 'linear')).toEqual({ min: 0, max: 10 });
    expect(reachLevels({ min: 0.9, max: 0.9 }, [1.3], 'linear')).toEqual({ min: 0.9, max: 1.3 });
  });

  it('goes by decades on a log axis, which has no place for zero', () => {
    expect(reachLevels({ min: 1, max: 100 }, [900, 0, -1], 'log')).toEqual({ min: 1, max: 900 });
    expect(reachLevels({ min: 1, max: 100 }, [2_000], 'log')).toEqual({ min: 1, max: 100 });
  });

  it('never leaves a value out, and takes each level or leaves it', () => {
    const values = fc.double({ noNaN: true, noDefaultInfinity: true });
    const kinds = fc.constantFrom('linear' as const, 'log' as const);
    fc.assert(
      fc.property(values, values, fc.array(values), kinds, (a, b, levels, kind) => {
        const extent = { min: Math.min(a, b), max: Math.max(a, b) };
        const reached = reachLevels(extent, levels, kind);
        expect(reached.min).toBeLessThanOrEqual(extent.min);
        expect(reached.max).toBeGreaterThanOrEqual(extent.max);
        expect([extent.min, ...levels]).toContain(reached.min);
        expect([extent.max, ...levels]).toContain(reached.max);
      }),
    );
  });
});
