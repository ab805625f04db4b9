import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from '../../testing/recorded/scipy-group-comparisons.json' with { type: 'json' };
import { spreadOf } from './band.ts';
import { compareGroups, type GroupMember } from './compare-groups.ts';
import { shareWithin, tQuantile95 } from './student-t.ts';

const members = (values: readonly number[]): readonly GroupMember[] =>
  values.map((value) => ({ value, pair: undefined }));
const seeded = (values: readonly number[]): readonly GroupMember[] =>
  values.map((value, place) => ({ value, pair: String(place) }));

/** In parts of the larger one. */
function errorOf(actual: number | undefined, expected: number, scale = Math.abs(expected)): number {
  return actual === expected ? 0 : Math.abs((actual ?? Number.NaN) - expected) / scale;
}

const NEAR = 1e-8;

interface Expected {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly freedom: number;
}

const isLarger = ({ low, high }: Expected) => low > 0 || high < 0;

function expectAnswer(found: ReturnType<typeof compareGroups>, expected: Expected): void {
  const scale = Math.abs(expected.high - expected.low) + Math.abs(expected.difference);
  expect(errorOf(found.difference, expected.difference, scale)).toBeLessThan(NEAR);
  expect(errorOf(found.interval?.low, expected.low, scale)).toBeLessThan(NEAR);
  expect(errorOf(found.interval?.high, expected.high, scale)).toBeLessThan(NEAR);
  expect(errorOf(found.freedom, expected.freedom)).toBeLessThan(NEAR);
  expect(found.verdict).toBe(isLarger(expected) ? 'larger-than-seed-noise' : 'cannot-tell');
}

const unpaired = (side: readonly GroupMember[]) => side.map((member) => ({ ...member, pair: undefined }));
const ofPairs = (pairs: readonly string[]): readonly GroupMember[] =>
  pairs.map((pair, place) => ({ value: place ** 2, pair }));

describe('as SciPy has it', () => {
  it.each(recorded.quantiles)('the quantile of t for %d degrees of freedom', (freedom, quantile) => {
    expect(errorOf(tQuantile95(freedom ?? 0), quantile ?? 0)).toBeLessThan(NEAR);
    expect(errorOf(shareWithin(quantile ?? 0, freedom ?? 0), 0.95)).toBeLessThan(NEAR);
  });

  it.each(recorded.groups)(
    'mean, median, deviation, error and interval of $values.length values',
    (group) => {
      const scale = Math.abs(group.mean) + group.std;
      const std = spreadOf(group.values, { centre: 'mean', spread: 'std' });
      expect(errorOf(std.centre, group.mean, scale)).toBeLessThan(NEAR);
      expect(errorOf(std.half, group.std)).toBeLessThan(NEAR);
      expect(
        errorOf(spreadOf(group.values, { centre: 'median', spread: 'std' }).centre, group.median, scale),
      ).toBeLessThan(NEAR);
      expect(
        errorOf(spreadOf(group.values, { centre: 'mean', spread: 'se' }).half, group.error),
      ).toBeLessThan(NEAR);
      const interval = spreadOf(group.values, { centre: 'mean', spread: 'ci95' });
      expect(errorOf(interval.low, group.low, scale)).toBeLessThan(NEAR);
      expect(errorOf(interval.high, group.high, scale)).toBeLessThan(NEAR);
    },
  );

  it.each(recorded.comparisons)(
    'the interval of a difference, Welch, $left.length to $right.length',
    (pair) => {
      const found = compareGroups(members(pair.left), members(pair.right));
      expect(found).toMatchObject({ method: 'welch', unpaired: 'no-key', pairCount: undefined });
      expectAnswer(found, pair.welch);
    },
  );

  it.each(recorded.comparisons.filter(({ paired }) => paired !== null))(
    'the interval of a difference by seed, $left.length pairs',
    ({ left, right, paired }) => {
      const found = compareGroups(seeded(left), seeded(right).toReversed());
      expect(found).toMatchObject({ method: 'paired', unpaired: undefined, pairCount: left.length });
      expectAnswer(found, paired ?? { difference: 0, low: 0, high: 0, freedom: 0 });
    },
  );

  it('holds a comparison of each verdict, by both ways', () => {
    expect(new Set(recorded.comparisons.map(({ welch }) => isLarger(welch)))).toEqual(new Set([true, false]));
    const byPairs = recorded.comparisons.flatMap(({ paired }) => (paired ? [isLarger(paired)] : []));
    expect(new Set(byPairs)).toEqual(new Set([true, false]));
  });
});

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const values = fc.array(value, { minLength: 2, maxLength: 12 });

describe('compareGroups', () => {
  it('turns its sign round with its sides', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const there = compareGroups(members(left), members(right));
        const back = compareGroups(members(right), members(left));
        expect(back.difference + 0).toBe(-there.difference + 0);
        expect(back.verdict).toBe(there.verdict);
        expect(errorOf(back.interval?.low, -(there.interval?.high ?? Number.NaN), 1e6)).toBeLessThan(NEAR);
      }),
    );
  });

  it('does not care for the order of members, nor of pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 10 }), (pairs) => {
        const [left, right] = [seeded(pairs.map(([a]) => a)), seeded(pairs.map(([, b]) => b))];
        expect(compareGroups(left.toReversed(), right)).toEqual(compareGroups(left, right));
        expect(compareGroups(unpaired(left).toReversed(), unpaired(right))).toEqual(
          compareGroups(unpaired(left), unpaired(right)),
        );
      }),
    );
  });

  it('is that of the mean of differences where all are paired (a plain reference)', () => {
    const grid = fc.integer({ min: -1000, max: 1000 }).map((whole) => whole / 8);
    fc.assert(
      fc.property(fc.array(fc.tuple(grid, grid), { minLength: 2, maxLength: 10 }), (pairs) => {
        const found = compareGroups(seeded(pairs.map(([a]) => a)), seeded(pairs.map(([, b]) => b)));
        const differences = pairs.map(([a, b]) => a - b);
        const n = differences.length;
        const mean = differences.reduce((sum, one) => sum + one, 0) / n;
        const squares = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0);
        const reach = tQuantile95(n - 1) * Math.sqrt(squares / (n - 1) / n);
        expect(errorOf(found.difference, mean, 1e3)).toBeLessThan(NEAR);
        expect(errorOf(found.interval?.low, mean - reach, 1e5)).toBeLessThan(NEAR);
        expect(errorOf(found.interval?.high, mean + reach, 1e5)).toBeLessThan(NEAR);
      }),
    );
  });

  it('cannot tell anything of one value', () => {
    const found = compareGroups(members([0.9]), members([0.8, 0.81, 0.79]));
    expect(found).toMatchObject({
      interval: undefined,
      verdict: 'cannot-tell',
      left: { count: 1, std: undefined },
    });
    expect(found.difference).toBeCloseTo(0.1, 12);
    expect(compareGroups(seeded([1]), seeded([2]))).toMatchObject({
      interval: undefined,
      verdict: 'cannot-tell',
    });
    const none = compareGroups(members([]), members([1, 2]));
    expect(none).toMatchObject({ interval: undefined, verdict: 'cannot-tell', left: { count: 0 } });
  });

  it('pairs where each of the smaller group has its partner, and nowhere else', () => {
    expect(compareGroups(ofPairs(['1', '2', '3']), ofPairs(['1', '2', '3', '4']))).toMatchObject({
      method: 'paired',
      pairCount: 3,
    });
    expect(compareGroups(ofPairs(['1', '2', '3', '4']), ofPairs(['1', '3']))).toMatchObject({
      method: 'paired',
      pairCount: 2,
    });
    expect(compareGroups(ofPairs(['1', '2', '3']), ofPairs(['1', '2', '4']))).toMatchObject({
      method: 'welch',
      unpaired: 'unmatched',
    });
    expect(compareGroups(ofPairs(['1', '1', '2']), ofPairs(['1', '2']))).toMatchObject({
      method: 'welch',
      unpaired: 'unmatched',
    });
    expect(compareGroups(ofPairs(['1']), ofPairs(['1']))).toMatchObject({
      method: 'welch',
      unpaired: 'unmatched',
    });
    const [first, ...rest] = ofPairs(['1', '2', '3']);
    const unseeded = [...(first ? [{ ...first, pair: undefined }] : []), ...rest];
    expect(compareGroups(unseeded, ofPairs(['1', '2', '3']))).toMatchObject({
      method: 'welch',
      unpaired: 'unmatched',
    });
  });

  it('counts members that diverged apart, and their pair is none', () => {
    const left = seeded([1, Number.NaN, 3, 5]);
    const found = compareGroups(left, seeded([1, 1, 1, Number.POSITIVE_INFINITY]));
    expect(found).toMatchObject({
      method: 'paired',
      pairCount: 2,
      difference: 1,
      left: { count: 3, nonFiniteCount: 1, mean: 3 },
      right: { count: 3, nonFiniteCount: 1, mean: 1 },
    });
  });

  it('says so where nothing varies: such an interval has no width', () => {
    const found = compareGroups(members([0.5, 0.5]), members([0.25, 0.25, 0.25]));
    expect(found).toMatchObject({
      isWithoutSpread: true,
      interval: { low: 0.25, high: 0.25 },
      verdict: 'larger-than-seed-noise',
    });
    expect(compareGroups(members([1, 1]), members([1, 1]))).toMatchObject({
      isWithoutSpread: true,
      verdict: 'cannot-tell',
    });
  });

  it('stays in the range of doubles', () => {
    const found = compareGroups(members([1e300, 2e300]), members([-1e300, -2e300]));
    expect(found.interval?.low).toBeGreaterThan(-Number.MAX_VALUE);
    expect(found.interval?.high).toBeLessThan(Number.MAX_VALUE);
    const tiny = compareGroups(members([1e-300, 2e-300]), members([1e-300, 3e-300]));
    expect(tiny.freedom).toBeCloseTo(1.4705882, 6);
  });
});
