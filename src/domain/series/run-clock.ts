import { isAscending } from './as-of.ts';
import { splitAttempts } from './attempts.ts';
import type { Extent } from '../charts/picture.ts';
import type { Series } from './series.ts';

/** When a run was at which step, by its own time stamps. Both columns have one length and never fall. */
export interface RunClock {
  readonly steps: Float64Array<ArrayBuffer>;
  /** Since the run began. */
  readonly elapsedMs: Float64Array<ArrayBuffer>;
}

/** A picture is at most some thousand pixels wide: more points tell no other pixel. */
const MOST_POINTS = 1_000;

/**
 * The clock of a run, from a metric that it logged by step. Of steps that were done again the last time counts.
 *
 * @param startMs undefined: at its first point
 */
export function makeRunClock(series: Series, startMs: number | undefined): RunClock {
  const { steps, timestampsMs } = isAscending(series.timestampsMs) ? series : splitAttempts(series).line;
  const count = Math.min(steps.length, MOST_POINTS);
  const clock = { steps: new Float64Array(count), elapsedMs: new Float64Array(count) };
  const beganMs =
    startMs ?? timestampsMs.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  let latestMs = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) {
    const place = count < 2 ? 0 : Math.round((index * (steps.length - 1)) / (count - 1));
    latestMs = Math.max(latestMs, (timestampsMs[place] ?? 0) - beganMs);
    clock.steps[index] = steps[place] ?? 0;
    clock.elapsedMs[index] = latestMs;
  }
  return clock;
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
