import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { createSeriesColumns, mergePoints } from '../../domain/series/series-columns.ts';
import { AS_LOGGED, type LineRecipe } from '../../domain/series/shape-line.ts';
import { isBaselineKnown } from './baseline-picture.ts';
import { buildPicture } from './build-picture.ts';
import type { ChartBaseline, ChartPicture, ChartQuery } from './chart-protocol.ts';
import { createLineShaper } from './line-shaper.ts';
import { createEntry } from '../series/series-entry.ts';

type Points = readonly (readonly [step: number, value: number])[];

function storedOf(run: string, points: Points, state: 'exact' | 'loading' = 'exact', key = 'loss') {
  const columns = createSeriesColumns();
  const steps = Float64Array.from(points, ([step]) => step);
  const values = Float64Array.from(points, ([, value]) => value);
  mergePoints(columns, { steps, timestampsMs: steps, values });
  return { ...createEntry(key, run as RunId), columns, state, hasSample: true };
}

type Stored = ReturnType<typeof storedOf>;

const BASE = storedOf('base', [
  [10, 2],
  [20, 1],
  [30, 4],
]);
const RUN = storedOf('run', [
  [5, 9],
  [10, 3],
  [25, 3],
  [40, 8],
]);
const OF_FIRST: ChartBaseline = {
  lines: [{ line: 0, direction: 'lower' }],
  against: [0, 0],
  measure: 'value',
  level: 'final',
};

function queryOf(
  stored: readonly Stored[],
  baseline: Partial<ChartBaseline>,
  more: Partial<ChartQuery> = {},
) {
  return {
    key: 'loss',
    runs: stored.map(({ runId, key }) => ({ id: runId, isRunning: false, key })),
    recipe: AS_LOGGED,
    widthPx: 1000,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    baseline: { ...OF_FIRST, ...baseline },
    ...more,
  } satisfies ChartQuery;
}

function pictureOf(
  stored: readonly Stored[],
  baseline: Partial<ChartBaseline>,
  more: Partial<ChartQuery> = {},
): Promise<ChartPicture> {
  const query = queryOf(stored, baseline, more);
  return buildPicture(query, stored, undefined, createLineShaper(query), new AbortController().signal);
}

function pointsOf({ lines }: ChartPicture, line: number): Points {
  const [from, to] = [lines.offsets[line] ?? 0, lines.offsets[line + 1] ?? 0];
  return Array.from({ length: to - from }, (_, index) => [
    lines.xs[from + index] ?? Number.NaN,
    lines.ys[from + index] ?? Number.NaN,
  ]);
}

describe('a picture with a baseline', () => {
  it('has its level at the last value, or the best one by the direction, however it is zoomed', async () => {
    const xWindow = { min: 10, max: 20 };
    const final = await pictureOf([BASE, RUN], {}, { xWindow });
    expect(final.baseline?.levels).toEqual([{ line: 0, y: 4, kind: 'final' }]);
    const best = await pictureOf([BASE, RUN], { level: 'best' }, { xWindow });
    expect(best.baseline?.levels).toEqual([{ line: 0, y: 1, kind: 'best' }]);
    const none = await pictureOf([BASE, RUN], { level: 'none' });
    expect(none.baseline?.levels).toEqual([]);
  });

  it('has no best level where nobody knows which way is better', async () => {
    const { baseline } = await pictureOf([BASE, RUN], {
      level: 'best',
      lines: [{ line: 0, direction: undefined }],
    });
    expect(baseline?.levels).toEqual([{ line: 0, y: 4, kind: 'final' }]);
  });

  it('shows differences as of the same x, and counts what it leaves out or measures against the end', async () => {
    const picture = await pictureOf([BASE, RUN], { measure: 'difference' });
    expect(pointsOf(picture, 1)).toEqual([
      [10, 1],
      [25, 2],
      [40, 4],
    ]);
    expect(pointsOf(picture, 0).map(([, y]) => y)).toEqual([0, 0, 0]);
    expect(picture.baseline).toEqual({
      measure: 'difference',
      isMissing: false,
      levels: [{ line: 0, y: 0, kind: 'even' }],
      earlyCount: 1,
      lateCount: 1,
      undefinedCount: 0,
    });
    // What was read is what was logged.
    expect(picture.series.map(({ pointsRead }) => pointsRead)).toEqual([3, 4]);
  });

  it('shows ratios, level at 1, on a log axis too', async () => {
    const picture = await pictureOf([BASE, RUN], { measure: 'ratio' }, { yKind: 'log' });
    expect(pointsOf(picture, 1).map(([, y]) => y)).toEqual([1.5, 3, 2]);
    expect(picture.baseline?.levels).toEqual([{ line: 0, y: 1, kind: 'even' }]);
  });

  it('counts differences that a log axis has no place for', async () => {
    const picture = await pictureOf([BASE, RUN], { measure: 'difference' }, { yKind: 'log' });
    expect(picture.series.map(({ offAxisCount }) => offAxisCount)).toEqual([3, 0]);
  });

  it('smooths differences, not what they are made of: behind them stand the differences themselves', async () => {
    const recipe: LineRecipe = { ...AS_LOGGED, smoothing: { kind: 'running-mean', points: 3 } };
    const { lines, faint } = await pictureOf([BASE, RUN], { measure: 'difference' }, { recipe });
    expect([...(lines.raws ?? [])].slice(-3)).toEqual([1, 2, 4]);
    expect([...faint.ys].slice(-3)).toEqual([1, 2, 4]);
  });

  it('shows what was logged where the baseline lacks the metric, and says so', async () => {
    const picture = await pictureOf([storedOf('base', []), RUN], { measure: 'ratio' });
    expect(picture.baseline).toMatchObject({ measure: 'value', isMissing: true, levels: [] });
    expect(pointsOf(picture, 1)).toHaveLength(4);
  });

  it('measures each metric against the same metric, each member of a family before they are reduced', async () => {
    const other = storedOf('base', [[10, 100]], 'exact', 'fold_1/loss');
    const runOther = storedOf('run', [[10, 107]], 'exact', 'fold_1/loss');
    const stored = [BASE, other, RUN, runOther];
    const baseline: Partial<ChartBaseline> = {
      lines: [
        { line: 0, direction: 'lower' },
        { line: 1, direction: 'lower' },
      ],
      against: [0, 1, 0, 1],
      measure: 'difference',
    };
    const plain = await pictureOf(stored, baseline);
    expect(pointsOf(plain, 3)).toEqual([[10, 7]]);
    const groups: ChartQuery['groups'] = {
      runs: [[[0, 1]], [[2, 3]]],
      rule: { centre: 'mean', spread: 'std', align: 'as-of' },
      hasMembers: false,
    };
    const banded = await pictureOf(stored, baseline, { groups });
    expect(pointsOf(banded, 1)[0]).toEqual([10, 4]);
    expect(banded.baseline?.levels).toEqual([{ line: 0, y: 0, kind: 'even' }]);
    const values = await pictureOf(stored, { ...baseline, measure: 'value' }, { groups });
    // Of the mean of both members, where only one goes on.
    expect(values.baseline?.levels).toEqual([{ line: 0, y: 4, kind: 'final' }]);
  });

  it('is made anew when the baseline grew', async () => {
    const base = storedOf('base', [[10, 2]]);
    const query = queryOf([base, RUN], { measure: 'difference' });
    const shaper = createLineShaper(query);
    const build = () => buildPicture(query, [base, RUN], undefined, shaper, new AbortController().signal);
    expect(pointsOf(await build(), 1).map(([, y]) => y)).toEqual([1, 1, 6]);
    const more = Float64Array.of(20);
    mergePoints(base.columns, { steps: more, timestampsMs: more, values: Float64Array.of(1) });
    expect(pointsOf(await build(), 1).map(([, y]) => y)).toEqual([1, 2, 7]);
  });

  it('waits for a baseline that lines are measured against', () => {
    const loading = [storedOf('base', [], 'loading'), RUN];
    const known = (measure: ChartBaseline['measure'], list: readonly Stored[]) =>
      isBaselineKnown(queryOf(list, { measure }), list, undefined);
    expect(known('difference', loading)).toBe(false);
    expect(known('value', loading)).toBe(true);
    expect(known('difference', [BASE, RUN])).toBe(true);
    expect(isBaselineKnown(queryOf([BASE, RUN], { measure: 'ratio' }), [BASE, RUN], loading)).toBe(false);
  });

  it('gives cards of bars the differences too', async () => {
    const stored = [storedOf('base', [[3, 2]]), storedOf('run', [[3, 5]]), storedOf('early', [[2, 5]])];
    const baseline = { measure: 'difference', against: [0, 0, 0] } as const;
    const { series } = await pictureOf(stored, baseline);
    expect(series.map(({ onlyValue }) => onlyValue)).toEqual([0, 3, undefined]);
    const plain = await pictureOf(stored, { against: [0, 0, 0] });
    expect(plain.series.map(({ onlyValue }) => onlyValue)).toEqual([2, 5, 5]);
  });

  it('is of a joined training where its run is one of several', async () => {
    const stored = [BASE, storedOf('base2', [[40, 6]]), RUN];
    const query = queryOf(stored, { measure: 'difference' }, { joins: [[0, 1], [2]] });
    const picture = await buildPicture(
      query,
      stored,
      undefined,
      createLineShaper(query),
      new AbortController().signal,
    );
    expect(pointsOf(picture, 0).map(([, y]) => y)).toEqual([0, 0, 0, 0]);
    expect(pointsOf(picture, 1)).toEqual([
      [10, 1],
      [25, 2],
      [40, 2],
    ]);
    expect(picture.baseline?.lateCount).toBe(0);
  });
});
