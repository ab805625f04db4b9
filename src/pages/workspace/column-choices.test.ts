import { describe, expect, it } from 'vitest';
import { formatRunColumn, NEWEST_FIRST, parseRunColumn } from '../../domain/runs/run-sort.ts';
import type { KeyAmongRuns, KeysAmongRuns } from '../../domain/comparison/varying-keys.ts';
import { listColumnChoices, mainMetric, mainParam } from './column-choices.ts';

const key = (name: string, distinctCount: number, isUniquePerRun = false): KeyAmongRuns => ({
  key: name,
  runCount: 20,
  distinctCount,
  isVarying: distinctCount > 1,
  isUniquePerRun,
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
    expect(mainParam(KEYS)).toEqual({ kind: 'param', key: 'lr' });
    expect(mainParam({ ...KEYS, params: [key('model', 1)] })).toEqual({
      kind: 'attribute',
      key: 'start_time',
    });
    expect(mainMetric(undefined, NEWEST_FIRST.column)).toBeUndefined();
  });
});
