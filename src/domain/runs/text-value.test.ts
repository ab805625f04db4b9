import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, numbersOfTexts, plainText } from './text-value.ts';

describe('plainText', () => {
  it.each([
    ['0.10', '0.1'],
    ['1e-1', '0.1'],
    ['1e-4', '0.0001'],
    ['0.00001', '1e-5'],
    ['1e-05', '1e-5'],
    ['True', 'true'],
    ['-0', '0'],
    ['1e3', '1000'],
    ['nan', 'NaN'],
    ['-inf', '-Infinity'],
    ['123456789012345678', '123456789012345678'],
    ['Adam', 'Adam'],
    [' spaced ', ' spaced '],
    ['', ''],
  ])('writes %j as %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('is one text exactly for texts of equal value', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1', '1.0', '1e0', 'true', 'TRUE', '0.1', '.1', '1e-7', '0.0000001', '+5'),
      fc.double().map(String),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(canonicalText(plainText(a))).toBe(canonicalText(a));
        const isEqual = canonicalText(a) === canonicalText(b);
        expect(!isEqual || plainText(a).trim() === plainText(b).trim()).toBe(true);
      }),
    );
  });
});

describe('the numbers of a list of texts', () => {
  it('are those of each text, also of texts that came later', () => {
    const texts = ['1e-05', 'adam', 'nan'];
    expect(numbersOfTexts(texts)).toEqual([1e-5, undefined, Number.NaN]);
    texts.push('-inf', '');
    expect(numbersOfTexts(texts)).toEqual([1e-5, undefined, Number.NaN, Number.NEGATIVE_INFINITY, undefined]);
    expect(numbersOfTexts(texts)).toBe(numbersOfTexts(texts));
  });
});
