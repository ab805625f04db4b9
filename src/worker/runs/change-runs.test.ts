import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunChange } from '../../domain/runs/run-change.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import type { SourceCall } from '../../testing/memory-answer.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ChangeProgress } from './change-protocol.ts';
import { changeRuns } from './change-runs.ts';

const RUNS = Array.from({ length: 20 }, (_, index) => makeRun({ id: `run${index}` }));
const tag = (id: string, value = 'v'): RunChange => ({
  kind: 'set-tag',
  id: id as RunId,
  key: 'team',
  value,
});
const remove = (id: string): RunChange => ({ kind: 'delete', id: id as RunId });

function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({ runs: RUNS, ...options });
  const taken = new Map<string, Run>();
  const progress: ChangeProgress[] = [];
  const shared = {
    source,
    canFilter: options.capabilities?.filters === 'mlflow',
    experimentOf: () => '1' as ExperimentId,
    take: (runs: readonly Run[]) => runs.forEach((run) => taken.set(run.id, run)),
  };
  const change = (changes: readonly RunChange[], signal = new AbortController().signal, stop?: AbortSignal) =>
    changeRuns(shared, changes, { signal, progress: (each) => progress.push(each) }, stop);
  const written = () => source.calls.filter(({ method }) => method === 'changeRun');
  return { source, taken, progress, change, written };
}

/** Fails calls that the test names. */
function failing(fails: (call: SourceCall) => Partial<TrackingError['failure']> | undefined) {
  return {
    gate: (call: SourceCall) => {
      const failure = fails(call);
      if (failure) throw new TrackingError({ kind: 'server', ...failure });
    },
  };
}

const idOf = ({ request }: SourceCall) => (request as RunChange).id;
const isOf3Or7 = (call: SourceCall) => call.method === 'changeRun' && ['run3', 'run7'].includes(idOf(call));

describe('changes of runs', () => {
  it('tell what takes each of them back, and hand on the runs as they are now', async () => {
    const { change, taken, progress } = setUp();
    const results = await change([tag('run0'), remove('run1')]);
    expect(results).toEqual([
      { state: 'done', undo: { kind: 'delete-tag', id: 'run0', key: 'team' } },
      { state: 'done', undo: { kind: 'restore', id: 'run1' } },
    ]);
    expect(taken.get('run0')?.tags).toEqual([{ key: 'team', value: 'v' }]);
    expect(taken.get('run1')?.lifecycle).toBe('deleted');
    expect(progress.at(-1)).toEqual({ done: 2, total: 2 });
  });

  it('are undone by what they told, the last of a run first', async () => {
    const { change, source } = setUp();
    const before = await source.getRun('run0' as RunId, new AbortController().signal);
    const results = await change([tag('run0', 'a'), tag('run0', 'b'), remove('run0')]);
    const undo = results.flatMap((result) => (result.state === 'done' ? [result.undo] : []));
    await change(undo.toReversed());
    expect(await source.getRun('run0' as RunId, new AbortController().signal)).toEqual(before);
  });

  it('refused by the server change no row, and the others go on: 18 of 20', async () => {
    const { change, taken } = setUp(
      failing((call) => (isOf3Or7(call) ? { kind: 'forbidden', status: 403 } : undefined)),
    );
    const results = await change(RUNS.map(({ id }) => remove(id)));
    expect(results.filter(({ state }) => state === 'done')).toHaveLength(18);
    expect(results[3]).toMatchObject({ state: 'refused', failure: { kind: 'forbidden' } });
    expect(taken.get('run3')?.lifecycle).toBe('active');
    expect(taken.get('run4')?.lifecycle).toBe('deleted');
  });

  it('that changed nothing are not asked for', async () => {
    const { change, written } = setUp({ runs: [makeRun({ id: 'run0', tags: { team: 'v' } })] });
    expect(await change([tag('run0')])).toEqual([{ state: 'unchanged' }]);
    expect(written()).toEqual([]);
  });

  it('of a run that is not there say so', async () => {
    const { change } = setUp();
    expect(await change([tag('nowhere')])).toMatchObject([
      { state: 'refused', failure: { kind: 'not-found' } },
    ]);
  });

  it('end with the first failure that the others would meet as well', async () => {
    const { change, written } = setUp(
      failing(({ method }) => (method === 'changeRun' ? { kind: 'unauthorized', status: 401 } : undefined)),
    );
    const results = await change(RUNS.map(({ id }) => tag(id)));
    expect(new Set(results.map((result) => result.state === 'refused' && result.failure.kind))).toEqual(
      new Set(['unauthorized']),
    );
    expect(written().length).toBeLessThanOrEqual(4);
  });

  it('are done where the server made them and its answer was lost', async () => {
    const source = createMemorySource({ runs: RUNS });
    const lossy = {
      ...source,
      changeRun: async (asked: RunChange, signal: AbortSignal) => {
        await source.changeRun(asked, signal);
        throw new TrackingError({ kind: 'network' });
      },
    };
    const taken: Run[] = [];
    const options = { source: lossy, canFilter: false, experimentOf: () => undefined };
    const results = await changeRuns({ ...options, take: (runs) => taken.push(...runs) }, [tag('run0')], {
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    expect(results).toMatchObject([{ state: 'done' }]);
    expect(taken[0]?.tags).toEqual([{ key: 'team', value: 'v' }]);
  });

  it('are never asked for twice, and a few runs at a time', async () => {
    let [running, most] = [0, 0];
    const { change, written } = setUp({
      gate: async ({ method }) => {
        if (method !== 'changeRun') return;
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      },
    });
    await change(RUNS.map(({ id }) => tag(id)));
    expect(most).toBe(4);
    expect(written().map(idOf).toSorted()).toEqual(RUNS.map(({ id }) => id).toSorted());
  });

  it('stopped on the way tell of each whether it was made, and what was made is taken back by what they told', async () => {
    const stop = new AbortController();
    let count = 0;
    const { change, taken, written, progress, source } = setUp({
      gate: ({ method }) => {
        if (method === 'changeRun' && ++count === 6) stop.abort();
      },
    });
    const signal = new AbortController().signal;
    const results = await change(
      RUNS.map(({ id }) => remove(id)),
      signal,
      stop.signal,
    );
    const states = results.map(({ state }) => state);
    // What was under way when it was stopped is waited for.
    expect(states.filter((state) => state === 'done')).toHaveLength(written().length);
    expect(written().length).toBeLessThan(RUNS.length);
    expect(states.filter((state) => state === 'stopped')).toHaveLength(RUNS.length - written().length);
    expect(progress.at(-1)?.done).toBeLessThan(RUNS.length);
    expect([...taken.values()].every(({ lifecycle }) => lifecycle === 'deleted')).toBe(true);
    await change(results.flatMap((result) => (result.state === 'done' ? [result.undo] : [])));
    const runs = await Promise.all(RUNS.map(({ id }) => source.getRun(id, signal)));
    expect(runs.every(({ lifecycle }) => lifecycle === 'active')).toBe(true);
  });

  it('stopped before the first ask for nothing', async () => {
    const { change, written } = setUp();
    const results = await change([remove('run0')], new AbortController().signal, AbortSignal.abort());
    expect(results).toEqual([{ state: 'stopped' }]);
    expect(written()).toEqual([]);
  });

  it('of many runs cost two searches where the source takes filters, not two requests a run', async () => {
    const { change, source, taken } = setUp({ capabilities: { filters: 'mlflow' } });
    await change(RUNS.map(({ id }) => remove(id)));
    const reads = source.calls.filter(({ method }) => method !== 'changeRun').map(({ method }) => method);
    // Before: active and deleted ones. After: the same.
    expect(reads.filter((method) => method === 'getRun')).toEqual([]);
    expect(reads.length).toBeLessThanOrEqual(4);
    expect([...taken.values()].every(({ lifecycle }) => lifecycle === 'deleted')).toBe(true);
  });
});
