import { describe, expect, it } from 'vitest';
import { isBarCard, isCardId, textsOfContent } from './chart-cards.ts';

describe('isBarCard', () => {
  it.each([
    [[1, 1, 0], true],
    [[1, 2], false],
    [[1, undefined], false],
    [[0, 0], false],
    [[], false],
  ])('of point counts %j is %s', (counts, wanted) => {
    expect(isBarCard(counts)).toBe(wanted);
  });
});

it.each([
  ['m:loss', true],
  ['f:fold_{n}/f1', true],
  ['m:two\nlines', true],
  ['c:12', true],
  ['c:x', false],
  ['c:1234567890', false],
  ['m:', false],
  ['x:loss', false],
  [7, false],
])('%j names a card: %s', (id, wanted) => {
  expect(isCardId(id)).toBe(wanted);
});

it('a card is found by what it is made of', () => {
  expect(textsOfContent({ kind: 'metrics', keys: ['a', 'b'] })).toEqual(['a', 'b']);
  expect(textsOfContent({ kind: 'expression', text: '1 - metrics.acc' })).toEqual(['1 - metrics.acc']);
});
