import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inOrder,
  loggedPoints,
  type LoggedPoint,
  toPoints,
  toSeries,
} from '../../testing/series-arbitrary.ts';
import { splitAttempts } from './attempts.ts';

/** Attempts one after the other, each from a checkpoint that undoes at least two steps, or further on. */
const attempts = fc
  .array(fc.record({ back: fc.integer({ min: 2, max: 9 }), count: fc.integer({ min: 2, max: 12 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) => {
    let timestampMs = 0;
    let next = -3;
    return list.map(({ back, count }, attempt) => {
      const start = attempt === 0 ? next : next - Math.min(back, list[attempt - 1]!.count);
      next = start + count;
      return Array.from({ length: count }, (_, index): LoggedPoint => {
        timestampMs += 10;
        return { step: start + index, timestampMs, value: attempt };
      });
    });
  });

function sortedSeries(points: readonly LoggedPoint[]) {
  return toSeries(points.toSorted(inOrder));
}

describe('splitAttempts', () => {
  it('takes the later attempt for the line, and what it did again for faint', () => {
    fc.assert(
      fc.property(attempts, (parts) => {
        const points = parts.flat();
        const found = splitAttempts(sortedSeries(points));
        const isDoneAgain = (point: LoggedPoint) =>
          parts.some((part, attempt) => attempt > point.value && part[0]!.step <= point.step);
        expect(toPoints(found.line)).toEqual(points.filter((point) => !isDoneAgain(point)).toSorted(inOrder));
        expect(found.faint.flatMap(toPoints)).toEqual(points.filter(isDoneAgain));
        expect(found.restartCount).toBe(parts.length - 1);
      }),
    );
  });

  it('loses and invents no point, whatever was logged, and keeps the line in order', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        const { line, faint, seams, restartCount } = splitAttempts(toSeries(points));
        const all = [...toPoints(line), ...faint.flatMap(toPoints)];
        expect(all.toSorted(inOrder)).toEqual(points);
        expect([...line.steps]).toEqual([...line.steps].toSorted((a, b) => a - b));
        expect(seams.length).toBeLessThanOrEqual(restartCount);
      }),
    );
  });

  it('marks the seams', () => {
    const points = [0, 1, 2, 3, 2, 3, 4, 5].map((step, index) => ({
      step,
      timestampMs: index,
      value: index,
    }));
    const { seams, restartCount } = splitAttempts(sortedSeries(points));
    expect(restartCount).toBe(1);
    expect(seams).toEqual([{ step: 2, timestampMs: 4, part: 1 }]);
  });

  it.each([
    ['no points', []],
    ['one step', [0, 0, 0, 0]],
    ['several points at a step', [0, 0, 1, 1, 1, 2]],
    ['two workers whose points arrive a step out of order', [0, 2, 1, 3, 5, 4]],
    ['many processes at once', Array.from({ length: 40 }, (_, index) => [index + 3, index]).flat()],
  ])('hands on the series of %s', (_, steps) => {
    const series = sortedSeries(steps.map((step, index) => ({ step, timestampMs: index, value: 0 })));
    expect(splitAttempts(series).line).toBe(series);
  });
});
