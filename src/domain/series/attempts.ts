import { concatColumns } from '../../base/concat-columns.ts';
import { ascendingOrder, inTimeOrder, takePoints } from './as-of.ts';
import type { Series } from './series.ts';

export interface Seam {
  /** First step of what goes on from here. */
  readonly step: number;
  readonly timestampMs: number;
  /** Into the list of parts that were laid over each other. */
  readonly part: number;
}

/** A history in which later parts took the place of earlier ones. Every point is in exactly one of the series. */
export interface Attempts {
  /** What counts, ordered as all series are. */
  readonly line: Series;
  /** Steps of earlier parts that were done again later, a series for each part that has some, oldest first. */
  readonly faint: readonly Series[];
  readonly seams: readonly Seam[];
  readonly restartCount: number;
}

/** A fall that undoes fewer steps than this is an order of arrival, not a restart. */
const FEWEST_UNDONE_STEPS = 2;
/** More restarts than this, each of a few points only, are several processes that log into one metric. */
const MOST_SHORT_ATTEMPTS = 8;
const SHORT_ATTEMPT_POINTS = 4;

/**
 * Splits a history where in order of time its steps fall back, as after a restart from a checkpoint: the later attempt
 * is the line from its first step on, what it did again is faint. A fall that undoes a single logged step is taken for
 * points that came out of order, and many short attempts for several processes at once: then all points are one line.
 *
 * @param series ordered by (step, timestamp, value); handed on uncopied as `line` where there was no restart
 */
export function splitAttempts(series: Series): Attempts {
  const ordered = inTimeOrder(series);
  const starts = attemptStarts(ordered.steps);
  const isConcurrent =
    starts.length > MOST_SHORT_ATTEMPTS && ordered.steps.length < starts.length * SHORT_ATTEMPT_POINTS;
  if (starts.length < 2 || isConcurrent) return { line: series, faint: [], seams: [], restartCount: 0 };
  const parts = starts.map((start, index) => inStepOrder(cut(ordered, start, starts[index + 1])));
  return { ...layOver(parts), restartCount: parts.length - 1 };
}

/** Places in order of time where an attempt begins, 0 first; none for no points. */
function attemptStarts(steps: Float64Array): readonly number[] {
  if (steps.length === 0) return [];
  const starts = [0];
  // The different steps of this attempt, ascending but for points out of order.
  let done: number[] = [steps[0] ?? 0];
  for (let index = 1; index < steps.length; index++) {
    const step = steps[index] ?? 0;
    const last = done[done.length - 1] ?? step;
    if (step > last) done.push(step);
    else if (step < last && undoes(done, step)) {
      starts.push(index);
      done = [step];
    }
  }
  return starts;
}

/** Whether enough of the ascending steps are at or after this one. */
function undoes(done: readonly number[], step: number): boolean {
  return (done[done.length - FEWEST_UNDONE_STEPS] ?? Number.NEGATIVE_INFINITY) >= step;
}

/** Each part is the line from its first step to where a later one begins; parts without points are passed over. */
export function layOver(parts: readonly Series[]): Omit<Attempts, 'restartCount'> {
  const kept: Series[] = [];
  const faint: Series[] = [];
  const seams: Seam[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (let part = parts.length - 1; part >= 0; part--) {
    const series = parts[part];
    const step = series?.steps[0];
    if (!series || step === undefined) continue;
    const end = series.steps.findIndex((each) => each >= limit);
    const count = end < 0 ? series.steps.length : end;
    kept.push(cut(series, 0, count));
    if (count < series.steps.length) faint.push(cut(series, count));
    if (part > 0 && step < limit)
      seams.push({ step, timestampMs: series.timestampsMs[0] ?? Number.NaN, part });
    limit = Math.min(limit, step);
  }
  return { line: concatSeries(kept.reverse()), faint: faint.reverse(), seams: seams.reverse() };
}

function cut({ steps, timestampsMs, values }: Series, from: number, to?: number): Series {
  return {
    steps: steps.slice(from, to),
    timestampsMs: timestampsMs.slice(from, to),
    values: values.slice(from, to),
  };
}

/** One behind the other, in the order given. */
export function concatSeries(parts: readonly Series[]): Series {
  const join = (name: keyof Series) => concatColumns(parts.map((part) => part[name]));
  return { steps: join('steps'), timestampsMs: join('timestampsMs'), values: join('values') };
}

/** From order of time to (step, timestamp, value): within one step time and value are in order already. */
function inStepOrder(part: Series): Series {
  return takePoints(part, ascendingOrder(part.steps));
}
