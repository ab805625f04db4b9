import { describe, expect, it } from 'vitest';
import { nextPlace } from './diff-order.ts';

describe('the next difference', () => {
  it.each([
    [undefined, 1, 2],
    [2, 1, 5],
    [3, 1, 5],
    [9, 1, 2],
    [undefined, -1, 9],
    [9, -1, 5],
    [2, -1, 9],
  ] as const)('from %s by %s is %s', (from, direction, next) => {
    expect(nextPlace([2, 5, 9], from, direction)).toBe(next);
  });

  it('is none where nothing differs', () => expect(nextPlace([], undefined, 1)).toBeUndefined());
});
