import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { groupOf, membersOf, mergeDirections, mergeKeys, sameStatistics } from './merge-keys.ts';
import { metricAt, textAt } from './run-column.ts';
import { appendRuns, createRunFrame } from './run-frame.ts';

const frame = createRunFrame();
appendRuns(frame, [
  makeRun({ id: 'a', params: { lr: '0.1' }, metrics: { 'val/loss': 1 } }),
  makeRun({ id: 'b', params: { 'training.lr': '0.2' }, metrics: { val_loss: 2, 'val/loss': 9 } }),
  makeRun({ id: 'c', tags: { rate: '0.3' } }),
  makeRun({ id: 'd' }),
]);
const GROUPS = [
  ['params.lr', 'params.training.lr', 'tags.rate'],
  ['metrics.val_loss', 'metrics.val/loss', 'params.odd'],
];

describe('keys declared the same', () => {
  const merged = mergeKeys(frame, GROUPS);

  it('have the values of all of them, of several the first', () => {
    for (const key of ['lr', 'training.lr'])
      expect([0, 1, 2, 3].map((row) => textAt(merged.params.get(key), row))).toEqual([
        '0.1',
        '0.2',
        '0.3',
        undefined,
      ]);
    expect([0, 1, 2].map((row) => metricAt(merged.metrics.get('val/loss'), row))).toEqual([1, 2, undefined]);
    expect(merged.metrics.get('val_loss')).toBe(merged.metrics.get('val/loss'));
    expect(merged.tags.get('rate')).toBe(merged.params.get('lr'));
  });

  it('leave the frame as it is', () => {
    expect(textAt(frame.params.get('lr'), 1)).toBeUndefined();
    expect(frame.metrics.get('val_loss')?.rows).toEqual([1]);
    expect(merged.ids).toBe(frame.ids);
  });

  it('are told with what counts as the same', () => {
    expect(groupOf({ kind: 'param', key: 'training.lr' }, GROUPS).map(({ key }) => key)).toEqual([
      'lr',
      'training.lr',
      'rate',
    ]);
    expect(groupOf({ kind: 'param', key: 'odd' }, GROUPS)).toEqual([{ kind: 'param', key: 'odd' }]);
  });

  it('hold numbers or texts, not both, and no computed columns', () => {
    expect(membersOf(['params.a', 'metrics.b', 'best(metrics.c)', 'start_time', 'tags.d'])).toEqual([
      { kind: 'param', key: 'a' },
      { kind: 'tag', key: 'd' },
    ]);
  });
});

describe('statistics of keys declared the same', () => {
  const groups = [['metrics.a', 'metrics.val/a', 'params.a']];

  it('go the way that the person said of any of them, else the way that the first name tells', () => {
    expect(mergeDirections({ 'val/a': 'lower' }, groups)).toEqual({ a: 'lower', 'val/a': 'lower' });
    expect(mergeDirections({}, [['metrics.a', 'metrics.acc', 'metrics.loss']])).toEqual({
      a: 'higher',
      acc: 'higher',
      loss: 'higher',
    });
    expect(mergeDirections({ other: 'higher' }, groups)).toEqual({ other: 'higher' });
  });

  it('look for the best of each of them', () => {
    expect(sameStatistics({ name: 'at_best', other: 'val/a' }, groups)).toEqual([
      { name: 'at_best', other: 'a' },
      { name: 'at_best', other: 'val/a' },
    ]);
    expect(sameStatistics({ name: 'best' }, groups)).toEqual([{ name: 'best' }]);
  });
});
