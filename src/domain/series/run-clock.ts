import { isAscending } from './as-of.ts';
import { layOver, splitAttempts } from './attempts.ts';
import type { Extent } from '../charts/picture.ts';
import type { Series } from './series.ts';

/**
 * When a run, or a training of several, was at which step, by its own time stamps. Both columns have one length and
 * never fall.
 */
export interface RunClock {
  readonly steps: Float64Array<ArrayBuffer>;
  /** Since the first run began. */
  readonly elapsedMs: Float64Array<ArrayBuffer>;
}

/** A picture is at most some thousand pixels wide: more points tell no other pixel. */
const MOST_POINTS = 1_000;

/** One run of those that a clock is made of. */
export interface ClockPart {
  /** A metric that it logged by step. */
  readonly series: Series;
  /** Undefined: at its first point. */
  readonly startMs: number | undefined;
}

/** The clock of a run, from a metric that it logged by step. Of steps that were done again the last time counts. */
export function makeRunClock(series: Series, startMs: number | undefined): RunClock {
  return makeJoinedClock([{ series, startMs }]);
}

/**
 * The clock of the runs of one requeued training, oldest first: as their lines are joined. By step a later run counts
 * from its first step on; the clock stands still between the runs.
 */
export function makeJoinedClock(parts: readonly ClockPart[]): RunClock {
  const placed = placeInTime(parts);
  const { line, seams } = layOver(placed);
  const { steps, timestampsMs } = line;
  const count = Math.min(steps.length, MOST_POINTS);
  const places = new Set(Array.from({ length: count }, (_, index) => placeOf(index, count, steps.length)));
  // The last step before a run takes over and its first one: between them lies what was done again.
  for (const { step } of seams) {
    const place = steps.indexOf(step);
    if (place > 0) places.add(place - 1);
    places.add(place);
  }
  const kept = [...places].sort((left, right) => left - right);
  const clock = { steps: new Float64Array(kept.length), elapsedMs: new Float64Array(kept.length) };
  let latestMs = Number.NEGATIVE_INFINITY;
  for (const [index, place] of kept.entries()) {
    latestMs = Math.max(latestMs, timestampsMs[place] ?? 0);
    clock.steps[index] = steps[place] ?? 0;
    clock.elapsedMs[index] = latestMs;
  }
  return clock;
}

/** Each run's last attempts, with the time since the first one began in place of the date. */
function placeInTime(parts: readonly ClockPart[]): readonly Series[] {
  let endMs: number | undefined;
  return parts.map(({ series, startMs }) => {
    if (series.steps.length === 0) return series;
    const beganMs = startMs ?? leastOf(series.timestampsMs);
    const offsetMs = (endMs ?? 0) - beganMs;
    const { line } = isAscending(series.timestampsMs) ? { line: series } : splitAttempts(series);
    endMs = mostOf(series.timestampsMs) + offsetMs;
    return { ...line, timestampsMs: line.timestampsMs.map((ms) => ms + offsetMs) };
  });
}

function placeOf(index: number, count: number, length: number): number {
  return count < 2 ? 0 : Math.round((index * (length - 1)) / (count - 1));
}

function leastOf(column: Float64Array): number {
  return column.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
}

function mostOf(column: Float64Array): number {
  return column.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY);
}

/** How long after its start the run was at a step; undefined outside of what it logged. */
export function elapsedAtStep({ steps, elapsedMs }: RunClock, step: number): number | undefined {
  return between(steps, elapsedMs, step);
}

/** The step that the run was at; undefined outside of what it logged. */
export function stepAtElapsed({ steps, elapsedMs }: RunClock, ms: number): number | undefined {
  const step = between(elapsedMs, steps, ms);
  return step === undefined ? undefined : Math.round(step);
}

/** From when to when the runs were inside a window of steps; undefined where none of them was. */
export function elapsedOfSteps(clocks: readonly RunClock[], window: Extent): Extent | undefined {
  return spanOf(clocks, window, ({ steps, elapsedMs }) => [steps, elapsedMs]);
}

/** From which to which step the runs went in a window of time since their start; undefined where none logged any. */
export function stepsOfElapsed(clocks: readonly RunClock[], window: Extent): Extent | undefined {
  const span = spanOf(clocks, window, ({ steps, elapsedMs }) => [elapsedMs, steps]);
  return span && { min: Math.floor(span.min), max: Math.ceil(span.max) };
}

function spanOf(
  clocks: readonly RunClock[],
  window: Extent,
  columnsOf: (clock: RunClock) => readonly [Float64Array, Float64Array],
): Extent | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const clock of clocks) {
    const [from, to] = columnsOf(clock);
    const [first, last] = [from[0], from[from.length - 1]];
    if (first === undefined || last === undefined || first > window.max || last < window.min) continue;
    min = Math.min(min, between(from, to, Math.max(first, window.min)) ?? min);
    max = Math.max(max, between(from, to, Math.min(last, window.max), true) ?? max);
  }
  return min < max ? { min, max } : undefined;
}

/** On the straight line between neighbours; where several stand at one place the first, or the last of them. */
function between(from: Float64Array, to: Float64Array, at: number, isLast = false): number | undefined {
  const [first, last] = [from[0], from[from.length - 1]];
  if (first === undefined || last === undefined || !(at >= first && at <= last)) return undefined;
  // The first entry at or behind the place, or the first one behind it.
  let [low, high] = [0, from.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = from[middle] ?? Number.NaN;
    if (isLast ? value <= at : value < at) low = middle + 1;
    else high = middle;
  }
  const right = isLast && low > 0 && from[low - 1] === at ? low - 1 : low;
  const [rightFrom = at, rightTo = 0] = [from[right], to[right]];
  if (rightFrom === at || right === 0) return rightTo;
  const [leftFrom = at, leftTo = 0] = [from[right - 1], to[right - 1]];
  return leftTo + ((at - leftFrom) / (rightFrom - leftFrom)) * (rightTo - leftTo);
}
