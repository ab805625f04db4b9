import { deviationOf, meanOf } from './band.ts';
import { tQuantile95 } from './student-t.ts';

/** A run of a group, or a fold, with the one number that it is judged by. */
export interface GroupMember {
  /** NaN and infinities are no members of the mean; they are counted apart. */
  readonly value: number;
  /** Seed or fold: equal in both groups for members that belong together; undefined: it has none. */
  readonly pair: string | undefined;
}

export interface GroupOfValues {
  /** Members with a finite value. */
  readonly count: number;
  readonly nonFiniteCount: number;
  /** NaN: there is no finite value. */
  readonly mean: number;
  /** Of the sample (n − 1); undefined: there are fewer than two. */
  readonly std: number | undefined;
}

/** Why members were not paired. `unmatched`: seeds of one group are missing in the other, or stand there twice. */
export type UnpairedReason = 'no-key' | 'unmatched';

/**
 * What the difference says. `cannot-tell`: the interval holds 0, or there is none, since a group (or all pairs
 * together) has one value only.
 */
export type GroupVerdict = 'larger-than-seed-noise' | 'cannot-tell';

export interface GroupComparison {
  readonly left: GroupOfValues;
  readonly right: GroupOfValues;
  readonly method: 'paired' | 'welch';
  /** Undefined: they were. */
  readonly unpaired: UnpairedReason | undefined;
  /** Pairs of finite values; undefined: not paired. */
  readonly pairCount: number | undefined;
  /** Mean of left − right; of the pairs, where there are any. NaN: a group has no finite value. */
  readonly difference: number;
  /** 95 % confidence interval of the difference; undefined: nothing tells how large the noise is. */
  readonly interval: { readonly low: number; readonly high: number } | undefined;
  /** Of Student's t; undefined where there is no interval, or no spread. */
  readonly freedom: number | undefined;
  /** All values of each group (all differences of pairs) are one: no noise was seen, which is no proof of none. */
  readonly isWithoutSpread: boolean;
  readonly verdict: GroupVerdict;
}

/**
 * Whether the difference of two groups' means is larger than the noise between their members. Where every member of
 * both has a seed or fold of its own and those of the smaller group are all in the other one, the mean of the paired
 * differences with its interval by Student's t; else Welch's interval, which asks for no equal variances (B. L. Welch:
 * "The generalization of Student's problem when several different population variances are involved", 1947).
 */
export function compareGroups(left: readonly GroupMember[], right: readonly GroupMember[]): GroupComparison {
  const pairs = pairUp(left, right);
  const sides = { left: describe(left), right: describe(right) };
  if (typeof pairs !== 'string') {
    const finite = pairs.filter(Number.isFinite);
    return {
      ...sides,
      method: 'paired',
      unpaired: undefined,
      pairCount: finite.length,
      ...judgePairs(finite),
    };
  }
  return { ...sides, method: 'welch', unpaired: pairs, pairCount: undefined, ...judgeWelch(left, right) };
}

type Judged = Pick<GroupComparison, 'difference' | 'interval' | 'freedom' | 'isWithoutSpread' | 'verdict'>;

function judgePairs(differences: readonly number[]): Judged {
  const { mean, std, count } = describe(differences.map((value) => ({ value, pair: undefined })));
  if (std === undefined) return judge(mean, undefined, undefined);
  return judge(mean, std / Math.sqrt(count), count - 1);
}

function judgeWelch(left: readonly GroupMember[], right: readonly GroupMember[]): Judged {
  const [a, b] = [describe(left), describe(right)];
  const difference = a.mean - b.mean;
  if (a.std === undefined || b.std === undefined) return judge(difference, undefined, undefined);
  // Squares of the standard errors, in units of the larger one: they would leave the range of doubles.
  const [errorA, errorB] = [a.std / Math.sqrt(a.count), b.std / Math.sqrt(b.count)];
  const unit = Math.max(errorA, errorB);
  if (unit === 0) return judge(difference, 0, undefined);
  const [squareA, squareB] = [(errorA / unit) ** 2, (errorB / unit) ** 2];
  const sum = squareA + squareB;
  const freedom = sum ** 2 / (squareA ** 2 / (a.count - 1) + squareB ** 2 / (b.count - 1));
  return judge(difference, unit * Math.sqrt(sum), freedom);
}

/** @param error standard error of the difference; 0: there is no spread */
function judge(difference: number, error: number | undefined, freedom: number | undefined): Judged {
  if (error === undefined || !Number.isFinite(error) || !Number.isFinite(difference))
    return {
      difference,
      interval: undefined,
      freedom: undefined,
      isWithoutSpread: false,
      verdict: 'cannot-tell',
    };
  const isWithoutSpread = error === 0;
  const reach = isWithoutSpread || freedom === undefined ? 0 : error * tQuantile95(freedom);
  const interval = { low: difference - reach, high: difference + reach };
  return {
    difference,
    interval,
    freedom: isWithoutSpread ? undefined : freedom,
    isWithoutSpread,
    verdict: interval.low > 0 || interval.high < 0 ? 'larger-than-seed-noise' : 'cannot-tell',
  };
}

function describe(members: readonly GroupMember[]): GroupOfValues {
  const ascending = Float64Array.from(members.map(({ value }) => value).filter(Number.isFinite)).sort();
  const count = ascending.length;
  const nonFiniteCount = members.length - count;
  if (count === 0) return { count, nonFiniteCount, mean: Number.NaN, std: undefined };
  const mean = meanOf(ascending);
  return { count, nonFiniteCount, mean, std: count < 2 ? undefined : deviationOf(ascending, mean) };
}

/** Differences left − right by pair, those of members that diverged included; or why there are none. */
function pairUp(
  left: readonly GroupMember[],
  right: readonly GroupMember[],
): readonly number[] | UnpairedReason {
  if (![...left, ...right].some(({ pair }) => pair !== undefined)) return 'no-key';
  const [a, b] = [byPair(left), byPair(right)];
  if (!a || !b) return 'unmatched';
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  const isHeld = [...few.keys()].every((pair) => many.has(pair));
  if (few.size < 2 || !isHeld) return 'unmatched';
  return [...few.keys()].map((pair) => (a.get(pair) ?? Number.NaN) - (b.get(pair) ?? Number.NaN));
}

/** Undefined: a member has no seed, or two have the same. */
function byPair(members: readonly GroupMember[]): ReadonlyMap<string, number> | undefined {
  const values = new Map<string, number>();
  for (const { value, pair } of members) {
    if (pair === undefined || values.has(pair)) return undefined;
    values.set(pair, value);
  }
  return values;
}
