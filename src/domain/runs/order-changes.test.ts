import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOrders } from './order-changes.ts';

const changes = (shown: readonly number[], next: readonly number[]) =>
  compareOrders(Uint32Array.from(shown), Uint32Array.from(next));

/** Of every choice of the numbers, the longest that ascends: for a few numbers only. */
function longestByTrying(numbers: readonly number[]): number {
  let best = 0;
  for (let choice = 0; choice < 2 ** numbers.length; choice++) {
    const chosen = numbers.filter((_, index) => (choice >> index) % 2 === 1);
    const isRise = chosen.every((number, index) => index === 0 || (chosen[index - 1] ?? 0) < number);
    if (isRise) best = Math.max(best, chosen.length);
  }
  return best;
}

describe('what another order changes', () => {
  it('is nothing where the order is the same', () => {
    expect(changes([4, 2, 9], [4, 2, 9])).toEqual({
      movedCount: 0,
      newCount: 0,
      leftCount: 0,
      firstNew: undefined,
    });
  });

  it('counts one row that climbs over all others once', () => {
    expect(changes([1, 2, 3, 4, 5], [5, 1, 2, 3, 4])).toMatchObject({ movedCount: 1 });
  });

  it('tells rows that come and rows that leave from those that move', () => {
    expect(changes([1, 2, 3], [3, 7, 1, 8])).toEqual({
      movedCount: 1,
      newCount: 2,
      leftCount: 1,
      firstNew: 1,
    });
  });

  it('counts as few moves as there can be', () => {
    const order = fc.nat(9).chain((size) => {
      const rows = Array.from({ length: size }, (_, row) => row);
      return fc.shuffledSubarray(rows, { minLength: size });
    });
    fc.assert(
      fc.property(order, (next) => {
        const shown = next.toSorted((left, right) => left - right);
        expect(changes(shown, next).movedCount).toBe(next.length - longestByTrying(next));
      }),
    );
  });
});
