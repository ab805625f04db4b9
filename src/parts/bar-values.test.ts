import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK_NAN } from '../base/packed-lines.ts';
import type { ChartPicture } from '../worker/chart-protocol.ts';
import { barScale, barValues } from './bar-values.ts';

/** A picture of lines with these values; `undefined`: its count is not known. */
function pictureOf(...lines: readonly (readonly number[] | undefined)[]): ChartPicture {
  const finite = lines.map((values = []) => values.filter((value) => !Number.isNaN(value)));
  const nan = lines.flatMap((values = [], line) => (values.some(Number.isNaN) ? [line] : []));
  const offsets = [0];
  for (const values of finite) offsets.push((offsets.at(-1) ?? 0) + values.length);
  const part = {
    lines: {
      offsets: Uint32Array.from(offsets),
      xs: new Float64Array(9),
      ys: Float64Array.from(finite.flat()),
    },
    marks: {
      lines: Uint32Array.from(nan),
      kinds: Uint8Array.from(nan, () => MARK_NAN),
      xs: new Float64Array(9),
    },
    series: lines.map((values) => ({ pointsRead: values?.length ?? 1, pointsTotal: values?.length })),
  };
  return part as unknown as ChartPicture;
}

describe('barValues', () => {
  it('are those of runs with one point, NaN too', () => {
    expect(barValues(pictureOf([0.5], [], [Number.NaN], [-2]), true)).toEqual([
      0.5,
      undefined,
      Number.NaN,
      -2,
    ]);
  });

  it('are none where a run has several, a count is not known, or runs are left out', () => {
    expect(barValues(pictureOf([0.5], [1, 2]), true)).toBeUndefined();
    expect(barValues(pictureOf([0.5], undefined), true)).toBeUndefined();
    expect(barValues(pictureOf([0.5]), false)).toBeUndefined();
    expect(barValues(pictureOf([], []), true)).toBeUndefined();
    expect(barValues(undefined, true)).toBeUndefined();
  });

  it('are none where a point has no place on the axes', () => {
    const picture = pictureOf([0.5], []);
    const series = picture.series.map((one) => ({ ...one, pointsRead: 1, pointsTotal: 1 }));
    expect(barValues({ ...picture, series }, true)).toBeUndefined();
  });
});

describe('barScale', () => {
  it('makes lengths from zero that are as the values are', () => {
    const finite = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const { zero, at } = barScale(values);
        const longest = Math.max(...values.map(Math.abs));
        const full = values.map(at).find((_, index) => Math.abs(values[index] ?? 0) === longest) ?? 0;
        for (const value of values) {
          const share = longest === 0 ? 0 : Math.abs(value) / longest;
          expect(Math.abs(at(value) - zero)).toBeCloseTo(share * Math.abs(full - zero), 6);
        }
      }),
    );
  });

  it('stays inside for the largest numbers and for infinities', () => {
    const { at, zero } = barScale([1e308, -1e308, Number.POSITIVE_INFINITY]);
    expect([at(1e308), zero, at(-1e308), at(Number.POSITIVE_INFINITY)]).toEqual([100, 50, 0, 100]);
  });
});
