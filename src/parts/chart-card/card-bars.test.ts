import { expect, it } from 'vitest';
import { widthOfNames } from './card-bars.tsx';

it('names of bars are as wide as the longest of them, at most a third', () => {
  expect(widthOfNames(['adam', 'sgd'])).toBe('min(34%, 4ch)');
  expect(widthOfNames(['학습률 0.1', 'a'])).toBe('min(34%, 10ch)');
  expect(widthOfNames([])).toBe('min(34%, 0ch)');
});
