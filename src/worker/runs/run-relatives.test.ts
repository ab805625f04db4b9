import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { readRelatives } from './run-relatives.ts';

const child = (id: string, parent: string, startMs: number, lifecycle: 'active' | 'deleted' = 'active') =>
  makeRun({ id, startMs, lifecycle, tags: { 'mlflow.parentRunId': parent } });
const RUNS = [
  makeRun({ id: 'top' }),
  child('second', 'top', 2),
  child('first', 'top', 1),
  child('grand', 'first', 3),
  child('gone', 'top', 4, 'deleted'),
  makeRun({ id: 'other' }),
];

describe('relatives of a run', () => {
  it.each([
    ['searched for at the source', true, 'mlflow'],
    ['found here', false, 'none'],
  ] as const)('are its children and those of its parent, oldest first, %s', async (_, canFilter, filters) => {
    const source = createMemorySource({ runs: RUNS, capabilities: { filters } });
    const relatives = async (id: string, parentId?: string) => {
      const asked = { id: id as RunId, experimentId: '1' as ExperimentId, parentId: parentId as RunId };
      const { children, siblings } = await readRelatives(
        source,
        canFilter,
        asked,
        new AbortController().signal,
      );
      return [children.runs.map((run) => run.id), siblings.runs.map((run) => run.id), children.hasMore];
    };
    expect(await relatives('top')).toEqual([['first', 'second'], [], false]);
    expect(await relatives('first', 'top')).toEqual([['grand'], ['second'], false]);
    expect(await relatives('other')).toEqual([[], [], false]);
  });

  it('are 500 at most, and it is said that there are more', async () => {
    const runs = Array.from({ length: 510 }, (_, index) => child(`c${index}`, 'top', index));
    const source = createMemorySource({ runs, capabilities: { filters: 'mlflow' } });
    const asked = { id: 'top' as RunId, experimentId: '1' as ExperimentId, parentId: undefined };
    const { children } = await readRelatives(source, true, asked, new AbortController().signal);
    expect([children.runs.length, children.hasMore]).toEqual([500, true]);
  });
});
