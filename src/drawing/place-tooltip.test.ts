import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeTooltip } from './place-tooltip.ts';

const VIEWPORT = { width: 1200, height: 800 };
const PLOT = { left: 300, top: 100, width: 400, height: 180 };
const SIZE = { width: 150, height: 120 };

function leftFor(x: number, width = SIZE.width): number {
  return placeTooltip({ x, y: 150 }, { ...SIZE, width }, PLOT, VIEWPORT).left;
}

describe('placeTooltip', () => {
  it('stands right of the pointer as long as that is inside the plot', () => {
    expect(leftFor(310)).toBe(324);
    expect(leftFor(536)).toBe(550);
  });

  it('flips rather than cover the next card', () => {
    expect(leftFor(537)).toBe(537 - 14 - 150);
    expect(leftFor(700)).toBe(536);
  });

  it('leaves the plot on the side where less of it is outside', () => {
    expect(leftFor(400, 380)).toBe(414);
    expect(leftFor(620, 380)).toBe(620 - 14 - 380);
  });

  it('takes the other side where the window ends', () => {
    const atEdge = { left: 0, top: 0, width: 400, height: 180 };
    expect(placeTooltip({ x: 230, y: 10 }, { width: 300, height: 50 }, atEdge, VIEWPORT)).toEqual({
      left: 244,
      top: 24,
    });
  });

  it('stays inside the window when it fits there', () => {
    const inWindow = fc.record({ x: fc.nat(1200), y: fc.nat(800) });
    const sizes = fc.record({
      width: fc.integer({ min: 1, max: 460 }),
      height: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(inWindow, sizes, (pointer, size) => {
        const { left, top } = placeTooltip(pointer, size, PLOT, VIEWPORT);
        expect(left >= 6 && left + size.width <= 1194).toBe(true);
        expect(top >= 6 && top + size.height <= 794).toBe(true);
      }),
    );
  });
});
