import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMiddle } from '../base/cut-middle.ts';
import { groupKeyNames, groupLabel, groupLabelIn } from './group-words.ts';

const A_PIXEL_A_CHARACTER = { pxOf: (text: string) => text.length, cut: cutMiddle, shortPx: 4 };

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

  it('has whole values in little room, without the names of their keys, and cuts the longest ones', () => {
    const by = ['params.lr', 'params.dropout', 'params.sampling', 'params.data'];
    const values = ['0.001', '0.1', 'stratified-by-length-v2', 'imagenet'];
    const label = (roomPx: number) => groupLabelIn(by, values, roomPx, A_PIXEL_A_CHARACTER);
    expect(label(100)).toBe('lr 0.001 · dropout 0.1 · stratified-by-length-v2 · imagenet');
    expect(label(50)).toBe('0.001 · 0.1 · stratified-by-length-v2 · imagenet');
    expect(label(40)).toBe('0.001 · 0.1 · stratif…ngth-v2 · imagenet');
  });

  it('tells groups of short values apart in any room that has them', () => {
    const values = fc.array(fc.stringMatching(/^[0-9]{1,4}$/), { minLength: 3, maxLength: 3 });
    const by = ['params.a', 'params.b', 'params.long'];
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [first, second] = [a, b].map(([x = '', y = '']) =>
          groupLabelIn(by, [x, y, 'the same long text of all of them'], 22, A_PIXEL_A_CHARACTER),
        );
        fc.pre(a[0] !== b[0] || a[1] !== b[1]);
        expect(first).not.toBe(second);
        expect(first?.length).toBeLessThanOrEqual(22);
      }),
    );
  });

  it('names keys whole where their ends are alike', () => {
    expect(groupKeyNames(['params.train.lr', 'params.head.lr', 'params.seed'])).toEqual([
      'params.train.lr',
      'params.head.lr',
      'seed',
    ]);
  });
});
