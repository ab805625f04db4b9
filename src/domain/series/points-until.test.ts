import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsUntil } from './points-until.ts';
import { createSeriesColumns, mergePoints, viewSeries } from './series-columns.ts';

const point = fc.record({
  step: fc.integer({ min: 0, max: 30 }),
  timeMs: fc.integer({ min: 0, max: 20 }),
  value: fc.constantFrom(1, 2, Number.NaN, Number.POSITIVE_INFINITY),
});

function columnsOf(points: readonly { step: number; timeMs: number; value: number }[]) {
  const columns = createSeriesColumns();
  mergePoints(columns, {
    steps: Float64Array.from(points, ({ step }) => step),
    timestampsMs: Float64Array.from(points, ({ timeMs }) => timeMs),
    values: Float64Array.from(points, ({ value }) => value),
  });
  return columns;
}

describe('points up to a moment', () => {
  it('are those that a history without the later ones would hold', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), fc.integer({ min: -1, max: 21 }), (points, untilMs) => {
        const until = pointsUntil(columnsOf(points), untilMs);
        const alone = columnsOf(points.filter(({ timeMs }) => timeMs <= untilMs));
        expect(viewSeries(until)).toEqual(viewSeries(alone));
        expect(until.nonFiniteCount).toBe(alone.nonFiniteCount);
      }),
    );
  });

  it('are not copied where all are', () => {
    const columns = columnsOf([{ step: 1, timeMs: 5, value: 1 }]);
    expect(pointsUntil(columns, 5)).toBe(columns);
  });
});
