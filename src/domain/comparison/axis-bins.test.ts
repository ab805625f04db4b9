import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisBin, binAxis } from './axis-bins.ts';
import { readAxis } from './axis-values.ts';

type Cell = number | string | null | undefined;
const bin = (cells: readonly Cell[]) => binAxis(readAxis(cells.length, (place) => cells[place]));
const kindsOf = (bins: readonly AxisBin[]) => bins.map(({ kind }) => kind);

describe('places of an axis', () => {
  it('are different numbers ascending, however they were written, then texts, odd values and nothing', () => {
    const { bins, binOf } = bin(['10', '1e-1', 'auto', '0.10', undefined, 'nan', '2', null, 'Auto']);
    expect(bins).toEqual([
      { kind: 'number', value: 0.1 },
      { kind: 'number', value: 2 },
      { kind: 'number', value: 10 },
      { kind: 'text', text: 'auto' },
      { kind: 'text', text: 'Auto' },
      { kind: 'odd' },
      { kind: 'missing' },
    ]);
    expect([...binOf]).toEqual([2, 0, 3, 0, 6, 5, 1, 6, 4]);
  });

  it('are ranges with round ends where there are many numbers', () => {
    const { bins } = bin(Array.from({ length: 50 }, (_, place) => String(place / 50)));
    expect(bins).toHaveLength(10);
    expect(bins[0]).toEqual({ kind: 'range', low: 0, high: 0.1, isLast: false });
    expect(bins[9]).toEqual({ kind: 'range', low: 0.9, high: 1, isLast: true });
  });

  it('are ranges that grow by a factor where numbers do', () => {
    const { bins } = bin(Array.from({ length: 40 }, (_, place) => 1.01 * 10 ** (-5 + place / 10)));
    expect(bins.slice(0, 3)).toEqual([
      { kind: 'range', low: 1e-5, high: 2e-5, isLast: false },
      { kind: 'range', low: 2e-5, high: 5e-5, isLast: false },
      { kind: 'range', low: 5e-5, high: 1e-4, isLast: false },
    ]);
    expect(
      kindsOf(bin(Array.from({ length: 90 }, (_, place) => 10 ** (place * 6 - 270))).bins),
    ).not.toContain('number');
  });

  it('bring the rarest of many texts together, with their number', () => {
    const cells = Array.from({ length: 10_000 }, (_, place) => (place % 3 === 0 ? 'often' : `t${place}`));
    const { bins, binOf } = bin(cells);
    expect(bins).toHaveLength(20);
    expect(bins.at(-1)).toEqual({ kind: 'rest', valueCount: 6_666 - 18 });
    expect(bins[binOf[3] ?? -1]).toEqual({ kind: 'text', text: 'often' });
  });

  it('tell long ids apart that are one as numbers', () => {
    expect(bin(['123456789012345678', '123456789012345679']).bins).toHaveLength(2);
  });

  it('hold every run once, in a place where it belongs, and none without a run', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      fc.integer({ min: -3, max: 3 }),
    );
    const cell = fc.oneof(number, fc.constantFrom(undefined, null, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
        const { bins, binOf } = bin(cells);
        expect(new Set(binOf).size).toBe(bins.length);
        expect(bins.length).toBeLessThanOrEqual(18);
        const misplaced = cells.filter((value, place) => !belongs(value, bins[binOf[place] ?? -1]));
        expect(misplaced).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function belongs(value: Cell, place: AxisBin | undefined): boolean {
  switch (place?.kind) {
    case 'missing':
      return value === undefined || value === null;
    case 'odd':
      return typeof value === 'number' && !Number.isFinite(value);
    case 'number':
      return value === place.value || (value === 0 && place.value === 0);
    case 'range':
      return (
        typeof value === 'number' &&
        value >= place.low &&
        (place.isLast ? value <= place.high : value < place.high)
      );
    case 'text':
    case 'rest':
    case undefined:
      return false;
  }
}
