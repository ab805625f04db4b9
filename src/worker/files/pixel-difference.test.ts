import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countDifferingPixels, openPixels, type PixelRows } from './pixel-difference.ts';

function rowsOf(pixels: readonly number[], width: number): PixelRows {
  const bytes = new Uint8ClampedArray(Uint32Array.from(pixels).buffer);
  const height = pixels.length / width;
  return { width, height, read: (from, count) => bytes.slice(from * width * 4, (from + count) * width * 4) };
}

it('counts the pixels that differ, in pictures of any height', () => {
  const shape = fc.record({
    width: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 700 }),
  });
  fc.assert(
    fc.property(shape, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), ({ width, height }, stream) => {
      const changes = [...stream.take(width * height)];
      const first = rowsOf(
        changes.map(() => 0xff_00_00_07),
        width,
      );
      const second = rowsOf(
        changes.map((change) => 0xff_00_00_07 + change),
        width,
      );
      expect(countDifferingPixels(first, second)).toBe(changes.filter((change) => change > 0).length);
    }),
  );
});

it('has no rows of what cannot be read as a picture', async () => {
  // Node has no pictures at all.
  expect(await openPixels(new Uint8Array([1, 2, 3]), 'image/svg+xml')).toBeUndefined();
});
