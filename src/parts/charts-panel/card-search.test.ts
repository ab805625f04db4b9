import { describe, expect, it } from 'vitest';
import { createRegexEngine } from '../../domain/expression/regex-engine.ts';
import { createCardTest, meantPattern, parseCardSearch } from './card-search.ts';

const KEYS = ['val/f1', 'Val/F1', 'train/f1', '지표/손실'];
const engine = createRegexEngine();

function found(find: string) {
  const test = createCardTest(parseCardSearch(find), (pattern) => engine.compile(pattern));
  return KEYS.filter((key) => test?.(key) ?? true);
}

describe('the search of cards', () => {
  it.each([
    ['', KEYS],
    ['  ', KEYS],
    ['VAL/', ['val/f1', 'Val/F1']],
    ['/f1', ['val/f1', 'Val/F1', 'train/f1']],
    ['손실'.normalize('NFD'), ['지표/손실']],
    ['/^val/', ['val/f1']],
    ['/^val/i', ['val/f1', 'Val/F1']],
    ['/(val|train)\\/f1$/', ['val/f1', 'train/f1']],
    ['/f1/', ['val/f1', 'train/f1']],
  ])('%j', (find, keys) => {
    expect(found(find)).toEqual(keys);
  });

  it.each([
    ['^val', '/^val/'],
    ['/^val', '/^val/'],
    ['f1$ ', '/f1$/'],
    ['val/.*', '/val/.*/'],
  ])('takes %j for the pattern %j', (find, meant) => {
    expect(meantPattern(find)).toBe(meant);
    expect(found(meant)).toContain('val/f1');
  });

  it.each(['', 'val/f1', 'acc.5', '/^val/', '/^val/i'])('takes %j for what it is', (find) => {
    expect(meantPattern(find)).toBeUndefined();
  });

  it('decides nothing without an engine', () => {
    expect(createCardTest(parseCardSearch('/x/'), () => undefined)).toBeUndefined();
  });
});
