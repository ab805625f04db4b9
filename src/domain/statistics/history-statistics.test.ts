import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeStatistic, statisticOfLast } from './history-statistics.ts';
import type { Direction, MetricStatistic } from './metric-statistic.ts';
import type { Series } from '../series/series.ts';

interface Point {
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}

function seriesOf(points: readonly Point[]): Series {
  return {
    steps: Float64Array.from(points, ({ step }) => step),
    timestampsMs: Float64Array.from(points, ({ timestampMs }) => timestampMs),
    values: Float64Array.from(points, ({ value }) => value),
  };
}

/** Values at steps 0, 1, 2, … */
function valuesOf(...values: readonly number[]): Series {
  return seriesOf(values.map((value, index) => ({ step: index, timestampMs: 1_000 + index, value })));
}

const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noNaN: false }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const point = fc.record({
  step: fc.integer({ min: -5, max: 12 }),
  timestampMs: fc.integer({ min: 0, max: 3 }),
  value,
});
const points = fc.array(point, { maxLength: 30 }).map((list) => list.sort(inOrder));
const direction = fc.constantFrom<Direction>('lower', 'higher');

function inOrder(left: Point, right: Point): number {
  return (
    left.step - right.step ||
    left.timestampMs - right.timestampMs ||
    (Number.isNaN(left.value) ? 1 : Number.isNaN(right.value) ? -1 : Math.sign(left.value - right.value) || 0)
  );
}

/** The same by sorting and filtering lists. */
function naive(list: readonly Point[], statistic: MetricStatistic, way: Direction, other: readonly Point[]) {
  const finite = list.filter((each) => Number.isFinite(each.value));
  const bestOf = (from: readonly Point[], by: Direction) =>
    from
      .filter((each) => Number.isFinite(each.value))
      .reduce<Point | undefined>(
        (best, each) =>
          !best || (by === 'lower' ? each.value < best.value : each.value > best.value) ? each : best,
        undefined,
      );
  const asOf = (step: number | undefined) =>
    step === undefined ? undefined : list.filter((each) => each.step <= step).at(-1)?.value;
  const last = list.at(-1);
  switch (statistic.name) {
    case 'best':
      return bestOf(list, way)?.value;
    case 'min':
      return bestOf(list, 'lower')?.value;
    case 'max':
      return bestOf(list, 'higher')?.value;
    case 'first':
      return list[0]?.value;
    case 'step_of_best':
      return bestOf(list, way)?.step;
    case 'count':
      return list.length || undefined;
    case 'last_step':
      return last?.step;
    case 'last_logged':
      return last?.timestampMs;
    case 'first_nonfinite':
      return list.find((each) => !Number.isFinite(each.value))?.step;
    case 'mean': {
      const used = finite.slice(-statistic.count);
      return used.length === 0 ? undefined : used.reduce((sum, each) => sum + each.value / used.length, 0);
    }
    case 'at':
      return asOf(statistic.step);
    case 'at_best':
      return asOf(bestOf(other, way)?.step);
  }
}

const statistic = fc.oneof(
  fc
    .constantFrom(
      'best',
      'min',
      'max',
      'first',
      'step_of_best',
      'count',
      'last_step',
      'last_logged',
      'first_nonfinite',
    )
    .map((name): MetricStatistic => ({ name })),
  fc.integer({ min: 1, max: 40 }).map((count): MetricStatistic => ({ name: 'mean', count })),
  fc.integer({ min: -7, max: 15 }).map((step): MetricStatistic => ({ name: 'at', step })),
  fc.constant<MetricStatistic>({ name: 'at_best', other: 'acc' }),
);

/** The same but for the rounding of a sum of these points' values. */
function isNearly(left: number | undefined, right: number | undefined, summed: readonly Point[]): boolean {
  if (left === undefined || right === undefined || Number.isNaN(left) || left === right)
    return Object.is(left, right) || left === right;
  const sizes = summed.map((each) => (Number.isFinite(each.value) ? Math.abs(each.value) : 0));
  // The last term is for the smallest numbers there are, which have one digit.
  const smallest = 4 * summed.length * Number.MIN_VALUE;
  return Math.abs(left - right) <= Math.max(0, ...sizes) * 1e-12 + smallest;
}

const VALUES_OF_POINTS = new Set<MetricStatistic['name']>(['best', 'min', 'max', 'first', 'at', 'at_best']);

describe('computeStatistic', () => {
  it('gives what a plain search of the points gives', () => {
    fc.assert(
      fc.property(points, statistic, direction, points, (list, wanted, way, other) => {
        const computed = computeStatistic(seriesOf(list), wanted, way, seriesOf(other))?.value;
        const expected = naive(list, wanted, way, other);
        expect(isNearly(computed, expected, wanted.name === 'mean' ? list : [])).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells the step that the value comes from', () => {
    fc.assert(
      fc.property(points, statistic, direction, points, (list, wanted, way, other) => {
        const found = computeStatistic(seriesOf(list), wanted, way, seriesOf(other));
        const isAnyValue = !VALUES_OF_POINTS.has(wanted.name);
        const fits = ({ step, value: logged }: Point) =>
          step === found?.step && (isAnyValue || Object.is(logged, found.value));
        expect(found?.step === undefined || list.some(fits)).toBe(true);
      }),
    );
  });

  it('takes the first of equal bests', () => {
    expect(computeStatistic(valuesOf(3, 1, 2, 1), { name: 'best' }, 'lower')).toEqual({ value: 1, step: 1 });
    expect(computeStatistic(valuesOf(1, 4, 4), { name: 'step_of_best' }, 'higher')?.value).toBe(1);
  });

  it('passes over infinities and NaN in best, min and max, even where there is nothing else', () => {
    const odd = valuesOf(Number.NEGATIVE_INFINITY, Number.NaN, 5, Number.POSITIVE_INFINITY);
    expect(computeStatistic(odd, { name: 'min' }, 'lower')).toEqual({ value: 5, step: 2 });
    expect(computeStatistic(odd, { name: 'max' }, 'lower')).toEqual({ value: 5, step: 2 });
    expect(computeStatistic(valuesOf(Number.POSITIVE_INFINITY), { name: 'max' }, 'lower')).toBeUndefined();
    expect(computeStatistic(odd, { name: 'first_nonfinite' }, 'lower')).toEqual({ value: 0, step: 0 });
  });

  it('gives the last of several points at a step', () => {
    const twice = seriesOf([
      { step: 4, timestampMs: 1, value: 9 },
      { step: 4, timestampMs: 2, value: 3 },
      { step: 8, timestampMs: 3, value: 1 },
    ]);
    expect(computeStatistic(twice, { name: 'at', step: 7 }, 'lower')).toEqual({ value: 3, step: 4 });
    expect(computeStatistic(twice, { name: 'at', step: 3 }, 'lower')).toBeUndefined();
  });

  it('gives the value at the best of another metric, and the step used where the steps differ', () => {
    const loss = seriesOf([0, 10, 20].map((step) => ({ step, timestampMs: step, value: step / 10 })));
    const accuracy = seriesOf(
      [5, 15, 25].map((step) => ({ step, timestampMs: step, value: -Math.abs(step - 15) })),
    );
    expect(computeStatistic(loss, { name: 'at_best', other: 'acc' }, 'higher', accuracy)).toEqual({
      value: 1,
      step: 10,
    });
    expect(computeStatistic(loss, { name: 'at_best', other: 'acc' }, 'higher')).toBeUndefined();
  });

  it('takes the mean of huge values without running over', () => {
    expect(computeStatistic(valuesOf(1e308, 1.5e308), { name: 'mean', count: 2 }, 'lower')?.value).toBe(
      1.25e308,
    );
  });
});

describe('statisticOfLast', () => {
  it('tells step and time of the latest metric', () => {
    const last = { step: 7, timestampMs: 1_234 };
    expect(statisticOfLast('last_step', last)?.value).toBe(7);
    expect(statisticOfLast('last_logged', last)?.value).toBe(1_234);
    expect(statisticOfLast('last_step', undefined)).toBeUndefined();
  });
});
