import { describe, expect, it } from 'vitest';
import { groupKeyNames, groupLabel } from './group-words.ts';

describe('what a group of runs is called', () => {
  it('is its values: numbers and booleans with the name of their key, texts alone', () => {
    const by = ['params.optim.lr', 'params.solver', 'params.nesterov'];
    expect(groupLabel(by, ['0.001', 'adam', 'true'])).toBe('lr 0.001 · adam · nesterov true');
  });

  it('says which keys its runs lack, and shows texts of nothing', () => {
    expect(groupLabel(['params.lr', 'tags.team'], [undefined, ' '])).toBe('no lr · team " "');
  });

  it('has words for what the server has codes for', () => {
    expect(groupLabel(['status', 'user'], ['FINISHED', 'ada'])).toBe('Finished · ada');
  });

  it('names keys whole where their ends are alike', () => {
    expect(groupKeyNames(['params.train.lr', 'params.head.lr', 'params.seed'])).toEqual([
      'params.train.lr',
      'params.head.lr',
      'seed',
    ]);
  });
});
