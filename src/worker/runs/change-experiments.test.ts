import { describe, expect, it } from 'vitest';
import type { ExperimentChange } from '../../domain/runs/experiment-change.ts';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { changeExperiments } from './change-experiments.ts';

const SIGNAL = new AbortController().signal;
const id = (text: string) => text as ExperimentId;

function experiment(text: string): Experiment {
  return {
    id: id(text),
    name: `name ${text}`,
    lifecycle: 'active',
    createdMs: 1,
    updatedMs: 1,
    artifactLocation: undefined,
    tags: [],
  };
}

async function change(changes: readonly ExperimentChange[], gate?: MemorySourceOptions['gate']) {
  const source = createMemorySource({ experiments: ['1', '2', '3'].map(experiment), gate });
  const progress: number[] = [];
  const results = await changeExperiments(source, true, changes, SIGNAL, ({ done }) => progress.push(done));
  const asked = source.calls.filter(({ method }) => method === 'changeExperiment').length;
  return { source, results, progress, asked };
}

const remove = (text: string): ExperimentChange => ({ kind: 'delete', id: id(text) });

describe('changes of experiments', () => {
  it('say one by one what became of them, with the way back', async () => {
    const { results, progress } = await change([remove('1'), { kind: 'rename', id: id('2'), name: 'new' }]);
    expect(results.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(results[0]).toMatchObject({ undo: { kind: 'restore', id: '1' }, after: { lifecycle: 'deleted' } });
    expect(results[1]).toMatchObject({ undo: { kind: 'rename', name: 'name 2' }, after: { name: 'new' } });
    expect(progress).toEqual([1, 2]);
  });

  it('ask the source for nothing where the experiment is so already', async () => {
    const { results, asked } = await change([{ kind: 'rename', id: id('2'), name: 'name 2' }]);
    expect(results[0]).toMatchObject({ state: 'unchanged', after: { name: 'name 2' } });
    expect(asked).toBe(0);
  });

  it('that are refused leave what they were and stop no other', async () => {
    const { results, asked } = await change(
      [remove('1'), remove('2'), remove('9')],
      ({ method, request }) => {
        if (method === 'changeExperiment' && (request as ExperimentChange).id === '1')
          throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    );
    expect(results.map(({ state }) => state)).toEqual(['refused', 'done', 'refused']);
    expect(results[0]).toMatchObject({ failure: { kind: 'forbidden' }, after: { lifecycle: 'active' } });
    expect(results[2]).toMatchObject({ failure: { kind: 'not-found' }, after: undefined });
    expect(asked).toBe(2);
  });

  it('are asked for once, and not at all after a failure that all of them would meet', async () => {
    const { results, asked } = await change([remove('1'), remove('2'), remove('3')], ({ method }) => {
      if (method === 'changeExperiment') throw new TrackingError({ kind: 'unauthorized', status: 401 });
    });
    expect(results.map((result) => result.state === 'refused' && result.failure.kind)).toEqual([
      'unauthorized',
      'unauthorized',
      'unauthorized',
    ]);
    expect(asked).toBe(1);
  });

  it('count as made where only the answer was lost', async () => {
    let isLost = false;
    const { results } = await change([remove('1')], ({ method }) => {
      if (method === 'getExperiment' && isLost) return;
      isLost = method === 'changeExperiment';
    });
    expect(results[0]).toMatchObject({ state: 'done' });
    const source = createMemorySource({ experiments: [experiment('1')] });
    const lossy = {
      ...source,
      changeExperiment: async (asked: ExperimentChange, signal: AbortSignal) => {
        await source.changeExperiment(asked, signal);
        throw new TrackingError({ kind: 'network' });
      },
    };
    const [result] = await changeExperiments(lossy, true, [remove('1')], SIGNAL, () => undefined);
    expect(result).toMatchObject({ state: 'done', undo: { kind: 'restore' } });
  });
});
