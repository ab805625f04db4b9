import { describe, expect, it } from 'vitest';
import { formatRunColumn, NEWEST_FIRST, parseRunColumn } from '../../domain/runs/run-sort.ts';
import type { KeyAmongRuns, KeysAmongRuns } from '../../domain/comparison/varying-keys.ts';
import { listColumnChoices, mainMetric, mainParam } from './column-choices.ts';

const key = (name: string, distinctCount: number, runCount = 20): KeyAmongRuns => ({
  key: name,
  runCount,
  distinctCount,
  isVarying: distinctCount > 1,
  isUniquePerRun: false,
});
const KEYS: KeysAmongRuns = {
  params: [key('model', 1), key('lr', 4), key('seed', 5), key('optimizer', 2)],
  metrics: [key('epochs', 1), key('system/cpu', 20), key('val/loss', 20)],
};
const textsOf = (columns: readonly Parameters<typeof formatRunColumn>[0][]) => columns.map(formatRunColumn);

describe('columns to draw by', () => {
  it('are what differs first, and what is the same apart', () => {
    const shown = [parseRunColumn('params.lr'), parseRunColumn('=metrics.a * 2')].filter(
      (each) => each !== undefined,
    );
    const choices = listColumnChoices(KEYS, shown);
    expect(textsOf(choices.table)).toEqual(['=metrics.a * 2']);
    expect(textsOf(choices.params)).toEqual(['params.lr', 'params.seed', 'params.optimizer']);
    expect(textsOf(choices.metrics)).toEqual(['metrics.system/cpu', 'metrics.val/loss']);
    expect(textsOf(choices.same)).toEqual(['metrics.epochs', 'params.model']);
  });

  it('are at first the metric to look at and a param that is no seed', () => {
    expect(mainMetric(KEYS, NEWEST_FIRST.column)).toEqual({ kind: 'metric', key: 'val/loss' });
    expect(mainMetric(KEYS, { kind: 'metric', key: 'acc' })).toEqual({ kind: 'metric', key: 'acc' });
    expect(mainParam(KEYS, undefined)).toEqual({ kind: 'param', key: 'lr' });
    expect(mainParam({ ...KEYS, params: [key('model', 1)] }, undefined)).toEqual({
      kind: 'attribute',
      key: 'start_time',
    });
    expect(mainMetric(undefined, NEWEST_FIRST.column)).toBeUndefined();
  });

  it('are no param that hardly any run has, and the time where runs of the metric have none', () => {
    const metric = { kind: 'metric', key: 'val/loss' } as const;
    const rare = key('model/depth', 9, 9);
    const x = (...params: readonly KeyAmongRuns[]) => formatRunColumn(mainParam({ ...KEYS, params }, metric));
    expect(x(rare, key('lr', 3))).toBe('params.lr');
    expect(x(key('model/depth', 9, 10), key('lr', 3))).toBe('params.model/depth');
    expect(x(rare)).toBe('start_time');
    expect(x()).toBe('start_time');
  });
});
