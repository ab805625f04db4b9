/** What another order of rows would change. */
export interface OrderChanges {
  /** The fewest rows that have to be taken up and put elsewhere. */
  readonly movedCount: number;
  /** Rows that are only in the next order. */
  readonly newCount: number;
  /** Rows that are only in the shown one. */
  readonly leftCount: number;
  /** Place of the first of the new ones in the next order. */
  readonly firstNew: number | undefined;
}

/**
 * From the shown rows to the next ones; a row that climbs over a hundred others has moved, these have not.
 *
 * @param shown row numbers, each once
 * @param next row numbers, each once
 */
export function compareOrders(shown: Uint32Array, next: Uint32Array): OrderChanges {
  const places = new Map<number, number>();
  shown.forEach((row, place) => places.set(row, place));
  const kept: number[] = [];
  let firstNew: number | undefined;
  next.forEach((row, nextPlace) => {
    const place = places.get(row);
    if (place === undefined) firstNew ??= nextPlace;
    else kept.push(place);
  });
  return {
    movedCount: kept.length - longestRise(kept),
    newCount: next.length - kept.length,
    leftCount: shown.length - kept.length,
    firstNew,
  };
}

/** Length of the longest ascending choice of these numbers in their order. */
function longestRise(numbers: readonly number[]): number {
  /** The smallest last number of a rise of each length. */
  const ends: number[] = [];
  for (const number of numbers) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
  }
  return ends.length;
}
