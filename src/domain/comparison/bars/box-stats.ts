/** What a box plot shows of some numbers. */
export interface BoxStats {
  readonly median: number;
  /** First and third quartile, between two numbers by their distance (as NumPy's `percentile` does by itself). */
  readonly low: number;
  readonly high: number;
  /** The farthest numbers that are no more than 1.5 times the box away from it. */
  readonly whiskerLow: number;
  readonly whiskerHigh: number;
  /** Numbers beyond the whiskers, ascending. */
  readonly outliers: readonly number[];
}

const REACH = 1.5;

/** @param ascending finite numbers, at least one */
export function boxStats(ascending: Float64Array): BoxStats {
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile(ascending, share)) as [
    number,
    number,
    number,
  ];
  const reach = REACH * (high - low);
  const inside = ascending.filter((value) => value >= low - reach && value <= high + reach);
  return {
    median,
    low,
    high,
    // Of few numbers the quartile may lie beyond all of them that are inside.
    whiskerLow: Math.min(low, inside[0] ?? low),
    whiskerHigh: Math.max(high, inside.at(-1) ?? high),
    outliers: [...ascending].filter((value) => value < low - reach || value > high + reach),
  };
}

/** Between the two nearest numbers by distance. @param ascending at least one */
export function quantile(ascending: Float64Array, share: number): number {
  const rank = share * (ascending.length - 1);
  const [below, above] = [ascending[Math.floor(rank)] ?? 0, ascending[Math.ceil(rank)] ?? 0];
  const part = rank - Math.floor(rank);
  return below * (1 - part) + above * part;
}
