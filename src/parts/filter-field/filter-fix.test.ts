import { describe, expect, it } from 'vitest';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { findFixes } from './filter-fix.ts';

const info = (key: string, runCount: number) => ({ key, runCount, distinctCount: 2, isVarying: true });
const CATALOGUE: KeyCatalogue = {
  version: 1,
  metrics: [info('train/loss', 90), info('val/loss', 100), info('acc', 5), info('size', 1)],
  params: [info('lr', 100), info('batch size', 40), info('model.depth', 3), info('size', 9)],
  tags: [info('team', 5)],
};
const fix = (text: string) => findFixes(text, 'filter', CATALOGUE);

describe('what a filter may have meant', () => {
  it.each([
    ['lr = 0.5', ['params.lr = 0.5']],
    ['val/loss < 0.1', ['metrics.val/loss < 0.1']],
    ['"val/loss" < 0.1', ['metrics.val/loss < 0.1']],
    ['`batch size` > 16', ['params.`batch size` > 16']],
    ['model.depth = 3', ['params.model.depth = 3']],
    ['0.5 < lr', ['0.5 < params.lr']],
    ['min(acc) > 0.5', ['min(metrics.acc) > 0.5']],
    // Nearly so, and by the last part of the key.
    ['val_loss < 0.1', ['metrics.val/loss < 0.1']],
    ['staus = finished', ['status = finished']],
    ['loss < 0.1', ['metrics.val/loss < 0.1', 'metrics.train/loss < 0.1']],
    // Of two with the name the one of more runs; no metric is a text.
    ['size > 1', ['params.size > 1', 'metrics.size > 1']],
    ["size = 'large'", ["params.size = 'large'"]],
    ['age < 7d', ['start_time > -7d']],
    ['resnet age >= 12h AND lr > 1', ['resnet start_time <= -12h AND params.lr > 1']],
    // All of them at once, and what comes after is not its business.
    ['lr = 0.5 AND acc > 1 AND (', ['params.lr = 0.5 AND metrics.acc > 1 AND (']],
  ])('%s', (text, fixes) => {
    expect(fix(text)).toEqual(fixes);
  });

  it.each([
    '',
    'resnet',
    'params.lr = 0.5',
    'params.lr =',
    'momentum > 1',
    "metrics.acc > 'abc'",
    'age < 5',
    'foo(lr) > 1',
  ])('has no idea of %j', (text) => {
    expect(fix(text)).toEqual([]);
  });

  it('works where a value is written, and without a catalogue for attributes alone', () => {
    expect(findFixes('lr * 2', 'value', CATALOGUE)).toEqual(['params.lr * 2']);
    expect(findFixes('lr = 1', 'filter', undefined)).toEqual([]);
    expect(findFixes('durations > 1h', 'filter', undefined)).toEqual(['duration > 1h']);
  });
});
