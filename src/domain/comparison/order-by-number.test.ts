import { expect, it } from 'vitest';
import { orderByNumber } from './order-by-number.ts';

it('orders numbers either way, what is none last, equals as they stand', () => {
  const numbers = Float64Array.of(2, Number.NaN, 3, 1, Number.POSITIVE_INFINITY, 2);
  expect([...orderByNumber(numbers, false)]).toEqual([3, 0, 5, 2, 1, 4]);
  expect([...orderByNumber(numbers, true)]).toEqual([2, 0, 5, 3, 1, 4]);
});
