import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pixelDifference } from './pixel-difference.ts';
import { shareView, viewInBox, WHOLE_IMAGE } from './shared-view.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 4000 }),
});

it('boxes and images of any size show the same part', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const part = fc.record({ zoom: fc.double({ min: 1, max: 64, noNaN: true }), x: share, y: share });
  fc.assert(
    fc.property(part, size, size, (shown, image, box) => {
      const again = shareView(viewInBox(shown, image, box), image, box);
      expect(again.zoom).toBeCloseTo(shown.zoom, 6);
      expect(again.x).toBeCloseTo(shown.x, 6);
      expect(again.y).toBeCloseTo(shown.y, 6);
    }),
  );
  const { left, top, scale } = viewInBox(
    WHOLE_IMAGE,
    { width: 400, height: 200 },
    { width: 200, height: 200 },
  );
  expect([left, top, scale]).toEqual([0, 50, 0.5]);
});

it('counts pixels that differ, and draws how far', () => {
  const first = Uint8ClampedArray.of(10, 20, 30, 255, 1, 2, 3, 255, 0, 0, 0, 0);
  const second = Uint8ClampedArray.of(30, 20, 0, 255, 1, 2, 3, 255, 0, 0, 0, 255);
  const out = new Uint8ClampedArray(12);
  expect(pixelDifference(first, second, out)).toEqual({ differing: 2, all: 3 });
  expect([...out.subarray(0, 8)]).toEqual([20, 0, 30, 255, 0, 0, 0, 255]);
});
