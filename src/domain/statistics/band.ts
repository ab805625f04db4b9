import { type AlignRule, createLineReader, unionGrid } from '../series/align-lines.ts';
import type { LinePoints } from '../series/line-points.ts';
import { tQuantile95 } from './student-t.ts';

export interface BandRule {
  readonly centre: 'mean' | 'median';
  /**
   * Sample standard deviation (n − 1), standard error of the mean, 95 % confidence interval of the mean by Student's t,
   * each to both sides of the centre; or the smallest and the largest member.
   */
  readonly spread: 'std' | 'se' | 'ci95' | 'min-max';
  readonly align: AlignRule;
}

/** A group of lines as one, all columns of one length. */
export interface Band {
  /** Every x of any member, ascending. */
  readonly xs: Float64Array<ArrayBuffer>;
  /** NaN where no member has a finite value. */
  readonly centre: Float64Array<ArrayBuffer>;
  /** NaN where there is no spread: of one member only `min-max` is known. */
  readonly low: Float64Array<ArrayBuffer>;
  readonly high: Float64Array<ArrayBuffer>;
  /** Members that have a finite value at each x. */
  readonly counts: Uint32Array<ArrayBuffer>;
}

/**
 * Mean or median of lines whose xs do not fall, with its band. Members stand where their own range holds the x, by the
 * stated rule of alignment; NaN and ±Infinity are no members there, which `counts` tells.
 *
 * @param grid where to look, ascending; every x of any member where it is not given
 */
export function computeBand(
  members: readonly LinePoints[],
  rule: BandRule,
  grid: Float64Array<ArrayBuffer> = unionGrid(members),
): Band {
  const readers = members.map((member) => createLineReader(member, rule.align));
  const { length } = grid;
  const band: Band = {
    xs: grid,
    centre: new Float64Array(length).fill(Number.NaN),
    low: new Float64Array(length).fill(Number.NaN),
    high: new Float64Array(length).fill(Number.NaN),
    counts: new Uint32Array(length),
  };
  const scratch = new Float64Array(members.length);
  for (let index = 0; index < length; index++) {
    const x = grid[index] ?? Number.NaN;
    let count = 0;
    for (const read of readers) {
      const value = read(x);
      if (!Number.isNaN(value)) scratch[count++] = value;
    }
    band.counts[index] = count;
    if (count > 0) putRow(band, index, scratch.subarray(0, count).sort(), rule);
  }
  return band;
}

/**
 * The members of a family (folds, seeds, …) within each run as one line of its own, so that a run counts once however
 * many members it has; the band is then made over these.
 */
export function reduceFamilies(
  runs: readonly (readonly LinePoints[])[],
  rule: Pick<BandRule, 'centre' | 'align'>,
): readonly LinePoints[] {
  return runs.map((members) => {
    const [only] = members;
    if (only && members.length === 1) return only;
    const { xs, centre } = computeBand(members, { ...rule, spread: 'min-max' });
    return { xs, ys: centre };
  });
}

/** Where the number of members changes, the first x included: it is said there. */
export function countChanges({
  xs,
  counts,
}: Band): readonly { readonly x: number; readonly count: number }[] {
  const changes: { readonly x: number; readonly count: number }[] = [];
  counts.forEach((count, index) => {
    if (index === 0 || count !== counts[index - 1]) changes.push({ x: xs[index] ?? Number.NaN, count });
  });
  return changes;
}

/** A set of numbers as one, as a band has it at one x. */
export interface Spread {
  readonly centre: number;
  /** To each side of the centre; undefined for `min-max`, and where one value tells no spread. */
  readonly half: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** @param values finite, at least one */
export function spreadOf(
  values: readonly number[],
  { centre, spread }: Pick<BandRule, 'centre' | 'spread'>,
): Spread {
  const ascending = Float64Array.from(values).sort();
  const mean = meanOf(ascending);
  const middle = centre === 'mean' ? mean : medianOf(ascending);
  if (spread === 'min-max')
    return { centre: middle, half: undefined, low: ascending[0], high: ascending[ascending.length - 1] };
  const half = reachOf(ascending, mean, spread);
  if (Number.isNaN(half)) return { centre: middle, half: undefined, low: undefined, high: undefined };
  return { centre: middle, half, low: middle - half, high: middle + half };
}

function putRow(band: Band, index: number, ascending: Float64Array, { centre, spread }: BandRule): void {
  const mean = meanOf(ascending);
  const middle = centre === 'mean' ? mean : medianOf(ascending);
  band.centre[index] = middle;
  if (spread === 'min-max') {
    band.low[index] = ascending[0] ?? Number.NaN;
    band.high[index] = ascending[ascending.length - 1] ?? Number.NaN;
    return;
  }
  const reach = reachOf(ascending, mean, spread);
  band.low[index] = middle - reach;
  band.high[index] = middle + reach;
}

/** To each side of the centre; NaN for a single value. */
function reachOf(ascending: Float64Array, mean: number, spread: 'std' | 'se' | 'ci95'): number {
  const { length } = ascending;
  if (length < 2) return Number.NaN;
  const deviation = deviationOf(ascending, mean);
  if (spread === 'std') return deviation;
  const error = deviation / Math.sqrt(length);
  return spread === 'se' ? error : error * tQuantile95(length - 1);
}

/** Within the range of the values, whatever rounding says. */
export function meanOf(ascending: Float64Array): number {
  const { length } = ascending;
  const [first = 0, last = 0] = [ascending[0], ascending[length - 1]];
  if (first === last) return first;
  let sum = 0;
  for (const value of ascending) sum += value;
  if (Number.isFinite(sum)) return Math.min(last, Math.max(first, sum / length));
  let mean = 0;
  for (const value of ascending) mean += value / length;
  return mean;
}

function medianOf(ascending: Float64Array): number {
  const half = Math.floor(ascending.length / 2);
  const upper = ascending[half] ?? Number.NaN;
  return ascending.length % 2 === 1 ? upper : (ascending[half - 1] ?? 0) / 2 + upper / 2;
}

/** Of the sample (n − 1). In units of the largest deviation, whose square would leave the range of doubles; NaN where it leaves it itself. */
export function deviationOf(ascending: Float64Array, mean: number): number {
  const { length } = ascending;
  const largest = Math.max(mean - (ascending[0] ?? mean), (ascending[length - 1] ?? mean) - mean);
  if (!(largest > 0)) return 0;
  if (largest === Number.POSITIVE_INFINITY) return Number.NaN;
  let squares = 0;
  for (const value of ascending) squares += ((value - mean) / largest) ** 2;
  return largest * Math.sqrt(squares / (length - 1));
}
