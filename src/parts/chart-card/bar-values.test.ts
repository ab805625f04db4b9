import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { barScale, barValues } from './bar-values.ts';

/** A picture of runs with these values; `undefined`: the count is not known. Nothing of it has a place on the axes. */
function pictureOf(...runs: readonly (readonly number[] | undefined)[]): ChartPicture {
  const part = {
    lines: { offsets: new Uint32Array(runs.length + 1), xs: new Float64Array(0), ys: new Float64Array(0) },
    series: runs.map((values) => ({
      pointsTotal: values?.length,
      onlyValue: values?.length === 1 ? values[0] : undefined,
    })),
  };
  return part as unknown as ChartPicture;
}

const lines = (count: number) => Array.from({ length: count }, () => ({}));

describe('barValues', () => {
  it('are those of runs with one point, NaN too, whatever the zoom leaves out', () => {
    expect(barValues(pictureOf([0.5], [], [Number.NaN], [-2]), true, lines(4))).toEqual([
      0.5,
      undefined,
      Number.NaN,
      -2,
    ]);
  });

  it('are none where a run has several, a count is not known, or runs are left out', () => {
    expect(barValues(pictureOf([0.5], [1, 2]), true, lines(2))).toBeUndefined();
    expect(barValues(pictureOf([0.5], undefined), true, lines(2))).toBeUndefined();
    expect(barValues(pictureOf([0.5]), false, lines(1))).toBeUndefined();
    expect(barValues(pictureOf([], []), true, lines(2))).toBeUndefined();
    expect(barValues(undefined, true, [])).toBeUndefined();
  });

  it('stay where a run could not be read, and are none where it brought several points before', () => {
    const read = pictureOf([0.5], undefined, [0.7]);
    const failing = (pointsRead: number) => ({
      ...read,
      series: read.series.map((one, place) =>
        place === 1 ? { ...one, state: 'failed' as const, pointsRead } : one,
      ),
    });
    expect(barValues(failing(0), true, lines(3))).toEqual([0.5, undefined, 0.7]);
    expect(barValues(failing(2), true, lines(3))).toBeUndefined();
  });

  it('are one for each joined line, none where a line has points of two runs', () => {
    const joined = { runs: 0, lines: 0, seams: [] };
    const picture = { ...pictureOf([], [0.5], [0.7]), joined };
    expect(barValues(picture, true, [{ parts: [1, 2] }, {}])).toEqual([0.5, 0.7]);
    expect(
      barValues({ ...picture, joined: { ...joined, runs: 2, lines: 1 } }, true, [{ parts: [1, 2] }, {}]),
    ).toBeUndefined();
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
