import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAMILY_KINDS, findFamilies, isFamilyKey } from './families.ts';

function templates(keys: readonly string[]) {
  return findFamilies(keys).map(({ template, isOnByDefault }) => [template, isOnByDefault]);
}

describe('findFamilies', () => {
  it.each([
    [['fold_0/val_f1', 'fold_1/val_f1', 'loss'], 'fold_{n}/val_f1'],
    [['val_f1_fold0', 'val_f1_fold1'], 'val_f1_fold{n}'],
    [['system/gpu_0_power', 'system/gpu_1_power'], 'system/gpu_{n}_power'],
    [['gpu/0/util', 'gpu/3/util'], 'gpu/{n}/util'],
    [['GPU0', 'GPU1'], 'GPU{n}'],
    [['split0_test_score', 'split1_test_score'], 'split{n}_test_score'],
    [['loss (seed=42)', 'loss (seed=1337)'], 'loss (seed={n})'],
    [['localRank0/loss', 'localRank1/loss'], 'localRank{n}/loss'],
    [['f1/KFold-01', 'f1/KFold-02'], 'f1/KFold-{n}'],
    [['fold_0/seed_1/acc', 'fold_1/seed_1/acc'], 'fold_{n}/seed_1/acc'],
    [['fold_0/seed_1/acc', 'fold_1/seed_2/acc'], 'fold_{n}/seed_{n}/acc'],
  ])('takes %j together by itself', (keys, template) => {
    expect(templates(keys)).toEqual([[template, true]]);
  });

  it.each([
    [['top_1_acc', 'top_5_acc'], ['top_{n}_acc']],
    [['resnet18/acc', 'resnet50/acc'], ['resnet{n}/acc']],
    [['map_0.5', 'map_0.75'], ['map_{n}']],
    [['unfold_0', 'unfold_1'], ['unfold_{n}']],
    [['rank_1_acc', 'rank_5_acc', 'rank_10_acc'], ['rank_{n}_acc']],
    [['val_f1', 'val_f2'], ['val_f{n}']],
    [
      ['l1/h1', 'l1/h2', 'l2/h1'],
      ['l{n}/h1', 'l1/h{n}'],
    ],
    [['loss', 'acc', 'train/loss', 'val/loss', 'fold_0/a', 'fold_1/b'], []],
  ])('offers %j, no more', (keys, wanted) => {
    expect(new Set(templates(keys))).toEqual(new Set(wanted.map((template) => [template, false])));
  });

  it('never mixes what is another metric into a fold', () => {
    const keys = ['fold_0/top_1_acc', 'fold_0/top_5_acc', 'fold_1/top_1_acc', 'fold_1/top_5_acc'];
    expect(templates(keys)).toEqual([
      ['fold_{n}/top_1_acc', true],
      ['fold_{n}/top_5_acc', true],
    ]);
  });

  it('puts members in the order of their numbers', () => {
    const [family] = findFamilies(['fold_10', 'fold_2', 'fold_1']);
    expect(family?.members).toEqual([
      { key: 'fold_1', numbers: ['1'] },
      { key: 'fold_2', numbers: ['2'] },
      { key: 'fold_10', numbers: ['10'] },
    ]);
  });

  it('finds what was made from a template, for any names around it', () => {
    const name = fc.string({ maxLength: 6 }).filter((text) => !/[\dA-Za-z]/.test(text));
    const numbers = fc
      .uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 2 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(name, fc.constantFrom(...FAMILY_KINDS), name, numbers, (before, kind, after, list) => {
        const keys = list.map((number) => `${before}${kind}_${number}${after}`);
        const [family, ...others] = findFamilies(['loss', ...keys]);
        expect(others).toEqual([]);
        expect(family?.members.map(({ key }) => key)).toEqual(keys);
        expect(isFamilyKey(family!, `${before}${kind}_77${after}`)).toBe(true);
        expect(isFamilyKey(family!, `${before}${kind}_x${after}`)).toBe(false);
      }),
    );
  });

  it('has at least two members in each family, all of which fit its template', () => {
    const key = fc.stringMatching(/^(fold|top|gpu|a)[_/]?[0-2]([_/](acc|seed[01]))?$/);
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 20 }), (keys) => {
        for (const family of findFamilies(keys)) {
          expect(family.members.length).toBeGreaterThan(1);
          expect(family.members.every((member) => isFamilyKey(family, member.key))).toBe(true);
          expect(family.segments.length).toBe(family.kinds.length + 1);
        }
      }),
    );
  });
});
