import fc from 'fast-check';
import { expect, it } from 'vitest';
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
