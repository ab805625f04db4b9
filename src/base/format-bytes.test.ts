import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1536, '1.5 kB'],
  [99_940, '99.9 kB'],
  [99_960, '100 kB'],
  [999_600, '1 MB'],
  [12_345_678, '12.3 MB'],
  [250e6, '250 MB'],
  [20e9, '20 GB'],
  [5e15, '5000 TB'],
])('%d is %s', (size, text) => expect(formatBytes(size)).toBe(text));

it('is never off by more than a twentieth of the unit or a hundredth of the size', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 31 - 1 }), (size) => {
      const [number = '', unit = ''] = formatBytes(size).split(' ');
      const scale = 1000 ** ['B', 'kB', 'MB', 'GB'].indexOf(unit);
      expect(Math.abs(Number(number) * scale - size)).toBeLessThanOrEqual(
        Math.max(0.0501 * scale, size * 0.01),
      );
    }),
  );
});
