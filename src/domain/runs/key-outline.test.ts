import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineKeys } from './key-outline.ts';

describe('outlineKeys', () => {
  it('sorts numbers inside names as numbers and finds families', () => {
    const { keys, families } = outlineKeys(['fold_10/f1', 'fold_2/f1', 'loss']);
    expect(keys).toEqual(['fold_2/f1', 'fold_10/f1', 'loss']);
    expect(families.map(({ template }) => template)).toEqual(['fold_{n}/f1']);
  });

  it('loses no key and is the same in whatever order keys come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[ab/_0-9]{1,8}$/)), (keys) => {
        const outline = outlineKeys(keys);
        expect(outline.keys.toSorted()).toEqual(keys.toSorted());
        expect(outlineKeys(keys.toReversed())).toEqual(outline);
      }),
    );
  });
});
