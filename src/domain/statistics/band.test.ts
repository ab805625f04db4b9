import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loggedValue } from '../../testing/series-arbitrary.ts';
import { type Band, type BandRule, computeBand, countChanges, reduceFamilies } from './band.ts';
import type { LinePoints } from '../series/line-points.ts';
import { tQuantile95 } from './student-t.ts';

type Points = readonly (readonly [number, number])[];

const points: fc.Arbitrary<Points> = fc
  .array(fc.tuple(fc.integer({ min: -8, max: 20 }), loggedValue), { maxLength: 20 })
  .map((list) => list.sort((left, right) => left[0] - right[0]));
const rules = fc.record<BandRule>({
  centre: fc.constantFrom('mean', 'median'),
  spread: fc.constantFrom('std', 'se', 'ci95', 'min-max'),
  align: fc.constantFrom('as-of', 'linear'),
});

function lineOf(list: Points): LinePoints {
  return { xs: Float64Array.from(list, ([x]) => x), ys: Float64Array.from(list, ([, y]) => y) };
}

function valueAt(list: Points, x: number, align: BandRule['align']): number {
  const left = list.findLast(([at]) => at <= x);
  const right = list.find(([at]) => at >= x);
  if (!left || !right) return Number.NaN;
  if (align === 'as-of' || left[0] === x) return left[1];
  return left[1] + ((right[1] - left[1]) * (x - left[0])) / (right[0] - left[0]);
}

/** Centre, low, high and n of one x, from the definitions. */
function naiveRow(members: readonly Points[], x: number, { centre, spread, align }: BandRule) {
  const values = members.map((list) => valueAt(list, x, align)).filter((value) => Number.isFinite(value));
  const n = values.length;
  if (n === 0) return [Number.NaN, Number.NaN, Number.NaN, 0];
  const sorted = values.toSorted((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const median = (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2;
  const middle = centre === 'mean' ? mean : median;
  if (spread === 'min-max') return [middle, sorted[0]!, sorted.at(-1)!, n];
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const factor = spread === 'std' ? 1 : (spread === 'se' ? 1 : tQuantile95(n - 1)) / Math.sqrt(n);
  return [middle, middle - std * factor, middle + std * factor, n];
}

function rowsOf({ xs, centre, low, high, counts }: Band) {
  return Array.from(xs, (_, index) => [centre[index]!, low[index]!, high[index]!, counts[index]!]);
}

function isNear(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) < 1e-9;
}

function flatLine(y: number): LinePoints {
  return lineOf([[0, y]]);
}

/** Simpson's rule over cos(u)^(freedom − 1) from 0. */
function integral(freedom: number, to: number): number {
  const steps = 4_000;
  const width = to / steps;
  const at = (index: number) => Math.cos(index * width) ** (freedom - 1);
  let sum = at(0) + at(steps);
  for (let index = 1; index < steps; index++) sum += (index % 2 === 1 ? 4 : 2) * at(index);
  return (sum * width) / 3;
}

/** Share of Student's density within ± the quantile: with t = √ν · tan u it becomes cos(u)^(ν − 1). */
function share(freedom: number): number {
  return (
    integral(freedom, Math.atan(tQuantile95(freedom) / Math.sqrt(freedom))) / integral(freedom, Math.PI / 2)
  );
}

describe('computeBand', () => {
  it('agrees with the definitions at every x of any member', () => {
    fc.assert(
      fc.property(fc.array(points, { maxLength: 6 }), rules, (members, rule) => {
        const band = computeBand(members.map(lineOf), rule);
        const grid = [...new Set(members.flat().map(([x]) => x))].sort((a, b) => a - b);
        expect([...band.xs]).toEqual(grid);
        const wanted = grid.map((x) => naiveRow(members, x, rule));
        const rows = rowsOf(band);
        const wrong = wanted.flatMap((row, at) =>
          row.filter((value, part) => !isNear(rows[at]![part]!, value)),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('gives members their place by x, never by index', () => {
    const sparse = lineOf([
      [0, 0],
      [10, 10],
    ]);
    const dense = lineOf(Array.from({ length: 11 }, (_, x) => [x, x] as const));
    const band = computeBand([sparse, dense], { centre: 'mean', spread: 'std', align: 'linear' });
    expect([...band.centre]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(Math.max(...band.high.map((high, index) => high - band.low[index]!))).toBeLessThan(1e-12);
  });

  it('says where the number of members changes', () => {
    const band = computeBand(
      [
        lineOf([
          [0, 1],
          [4, 1],
        ]),
        lineOf([
          [2, 3],
          [6, 3],
        ]),
      ],
      { centre: 'mean', spread: 'min-max', align: 'as-of' },
    );
    expect(countChanges(band)).toEqual([
      { x: 0, count: 1 },
      { x: 2, count: 2 },
      { x: 6, count: 1 },
    ]);
  });

  it('has no spread of one member but its own value', () => {
    const one = [lineOf([[0, 5]])];
    expect(computeBand(one, { centre: 'mean', spread: 'ci95', align: 'as-of' }).low[0]).toBeNaN();
    expect(computeBand(one, { centre: 'mean', spread: 'min-max', align: 'as-of' }).high[0]).toBe(5);
  });

  it('holds near the ends of the range of doubles', () => {
    for (const size of [1e-300, 8e307]) {
      const members = [-size, size, size].map((y) => lineOf([[0, y]]));
      const { centre, high } = computeBand(members, { centre: 'mean', spread: 'se', align: 'linear' });
      expect(centre[0]! / size).toBeCloseTo(1 / 3, 12);
      expect((high[0]! - centre[0]!) / size).toBeCloseTo(2 / 3, 12);
    }
    const large = [1.7e308, 1.7e308, 1.6e308].map((y) => lineOf([[0, y]]));
    const { centre } = computeBand(large, { centre: 'mean', spread: 'se', align: 'linear' });
    expect(centre[0]! / 1e308).toBeCloseTo(5 / 3, 12);
  });
});

describe('reduceFamilies', () => {
  it('counts a run once, however many members it has', () => {
    const rule = { centre: 'mean', spread: 'min-max', align: 'as-of' } as const;
    const runs = reduceFamilies([[flatLine(0), flatLine(0), flatLine(0), flatLine(4)], [flatLine(5)]], rule);
    expect(runs.map(({ ys }) => ys[0])).toEqual([1, 5]);
    expect(computeBand(runs, rule)).toMatchObject({ centre: { 0: 3 }, counts: { 0: 2 } });
  });
});

describe('tQuantile95', () => {
  it('leaves 95 % between its ends, by integrating the density', () => {
    for (const freedom of [...Array.from({ length: 60 }, (_, index) => index + 1), 99, 499]) {
      expect(share(freedom)).toBeCloseTo(0.95, 6);
    }
  });
});
