import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupMetrics } from './metric-sections.ts';

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
});
