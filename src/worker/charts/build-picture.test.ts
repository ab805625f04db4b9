import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { createSeriesColumns, mergePoints } from '../../domain/series/series-columns.ts';
import { AS_LOGGED } from '../../domain/series/shape-line.ts';
import { buildPicture } from './build-picture.ts';
import type { ChartQuery } from './chart-protocol.ts';
import { createLineShaper } from './line-shaper.ts';
import type { StoredSeries } from '../series/series-entry.ts';

function stored(id: string, startMs: number, points: readonly (readonly [step: number, value: number])[]) {
  const columns = createSeriesColumns();
  mergePoints(columns, {
    steps: Float64Array.from(points, ([step]) => step),
    timestampsMs: Float64Array.from(points, (_, index) => startMs + index),
    values: Float64Array.from(points, ([, value]) => value),
  });
  const known = { runId: id as RunId, key: 'loss', columns, hasSample: true, failure: undefined };
  return { ...known, state: points.length > 0 ? 'exact' : 'empty' } satisfies StoredSeries;
}

function draw(list: readonly StoredSeries[], more: Partial<ChartQuery> = {}) {
  const query: ChartQuery = {
    key: 'loss',
    runs: list.map(({ runId }) => ({ id: runId, isRunning: false })),
    recipe: AS_LOGGED,
    widthPx: 100,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    ...more,
  };
  return buildPicture(query, list, undefined, createLineShaper(query), new AbortController().signal);
}

const A = stored('a', 0, [
  [0, 1],
  [1, 1],
  [2, Number.NaN],
]);
const B = stored('b', 100, [
  [2, 5],
  [3, 5],
]);
const C = stored('c', 50, [[9, 7]]);

describe('a picture of joined runs', () => {
  it('has a line for each training, says where a run takes over, and counts runs apart', async () => {
    const picture = await draw([A, B, C], { joins: [[0, 1], [2]] });
    expect([...picture.lines.offsets]).toEqual([0, 4, 5]);
    expect([...picture.lines.ys]).toEqual([1, 1, 5, 5, 7]);
    expect(picture.joined).toEqual({
      runs: 2,
      lines: 1,
      seams: [{ line: 0, run: 1, x: 2, step: 2, timeMs: 100 }],
    });
    expect(picture.series.map(({ pointsRead }) => pointsRead)).toEqual([3, 2, 1]);
    // What the earlier run logged beyond is faint, and still counted.
    expect([...picture.faint.owners]).toEqual([0]);
    expect(picture.series.map(({ nonFiniteCount }) => nonFiniteCount)).toEqual([1, 0, 0]);
  });

  it('joins nothing where one run has points, or nothing is asked', async () => {
    const { joined } = await draw([stored('x', 0, []), B], { joins: [[0, 1]] });
    expect(joined).toEqual({ runs: 0, lines: 0, seams: [] });
    const apart = await draw([A, B, C]);
    expect(apart.joined).toBeUndefined();
    expect(apart.lines.offsets).toHaveLength(4);
  });

  it('has its seams on the lines of bands', async () => {
    const rule = { centre: 'mean', spread: 'std', align: { kind: 'union' } } as never;
    const groups = { runs: [[[1]], [[0]]], rule, hasMembers: false };
    const { joined } = await draw([A, B, C], { joins: [[0, 1], [2]], groups });
    expect(joined?.seams.map(({ line }) => line)).toEqual([1]);
  });
});

it('a history of one point tells its value, whatever the axes leave out', async () => {
  const list = [stored('x', 0, [[-3, Number.MAX_VALUE]]), stored('y', 0, []), B];
  const { series } = await draw(list, { xWindow: { min: 1, max: 2 }, yKind: 'log' });
  expect(series.map(({ onlyValue }) => onlyValue)).toEqual([Number.POSITIVE_INFINITY, undefined, undefined]);
});

it('steps above 2^53 lie where the nearest numbers are, none is lost, and they are counted', async () => {
  const base = 2 ** 53;
  // As JSON gives them: the odd ones become their neighbours.
  const list = [
    stored(
      'x',
      0,
      [0, 2, 3, 5, 8].map((step) => [base + step, step] as const),
    ),
    B,
  ];
  const window = { min: base, max: base + 8 };
  const { lines, series, xExtent } = await draw(list, { xWindow: window });
  const [from = 0, to = 0] = lines.offsets;
  expect(Array.from(lines.xs.slice(from, to), (x) => x - base)).toEqual([0, 2, 4, 4, 8]);
  expect(Array.from(lines.ys.slice(from, to))).toEqual([0, 2, 3, 5, 8]);
  expect(series.map(({ roundedCount }) => roundedCount)).toEqual([5, 0]);
  expect(series[0]?.pointsRead).toBe(5);
  expect(xExtent).toEqual({ min: 2, max: base + 8 });
});
