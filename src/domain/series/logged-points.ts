import type { SampledLine } from './downsample.ts';
import { kindOfNonFinite } from './first-non-finite.ts';
import type { ShapedLine } from './shape-line.ts';

type LoggedLine = Pick<ShapedLine, 'main' | 'raw' | 'logged' | 'places'>;

/** The logged points behind the marks of a picture, parallel to `markXs`. */
export interface MarkDetails {
  readonly steps: Float64Array<ArrayBuffer>;
  readonly timesMs: Float64Array<ArrayBuffer>;
  /** The last finite value before the mark, and its step; NaN where there is none. */
  readonly lastSteps: Float64Array<ArrayBuffer>;
  readonly lastValues: Float64Array<ArrayBuffer>;
}

/**
 * What was logged where a reduced line has a mark. A walk along the line, since marks stand in its order: linear in its
 * points however many are no number.
 */
export function describeMarks({ main, raw, logged, places }: LoggedLine, sampled: SampledLine): MarkDetails {
  const { markXs, markKinds } = sampled;
  const count = markXs.length;
  const details: MarkDetails = {
    steps: new Float64Array(count).fill(Number.NaN),
    timesMs: new Float64Array(count).fill(Number.NaN),
    lastSteps: new Float64Array(count).fill(Number.NaN),
    lastValues: new Float64Array(count).fill(Number.NaN),
  };
  // What stands on the axis: a difference to the baseline may be NaN where both values are there.
  const { ys } = raw ?? main;
  let lastFinite = -1;
  let lastValue = Number.NaN;
  let mark = 0;
  for (let index = 0; mark < count && index < main.xs.length; index++) {
    const place = places?.[index] ?? index;
    const value = ys[index] ?? Number.NaN;
    const kind = kindOfNonFinite(value);
    if (kind === undefined) {
      lastFinite = place;
      lastValue = value;
      continue;
    }
    // Several marks of one place are of different kinds; each is met in its turn.
    if (main.xs[index] !== markXs[mark] || KINDS[markKinds[mark] ?? 0] !== kind) continue;
    details.steps[mark] = logged.steps[place] ?? Number.NaN;
    details.timesMs[mark] = logged.timestampsMs[place] ?? Number.NaN;
    details.lastSteps[mark] = logged.steps[lastFinite] ?? Number.NaN;
    details.lastValues[mark] = lastValue;
    mark++;
  }
  return details;
}

/** By `MARK_…`. */
const KINDS = ['nan', 'positive-infinity', 'negative-infinity'] as const;

/**
 * Logged values of the points that a reduced line kept, parallel to its `ys` (NaN where the pen is lifted); undefined
 * where it is not smoothed. A walk along the line: the reducers keep its order.
 */
export function rawsOf(
  { main, raw }: Pick<ShapedLine, 'main' | 'raw'>,
  { xs, ys }: SampledLine,
): Float64Array<ArrayBuffer> | undefined {
  if (!raw) return undefined;
  const raws = new Float64Array(xs.length).fill(Number.NaN);
  let index = 0;
  for (let kept = 0; kept < xs.length; kept++) {
    if (Number.isNaN(ys[kept])) continue;
    while (index < main.xs.length && (main.xs[index] !== xs[kept] || main.ys[index] !== ys[kept])) index++;
    raws[kept] = raw.ys[index] ?? Number.NaN;
  }
  return raws;
}
