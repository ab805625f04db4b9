import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyForColumn } from './default-columns.ts';
import { keysOfRule, toggleKey } from './group-rule.ts';

const param = (key: string, more: Partial<KeyForColumn> = {}): KeyForColumn => ({
  key,
  runCount: 40,
  distinctCount: 3,
  isVarying: true,
  isUniquePerRun: false,
  ...more,
});
const PARAMS = [
  param('epochs', { isVarying: false, distinctCount: 1 }),
  param('lr'),
  param('out_dir', { isUniquePerRun: true, distinctCount: 40 }),
  param('seed'),
];

describe('all params but some', () => {
  it('are those that vary, but for what the rule names and what every run has its own of', () => {
    expect(keysOfRule({ by: [], allBut: ['params.seed'] }, PARAMS)).toEqual(['params.lr']);
    expect(keysOfRule({ by: ['dataset', 'params.lr'], allBut: [] }, PARAMS)).toEqual([
      'dataset',
      'params.lr',
      'params.seed',
    ]);
  });

  it('take in a param that is logged later, or begins to vary', () => {
    const later = [...PARAMS.map((each) => ({ ...each, isVarying: true })), param('warmup')];
    expect(keysOfRule({ by: [], allBut: ['params.seed'] }, later)).toEqual([
      'params.epochs',
      'params.lr',
      'params.warmup',
    ]);
    expect(keysOfRule({ by: ['params.lr'] }, later)).toEqual(['params.lr']);
  });

  it('change by the boxes of their keys, others are keys by themselves', () => {
    const rule = { by: [], allBut: ['params.seed'] };
    const left = toggleKey(rule, 'params.lr', { isChosen: true, isOfRule: true });
    expect(left).toEqual({ by: [], allBut: ['params.seed', 'params.lr'] });
    expect(toggleKey(left, 'params.seed', { isChosen: false, isOfRule: true })).toEqual({
      by: [],
      allBut: ['params.lr'],
    });
    expect(toggleKey(rule, 'dataset', { isChosen: false, isOfRule: false })).toEqual({
      by: ['dataset'],
      allBut: ['params.seed'],
    });
  });

  it('have the key after a click on its box, and not after another one', () => {
    const texts = PARAMS.map(({ key }) => `params.${key}`);
    fc.assert(
      fc.property(
        fc.subarray(texts),
        fc.option(fc.subarray(texts), { nil: undefined }),
        fc.constantFrom('lr', 'seed', 'out_dir'),
        (by, allBut, key) => {
          const text = `params.${key}`;
          const isOfRule = key !== 'out_dir';
          const has = (rule: Parameters<typeof keysOfRule>[0]) => keysOfRule(rule, PARAMS).includes(text);
          const before = { by, allBut };
          const once = toggleKey(before, text, { isChosen: has(before), isOfRule });
          expect(has(once)).toBe(!has(before));
          const twice = toggleKey(once, text, { isChosen: has(once), isOfRule });
          expect(has(twice)).toBe(has(before));
        },
      ),
    );
  });
});
