import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutApart } from './cut-apart.ts';

/** A character is one pixel wide, so widths are lengths. */
const charPx = () => 1;
const cut = (texts: readonly string[], width: number) => [...cutApart(texts, width, charPx).values()];

function lr(rate: string, seed: number): string {
  return `vit-base-patch16-lr${rate}-warmup-cosine-seed${seed}-final-run`;
}

const lengthOf = (text: string) => Array.from(text).length;

describe('texts beside each other', () => {
  it('are cut in the middle where that tells them apart', () => {
    expect(cut(['resnet50-lr0.1-seed1', 'resnet50-lr0.1-seed2', 'short'], 11)).toEqual([
      'resne…seed1',
      'resne…seed2',
      'short',
    ]);
  });

  it('keep the word in which they differ, and their ends', () => {
    const texts = ['resnet50-imagenet-seed12-2026-11-01', 'resnet50-imagenet-seed34-2026-11-01'];
    expect(cut(texts, 17)).toEqual(['resn…seed12…11-01', 'resn…seed34…11-01']);
    expect(cut(texts, 9)).toEqual(['…seed12…1', '…seed34…1']);
    // No room for the word.
    expect(cut(texts, 6)).toEqual(['r…12…1', 'r…34…1']);
  });

  it('that differ in several places are told apart by each', () => {
    const texts = [lr('0.1', 1), lr('0.1', 2), lr('0.3', 1)];
    expect(new Set(cut(texts, 16)).size).toBe(3);
  });

  it('are never wider than their room, and of no more looks than there are texts', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', '-', '한', '😀', '1'), { maxLength: 14 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.integer({ min: 3, max: 12 }), (texts, width) => {
        for (const [text, shown] of cutApart(texts, width, charPx)) {
          expect(lengthOf(shown)).toBeLessThanOrEqual(width);
          expect(lengthOf(text) <= width ? shown : text).toBe(text);
          // Nothing is half of a sign.
          expect(() => encodeURIComponent(shown)).not.toThrow();
        }
      }),
    );
  });

  it('look different where one place differs and has room', () => {
    const side = fc.string({ minLength: 5, maxLength: 20, unit: fc.constantFrom('a', 'b', '-') });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 5, max: 30 }), (start, end, width) => {
        const shown = cut([`${start}-1-${end}`, `${start}-2-${end}`], width);
        expect(new Set(shown).size).toBe(2);
      }),
    );
  });
});
