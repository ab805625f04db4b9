import type { Direction } from '../statistics/metric-statistic.ts';

/** Of the finite numbers in a column. */
interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** Whether the number is the best of its column; never where all are equal or no way is known to be better. */
export function isBestValue(
  value: number,
  range: NumberRange | undefined,
  direction: Direction | undefined,
): boolean {
  if (!range || !direction || !(range.min < range.max)) return false;
  return value === (direction === 'lower' ? range.min : range.max);
}

/**
 * Where the number stands in its column, from 0 to 1: 1 is the better end, or the larger where no way is better.
 * Undefined for what is not finite and for a column of one value.
 */
export function shareOfRange(
  value: number,
  range: NumberRange | undefined,
  direction: Direction | undefined,
): number | undefined {
  if (!range || !Number.isFinite(value) || !(range.min < range.max)) return undefined;
  // Halves, so that the width of ±1e308 does not overflow.
  const share = (value / 2 - range.min / 2) / (range.max / 2 - range.min / 2);
  const inside = Math.min(1, Math.max(0, share));
  return direction === 'lower' ? 1 - inside : inside;
}
