import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVEL_TEXT_PX, levelText, placeLevels, type PlotLevel } from './levels.ts';
import { createPlotFrame } from './plot-frame.ts';

const HEIGHT = 200;

function frameOf(min: number, max: number, yKind: 'linear' | 'log' = 'linear') {
  const domains = { x: { min: 0, max: 1 }, y: { min, max }, xKind: 'linear', yKind } as const;
  return createPlotFrame(domains, 600, HEIGHT * 2, 2);
}

function levelAt(y: number): PlotLevel {
  return { y, text: String(y), kind: 'reference', color: 'gray' };
}

describe('placeLevels', () => {
  it('puts a level at its height, and an arrow at the edge that it lies beyond', () => {
    const placed = placeLevels([levelAt(5), levelAt(11), levelAt(-3)], frameOf(0, 10));
    expect(placed.map(({ side, linePx }) => [side, linePx])).toEqual([
      ['inside', 100],
      ['above', 0],
      ['below', HEIGHT],
    ]);
    expect(placed.map(levelText)).toEqual(['5', '▲ 11', '▼ -3']);
  });

  it('has no place for zero on a log axis: it lies below', () => {
    expect(placeLevels([levelAt(0)], frameOf(1, 10, 'log'))[0]?.side).toBe('below');
  });

  it('keeps texts apart and inside the plot, in the order of their heights', () => {
    const ys = fc.array(fc.double({ min: -5, max: 15, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(ys, (list) => {
        const placed = placeLevels(list.map(levelAt), frameOf(0, 10));
        for (const isInside of [true, false]) {
          const group = placed.filter(({ side }) => (side === 'inside') === isInside);
          const down = group.map(({ textPx }) => textPx).toSorted((a, b) => a - b);
          for (const [index, px] of down.entries()) {
            const least = index === 0 ? LEVEL_TEXT_PX / 2 : (down[index - 1] ?? 0) + LEVEL_TEXT_PX;
            expect(px).toBeGreaterThanOrEqual(least - 1e-9);
            expect(px).toBeLessThanOrEqual(HEIGHT - LEVEL_TEXT_PX / 2 + 1e-9);
          }
        }
      }),
    );
  });
});
