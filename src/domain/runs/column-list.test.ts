import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrangeColumns,
  moveBefore,
  moveByOne,
  orderColumns,
  replaceColumn,
  toggleColumn,
} from './column-list.ts';
import { formatRunColumn, type RunColumn } from './run-sort.ts';

const columns: readonly RunColumn[] = ['a', 'b', 'c'].map((key) => ({ kind: 'param', key }));
const texts = (list: readonly RunColumn[]) => list.map(formatRunColumn).join(' ');
const letters = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));

describe('columns in a list', () => {
  it('stand pinned ones first, in the order of the pins', () => {
    expect(texts(arrangeColumns(columns, ['params.c', 'params.gone', 'params.b']))).toBe(
      'params.c params.b params.a',
    );
    expect(arrangeColumns(columns, [])).toBe(columns);
  });

  it('come and go', () => {
    expect(texts(toggleColumn(columns, { kind: 'param', key: 'b' }))).toBe('params.a params.c');
    expect(texts(toggleColumn(columns, { kind: 'metric', key: 'b' }))).toBe(
      'params.a params.b params.c metrics.b',
    );
  });

  it('are replaced in their place, and never stand there twice', () => {
    const best: RunColumn = { kind: 'statistic', key: 'm', statistic: { name: 'best' } };
    expect(texts(replaceColumn(columns, 'params.b', best))).toBe('params.a best(metrics.m) params.c');
    expect(texts(replaceColumn(columns, 'params.b', { kind: 'param', key: 'a' }))).toBe('params.a params.c');
    expect(replaceColumn(columns, 'params.b', { kind: 'param', key: 'b' })).toBe(columns);
  });

  it('follow the order of texts', () => {
    expect(texts(orderColumns(columns, ['params.c', 'params.a']))).toBe('params.c params.a params.b');
  });
});

describe('moveBefore', () => {
  const other = fc.constantFrom('a', 'b', 'c', 'd', 'e');

  it('keeps every text, and the order of the others', () => {
    fc.assert(
      fc.property(letters, other, fc.option(other, { nil: undefined }), (list, moved, before) => {
        const after = moveBefore(list, moved, before);
        expect(after.toSorted()).toEqual(list.toSorted());
        const isOther = (text: string) => text !== moved;
        expect(after.filter(isOther)).toEqual(list.filter(isOther));
      }),
    );
  });

  it.each([
    ['c', 'a', 'cabd'],
    ['a', 'd', 'bcad'],
    ['a', undefined, 'bcda'],
    ['a', 'gone', 'bcda'],
    ['b', 'b', 'abcd'],
    ['gone', 'a', 'abcd'],
  ])('puts %s before %s', (moved, before, after) => {
    expect(moveBefore(['a', 'b', 'c', 'd'], moved, before).join('')).toBe(after);
  });
});

describe('moveByOne', () => {
  it('is taken back by the other way, except at the ends', () => {
    expect(moveByOne(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moveByOne(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(moveByOne(['a', 'b'], 'x', 1)).toEqual(['a', 'b']);
    fc.assert(
      fc.property(letters, fc.nat(3), (list, place) => {
        fc.pre(place < list.length - 1);
        const moved = list[place] ?? '';
        expect(moveByOne(moveByOne(list, moved, 1), moved, -1)).toEqual(list);
      }),
    );
  });
});
