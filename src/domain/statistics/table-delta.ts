import type { Direction } from './metric-statistic.ts';

/** How a table tells what a value is beside the baseline's: not at all, as a difference, or in percent of it. */
export const TABLE_DELTAS = ['none', 'absolute', 'percent'] as const;
export type TableDelta = (typeof TABLE_DELTAS)[number];

export interface ValueDelta {
  /** In the unit of the value, or in percent of the baseline's size. */
  readonly delta: number;
  /** Undefined: neither, or nobody knows which way is better. */
  readonly verdict: 'better' | 'worse' | undefined;
}

/**
 * A value beside the baseline's. In percent it is of the size of the baseline's value, so that a rise is positive
 * whatever the signs are. Undefined where one of both is no finite number, and in percent of 0.
 */
export function deltaOf(
  value: number,
  against: number,
  mode: Exclude<TableDelta, 'none'>,
  direction: Direction | undefined,
): ValueDelta | undefined {
  const difference = value - against;
  const delta = mode === 'absolute' ? difference : (difference / Math.abs(against)) * 100;
  if (!Number.isFinite(delta)) return undefined;
  if (direction === undefined || difference === 0) return { delta, verdict: undefined };
  return { delta, verdict: difference > 0 === (direction === 'higher') ? 'better' : 'worse' };
}
