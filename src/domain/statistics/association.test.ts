import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from '../../testing/recorded/scipy-group-comparisons.json' with { type: 'json' };
import {
  type Categories,
  correlation,
  correlationRatio,
  cramersV,
  productOf,
  ratioOfUnit,
  toUnit,
  withoutChance,
} from './association.ts';
import { fTail } from './beta-share.ts';
import { adjustByHolm } from './holm.ts';
import { rankValues as rank } from './ranks.ts';

const NEAR = 1e-9;
const rankValues = (values: Float64Array) => rank(values).ranks;
const errorOf = (actual: number, expected: number) =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);

const ranksOf = (values: readonly number[]) => rankValues(Float64Array.from(values));
/** NaN for NaN. */
const near = (value: number): number => (Number.isNaN(value) ? value : (expect.closeTo(value, 6) as number));
const rho = (left: readonly number[], right: readonly number[]) =>
  correlation(rankValues(Float64Array.from(left)), rankValues(Float64Array.from(right)));
const classes = (codes: readonly number[]): Categories => ({
  codes: Int32Array.from(codes),
  count: Math.max(0, ...codes) + 1,
});
const eta = (codes: readonly number[], values: Float64Array) =>
  correlationRatio(classes(codes).codes, classes(codes).count, values);

describe('as SciPy has it', () => {
  it.each(recorded.tails)('P(F > %d) with %d and %d degrees of freedom', (f, above, below, tail) => {
    expect(errorOf(fTail(f ?? 0, above ?? 0, below ?? 0), tail ?? 0)).toBeLessThan(NEAR);
  });

  it.each(recorded.spearman)('Spearman’s rho of $left.length places, and its p', ({ left, right, ...of }) => {
    const found = rho(left, right);
    expect(errorOf(found, of.rho)).toBeLessThan(NEAR);
    const [square, below] = [found ** 2, left.length - 2];
    expect(errorOf(fTail((square * below) / (1 - square), 1, below), of.p)).toBeLessThan(1e-8);
  });

  it.each(recorded.ratios)('the correlation ratio of $codes.length places, and its p', (recording) => {
    const { codes, ofValues, ofRanks } = recording;
    const values = Float64Array.from(recording.values);
    expect(errorOf(eta(codes, values), ofValues.eta)).toBeLessThan(NEAR);
    const found = eta(codes, rankValues(values));
    expect(errorOf(found, ofRanks.eta)).toBeLessThan(NEAR);
    const above = new Set(codes).size - 1;
    const below = codes.length - above - 1;
    const f = found ** 2 / above / ((1 - found ** 2) / below);
    expect(errorOf(fTail(f, above, below), ofRanks.p)).toBeLessThan(1e-8);
  });

  it.each(recorded.cramer)('Cramér’s V of $left.length places', ({ left, right, v }) => {
    expect(Math.abs(cramersV(classes(left), classes(right)) - v)).toBeLessThan(NEAR);
  });
});

const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 40 });
const coded = fc.array(fc.tuple(fc.nat(4), number), { minLength: 2, maxLength: 40 });

describe('ranks', () => {
  it('are means of what equal values would have, and NaN has none', () => {
    const values = Float64Array.of(3, Number.NaN, 1, 3, Number.POSITIVE_INFINITY, -0, 0);
    expect([...rankValues(values)]).toEqual([4.5, Number.NaN, 3, 4.5, 6, 1.5, 1.5]);
    expect(rank(values).distinctCount).toBe(4);
  });

  it('add up to what ranks add up to, in the order of the values', () => {
    fc.assert(
      fc.property(fc.array(number), (values) => {
        const ranks = rankValues(Float64Array.from(values));
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBe((values.length * (values.length + 1)) / 2);
        const turned = values.every((a, i) =>
          values.every((b, j) => Math.sign(a - b) === Math.sign((ranks[i] ?? 0) - (ranks[j] ?? 0))),
        );
        expect(turned).toBe(true);
      }),
    );
  });
});

describe('association', () => {
  it('is the same whichever stands first, turns round with one of them, and stays under any growing scale', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [left, right] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        const found = rho(left, right);
        fc.pre(!Number.isNaN(found));
        expect(Math.abs(found)).toBeLessThanOrEqual(1);
        expect(rho(right, left)).toBeCloseTo(found, 12);
        expect(
          rho(
            left.map((value) => -value),
            right,
          ),
        ).toBeCloseTo(-found, 12);
        expect(
          rho(
            left.map((value) => value * 8),
            right,
          ),
        ).toBeCloseTo(found, 12);
      }),
    );
  });

  it('leaves out places where one has nothing', () => {
    fc.assert(
      fc.property(pairs, fc.nat(40), (rows, place) => {
        const [left, right] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        const at = place % (rows.length + 1);
        const whole = correlation(Float64Array.from(left), Float64Array.from(right));
        const holed = correlation(
          Float64Array.from(left.toSpliced(at, 0, Number.NaN)),
          Float64Array.from(right.toSpliced(at, 0, 5)),
        );
        expect(holed).toEqual(whole);
      }),
    );
  });

  it('of categories does not ask what they are called, and is that of a line where there are two', () => {
    fc.assert(
      fc.property(coded, (rows) => {
        const values = Float64Array.from(rows.map(([, value]) => value));
        const codes = rows.map(([code]) => code);
        const found = eta(codes, values);
        fc.pre(!Number.isNaN(found));
        expect(
          eta(
            codes.map((code) => (code * 3) % 5),
            values,
          ),
        ).toBeCloseTo(found, 9);
        const halves = codes.map((code) => Number(code > 1));
        const line = Math.abs(correlation(Float64Array.from(halves), values));
        expect(eta(halves, values)).toEqual(near(line));
      }),
    );
  });

  it('is the same by the short way of columns that have a value everywhere', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), number, number), { minLength: 2, maxLength: 40 }), (rows) => {
        const [left, right] = [ranksOf(rows.map(([, a]) => a)), ranksOf(rows.map(([, , b]) => b))];
        const [a, b] = [toUnit(left), toUnit(right)];
        expect(productOf(a, b)).toEqual(near(correlation(left, right)));
        const { codes, count } = classes(rows.map(([code]) => code));
        expect(ratioOfUnit(codes, count, a)).toEqual(near(correlationRatio(codes, count, left)));
      }),
    );
  });

  it('is nothing where there is one value only', () => {
    expect(rho([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(eta([0, 0, 0], Float64Array.of(1, 2, 3))).toBeNaN();
    expect(eta([0, 1, 1], Float64Array.of(2, 2, 2))).toBeNaN();
    expect(cramersV(classes([0, 1, 0]), classes([0, 0, 0]))).toBeNaN();
  });

  it('of two columns of categories is 1 where one decides the other, and asks nothing of their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 2, maxLength: 50 }), (rows) => {
        const [left, right] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        const found = cramersV(classes(left), classes(right));
        expect(cramersV(classes(right), classes(left))).toEqual(near(found));
        const decided = cramersV(classes(left), classes(left.map((code) => code % 3)));
        expect(decided).toEqual(near(Number.isNaN(decided) ? decided : 1));
      }),
    );
  });

  it('counts cells of huge tables as those of small ones', () => {
    const codes = Array.from({ length: 40 }, (_, place) => (place * 7) % 11);
    const other = codes.map((code, place) => (place % 3 === 0 ? code : code % 2));
    const spread = { codes: Int32Array.from(codes, (code) => code * 200), count: 3_000 };
    const huge = { codes: Int32Array.from(other, (code) => code * 100), count: 3_000 };
    expect(cramersV(spread, huge)).toBeCloseTo(cramersV(classes(codes), classes(other)), 12);
  });

  it('without what chance gives is less, and nothing where each place is a class of its own', () => {
    expect(withoutChance(1, 50, 10)).toBe(1);
    expect(withoutChance(0.9, 10, 10)).toBe(0);
    expect(withoutChance(Math.sqrt(9 / 49), 50, 10)).toBeCloseTo(0, 7);
    expect(withoutChance(0.5, 1_000, 2)).toBeCloseTo(0.499, 3);
  });
});

describe('p of several tests', () => {
  it('is adjusted one after the other, from the smallest', () => {
    // Example of the definition: 4 × 0.01, 3 × 0.013, 2 × 0.04, 0.04, each at least what came before.
    const adjusted = adjustByHolm([0.04, 0.01, 0.04, 0.013]);
    [0.08, 0.04, 0.08, 0.04].forEach((p, place) => expect(adjusted[place]).toBeCloseTo(p, 12));
    expect(adjustByHolm([0.6, 0.7])).toEqual([1, 1]);
    expect(adjustByHolm([])).toEqual([]);
  });

  it('lies between p and the number of tests times p, in the order of p', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(ps, (all) => {
        const adjusted = adjustByHolm(all);
        all.forEach((p, place) => {
          const own = adjusted[place] ?? Number.NaN;
          expect(own).toBeGreaterThanOrEqual(p);
          expect(own).toBeLessThanOrEqual(Math.min(1, Math.max(p, p * all.length)));
          const isKept = all.every((other, index) => other < p || (adjusted[index] ?? 0) >= own);
          expect(isKept).toBe(true);
        });
      }),
    );
  });
});
