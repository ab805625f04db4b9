import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downsampleLine } from './downsample.ts';
import { describeMarks, rawsOf } from './logged-points.ts';
import { reduceInLoggedOrder } from './logged-order-reducer.ts';
import { AS_LOGGED, shapeLine } from './shape-line.ts';

const NAN = Number.NaN;
const SCALE = { kind: 'linear', min: 0, max: 100, startPx: 0, endPx: 50 } as const;

function seriesOf(values: readonly number[]) {
  return {
    steps: Float64Array.from(values, (_, index) => index),
    timestampsMs: Float64Array.from(values, (_, index) => 1000 + index * 7),
    values: Float64Array.from(values),
  };
}

describe('describeMarks', () => {
  it('tells step, time and the last finite value before', () => {
    const line = shapeLine(seriesOf([NAN, 1, 2, NAN, NAN, 3, Infinity]), AS_LOGGED);
    const sampled = downsampleLine(
      { steps: line.main.xs, values: line.main.ys },
      { ...SCALE, max: 7, endPx: 700 },
    );
    const details = describeMarks(line, sampled);
    expect([...sampled.markXs]).toEqual([0, 3, 4, 6]);
    expect([...details.steps]).toEqual([0, 3, 4, 6]);
    expect([...details.timesMs]).toEqual([1000, 1021, 1028, 1042]);
    expect([...details.lastSteps]).toEqual([NAN, 2, 2, 5]);
    expect([...details.lastValues]).toEqual([NAN, 2, 2, 3]);
  });

  it('finds the logged point of every mark, on any axis', () => {
    const value = fc.constantFrom(NAN, Infinity, -Infinity, 1, 2);
    const xs = fc.integer({ min: 0, max: 100 });
    const points = fc.array(fc.tuple(value, xs), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(points, (list) => {
        const series = seriesOf(list.map(([y]) => y));
        const other = { ...series, values: Float64Array.from(list, ([, x]) => x) };
        const recipe = { ...AS_LOGGED, axis: { kind: 'metric', key: 'x', join: 'step' } as const };
        const line = shapeLine(series, recipe, { other });
        const sampled = line.isMonotone
          ? downsampleLine({ steps: line.main.xs, values: line.main.ys }, SCALE)
          : reduceInLoggedOrder(line.main, SCALE);
        const details = describeMarks(line, sampled);
        for (const [mark, step] of details.steps.entries()) {
          const [y, x] = list[step] ?? [];
          expect(x).toBe(sampled.markXs[mark]);
          expect([NAN, Infinity, -Infinity][sampled.markKinds[mark] ?? 0]).toBe(y);
          const before = list.slice(0, step).findLastIndex(([each]) => Number.isFinite(each));
          expect(details.lastSteps[mark]).toBe(before < 0 ? NAN : before);
        }
      }),
    );
  });
});

describe('rawsOf', () => {
  it('gives the logged value of every point that is drawn', () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(NAN)), { minLength: 3 });
    fc.assert(
      fc.property(values, (list) => {
        const series = seriesOf(list);
        const line = shapeLine(series, { ...AS_LOGGED, smoothing: { kind: 'ema', weight: 0.6 } });
        const sampled = downsampleLine({ steps: line.main.xs, values: line.main.ys }, SCALE);
        const raws = rawsOf(line, sampled);
        expect(raws !== undefined).toBe(line.raw !== undefined);
        for (const [index, raw] of (raws ?? []).entries()) {
          const isPoint = !Number.isNaN(sampled.ys[index]);
          expect(raw).toBe(isPoint ? list[sampled.xs[index] ?? 0] : NAN);
        }
      }),
    );
  });

  it('says nothing where nothing is smoothed', () => {
    const line = shapeLine(seriesOf([1, 2, 3]), AS_LOGGED);
    expect(
      rawsOf(line, downsampleLine({ steps: line.main.xs, values: line.main.ys }, SCALE)),
    ).toBeUndefined();
  });
});
