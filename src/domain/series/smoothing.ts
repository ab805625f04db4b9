import { takePlaces } from './as-of.ts';
import { runningMean, smoothGaussian } from './smoothing-windows.ts';

/** How a line is smoothed; what the badge names. */
export type SmoothingRule =
  /** Weight of what came before, 0 ≤ weight < 1, the same for each point whatever its distance. */
  | { readonly kind: 'ema'; readonly weight: number }
  /** A point counts half as much after so far on the x axis (steps, ms, …), above 0. */
  | { readonly kind: 'time-ema'; readonly halfLife: number }
  /** Standard deviation in points, above 0. */
  | { readonly kind: 'gaussian'; readonly sigmaPoints: number }
  /** Mean of so many points around each, fewer at the ends; of an even number one more lies before than after. */
  | { readonly kind: 'running-mean'; readonly points: number };

/** The number of a rule, as its slider shows it. */
export function amountOf(rule: SmoothingRule): number {
  switch (rule.kind) {
    case 'ema':
      return rule.weight;
    case 'time-ema':
      return rule.halfLife;
    case 'gaussian':
      return rule.sigmaPoints;
    case 'running-mean':
      return rule.points;
  }
}

const FEWEST_POINTS = 3;

/**
 * Smooths a whole series. NaN and ±Infinity stay what they are and where they are, and count for no other point: the
 * state passes over them. Fewer than three finite points, and points that are all alike, are left alone, and so is
 * everything where the rule's number means no smoothing.
 *
 * @param ys in the order of the line
 * @param xs parallel to `ys`; only `time-ema` looks at them, by their distance
 * @returns a new column, or `ys` itself where it was left alone
 */
export function smooth(
  ys: Float64Array<ArrayBuffer>,
  xs: Float64Array,
  rule: SmoothingRule,
): Float64Array<ArrayBuffer> {
  if (isIdle(rule)) return ys;
  const places = placesOfFinite(ys);
  const values = places ? takePlaces(ys, places) : ys;
  if (values.length < FEWEST_POINTS || isConstant(values)) return ys;
  const smoothed = smoothFinite(values, places ? takePlaces(xs, places) : xs, rule);
  if (!places) return smoothed;
  const result = ys.slice();
  places.forEach((place, index) => {
    result[place] = smoothed[index] ?? Number.NaN;
  });
  return result;
}

/** Rules that change nothing: slider at its end, a window of one point, numbers that are none. */
function isIdle(rule: SmoothingRule): boolean {
  switch (rule.kind) {
    case 'ema':
      return !(rule.weight > 0);
    case 'time-ema':
      return !(rule.halfLife > 0);
    case 'gaussian':
      return !(rule.sigmaPoints > 0);
    case 'running-mean':
      return !(Math.floor(rule.points) > 1);
  }
}

function smoothFinite(
  values: Float64Array,
  xs: Float64Array,
  rule: SmoothingRule,
): Float64Array<ArrayBuffer> {
  switch (rule.kind) {
    case 'ema':
      return smoothEma(values, rule.weight);
    case 'time-ema':
      return smoothTimeEma(values, xs, rule.halfLife);
    case 'gaussian':
      return smoothGaussian(values, rule.sigmaPoints);
    case 'running-mean':
      return runningMean(values, Math.floor(rule.points));
  }
}

/**
 * Exponential moving average divided by the sum of its weights, so that the first points are not pulled towards 0
 * (Kingma, Ba: "Adam", 2014, section 3; TensorBoard's scalar charts do the same). A weight of 1 is the mean of all
 * points so far, the rule's limit.
 */
function smoothEma(values: Float64Array, weight: number): Float64Array<ArrayBuffer> {
  const kept = Math.min(weight, 1);
  const result = new Float64Array(values.length);
  let mean = 0;
  let weightSum = 0;
  for (let index = 0; index < values.length; index++) {
    weightSum = weightSum * kept + 1;
    // As a mean of two no sum can leave the range of doubles.
    const share = 1 / weightSum;
    mean = mean * (1 - share) + (values[index] ?? 0) * share;
    result[index] = mean;
  }
  return result;
}

/**
 * The same with a weight of 2^(−distance ÷ half-life) for each step back: points that lie close together count for
 * less each, and a line that was logged twice as often looks the same. Evenly spaced points give the plain rule.
 */
function smoothTimeEma(values: Float64Array, xs: Float64Array, halfLife: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(values.length);
  let mean = 0;
  let weightSum = 0;
  let previousX = xs[0] ?? 0;
  for (let index = 0; index < values.length; index++) {
    const x = xs[index] ?? 0;
    weightSum = weightSum * 2 ** (-Math.abs(x - previousX) / halfLife) + 1;
    previousX = x;
    const share = 1 / weightSum;
    mean = mean * (1 - share) + (values[index] ?? 0) * share;
    result[index] = mean;
  }
  return result;
}

function isConstant(values: Float64Array): boolean {
  const [first] = values;
  return values.every((value) => value === first);
}

/** Undefined: all of them. */
function placesOfFinite(ys: Float64Array): Uint32Array | undefined {
  let count = 0;
  for (const y of ys) if (Number.isFinite(y)) count++;
  if (count === ys.length) return undefined;
  const places = new Uint32Array(count);
  let next = 0;
  ys.forEach((y, index) => {
    if (Number.isFinite(y)) places[next++] = index;
  });
  return places;
}
