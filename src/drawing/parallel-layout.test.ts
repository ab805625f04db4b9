import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentOfLane, joinExtents, layOutParallel, positionOfY, yOfPosition } from './parallel-layout.ts';

const REQUEST = {
  width: 700,
  height: 500,
  axisCount: 5,
  lanesAbove: [],
  lanesBelow: [],
  devicePixelRatio: 1,
} as const;

describe('where parallel axes stand', () => {
  it('they fill the room, and take more than there is where they are many', () => {
    const few = layOutParallel(REQUEST);
    expect(few.width).toBe(700);
    expect(few.xs[0]).toBeLessThan(40);
    const many = layOutParallel({ ...REQUEST, axisCount: 30 });
    expect(many.width).toBeGreaterThan(30 * 60);
    expect(new Set(many.xs).size).toBe(30);
    expect(layOutParallel({ ...REQUEST, width: 520, axisCount: 7 }).width).toBe(520);
  });

  it('on whole pixels of the screen', () => {
    const { xs } = layOutParallel({ ...REQUEST, devicePixelRatio: 1.5 });
    for (const x of xs) expect(x * 1.5).toBeCloseTo(Math.round(x * 1.5), 9);
  });

  it('lanes stand beside the scale, in their order', () => {
    const layout = layOutParallel({ ...REQUEST, lanesAbove: ['positive'], lanesBelow: ['nan', 'missing'] });
    const [above, nan, missing] = ['positive', 'nan', 'missing'].map((lane) => extentOfLane(layout, lane));
    expect(above?.bottom).toBeLessThan(layout.top);
    expect(nan?.top).toBeGreaterThan(layout.bottom);
    expect(missing?.top).toBe(nan?.bottom);
    expect(missing?.bottom).toBeLessThan(layout.height);
    expect(extentOfLane(layout, 'other')).toBeUndefined();
  });

  it('a y leads to its place on the scale and back', () => {
    const layout = layOutParallel(REQUEST);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (position, isInverted) => {
        const y = yOfPosition(layout, position, isInverted);
        expect(positionOfY(layout, y, isInverted)).toBeCloseTo(position, 9);
      }),
    );
    expect(yOfPosition(layout, 0, false)).toBe(layout.bottom);
    expect(yOfPosition(layout, 0, true)).toBe(layout.top);
  });

  it('parts that touch are one', () => {
    const parts = [
      { top: 90, bottom: 100 },
      { top: 10, bottom: 20 },
      { top: 20, bottom: 30 },
    ];
    expect(joinExtents(parts)).toEqual([
      { top: 10, bottom: 30 },
      { top: 90, bottom: 100 },
    ]);
  });
});
