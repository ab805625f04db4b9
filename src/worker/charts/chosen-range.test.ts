import { describe, expect, it } from 'vitest';
import type { ShapedLine } from '../../domain/series/shape-line.ts';
import { chosenRange } from './chosen-range.ts';

function line(ys: readonly number[], raw?: readonly number[]): ShapedLine {
  const xs = Float64Array.from(ys, (_, index) => index);
  return {
    main: { xs, ys: Float64Array.from(ys) },
    logged: { steps: xs, timestampsMs: xs, values: Float64Array.from(ys) },
    places: undefined,
    isMonotone: true,
    faint: [],
    raw: raw && { xs, ys: Float64Array.from(raw) },
    restartCount: 0,
    placelessCount: 0,
  };
}

const FLAT = Array.from({ length: 100 }, (_, index) => 1 + (index % 10) / 10);
const EXTENT = { min: -5, max: 900 };
const IQR = { kind: 'iqr', factor: 1.5 } as const;

describe('ends of the y axis that were chosen', () => {
  it('are none where nothing was chosen', () => {
    expect(chosenRange([line(FLAT)], EXTENT, undefined, { yKind: 'linear' })).toBeUndefined();
  });

  it('are exactly as typed, and count the points beyond', () => {
    const typed = { yKind: 'linear', yRange: { min: 1, max: 1.5 } } as const;
    expect(chosenRange([line([0, 1, 1.5, 2, 3, Number.NaN])], EXTENT, undefined, typed)).toEqual({
      min: 1,
      max: 1.5,
      aboveCount: 2,
      belowCount: 1,
    });
  });

  it('leave outliers out of the axis, with room around the others, and count them', () => {
    const range = chosenRange([line([...FLAT, 900]), line([...FLAT, -5])], EXTENT, undefined, {
      yKind: 'linear',
      clipping: IQR,
    });
    expect(range).toMatchObject({ aboveCount: 1, belowCount: 1 });
    expect(range?.min).toBeGreaterThan(0.9);
    expect(range?.max).toBeLessThan(2);
  });

  it('are left to the values where nothing lies outside', () => {
    expect(
      chosenRange([line(FLAT)], { min: 1, max: 1.9 }, undefined, { yKind: 'linear', clipping: IQR }),
    ).toBeUndefined();
  });

  it('count what was logged, not what smoothing made of it, inside the window only', () => {
    const smoothed = line([1, 1, 1, 1], [1, 9, 1, 9]);
    const typed = { yKind: 'linear', yRange: { max: 2 } } as const;
    expect(chosenRange([smoothed], EXTENT, undefined, typed)?.aboveCount).toBe(2);
    expect(chosenRange([smoothed], EXTENT, { min: 2, max: 3 }, typed)?.aboveCount).toBe(1);
  });

  it('count nothing on a log axis that it has no place for: that is told apart', () => {
    const range = chosenRange([line([-1, 0, 1, 10, 100])], { min: -1, max: 100 }, undefined, {
      yKind: 'log',
      yRange: { max: 10 },
    });
    expect(range).toMatchObject({ max: 10, aboveCount: 1, belowCount: 0 });
    expect(range?.min).toBeGreaterThan(0);
  });
});
