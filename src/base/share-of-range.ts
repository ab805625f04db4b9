/**
 * Where a number stands between two, 0 at `min` and 1 at `max`, also where their difference is no double or no half of it
 * is. NaN or ±∞ where the two are equal.
 */
export function shareOfRange(value: number, min: number, max: number): number {
  const span = max - min;
  return Number.isFinite(span) ? (value - min) / span : (value / 2 - min / 2) / (max / 2 - min / 2);
}
