import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loggedPoints, toPoints, toSeries } from '../../testing/series-arbitrary.ts';
import { ascendingOrder, countUpTo, createCounter, inTimeOrder, isAscending } from './as-of.ts';

const numbers = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 200, size: 'max' });

describe('countUpTo and createCounter', () => {
  it('count what is at or below, in any order of questions', () => {
    const limits = fc.array(fc.oneof(fc.integer({ min: -2, max: 62 }), fc.constant(Number.NaN)));
    fc.assert(
      fc.property(numbers, limits, fc.boolean(), (list, asked, isRising) => {
        const ascending = Float64Array.from(list).sort();
        const questions = isRising ? asked.toSorted((a, b) => a - b) : asked;
        const wanted = questions.map((limit) => list.filter((each) => each <= limit).length);
        const count = createCounter(ascending);
        expect(questions.map((limit) => count(limit))).toEqual(wanted);
        expect(questions.map((limit) => countUpTo(ascending, limit))).toEqual(wanted);
      }),
    );
  });
});

describe('ascendingOrder', () => {
  it('is that of a stable sort, nearly sorted or not', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 3 }), fc.boolean(), (list, jitter, isNear) => {
        const column = isNear ? list.map((each, index) => index + (each % (jitter + 1))) : list;
        const wanted = [...column.keys()].sort((a, b) => column[a]! - column[b]! || a - b);
        expect([...ascendingOrder(Float64Array.from(column))]).toEqual(wanted);
      }),
    );
  });
});

describe('inTimeOrder', () => {
  it('keeps the order of the series among equal times, and the series itself where it is in order', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        const series = toSeries(points);
        const ordered = inTimeOrder(series);
        expect(toPoints(ordered)).toEqual(points.toSorted((a, b) => a.timestampMs - b.timestampMs));
        expect(ordered === series).toBe(isAscending(series.timestampsMs));
      }),
    );
  });
});
