import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandExtent, packBands, readBandAt, reduceBand } from './band-picture.ts';
import { computeBand } from '../statistics/band.ts';

const SCALE = { kind: 'linear', min: 0, max: 100, startPx: 0, endPx: 10 } as const;

/** Steps that never repeat, with an edge below and above; NaN where there is no spread. */
const bands = fc
  .array(fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 0, max: 9 }), fc.nat(5)), {
    maxLength: 40,
  })
  .map((rows) => {
    const sorted = [...new Map(rows.map((row) => [row[0], row])).values()].sort((a, b) => a[0] - b[0]);
    const column = (pick: (row: (typeof sorted)[number]) => number) => Float64Array.from(sorted, pick);
    const isGap = (row: (typeof sorted)[number]) => row[1] === 9;
    return {
      xs: column(([x]) => x),
      low: column((row) => (isGap(row) ? Number.NaN : row[1])),
      high: column((row) => (isGap(row) ? Number.NaN : row[1] + row[2])),
    };
  });

const least = (rows: number[], of: Float64Array) => Math.min(...rows.map((row) => of[row] ?? Number.NaN));

const most = (rows: number[], of: Float64Array) => Math.max(...rows.map((row) => of[row] ?? Number.NaN));

const parts = (lows: Float64Array) =>
  Array.from(lows, (value) => (Number.isNaN(value) ? ' ' : 'x'))
    .join('')
    .trim()
    .split(/ +/).length;

describe('reduceBand', () => {
  it('covers in every pixel column exactly what all rows cover there, and never bridges a gap', () => {
    fc.assert(
      fc.property(bands, (band) => {
        const reduced = reduceBand(band, SCALE);
        for (let column = 0; column < 10; column++) {
          const isIn = (x: number) => Math.floor(x / 10) === column;
          const all = [...band.xs.keys()].filter(
            (row) => isIn(band.xs[row] ?? -1) && (band.high[row] ?? Number.NaN) >= 0,
          );
          const kept = [...reduced.xs.keys()].filter(
            (row) => isIn(reduced.xs[row] ?? -1) && (reduced.highs[row] ?? Number.NaN) >= 0,
          );
          expect(kept.length > 0).toBe(all.length > 0);
          expect(least(kept, reduced.lows)).toBe(least(all, band.low));
          expect(most(kept, reduced.highs)).toBe(most(all, band.high));
        }
        const isAllInside = band.xs.every((x) => x >= 0 && x <= 100);
        expect(!isAllInside || parts(reduced.lows) === parts(band.low)).toBe(true);
      }),
    );
  });

  it('has few rows, however many there were', () => {
    const xs = Float64Array.from({ length: 10_000 }, (_, index) => index / 100);
    expect(reduceBand({ xs, low: xs, high: xs }, SCALE).xs.length).toBeLessThanOrEqual(22);
  });
});

const line = (...ys: number[]) => ({ xs: Float64Array.of(0, 10, 20), ys: Float64Array.from(ys) });

describe('bands of a picture', () => {
  const rule = { centre: 'mean', spread: 'min-max', align: 'as-of' } as const;
  const band = computeBand([line(1, 2, 3), line(3, 6, Number.NaN)], rule);

  it('are read at places that they have', () => {
    expect(readBandAt(band, Float64Array.of(10, 15, 20))).toEqual({
      lows: Float64Array.of(2, Number.NaN, 3),
      highs: Float64Array.of(6, Number.NaN, 3),
      counts: Uint32Array.of(2, 0, 1),
    });
  });

  it('are packed with the extent of their edges', () => {
    const packed = packBands([undefined, reduceBand(band, SCALE)]);
    expect([...packed.offsets]).toEqual([0, 0, 3]);
    expect(bandExtent(packed, undefined)).toEqual({ min: 1, max: 6 });
    expect(bandExtent(packed, { min: 15, max: 25 })).toEqual({ min: 3, max: 3 });
    expect(bandExtent(packBands([]), undefined)).toBeUndefined();
  });
});
