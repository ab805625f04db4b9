import { describe, expect, it } from 'vitest';
import { formatValue } from '../base/format-number.ts';
import { compareGroups, type GroupMember } from '../domain/statistics/compare-groups.ts';
import { type ComparisonNames, comparisonWords, intervalOfDelta, sideWords } from './comparison-words.ts';

const seeded = (...values: readonly number[]): readonly GroupMember[] =>
  values.map((value, place) => ({ value, pair: String(place) }));
const plain = (...values: readonly number[]): readonly GroupMember[] =>
  values.map((value) => ({ value, pair: undefined }));
const NAMES: ComparisonNames = {
  left: 'lr 0.1',
  right: 'lr 0.01',
  pairKeys: ['seed'],
  direction: 'higher',
  write: formatValue,
};

describe('two groups in words', () => {
  it('say which is better, by how much, and how sure that is', () => {
    const words = comparisonWords(compareGroups(seeded(0.9, 0.8, 0.7), seeded(0.7, 0.6, 0.498)), NAMES);
    expect(words).toEqual({
      verdict: 'Larger than seed noise',
      difference: 'On average lr 0.1 is better than lr 0.01 by 0.2007',
      interval: '95% interval of the difference 0.1978 to 0.2035 (paired by seed)',
      notes: [],
    });
  });

  it('name the better one first, and the interval has the sign of the sentence', () => {
    const comparison = compareGroups(plain(1, 2, 3), plain(11, 12, 13));
    const words = comparisonWords(comparison, NAMES);
    expect(words.difference).toBe('On average lr 0.01 is better than lr 0.1 by 10');
    expect(words.interval).toBe('95% interval of the difference 7.733 to 12.27 (Welch, no seeds to pair by)');
    const lower = comparisonWords(comparison, { ...NAMES, direction: 'lower' });
    expect(lower.difference).toBe('On average lr 0.1 is better than lr 0.01 by 10');
    const unknown = comparisonWords(comparison, { ...NAMES, direction: undefined });
    expect(unknown.difference).toBe('On average lr 0.01 is higher than lr 0.1 by 10');
    expect(unknown.interval).toContain('7.733 to 12.27');
  });

  it('admit that so few runs tell nothing', () => {
    const three = comparisonWords(compareGroups(plain(1, 2, 3), plain(1.1, 2.2, 3.1)), NAMES);
    expect(three.verdict).toBe('Cannot tell with n = 3');
    const one = comparisonWords(compareGroups(plain(1), plain(2, 3)), NAMES);
    expect(one).toMatchObject({
      verdict: 'Cannot tell with n = 1 and 2',
      interval: 'No interval: one value tells nothing of the noise',
    });
    const none = comparisonWords(compareGroups(plain(), plain(2, 3)), NAMES);
    expect(none.difference).toBe('One of the groups has no value');
  });

  it('tell what was left out, and that no noise was seen', () => {
    const words = comparisonWords(compareGroups(plain(1, 1, Number.NaN), plain(2, 2)), NAMES);
    expect(words.notes).toEqual([
      '1 NaN or infinite value left out',
      'All values of a group are the same: no noise was seen',
    ]);
    expect(words.difference).toContain('by 1');
  });

  it('stand on a delta in one line', () => {
    expect(intervalOfDelta(compareGroups(seeded(1, 2, 3), seeded(0, 2, 1)), NAMES)).toBe(
      '95% interval of the difference -1.484 to 3.484 (paired by seed), n = 3',
    );
  });

  it('stand on a delta with its sign, and say why there is none', () => {
    expect(intervalOfDelta(compareGroups(plain(1, 2, 3), plain(11, 12, 13)), NAMES)).toBe(
      '95% interval of the difference -12.27 to -7.733 (Welch, no seeds to pair by), n = 3',
    );
    expect(intervalOfDelta(compareGroups(plain(1, 2, 3), plain(11)), NAMES)).toBe(
      'No interval: one value tells nothing of the noise, n = 3 and 1',
    );
  });

  it('give mean, deviation and n of each side', () => {
    const { left, right } = compareGroups(plain(1, 2, 3), plain(5));
    expect(sideWords(left, 0, formatValue)).toBe('2 ± 1, n = 3');
    expect(sideWords(right, 0, formatValue)).toBe('5, n = 1');
    expect(sideWords(left, 1, formatValue)).toBe('2 ± 1, n = 3, 1 of 3 still running');
  });
});
