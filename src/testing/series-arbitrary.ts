import * as fc from 'fast-check';
import type { Series } from '../domain/series/series.ts';

export interface LoggedPoint {
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}

/** Values that a metric can have: few different ones, so that equal ones meet, and the odd ones. */
export const loggedValue: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

/** Several points at one step, negative steps, times out of order. */
export const loggedPoints: fc.Arbitrary<readonly LoggedPoint[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: -10, max: 30 }),
      timestampMs: fc.integer({ min: 1_000, max: 1_060 }),
      value: loggedValue,
    }),
    { maxLength: 40 },
  )
  .map((points) => points.sort(inOrder));

/** In the order that a source hands out: (step, timestamp, value), NaN last. */
export function inOrder(left: LoggedPoint, right: LoggedPoint): number {
  const byValue = Number.isNaN(left.value)
    ? 1
    : left.value < right.value || Number.isNaN(right.value)
      ? -1
      : 1;
  return left.step - right.step || left.timestampMs - right.timestampMs || byValue;
}

export function toSeries(points: readonly LoggedPoint[]): Series {
  return {
    steps: Float64Array.from(points, ({ step }) => step),
    timestampsMs: Float64Array.from(points, ({ timestampMs }) => timestampMs),
    values: Float64Array.from(points, ({ value }) => value),
  };
}

export function toPoints({ steps, timestampsMs, values }: Series): readonly LoggedPoint[] {
  return Array.from(steps, (step, index) => ({
    step,
    timestampMs: timestampsMs[index] ?? Number.NaN,
    value: values[index] ?? Number.NaN,
  }));
}
