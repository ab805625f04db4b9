import { describe, expect, it } from 'vitest';
import { comparing } from './comparing.ts';
import type { ExperimentId } from './runs/experiment.ts';
import type { RunId } from './runs/run.ts';
import { DEFAULT_WORKSPACE, type Workspace } from './workspace.ts';

const run = (id: string, experiment: string) => ({
  id: id as RunId,
  experimentId: experiment as ExperimentId,
});
const OPEN: Workspace = {
  ...DEFAULT_WORKSPACE,
  experimentIds: [run('', '1').experimentId],
  filter: 'metrics.loss < 1',
  sort: { column: { kind: 'metric', key: 'loss' }, isDescending: false },
  baseline: { kind: 'run', id: 'base' as RunId },
  card: 'm:loss',
};

describe('a comparison that is opened from a run', () => {
  it('keeps the baseline, the sort and the filter of the workspace that is open', () => {
    const set = { kind: 'these', runIds: ['a', 'b'] };
    expect(comparing(OPEN, [run('a', '1'), run('b', '1')])).toEqual({ ...OPEN, card: undefined, set });
  });

  it('puts runs of experiments that are not open above the rows', () => {
    const opened = comparing(OPEN, [run('a', '1'), run('base', '2')]);
    expect(opened.experimentIds).toEqual(['1']);
    expect(opened.addedRuns).toEqual(['base']);
    const all = { ...OPEN, experimentIds: 'all' } as const;
    expect(comparing(all, [run('a', '1'), run('base', '2')]).addedRuns).toEqual([]);
  });

  it('is a new workspace where none of their experiments is open, with the same baseline', () => {
    const opened = comparing(OPEN, [run('a', '2'), run('b', '3')]);
    expect(opened).toEqual({
      ...DEFAULT_WORKSPACE,
      experimentIds: ['2', '3'],
      baseline: OPEN.baseline,
      set: { kind: 'these', runIds: ['a', 'b'] },
    });
    expect(comparing(DEFAULT_WORKSPACE, [run('a', '2')]).experimentIds).toEqual(['2']);
  });
});
