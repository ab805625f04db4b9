import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreImage, fitImage, moveImage, zoomImage } from './image-view.ts';

const size = fc.record({
  width: fc.integer({ min: 1, max: 5000 }),
  height: fc.integer({ min: 1, max: 5000 }),
});
const view = fc.record({
  scale: fc.double({ min: 1 / 64, max: 64, noNaN: true }),
  left: fc.integer({ min: -500, max: 500 }),
  top: fc.integer({ min: -500, max: 500 }),
});

describe('the place of an image', () => {
  it('fits into the box and is not enlarged, but for small ones', () => {
    fc.assert(
      fc.property(size, size, (image, box) => {
        const { scale, left, top } = fitImage(image, box);
        expect(left).toBeGreaterThanOrEqual(-1e-6);
        expect(top).toBeGreaterThanOrEqual(-1e-6);
        expect(scale).toBeLessThanOrEqual(Math.max(image.width, image.height) > 128 ? 1 : 8);
      }),
    );
    expect(fitImage({ width: 28, height: 28 }, { width: 800, height: 600 }).scale).toBe(8);
    expect(fitImage({ width: 2000, height: 1000 }, { width: 1000, height: 1000 }).scale).toBe(0.5);
    expect(fitImage({ width: 10, height: 10 }, { width: 0, height: 0 }).scale).toBe(1);
  });

  it('zooms about the pointer', () => {
    fc.assert(
      fc.property(
        view,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.nat(500),
        fc.nat(500),
        (from, factor, x, y) => {
          const to = zoomImage(from, factor, x, y);
          expect(to.scale).toBeGreaterThanOrEqual(1 / 64);
          expect(to.scale).toBeLessThanOrEqual(64);
          expect((x - to.left) / to.scale).toBeCloseTo((x - from.left) / from.scale, 5);
        },
      ),
    );
  });

  it('never leaves the box', () => {
    fc.assert(
      fc.property(view, fc.integer(), fc.integer(), size, size, (from, dx, dy, image, box) => {
        const to = moveImage(from, dx, dy, image, box);
        expect(to.left).toBeLessThan(box.width);
        expect(to.left + image.width * to.scale).toBeGreaterThan(0);
        expect(to.top).toBeLessThan(box.height);
      }),
    );
    const centred = centreImage({ width: 10, height: 10 }, { width: 100, height: 50 }, 2);
    expect(centred).toEqual({ scale: 2, left: 40, top: 15 });
  });
});
