import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LoggedPoint, loggedPoints, toSeries } from '../../testing/series-arbitrary.ts';
import { stepAtTime, timeAtStep } from './as-of.ts';
import { axisFor, placeSeries, type XAxis } from './series-axis.ts';

const joins = fc.constantFrom<XAxis>(
  { kind: 'metric', key: 'x', join: 'step' },
  { kind: 'metric', key: 'x', join: 'time' },
  { kind: 'epoch', key: 'x' },
);

/** By looking through all points of the other metric for each point. */
function naiveX(point: LoggedPoint, others: readonly LoggedPoint[], axis: XAxis): number | undefined {
  if (axis.kind === 'metric' && axis.join === 'time') {
    const before = others.filter((other) => other.timestampMs <= point.timestampMs);
    const latest = Math.max(...before.map((other) => other.timestampMs));
    return before.findLast((other) => other.timestampMs === latest)?.value;
  }
  const left = others.findLast((other) => other.step <= point.step);
  const right = others.find((other) => other.step > point.step);
  if (axis.kind !== 'epoch' || !left || !right || left.step === point.step) return left?.value;
  const share = (point.step - left.step) / (right.step - left.step);
  return left.value * (1 - share) + right.value * share;
}

describe('placeSeries', () => {
  it('joins another metric as a search through all its points does', () => {
    fc.assert(
      fc.property(loggedPoints, loggedPoints, joins, (points, others, axis) => {
        const placed = placeSeries(toSeries(points), axis, { other: toSeries(others) });
        const xs = points.map((point) => naiveX(point, others, axis));
        const kept = [...xs.keys()].filter((index) => Number.isFinite(xs[index]));
        expect([...placed.xs]).toEqual(kept.map((index) => xs[index]));
        expect([...placed.ys]).toEqual(kept.map((index) => points[index]!.value));
        expect([...placed.places!]).toEqual(kept);
        expect(placed.earlyCount).toBe(xs.filter((x) => x === undefined).length);
        expect(placed.earlyCount + placed.nonFiniteCount + kept.length).toBe(points.length);
        expect(placed.isMonotone).toBe(
          kept.every((index, at) => at === 0 || xs[kept[at - 1]!]! <= xs[index]!),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('keeps every point on the axes of step and time', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        const series = toSeries(points);
        const least = Math.min(...points.map(({ timestampMs }) => timestampMs));
        expect(placeSeries(series, { kind: 'step' })).toMatchObject({ xs: series.steps, isMonotone: true });
        expect(placeSeries(series, { kind: 'wall' }).xs).toBe(series.timestampsMs);
        expect([...placeSeries(series, { kind: 'relative' }).xs]).toEqual(
          points.map(({ timestampMs }) => timestampMs - least),
        );
        expect([...placeSeries(series, { kind: 'relative' }, { startMs: 900 }).xs]).toEqual(
          points.map(({ timestampMs }) => timestampMs - 900),
        );
      }),
    );
  });

  it('says that x falls where a run was restarted', () => {
    const series = toSeries([
      { step: 1, timestampMs: 50, value: 1 },
      { step: 2, timestampMs: 10, value: 2 },
    ]);
    expect(placeSeries(series, { kind: 'wall' }).isMonotone).toBe(false);
  });

  it('has no place for anything while the other metric is not there', () => {
    const series = toSeries([{ step: 1, timestampMs: 50, value: 1 }]);
    expect(placeSeries(series, { kind: 'epoch', key: 'epoch' })).toMatchObject({
      earlyCount: 1,
      xs: { length: 0 },
    });
  });
});

describe('axisFor', () => {
  it('takes time for system metrics, whose step counts samples', () => {
    expect(axisFor('system/cpu', { kind: 'step' })).toEqual({ kind: 'relative' });
    expect(axisFor('system/cpu', { kind: 'wall' })).toEqual({ kind: 'wall' });
    expect(axisFor('system/cpu', { kind: 'epoch', key: 'epoch' })).toEqual({
      kind: 'metric',
      key: 'epoch',
      join: 'time',
    });
    expect(axisFor('loss', { kind: 'step' })).toEqual({ kind: 'step' });
  });
});

describe('timeAtStep and stepAtTime', () => {
  it('find what was logged last by then, and hold on to the first', () => {
    fc.assert(
      fc.property(loggedPoints, fc.integer({ min: -20, max: 1_100 }), (points, asked) => {
        const series = toSeries(points);
        const byStep = points.findLast(({ step }) => step <= asked) ?? points[0];
        expect(timeAtStep(series, asked)).toBe(byStep?.timestampMs);
        const timed = points.toSorted((left, right) => left.timestampMs - right.timestampMs);
        const byTime = timed.findLast(({ timestampMs }) => timestampMs <= asked) ?? timed[0];
        expect(stepAtTime(series, asked)).toBe(byTime?.step);
      }),
    );
  });
});
