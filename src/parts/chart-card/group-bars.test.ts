import { describe, expect, it } from 'vitest';
import type { ChartGroups, ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { groupBars } from './group-bars.ts';

const RULE = { centre: 'mean', spread: 'std', align: 'as-of' } as const;

function pictureOf(groupCount: number, ...values: readonly (number | undefined)[]) {
  const part = {
    bands: {},
    lines: { offsets: new Uint32Array(groupCount + 1) },
    series: values.map((onlyValue) => ({ onlyValue, pointsTotal: onlyValue === undefined ? 0 : 1 })),
  };
  return part as unknown as ChartPicture;
}

const groupsOf = (...runs: ChartGroups['runs']): ChartGroups => ({
  runs,
  isOverRuns: true,
  rule: RULE,
  hasMembers: false,
});

describe('bars of groups', () => {
  it('are the mean of their runs with its spread, whatever the steps', () => {
    const bars = groupBars(pictureOf(3, 1, 3, 8, undefined), true, groupsOf([[0], [1]], [[2]], [[3]]));
    expect(bars?.values).toEqual([2, 8, undefined]);
    expect(bars?.spreads[0]?.high).toBeCloseTo(2 + Math.SQRT2, 12);
    expect(bars?.spreads.map((spread) => spread?.count)).toEqual([2, 1, undefined]);
    expect(bars?.spreads[1]?.low).toBeNaN();
  });

  it('reduce a family within each run first', () => {
    const bars = groupBars(pictureOf(1, 1, 3, 10), true, groupsOf([[0, 1], [2]]));
    expect([bars?.values[0], bars?.spreads[0]?.count]).toEqual([6, 2]);
  });

  it('leave out what is no number, and are NaN where nothing is one', () => {
    const bars = groupBars(pictureOf(2, 4, Number.NaN, Number.NaN), true, groupsOf([[0], [1]], [[2]]));
    expect(bars?.values).toEqual([4, Number.NaN]);
    expect(bars?.spreads[0]?.count).toBe(1);
  });

  it('are none where a run has more points, or the picture is of other groups', () => {
    const one = pictureOf(1, 1);
    const curve = { ...one, series: one.series.map((series) => ({ ...series, pointsTotal: 2 })) };
    expect(groupBars(curve, true, groupsOf([[0]]))).toBeUndefined();
    expect(groupBars(one, true, groupsOf([[0]], [[1]]))).toBeUndefined();
    expect(groupBars(one, false, groupsOf([[0]]))).toBeUndefined();
    expect(groupBars(one, true, undefined)).toBeUndefined();
  });
});
