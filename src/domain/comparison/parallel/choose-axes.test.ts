import { describe, expect, it } from 'vitest';
import { formatRunColumn } from '../../runs/run-sort.ts';
import { NEWEST_FIRST } from '../../runs/run-sort.ts';
import type { KeyAmongRuns } from '../varying-keys.ts';
import { chooseAxes } from './choose-axes.ts';

function key(name: string, facts: Partial<KeyAmongRuns> = {}): KeyAmongRuns {
  return { key: name, runCount: 120, distinctCount: 4, isVarying: true, isUniquePerRun: false, ...facts };
}

const NOTHING_SAID = { sorted: NEWEST_FIRST.column, judgedBy: undefined };
const metrics = [key('train/loss'), key('val/loss')];

function last(judged: Parameters<typeof chooseAxes>[1]) {
  return chooseAxes({ params: [], metrics }, judged).at(-1);
}

describe('the axes to begin with', () => {
  it('are params that differ and name no run, then the metric to look at first', () => {
    const params = [
      key('constant', { isVarying: false, distinctCount: 1 }),
      key('crashed', { distinctCount: 1, runCount: 119 }),
      key('lr', { distinctCount: 5 }),
      key('optimizer', { distinctCount: 2 }),
      key('out', { isUniquePerRun: true, distinctCount: 120 }),
    ];
    expect(chooseAxes({ params, metrics }, NOTHING_SAID).map(formatRunColumn)).toEqual([
      'params.optimizer',
      'params.lr',
      'metrics.val/loss',
    ]);
  });

  it('are params that some runs lack where nothing else differs', () => {
    const params = [key('crashed', { distinctCount: 1, runCount: 119 })];
    expect(chooseAxes({ params, metrics: [] }, NOTHING_SAID).map(formatRunColumn)).toEqual([
      'params.crashed',
    ]);
  });

  it('are no more than can be followed', () => {
    const params = Array.from({ length: 40 }, (_, index) => key(`p${index}`));
    expect(chooseAxes({ params, metrics }, NOTHING_SAID)).toHaveLength(7);
  });

  it('end in the sorted metric, else in the one that groups are judged by', () => {
    const sorted = { kind: 'statistic', key: 'val/loss', statistic: { name: 'min' } } as const;
    expect(last({ sorted, judgedBy: 'metrics.train/loss' })).toEqual(sorted);
    expect(last({ ...NOTHING_SAID, judgedBy: 'metrics.train/loss' })).toEqual({
      kind: 'metric',
      key: 'train/loss',
    });
  });

  it('are none where nothing differs and nothing was logged', () => {
    expect(chooseAxes({ params: [], metrics: [] }, NOTHING_SAID)).toEqual([]);
  });
});
