import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countRoundedSteps,
  createSeriesColumns,
  heldBytes,
  mergePoints,
  POINT_BYTES,
  type SeriesColumns,
  trimColumns,
  viewSeries,
} from './series-columns.ts';
import type { Series } from './series.ts';

type Point = readonly [step: number, timestampMs: number, value: number];

const points: fc.Arbitrary<Point> = fc.tuple(
  fc.integer({ min: -3, max: 6 }),
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom(0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const pages = fc.array(fc.array(points, { maxLength: 12 }), { maxLength: 6 });

function toSeries(list: readonly Point[]): Series {
  const column = (place: 0 | 1 | 2) => Float64Array.from(list, (point) => point[place]);
  return { steps: column(0), timestampsMs: column(1), values: column(2) };
}

function toPoints(columns: SeriesColumns): Point[] {
  const { steps, timestampsMs, values } = viewSeries(columns);
  return Array.from(steps, (step, index) => [step, timestampsMs[index] ?? 0, values[index] ?? 0]);
}

/** All different points, sorted; NaN after +Infinity. */
function naiveMerge(list: readonly (readonly Point[])[]): Point[] {
  const different = new Map(list.flat().map((point) => [point.join(' '), point]));
  return [...different.values()].sort(
    ([leftStep, leftTime, left], [rightStep, rightTime, right]) =>
      leftStep - rightStep ||
      leftTime - rightTime ||
      Number(Number.isNaN(left)) - Number(Number.isNaN(right)) ||
      (left < right ? -1 : 1),
  );
}

describe('series columns', () => {
  it('hold all different points in order, whatever the order of pages', () => {
    fc.assert(
      fc.property(pages, (list) => {
        const columns = createSeriesColumns();
        for (const page of list) {
          const before = columns.length;
          mergePoints(columns, toSeries(page));
          expect(columns.length).toBeGreaterThanOrEqual(before);
        }
        expect(toPoints(columns)).toEqual(naiveMerge(list));
        expect(columns.nonFiniteCount).toBe(
          naiveMerge(list).filter(([, , value]) => !Number.isFinite(value)).length,
        );
      }),
    );
  });

  it('lose nothing when the room for growth is given back', () => {
    const columns = createSeriesColumns();
    for (let page = 0; page < 20; page++) {
      mergePoints(
        columns,
        toSeries(Array.from({ length: 100 }, (_, index) => [page * 100 + index, 0, index])),
      );
      expect(heldBytes(columns)).toBeLessThanOrEqual(columns.length * POINT_BYTES * 1.5);
    }
    const before = toPoints(columns);
    trimColumns(columns);
    expect(heldBytes(columns)).toBe(2_000 * POINT_BYTES);
    expect(toPoints(columns)).toEqual(before);
  });

  it('leave the page that they were given as it was', () => {
    const columns = createSeriesColumns();
    const page = toSeries([
      [2, 0, 0],
      [1, 0, 0],
    ]);
    mergePoints(columns, page);
    expect([...page.steps]).toEqual([2, 1]);
  });
});

it('steps beyond what a number tells exactly are counted at either end', () => {
  const columns = createSeriesColumns();
  const most = Number.MAX_SAFE_INTEGER;
  const steps = [-(2 ** 60), -most - 1, -most, 0, most, most + 1, 2 ** 62];
  mergePoints(columns, toSeries(steps.map((step) => [step, 0, 0])));
  expect(countRoundedSteps(columns)).toBe(4);
  const large = createSeriesColumns();
  mergePoints(large, toSeries([[2 ** 60, 0, 0]]));
  expect(countRoundedSteps(large)).toBe(1);
  expect(countRoundedSteps(createSeriesColumns())).toBe(0);
});
