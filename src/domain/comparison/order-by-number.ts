/**
 * Places of the numbers in their order; of equals the first one first, and what is no finite number last, whichever way
 * the others are ordered.
 */
export function orderByNumber(numbers: Float64Array, isDescending: boolean): Uint32Array {
  const order = Uint32Array.from(numbers, (_, place) => place);
  const sign = isDescending ? -1 : 1;
  return order.sort((left, right) => {
    const [a, b] = [numbers[left] ?? Number.NaN, numbers[right] ?? Number.NaN];
    const [isA, isB] = [Number.isFinite(a), Number.isFinite(b)];
    if (!isA || !isB) return Number(isB) - Number(isA) || left - right;
    return sign * (a - b) || left - right;
  });
}
