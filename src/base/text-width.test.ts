import { expect, it } from 'vitest';
import { widthInDigits } from './text-width.ts';

it('a letter is as wide as a digit, a Korean one or a picture as two', () => {
  expect(widthInDigits('')).toBe(0);
  expect(widthInDigits('± 0.013')).toBe(7);
  expect(widthInDigits('학습률 0.1')).toBe(10);
  // One sign, though two code units.
  expect(widthInDigits('🚀')).toBe(2);
});
