import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isImageCut } from './image-end.ts';

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
const zeros = (count: number) => '\u0000'.repeat(count);

/** A head, data and an end, as each format has them. */
const IMAGES: Record<string, Uint8Array> = {
  png: latin(`\u0089PNG\r\n\u001A\n${zeros(3)}\u0005IDAT....!${zeros(4)}${zeros(4)}IEND\u00AEB\u0060\u0082`),
  jpeg: latin(`\u00FF\u00D8\u00FF\u00E0${'.'.repeat(30)}\u00FF\u00D9`),
  webp: latin(`RIFF\u0018${zeros(3)}WEBPVP8 ${'.'.repeat(16)}`),
  bmp: latin(`BM\u0028${zeros(3)}${'.'.repeat(34)}`),
};

describe.each(Object.entries(IMAGES))('%s', (_, whole) => {
  it('is whole with all of its bytes, and with others behind them', () => {
    expect(isImageCut(whole)).toBe(false);
    expect(isImageCut(Uint8Array.from([...whole, 1, 2, 3]))).toBe(false);
  });

  it('is cut with fewer', () => {
    for (const share of [0.5, 0.8]) {
      expect(isImageCut(whole.slice(0, Math.floor(whole.length * share)))).toBe(true);
    }
  });
});

it('says nothing of other kinds, and takes any bytes', () => {
  expect(isImageCut(latin('<svg'))).toBe(false);
  expect(isImageCut(latin('GIF89a'))).toBe(false);
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(...Object.values(IMAGES)),
      (bytes, whole) => {
        expect(() => isImageCut(Uint8Array.from([...whole.slice(0, 12), ...bytes]))).not.toThrow();
      },
    ),
  );
});
