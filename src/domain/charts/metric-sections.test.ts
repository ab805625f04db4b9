import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupMetrics, shareCards } from './metric-sections.ts';

const metric = (key: string) => ({ key });

describe('groupMetrics', () => {
  it('puts metrics without a prefix first and system metrics last', () => {
    const keys = ['system/cpu', 'val/loss', 'loss', 'train/loss', '/odd'];
    expect(groupMetrics(keys.map(metric)).map(({ prefix }) => prefix)).toEqual([
      undefined,
      'train',
      'val',
      'system',
    ]);
  });

  it('sorts numbers inside names as numbers', () => {
    const keys = ['fold_10/f1', 'fold_2/f1'];
    expect(groupMetrics(keys.map(metric)).map(({ prefix }) => prefix)).toEqual(['fold_2', 'fold_10']);
  });

  it('loses no metric and invents none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), (keys) => {
        const grouped = groupMetrics(keys.map(metric)).flatMap(({ metrics }) =>
          metrics.map(({ key }) => key),
        );
        expect(grouped.toSorted()).toEqual(keys.toSorted());
      }),
    );
  });

  it('puts so many cards on the page, from the top; folded sections have none', () => {
    const sections = groupMetrics(['a/1', 'a/2', 'a/3', 'b/1', 'b/2', 'c/1'].map((key) => ({ key })));
    const counts = (budget: number, folded: string) =>
      shareCards(sections, ({ prefix }) => prefix === folded, budget).map(({ cardCount }) => cardCount);
    expect(counts(4, 'none')).toEqual([3, 1]);
    expect(counts(4, 'a')).toEqual([0, 2, 1]);
    expect(counts(100, 'none')).toEqual([3, 2, 1]);
  });
});
