import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../domain/series/series.ts';
import { countSteps, cropSeries, sortSeries } from './sort-series.ts';

type Point = readonly [step: number, timestampMs: number, value: number];

function seriesOf(points: readonly Point[]): Series {
  return {
    steps: Float64Array.from(points, ([step]) => step),
    timestampsMs: Float64Array.from(points, ([, timestampMs]) => timestampMs),
    values: Float64Array.from(points, ([, , value]) => value),
  };
}

function pointsOf({ steps, timestampsMs, values }: Series): Point[] {
  return Array.from(steps, (step, index) => [step, timestampsMs[index] ?? 0, values[index] ?? 0]);
}

const points = fc.array(
  fc.tuple(
    fc.integer({ min: -5, max: 5 }),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom(0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ),
  { maxLength: 40 },
);

/** A text that sorts like the point: NaN after every number. */
function sortKey([step, timestampMs, value]: Point): string {
  const rank = [Number.NEGATIVE_INFINITY, -1, 0, 1, Number.POSITIVE_INFINITY, Number.NaN].findIndex((known) =>
    Object.is(known, value),
  );
  return `${step + 5 < 10 ? `0${step + 5}` : step + 5}/${timestampMs}/${rank}`;
}

describe('sortSeries', () => {
  it('orders by step, time and value, and keeps every point', () => {
    fc.assert(
      fc.property(points, (given) => {
        const expected = given.map(sortKey).toSorted();
        expect(pointsOf(sortSeries(seriesOf(given))).map(sortKey)).toEqual(expected);
      }),
    );
  });

  it('hands out the very series that is in order', () => {
    const series = seriesOf([
      [-1, 0, 5],
      [0, 0, 1],
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(sortSeries(series)).toBe(series);
  });
});

describe('cropSeries and countSteps', () => {
  it('keep the points of the range, and count different steps', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: -6, max: 6 }), fc.nat(8), (given, start, width) => {
        const cropped = pointsOf(cropSeries(sortSeries(seriesOf(given)), start, start + width));
        const kept = given.filter(([step]) => step >= start && step <= start + width);
        expect(cropped.map(sortKey)).toEqual(kept.map(sortKey).toSorted());
        expect(countSteps(sortSeries(seriesOf(given)))).toBe(new Set(given.map(([step]) => step)).size);
      }),
    );
  });
});
