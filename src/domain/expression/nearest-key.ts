/**
 * The key that is written most like `key`: other case or separators (`val_loss`, `val/loss`) before slips of the pen, of
 * which a quarter of the letters may be. Undefined where there is none, or where the key itself exists.
 */
export function nearestKey(key: string, keys: Iterable<string>): string | undefined {
  const wanted = simplified(key);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const candidate of keys) {
    if (candidate === key) return undefined;
    const distance = editDistance(wanted, simplified(candidate), bestDistance);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

function simplified(key: string): string {
  return key
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_./:-]+/g, '_');
}

/** Letters to insert, remove, replace or swap with the next; `limit` where there are as many or more. */
function editDistance(one: string, other: string, limit: number): number {
  if (one === other) return 0;
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      let distance = Math.min(
        (last[j] ?? limit) + 1,
        (row[j - 1] ?? limit) + 1,
        (last[j - 1] ?? limit) + (isSame ? 0 : 1),
      );
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) distance = Math.min(distance, (beforeLast[j - 2] ?? limit) + 1);
      row.push(distance);
    }
    if (Math.min(...row) >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return Math.min(limit, last[other.length] ?? limit);
}
