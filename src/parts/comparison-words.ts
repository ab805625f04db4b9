import { formatCount } from '../base/format-number.ts';
import type { GroupComparison, GroupOfValues } from '../domain/statistics/compare-groups.ts';
import type { Direction } from '../domain/statistics/metric-statistic.ts';
import { m } from '../paraglide/messages.js';

/** What two groups are called and how their numbers are written. */
export interface ComparisonNames {
  readonly left: string;
  readonly right: string;
  /** Params that pairs were made by; empty: members are folds. */
  readonly pairKeys: readonly string[];
  /** Which way is better; undefined: nobody knows. */
  readonly direction: Direction | undefined;
  readonly write: (value: number) => string;
}

export interface ComparisonWords {
  /** `Larger than seed noise`, `Cannot tell with n = 3`. */
  readonly verdict: string;
  /** `lr 0.1 is better than lr 0.01 by 0.021`. */
  readonly difference: string;
  /** `95% interval of the difference 0.011 to 0.031, paired by seed`; why there is none. */
  readonly interval: string;
  /** What was left out, and what to beware of. */
  readonly notes: readonly string[];
}

/** Two groups side by side, in words. */
export function comparisonWords(comparison: GroupComparison, names: ComparisonNames): ComparisonWords {
  return {
    verdict: verdictWords(comparison),
    difference: differenceWords(comparison, names),
    interval: intervalWords(comparison, names),
    notes: notesOf(comparison),
  };
}

/** `95% interval of the difference 0.011 to 0.031, paired by seed, n = 5`: for a place where a delta is shown. */
export function intervalOfDelta(
  comparison: GroupComparison,
  names: Pick<ComparisonNames, 'pairKeys' | 'write'>,
): string {
  // With the sign of left − right, as the delta has it.
  return `${intervalWords(comparison, names, false)}, ${countsText(comparison)}`;
}

function verdictWords(comparison: GroupComparison): string {
  return comparison.verdict === 'larger-than-seed-noise'
    ? m.judge_larger()
    : m.judge_cannot_tell({ counts: countsText(comparison) });
}

/** `n = 3`; `n = 3 and 5` where the groups are not of one size. */
export function countsText({ left, right, pairCount }: GroupComparison): string {
  if (pairCount !== undefined) return m.group_count({ count: formatCount(pairCount) });
  const [a, b] = [formatCount(left.count), formatCount(right.count)];
  return left.count === right.count ? m.group_count({ count: a }) : m.judge_counts({ left: a, right: b });
}

function differenceWords({ difference }: GroupComparison, names: ComparisonNames): string {
  const { direction, write } = names;
  if (!Number.isFinite(difference)) return m.judge_no_values();
  if (difference === 0) return m.judge_equal({ left: names.left, right: names.right });
  // Said of the one that is better, or larger where no way is known to be better.
  const isLeft = direction === 'lower' ? difference < 0 : difference > 0;
  const said = {
    winner: isLeft ? names.left : names.right,
    other: isLeft ? names.right : names.left,
    by: write(Math.abs(difference)),
  };
  return direction ? m.judge_better(said) : m.judge_higher(said);
}

/** Of the size of the difference: the interval has the sign that the sentence before it gave. */
function intervalWords(
  { interval, difference, method, unpaired }: GroupComparison,
  names: Pick<ComparisonNames, 'pairKeys' | 'write'>,
  isTurned = difference < 0,
): string {
  if (!interval) return m.judge_no_interval();
  const [low, high] = isTurned ? [-interval.high, -interval.low] : [interval.low, interval.high];
  const range = { low: names.write(low), high: names.write(high) };
  if (method === 'paired') {
    const keys = names.pairKeys.length > 0 ? names.pairKeys.join(', ') : m.judge_folds();
    return m.judge_interval_paired({ ...range, keys });
  }
  return unpaired === 'unmatched' ? m.judge_interval_unmatched(range) : m.judge_interval(range);
}

function notesOf({ left, right, isWithoutSpread }: GroupComparison): readonly string[] {
  const nonFinite = left.nonFiniteCount + right.nonFiniteCount;
  const counted = { count: nonFinite, text: formatCount(nonFinite) };
  return [
    ...(nonFinite > 0 ? [m.judge_nonfinite(counted)] : []),
    ...(isWithoutSpread ? [m.judge_no_spread()] : []),
  ];
}

/** `0.912 ± 0.013, n = 5`; `n = 7, 1 of 7 still running` where some of their numbers are not the last ones. */
export function sideWords(
  { mean, std, count, nonFiniteCount }: GroupOfValues,
  runningCount: number,
  write: (value: number) => string,
): string {
  const n = m.group_count({ count: formatCount(count) });
  const of = formatCount(count + nonFiniteCount);
  const running = runningCount > 0 ? [m.judge_running({ count: formatCount(runningCount), of })] : [];
  if (count === 0) return [n, ...running].join(', ');
  const value = std === undefined ? write(mean) : m.cell_spread({ mean: write(mean), std: write(std) });
  return [value, n, ...running].join(', ');
}
