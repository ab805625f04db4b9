import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeText,
  encodeText,
  enumField,
  formatList,
  formatSearch,
  parseList,
  parseSearch,
} from './search-field.ts';

/** Slashes, percent signs, Korean, emoji: whatever names are made of. Well formed, as all decoded text is. */
const anyText = fc.string({ unit: 'binary' });

describe('a search string', () => {
  it('gives back any names and values in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText)), (entries) => {
        expect(parseSearch(formatSearch(entries))).toEqual(entries);
      }),
    );
  });

  it('holds only characters that no browser and no chat program rewrites', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(encodeText(text)).toMatch(/^[\w\-.~,:/%]*$/);
      }),
    );
  });

  it('leaves the characters of keys and lists readable', () => {
    expect(formatSearch([['sort', '-metrics.val/loss~a:b,c']])).toBe('?sort=-metrics.val/loss~a:b,c');
    expect(formatSearch([])).toBe('');
  });

  it('reads what others wrote', () => {
    expect(parseSearch('a=1+2&flag&&b=x=y')).toEqual([
      ['a', '1 2'],
      ['flag', ''],
      ['b', 'x=y'],
    ]);
    expect(parseSearch('')).toEqual([]);
  });

  it('keeps what is badly encoded', () => {
    expect(decodeText('50%')).toBe('50%');
    expect(parseSearch('?q=50%&e=1')).toEqual([
      ['q', '50%'],
      ['e', '1'],
    ]);
  });

  it('replaces half a surrogate pair instead of throwing', () => {
    expect(decodeText(encodeText('a\uD800b'))).toBe('a\uFFFDb');
  });
});

describe('a list', () => {
  it('gives back any items', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 })), (items) => {
        expect(parseList(formatList(items))).toEqual(items);
      }),
    );
  });

  it('drops empty items', () => {
    expect(parseList(',1,,2,')).toEqual(['1', '2']);
  });
});

it('an enumeration knows its values only', () => {
  const field = enumField(['charts', 'table'], 'charts');
  expect(field.parse('table')).toBe('table');
  expect(field.parse('constructor')).toBeUndefined();
});
