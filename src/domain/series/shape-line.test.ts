import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from './series.ts';
import { AS_LOGGED, baselineLine, type LineRecipe, shapeLine } from './shape-line.ts';
import { smooth } from './smoothing.ts';

function seriesOf(points: readonly (readonly [step: number, timeMs: number, value: number])[]): Series {
  const column = (place: 0 | 1 | 2) => Float64Array.from(points, (point) => point[place]);
  return { steps: column(0), timestampsMs: column(1), values: column(2) };
}

const RISING = seriesOf([0, 1, 2, 3, 4].map((step) => [step, 1_000 + step * 10, step % 2]));
/** Steps 2 and 3 were done again after step 3. */
const RESTARTED = seriesOf([
  [0, 10, 5],
  [1, 20, 4],
  [2, 30, 3],
  [2, 50, 30],
  [3, 40, 2],
  [3, 60, 20],
  [4, 70, 10],
]);

describe('the line of a run', () => {
  it('is what was logged, uncopied', () => {
    const { main, faint, logged, places, ...rest } = shapeLine(RISING, AS_LOGGED);
    expect(main.xs).toBe(RISING.steps);
    expect(main.ys).toBe(RISING.values);
    expect(faint).toEqual([]);
    expect([logged, places]).toEqual([RISING, undefined]);
    expect(rest).toEqual({ isMonotone: true, restartCount: 0, placelessCount: 0 });
  });

  it('has what was logged behind it where it is smoothed', () => {
    const { main, faint } = shapeLine(RISING, { ...AS_LOGGED, smoothing: { kind: 'ema', weight: 0.5 } });
    expect(main.ys).not.toEqual(RISING.values);
    expect(faint.map(({ ys }) => [...ys])).toEqual([[0, 1, 0, 1, 0]]);
  });

  it('has the later attempt in front', () => {
    const { main, faint, restartCount } = shapeLine(RESTARTED, AS_LOGGED);
    expect([...main.ys]).toEqual([5, 4, 30, 20, 10]);
    expect(faint.map(({ xs, ys }) => [[...xs], [...ys]])).toEqual([
      [
        [2, 3],
        [3, 2],
      ],
    ]);
    expect(restartCount).toBe(1);
  });

  it.each(['wall', 'relative'] as const)(
    'goes as time goes where attempts stand one after the other: %s',
    (kind) => {
      const { main, faint, restartCount, isMonotone } = shapeLine(RESTARTED, {
        ...AS_LOGGED,
        axis: { kind },
      });
      const startMs = kind === 'wall' ? 0 : 10;
      expect([...main.xs]).toEqual([10, 20, 30, 40, 50, 60, 70].map((ms) => ms - startMs));
      expect([...main.ys]).toEqual([5, 4, 3, 2, 30, 20, 10]);
      expect([faint, restartCount, isMonotone]).toEqual([[], 1, true]);
    },
  );

  it('by a clock that turned back for a single point is in logged order', () => {
    const jitter = seriesOf([
      [0, 10, 5],
      [1, 30, 4],
      [2, 20, 3],
      [3, 40, 2],
    ]);
    const { main, isMonotone } = shapeLine(jitter, { ...AS_LOGGED, axis: { kind: 'wall' } });
    expect([...main.xs]).toEqual([10, 30, 20, 40]);
    expect(isMonotone).toBe(false);
  });

  it('begins with the run, or with its first point', () => {
    const relative: LineRecipe = { ...AS_LOGGED, axis: { kind: 'relative' } };
    expect(shapeLine(RISING, relative, { startMs: 900 }).main.xs[0]).toBe(100);
    expect(shapeLine(RISING, relative).main.xs[0]).toBe(0);
  });

  it('counts what has no place on the axis', () => {
    const epoch = seriesOf([
      [2, 1_020, 1],
      [4, 1_040, Number.NaN],
    ]);
    const axis = { kind: 'metric', key: 'epoch', join: 'step' } as const;
    const { main, placelessCount } = shapeLine(RISING, { ...AS_LOGGED, axis }, { other: epoch });
    expect([...main.xs]).toEqual([1, 1]);
    expect(placelessCount).toBe(3);
  });

  it('is measured against a baseline before it is smoothed, the logged points in their places', () => {
    const values = fc.double({ min: -100, max: 100, noNaN: true });
    const steps = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 3, maxLength: 20 });
    const series = steps.chain((list) =>
      fc.array(values, { minLength: list.length, maxLength: list.length }).map((ys) => {
        const sorted = list.toSorted((a, b) => a - b);
        return seriesOf(sorted.map((step, index) => [step, step * 10, ys[index] ?? 0]));
      }),
    );
    const rule = { kind: 'ema', weight: 0.6 } as const;
    fc.assert(
      fc.property(series, series, (own, baseline) => {
        const against = { line: baselineLine(baseline, AS_LOGGED.axis), mode: 'difference' } as const;
        const plain = shapeLine(own, AS_LOGGED, {}, against);
        const smoothed = shapeLine(own, { ...AS_LOGGED, smoothing: rule }, {}, against);
        expect([...smoothed.main.ys]).toEqual([...smooth(plain.main.ys, plain.main.xs, rule)]);
        for (const [index, place] of (plain.places ?? []).entries()) {
          const step = own.steps[place] ?? Number.NaN;
          const last = baseline.steps.findLastIndex((each) => each <= step);
          expect(plain.main.xs[index]).toBe(step);
          expect(plain.main.ys[index]).toBe((own.values[place] ?? 0) - (baseline.values[last] ?? Number.NaN));
        }
        expect(plain.main.xs.length + (plain.delta?.earlyCount ?? 0)).toBe(own.steps.length);
      }),
    );
  });

  it('has nothing where its baseline has no points', () => {
    const line = { xs: new Float64Array(0), ys: new Float64Array(0) };
    const { main, delta } = shapeLine(RISING, AS_LOGGED, {}, { line, mode: 'ratio' });
    expect(main.xs).toHaveLength(0);
    expect(delta).toMatchObject({ earlyCount: 0, lateCount: 0, undefinedCount: 5 });
  });

  it('of a baseline rises along x, be it by a clock that turns back', () => {
    const { xs, ys } = baselineLine(RESTARTED, { kind: 'wall' });
    expect([...xs]).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect([...ys]).toEqual([5, 4, 3, 2, 30, 20, 10]);
  });
});
