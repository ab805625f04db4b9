import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loggedPoints, toPoints, toSeries } from '../../testing/series-arbitrary.ts';
import {
  firstNonFinite,
  kindOfNonFinite,
  nonFiniteRuns,
  readInfinities,
  stepsAround,
} from './first-non-finite.ts';

describe('nonFiniteRuns', () => {
  it('tells kind, place, length and the last finite point before, for each run', () => {
    fc.assert(
      fc.property(loggedPoints, fc.integer({ min: 0, max: 5 }), (points, maxCount) => {
        const kinds = points.map(({ value }) => kindOfNonFinite(value));
        const starts = [...points.keys()].filter(
          (index) => kinds[index] && kinds[index] !== kinds[index - 1],
        );
        const { runs, runCount } = nonFiniteRuns(toSeries(points), maxCount);
        expect(runCount).toBe(starts.length);
        expect(runs).toEqual(
          starts.slice(0, maxCount).map((start) => {
            const after = kinds.findIndex((kind, index) => index > start && kind !== kinds[start]);
            const end = after < 0 ? points.length : after;
            return {
              kind: kinds[start],
              step: points[start]!.step,
              timestampMs: points[start]!.timestampMs,
              lastStep: points[end - 1]!.step,
              pointCount: end - start,
              lastFinite: points.slice(0, start).findLast(({ value }) => Number.isFinite(value)),
            };
          }),
        );
      }),
    );
  });
});

describe('firstNonFinite', () => {
  it('is the first of them', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        expect(firstNonFinite(toSeries(points))?.step).toBe(
          points.find(({ value }) => !Number.isFinite(value))?.step,
        );
      }),
    );
    expect(stepsAround(500)).toEqual({ min: 300, max: 700 });
  });
});

describe('readInfinities', () => {
  it('takes the largest double for an infinity, nothing else', () => {
    const values = Float64Array.of(1, Number.MAX_VALUE, -Number.MAX_VALUE, Number.NaN, 1e308);
    expect([...readInfinities(values)]).toEqual([
      1,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      1e308,
    ]);
    expect([...values].map(kindOfNonFinite)).toEqual([
      undefined,
      'positive-infinity',
      'negative-infinity',
      'nan',
      undefined,
    ]);
  });

  it('hands on a column without any', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        const { values } = toSeries(points);
        expect(readInfinities(values)).toBe(values);
        expect(toPoints(toSeries(points))).toEqual(points);
      }),
    );
  });
});
