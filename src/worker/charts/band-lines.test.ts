import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { createSeriesColumns, mergePoints } from '../../domain/series/series-columns.ts';
import { AS_LOGGED } from '../../domain/series/shape-line.ts';
import { buildPicture } from './build-picture.ts';
import type { ChartGroups, ChartPicture, ChartQuery } from './chart-protocol.ts';
import { createLineShaper } from './line-shaper.ts';
import { createEntry } from '../series/series-entry.ts';

const MEAN_STD = { centre: 'mean', spread: 'std', align: 'as-of' } as const;

function storedOf(run: string, key: string, ...values: readonly number[]) {
  const columns = createSeriesColumns();
  const steps = Float64Array.from(values, (_, index) => index);
  mergePoints(columns, { steps, timestampsMs: steps, values: Float64Array.from(values) });
  return { ...createEntry(key, run as RunId), columns, state: 'exact' as const, hasSample: true };
}

/** Two runs of two folds each, the second run's second fold shorter. */
const STORED = [
  storedOf('a', 'fold_0/f1', 1, 2, 3),
  storedOf('a', 'fold_1/f1', 3, 4, 5),
  storedOf('b', 'fold_0/f1', 10, 20, 30),
  storedOf('b', 'fold_1/f1', 20, Number.NaN),
];

function columnsAt(steps: Float64Array<ArrayBuffer>) {
  const columns = createSeriesColumns();
  mergePoints(columns, { steps, timestampsMs: steps, values: steps });
  return columns;
}

async function pictureOf(groups: ChartGroups | undefined, stored = STORED): Promise<ChartPicture> {
  const query: ChartQuery = {
    key: 'fold_0/f1',
    runs: stored.map(({ runId, key }) => ({ id: runId, isRunning: false, key })),
    recipe: AS_LOGGED,
    widthPx: 100,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    groups,
  };
  return buildPicture(query, stored, undefined, createLineShaper(query), new AbortController().signal);
}

const lineOf = ({ lines }: ChartPicture, index: number) =>
  Array.from(lines.ys.subarray(lines.offsets[index], lines.offsets[index + 1]));

describe('bands in a picture', () => {
  it('put the mean of each run’s members in their place, with the spread around it', async () => {
    const picture = await pictureOf({ runs: [[[0, 1]], [[2, 3]]], rule: MEAN_STD, hasMembers: false });
    expect([lineOf(picture, 0), lineOf(picture, 1)]).toEqual([
      [2, 3, 4],
      [15, 20, 30],
    ]);
    const { bands, faint, yExtent, series } = picture;
    expect([...(bands?.offsets ?? [])]).toEqual([0, 3, 5]);
    expect(bands?.lows[0]).toBeCloseTo(2 - Math.SQRT2, 12);
    expect(bands?.highs[0]).toBeCloseTo(2 + Math.SQRT2, 12);
    expect([...(bands?.readings.counts ?? [])]).toEqual([2, 2, 2, 2, 1, 1]);
    expect(yExtent?.min).toBeCloseTo(2 - Math.SQRT2, 12);
    expect(faint.owners).toHaveLength(0);
    // What was read is told of every member.
    expect(series).toHaveLength(4);
  });

  it('keep the marks of members, and show members behind where they are asked for', async () => {
    const { marks, faint } = await pictureOf({
      runs: [[[0, 1]], [[2, 3]]],
      rule: MEAN_STD,
      hasMembers: true,
    });
    expect([[...marks.lines], [...marks.xs]]).toEqual([[1], [1]]);
    expect([...faint.owners]).toEqual([0, 0, 1, 1]);
  });

  it('of several runs count each run once: its members are reduced first', async () => {
    const picture = await pictureOf({
      runs: [[[0, 1], [2]]],
      rule: { ...MEAN_STD, spread: 'min-max' },
      hasMembers: false,
    });
    expect(lineOf(picture, 0)).toEqual([(2 + 10) / 2, (3 + 20) / 2, (4 + 30) / 2]);
    expect([...(picture.bands?.lows ?? [])]).toEqual([2, 3, 4]);
    expect([...(picture.bands?.highs ?? [])]).toEqual([10, 20, 30]);
  });

  it('of groups of one run leave its members without a band of their own', async () => {
    const groups = { runs: [[[0, 1]]], rule: MEAN_STD, hasMembers: true, isOverRuns: true };
    const { bands, faint, ...picture } = await pictureOf(groups);
    expect(lineOf({ ...picture, bands, faint }, 0)).toEqual([2, 3, 4]);
    expect([...(bands?.readings.counts ?? [])]).toEqual([1, 1, 1]);
    expect(bands?.readings.lows[0]).toBeNaN();
    // One thin line for each run, as the band knows it.
    expect([[...faint.owners], [...faint.ys]]).toEqual([[0], [2, 3, 4]]);
  });

  it('tell where the number of members changes', async () => {
    const { bands } = await pictureOf({ runs: [[[0, 1]], [[2, 3]]], rule: MEAN_STD, hasMembers: false });
    const { lines, xs, counts } = bands!.changes;
    expect(Array.from(lines, (line, index) => [line, xs[index], counts[index]])).toEqual([
      [0, 0, 2],
      [1, 0, 2],
      [1, 1, 1],
    ]);
  });

  it('say at how many places they were made where their members share too few', async () => {
    const many = Array.from({ length: 300 }, (_, run) => ({
      ...storedOf(`r${run}`, 'loss'),
      columns: columnsAt(Float64Array.from({ length: 300 }, (_, index) => index * 300 + run)),
    }));
    const { bands } = await pictureOf(
      { runs: [many.map((_, place) => [place])], rule: MEAN_STD, hasMembers: false },
      many,
    );
    // 20 million values of 300 members.
    expect(bands?.placeCount).toBe(66_666);
    expect((await pictureOf({ runs: [[[0, 1]]], rule: MEAN_STD, hasMembers: false })).bands?.placeCount).toBe(
      undefined,
    );
  });

  it('are not there where nobody asked', async () => {
    const picture = await pictureOf(undefined);
    expect(picture.bands).toBeUndefined();
    expect(lineOf(picture, 3)).toEqual([20]);
  });
});
