import type { Extent } from '../charts/picture.ts';
import type { Series } from './series.ts';

export type NonFiniteKind = 'nan' | 'positive-infinity' | 'negative-infinity';

export interface FinitePoint {
  readonly step: number;
  readonly timestampMs: number;
  readonly value: number;
}

/** Neighbouring points of one kind: what a mark stands for. */
export interface NonFiniteRun {
  readonly kind: NonFiniteKind;
  /** Of the first of them. */
  readonly step: number;
  readonly timestampMs: number;
  readonly lastStep: number;
  readonly pointCount: number;
  /** Undefined: there was none before. */
  readonly lastFinite: FinitePoint | undefined;
}

/**
 * The largest double stands for an infinity: MLflow's SQL store, which has no infinities, puts it in their place (seen
 * on 2.22 and 3.17). Undefined for finite values.
 */
export function kindOfNonFinite(value: number): NonFiniteKind | undefined {
  if (Number.isNaN(value)) return 'nan';
  if (value >= Number.MAX_VALUE) return 'positive-infinity';
  return value <= -Number.MAX_VALUE ? 'negative-infinity' : undefined;
}

/** Values with ±1.797e308 as ±Infinity; the column itself where there is none. */
export function readInfinities(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  if (!values.some(isLargest)) return values;
  return values.map((value) => (isLargest(value) ? Math.sign(value) * Number.POSITIVE_INFINITY : value));
}

/** Where a series first was no finite number, in order of (step, timestamp, value); undefined: nowhere. */
export function firstNonFinite(series: Series): NonFiniteRun | undefined {
  return nonFiniteRuns(series, 1).runs[0];
}

/**
 * Runs of NaN, of Infinity and of −Infinity, in the order of the series.
 *
 * @param maxCount how many are described; `runCount` counts all
 */
export function nonFiniteRuns(
  { steps, timestampsMs, values }: Series,
  maxCount: number,
): { readonly runs: readonly NonFiniteRun[]; readonly runCount: number } {
  const runs: NonFiniteRun[] = [];
  let runCount = 0;
  let lastFinite: FinitePoint | undefined;
  const pointAt = (index: number): FinitePoint => ({
    step: steps[index] ?? Number.NaN,
    timestampMs: timestampsMs[index] ?? Number.NaN,
    value: values[index] ?? Number.NaN,
  });
  let index = 0;
  while (index < values.length) {
    const kind = kindOfNonFinite(values[index] ?? Number.NaN);
    if (kind === undefined) {
      index++;
      continue;
    }
    if (index > 0 && kindOfNonFinite(values[index - 1] ?? Number.NaN) === undefined)
      lastFinite = pointAt(index - 1);
    let end = index + 1;
    while (end < values.length && kindOfNonFinite(values[end] ?? Number.NaN) === kind) end++;
    runCount++;
    if (runs.length < maxCount) {
      const { step, timestampMs } = pointAt(index);
      runs.push({
        kind,
        step,
        timestampMs,
        lastStep: pointAt(end - 1).step,
        pointCount: end - index,
        lastFinite,
      });
    }
    index = end;
  }
  return { runs, runCount };
}

/** The window of steps around a step, for a look at all cards. */
export function stepsAround(step: number, radius = 200): Extent {
  return { min: step - radius, max: step + radius };
}

function isLargest(value: number): boolean {
  return Math.abs(value) === Number.MAX_VALUE;
}
