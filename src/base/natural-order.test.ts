import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNatural, compareUnits, orderOfNames } from './natural-order.ts';

describe('the order of names', () => {
  it('counts as people do', () => {
    const names = ['id-10', 'id-2', 'Beta', 'alpha', 'gamma', 'id-1'];
    expect(names.toSorted(compareNatural)).toEqual(['alpha', 'Beta', 'gamma', 'id-1', 'id-2', 'id-10']);
  });

  it('does not depend on the order before: only the same name is equal', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(Math.sign(compareNatural(left, right))).toBe(-Math.sign(compareNatural(right, left)) + 0);
        expect(compareNatural(left, right) === 0).toBe(left === right);
      }),
    );
    expect(compareNatural('id-02', 'id-2')).not.toBe(0);
  });

  it('is that of code units for more names than anybody reads', () => {
    expect(orderOfNames(20)).toBe(compareNatural);
    expect(orderOfNames(10_000)).toBe(compareUnits);
  });
});
