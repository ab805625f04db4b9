import type { Direction } from '../statistics/metric-statistic.ts';
import { rankValues } from '../statistics/ranks.ts';
import { heatShare } from './heat-map.ts';

/**
 * Where each value of a metric stands between its worst (0) and its best (1), or its smallest and its largest where
 * nobody knows what is better. NaN: it is not finite, or all are one value.
 *
 * @param isByRank by the share of values that are worse, so that one diverged run leaves the others apart
 */
export function scoreShares(
  numbers: Float64Array,
  direction: Direction | undefined,
  isByRank: boolean,
): Float64Array {
  const finite = numbers.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  const values = isByRank ? rankValues(finite).ranks : finite;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return values.map((value) => heatShare(value, { min, max }, direction === 'lower') ?? Number.NaN);
}
