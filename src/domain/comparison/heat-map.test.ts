import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from './axis-values.ts';
import { buildHeatMap, HEAT_STATISTICS, heatShare, isLowerStronger } from './heat-map.ts';
import { scoreShares } from './score-shares.ts';

type Cell = number | string | undefined;
const axis = (cells: readonly Cell[]) => readAxis(cells.length, (place) => cells[place]);

const LR = axis(['0.1', '0.1', '0.1', '1', '1', undefined]);
const OPT = axis(['adam', 'adam', 'sgd', 'sgd', 'sgd', 'adam']);
const LOSS = axis([3, 5, Number.NaN, 2, 8, 1]);
const INPUT = { x: LR, y: OPT, metric: LOSS, statistic: 'mean', direction: 'lower' } as const;

describe('a metric over two params', () => {
  it('has a cell where runs stand, with their number, and none where they do not', () => {
    const { rows, columns, cells, range, finiteCount, oddCount, cellOf } = buildHeatMap(INPUT);
    expect(rows.map((row) => row.kind === 'text' && row.text)).toEqual(['adam', 'sgd']);
    expect(columns.map(({ kind }) => kind)).toEqual(['number', 'number', 'missing']);
    expect(cells[0]?.[0]).toEqual({ runs: [0, 1], count: 2, mean: 4, std: Math.SQRT2, value: 4 });
    expect(cells[0]?.[1]).toBeUndefined();
    expect(cells[0]?.[2]).toMatchObject({ runs: [5], count: 1, std: undefined, value: 1 });
    // A NaN is a run without a value, not a run that is not there.
    expect(cells[1]?.[0]).toMatchObject({ runs: [2], count: 0, value: undefined });
    expect({ range, finiteCount, oddCount }).toEqual({
      range: { min: 1, max: 5 },
      finiteCount: 5,
      oddCount: 1,
    });
    expect([...cellOf]).toEqual([0, 0, 3, 4, 4, 2]);
  });

  it.each([
    ['mean', 5],
    ['best', 2],
    ['min', 2],
    ['max', 8],
    ['std', Math.sqrt(18)],
    ['count', 2],
  ] as const)('shows the %s', (statistic, value) => {
    expect(buildHeatMap({ ...INPUT, statistic }).cells[1]?.[1]?.value).toBeCloseTo(value, 12);
  });

  it('has no best where nobody knows which way is better', () => {
    const { range } = buildHeatMap({ ...INPUT, statistic: 'best', direction: undefined });
    expect(range).toBeUndefined();
  });

  it('is one row where there is one param only', () => {
    const { rows, cells } = buildHeatMap({ ...INPUT, y: undefined });
    expect(rows).toHaveLength(1);
    expect(cells[0]?.map((cell) => cell?.runs.length)).toEqual([3, 2, 1]);
  });

  it('holds every run in one cell, whatever is asked', () => {
    const cell = fc.oneof(fc.double(), fc.constantFrom(undefined));
    const text = fc.constantFrom('a', '1', '2.5', undefined);
    const run = fc.record({ x: text, y: text, metric: cell });
    fc.assert(
      fc.property(fc.array(run), fc.constantFrom(...HEAT_STATISTICS), (runs, statistic) => {
        const found = buildHeatMap({
          x: axis(runs.map(({ x }) => x)),
          y: axis(runs.map(({ y }) => y)),
          metric: axis(runs.map(({ metric }) => metric)),
          statistic,
          direction: 'higher',
        });
        const flat = found.cells.flat();
        const places = flat.flatMap((each) => each?.runs ?? []);
        expect([...places].sort((a, b) => a - b)).toEqual([...runs.keys()]);
        const counted = flat.reduce((sum, each) => sum + (each?.count ?? 0), 0);
        expect(counted).toBe(found.finiteCount);
        const shares = flat.flatMap((each) =>
          each?.value === undefined || !found.range ? [] : (heatShare(each.value, found.range, true) ?? 0),
        );
        expect(shares.filter((share) => !(share >= 0 && share <= 1))).toEqual([]);
      }),
    );
  });
});

describe('how strongly values are coloured', () => {
  it('goes by what is better, and not at all where all are one', () => {
    expect(heatShare(2, { min: 1, max: 5 }, false)).toBe(0.25);
    expect(heatShare(2, { min: 1, max: 5 }, true)).toBe(0.75);
    expect(heatShare(2, { min: 2, max: 2 }, true)).toBeUndefined();
    expect(heatShare(0, { min: -Number.MAX_VALUE, max: Number.MAX_VALUE }, false)).toBe(0.5);
    expect(isLowerStronger('mean', 'lower')).toBe(true);
    expect(isLowerStronger('std', 'lower')).toBe(false);
    expect(isLowerStronger('mean', undefined)).toBe(false);
  });

  it('is normalised per metric, by value or by rank', () => {
    const numbers = Float64Array.of(1, 2, 1e9, Number.NaN, Number.POSITIVE_INFINITY, 3);
    const shares = (isByRank: boolean) => [...scoreShares(numbers, 'lower', isByRank)];
    expect(shares(true)).toEqual([
      1,
      expect.closeTo(2 / 3, 12),
      0,
      Number.NaN,
      Number.NaN,
      expect.closeTo(1 / 3, 12),
    ]);
    expect(shares(false)[1]).toBeCloseTo(1, 6);
    expect([...scoreShares(Float64Array.of(4, 4), 'higher', false)]).toEqual([Number.NaN, Number.NaN]);
    expect([...scoreShares(Float64Array.of(4, 6), undefined, false)]).toEqual([0, 1]);
  });
});
