import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutToWidth } from './cut-to-width.ts';

const onePx = () => 1;
const LONE_SURROGATE = /\p{Cs}/u;

it('keeps what fits', () => {
  expect(cutToWidth('val/loss', 8, onePx)).toBe('val/loss');
});

it('cuts in the middle', () => {
  expect(cutToWidth('abcdefghij', 7, onePx)).toBe('abc…hij');
  expect(cutToWidth('abcdefghij', 6, onePx)).toBe('abc…ij');
});

it('never exceeds the width, never splits a surrogate pair, and keeps both ends', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (text, widthPx) => {
        const cut = cutToWidth(text, widthPx, onePx);
        expect(Array.from(cut).length).toBeLessThanOrEqual(Math.max(widthPx, 1));
        expect(LONE_SURROGATE.test(cut)).toBe(false);
        const [head = '', tail = ''] = cut === text ? [text, text] : cut.split(/…(?=[^…]*$)/);
        expect(text.startsWith(head) || text.includes('…')).toBe(true);
        expect(text.endsWith(tail) || text.includes('…')).toBe(true);
      },
    ),
  );
});
