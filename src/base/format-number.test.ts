import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount, formatFullValue, formatValue, formatWith, precisionFor } from './format-number.ts';

const anyNumber = fc.double();
const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });

const column = (values: readonly number[]) => {
  const precision = precisionFor(values);
  return values.map((value) => formatWith(value, precision));
};

describe('formatValue', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.123456, '0.1235'],
    [0.5, '0.5'],
    [-2.00004, '-2'],
    [99.994, '99.99'],
    [12345.67, '12346'],
    [1_234_567, '1234567'],
    [1e15, '1000000000000000'],
    [2e15, '2e15'],
    [12_345_678.9, '1.235e7'],
    [0.0001, '0.0001'],
    [0.00001234, '1.234e-5'],
    [1e-300, '1e-300'],
    [5e-324, '4.941e-324'],
    [Number.MAX_VALUE, '1.798e308'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('writes %s as %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it('stays within a thousandth of the value and keeps its sign', () => {
    fc.assert(
      fc.property(anyFinite, (value) => {
        const shown = Number(formatValue(value));
        // The largest doubles round up beyond what a double holds.
        fc.pre(Number.isFinite(shown));
        // Subnormal numbers have no four digits to be near to.
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-3 + Number.MIN_VALUE);
        expect(Math.sign(shown) + 0).toBe(Math.sign(value) + 0);
      }),
    );
  });

  it('has a full form that loses nothing', () => {
    fc.assert(
      fc.property(anyNumber, (value) => {
        expect(Number(formatFullValue(value)) + 0).toBe(value + 0);
      }),
    );
  });
});

describe('a column', () => {
  it.each([
    [
      [0.5, 0.25, 0.1234567],
      ['0.5000', '0.2500', '0.1235'],
    ],
    [
      [1, 20, 300_000],
      ['1', '20', '300000'],
    ],
    [
      [0.012, 12.5],
      ['0.012', '12.500'],
    ],
    [
      [0.98121, 0.98124],
      ['0.981210', '0.981240'],
    ],
    [
      [1e-9, 3.25],
      ['1e-9', '3.250000'],
    ],
    [
      [1e-9, 2.5e-7],
      ['1e-9', '2.5e-7'],
    ],
    [
      [Number.NaN, 0.5, Number.NEGATIVE_INFINITY],
      ['NaN', '0.5000', '-∞'],
    ],
    [
      [1e20, 0.5],
      ['1e20', '5e-1'],
    ],
    [[], []],
  ])('of %j reads %j', (values, texts) => {
    expect(column(values)).toEqual(texts);
  });

  it('gives all fixed numbers the same decimals and never hides a value as 0', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true })), (values) => {
        const texts = column(values);
        const decimals = texts
          .filter((text) => text !== '0' && !text.includes('e'))
          .map((text) => text.split('.')[1]?.length ?? 0);
        expect(new Set(decimals).size).toBeLessThanOrEqual(1);
        expect(texts.map((text) => Number(text) === 0)).toEqual(values.map((value) => value === 0));
      }),
    );
  });

  it('keeps the order of its numbers', () => {
    fc.assert(
      fc.property(anyFinite, anyFinite, fc.array(anyFinite), (first, second, rest) => {
        const precision = precisionFor([first, second, ...rest]);
        const [low, high] = [Math.min(first, second), Math.max(first, second)];
        expect(Number(formatWith(low, precision))).toBeLessThanOrEqual(Number(formatWith(high, precision)));
      }),
    );
  });
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1284, '1,284'],
    [1_000_000, '1,000,000'],
  ])('writes %s as %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it('only adds commas', () => {
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(formatCount(count).replaceAll(',', '')).toBe(String(count));
      }),
    );
  });
});
