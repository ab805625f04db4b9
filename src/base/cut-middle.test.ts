import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutMiddle } from './cut-middle.ts';

it.each([
  ['short', 10, 'short'],
  ['weighted-mtp/production', 11, 'weigh…ction'],
  ['weighted-mtp/production', 10, 'weigh…tion'],
  ['abc', 2, 'a…'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
  ['가나다라마바사', 5, '가나…바사'],
  ['👩‍🔬👩‍🔬👩‍🔬', 3, '👩‍🔬👩‍🔬👩‍🔬'],
  ['👩‍🔬a👩‍🔬b👩‍🔬', 3, '👩‍🔬…👩‍🔬'],
])('cuts %s to %s', (text, maxLength, cut) => {
  expect(cutMiddle(text, maxLength)).toBe(cut);
});

it('keeps the ends, or everything', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, maxLength) => {
      const cut = cutMiddle(text, maxLength);
      const [head = '', tail = ''] = cut === text ? [text, text] : splitAtCut(cut, text);
      expect(text.startsWith(head)).toBe(true);
      expect(text.endsWith(tail)).toBe(true);
      expect([...new Intl.Segmenter().segment(cut)].length).toBeLessThanOrEqual(
        cut === text ? Math.max(maxLength, 1) : maxLength,
      );
    }),
  );
});

/** The text may hold ellipses of its own: the cut is the one whose sides both fit. */
function splitAtCut(cut: string, text: string): readonly string[] {
  for (const { index } of cut.matchAll(/…/g)) {
    const sides = [cut.slice(0, index), cut.slice(index + 1)] as const;
    if (text.startsWith(sides[0]) && text.endsWith(sides[1])) return sides;
  }
  return [];
}
