import { describe, expect, it, vi } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import { TrackingError, type TrackingFailure } from '../tracking/errors.ts';
import type { ChartQuery } from '../worker/charts/chart-protocol.ts';
import type { RunsQuery } from '../worker/runs/runs-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import { createHealthStore, watchHealth } from './connection-health.ts';

/** What is answered does not matter here. */
const ANY_REPLY = undefined as never;
const NO_NETWORK = new TrackingError({ kind: 'network' });

interface OpenCall {
  readonly resolve: () => Promise<void>;
  readonly reject: (failure: Partial<TrackingFailure> & Pick<TrackingFailure, 'kind'>) => Promise<void>;
  readonly emit: (progress: unknown) => void;
}

function setUp() {
  let latest: OpenCall | undefined;
  const client: DataClient = {
    call: (_name, _request, options) =>
      new Promise((resolve, reject) => {
        latest = {
          resolve: async () => resolve(ANY_REPLY),
          reject: async (failure) => reject(new TrackingError(failure)),
          emit: options?.onProgress as (progress: unknown) => void,
        };
      }),
  };
  const store = createHealthStore();
  const watched = watchHealth(client, store);
  /** Starts a call, whose own failure is somebody else's matter. */
  const start = (...[name, request]: Parameters<DataClient['call']>): OpenCall => {
    watched.call(name, request).catch(() => undefined);
    if (!latest) throw new Error('no call');
    return latest;
  };
  const getRun = () => start('run.get', { id: 'a' as RunId });
  return { store, start, getRun, watched };
}

const rows = () => ['runs.rows', { viewId: 'v', start: 0, end: 1, columns: [] }] as const;

describe('the health of the connection', () => {
  it.each([{ kind: 'network' }, { kind: 'server', cause: 'timeout' }] as const)(
    'is lost by a call that fails with %o, and found by the next answer',
    async (failure) => {
      const { store, getRun } = setUp();
      const onChange = vi.fn();
      store.subscribe(onChange);
      await getRun().reject(failure);
      expect(store.read()).toBe('lost');
      await getRun().reject(failure);
      await getRun().resolve();
      expect(store.read()).toBe('reached');
      expect(onChange).toHaveBeenCalledTimes(2);
    },
  );

  it('is found by an error that the server itself sent, not by one that a gateway may have sent', async () => {
    const { store, getRun } = setUp();
    await getRun().reject({ kind: 'network' });
    await getRun().reject({ kind: 'server', status: 502 });
    await getRun().reject({ kind: 'aborted' });
    expect(store.read()).toBe('lost');
    await getRun().reject({ kind: 'not-found', status: 404 });
    expect(store.read()).toBe('reached');
  });

  it('is not found by an answer that the worker gives without the server', async () => {
    const { store, getRun, start } = setUp();
    await getRun().reject({ kind: 'network' });
    await start(...rows()).resolve();
    expect(store.read()).toBe('lost');
  });

  it('is not hurt by late news of a source that was replaced', async () => {
    const { store, getRun } = setUp();
    const late = getRun();
    await getRun().reject({ kind: 'network' });
    store.reset();
    expect(store.read()).toBe('reached');
    await late.reject({ kind: 'network' });
    expect(store.read()).toBe('reached');
  });

  it('leaves answers, failures and progress as they are', async () => {
    const failing = watchHealth({ call: () => Promise.reject(NO_NETWORK) }, createHealthStore());
    await expect(failing.call('run.get', { id: 'a' as RunId })).rejects.toBe(NO_NETWORK);
    const onProgress = vi.fn();
    const answering: DataClient = {
      call: (_name, _request, options) => {
        options?.onProgress?.([] as never);
        return Promise.resolve('answer' as never);
      },
    };
    const asked = watchHealth(answering, createHealthStore());
    const answer = asked.call('experiments.search', { lifecycle: 'active' }, { onProgress });
    expect(await answer).toBe('answer');
    expect(onProgress).toHaveBeenCalledExactlyOnceWith([]);
  });
});

const RUNS: RunsQuery = {
  viewId: 'v',
  experimentIds: ['1' as ExperimentId],
  lifecycle: 'active',
  filter: '',
  directions: {},
  sort: { column: { kind: 'attribute', key: 'start_time' }, isDescending: true },
  set: {} as RunsQuery['set'],
};

const snapshot = (readAtMs: number, loaded: number, failure?: TrackingFailure) => ({
  readAtMs,
  loaded,
  failure,
  state: failure ? 'failed' : 'complete',
});

describe('the runs watch', () => {
  it('tells of a loss by a failed reading, and of an answer by a new one', () => {
    const { store, start } = setUp();
    const watch = start('runs.watch', RUNS);
    watch.emit(snapshot(1, 5));
    watch.emit(snapshot(1, 5, NO_NETWORK.failure));
    expect(store.read()).toBe('lost');
    watch.emit({ ...snapshot(1, 5), state: 'loading' });
    expect(store.read()).toBe('lost');
    watch.emit(snapshot(2, 5));
    expect(store.read()).toBe('reached');
  });

  it('tells nothing by the same rows in another order, nor by an old failure', async () => {
    const { store, start, getRun } = setUp();
    start('runs.watch', RUNS).emit(snapshot(1, 5));
    await getRun().reject({ kind: 'network' });
    start('runs.watch', RUNS).emit(snapshot(1, 5));
    expect(store.read()).toBe('lost');
    const failed = snapshot(1, 5, NO_NETWORK.failure);
    start('runs.watch', RUNS).emit(failed);
    await getRun().resolve();
    start('runs.watch', RUNS).emit(failed);
    expect(store.read()).toBe('reached');
  });

  it('is not lost by a reading that failed for another reason', () => {
    const { store, start } = setUp();
    start('runs.watch', RUNS).emit(snapshot(1, 5, new TrackingError({ kind: 'forbidden' }).failure));
    expect(store.read()).toBe('reached');
  });
});

const series = (runId: string, pointsRead: number, failure?: TrackingFailure) => ({
  runId,
  pointsRead,
  failure,
});

describe('a chart watch', () => {
  const query = { key: 'loss' } as ChartQuery;

  it('tells of a loss by a failed series, and of an answer by its points', () => {
    const { store, start } = setUp();
    const watch = start('chart.watch', query);
    watch.emit({ series: [series('a', 0, NO_NETWORK.failure), series('b', 9)] });
    expect(store.read()).toBe('lost');
    watch.emit({ series: [series('a', 0), series('b', 9)] });
    expect(store.read()).toBe('lost');
    watch.emit({ series: [series('a', 3), series('b', 9)] });
    expect(store.read()).toBe('reached');
  });

  it('tells nothing when it is drawn again with what it has', async () => {
    const { store, start, getRun } = setUp();
    const picture = { series: [series('a', 0, NO_NETWORK.failure), series('b', 9)] };
    start('chart.watch', query).emit(picture);
    await getRun().resolve();
    start('chart.watch', query).emit(picture);
    expect(store.read()).toBe('reached');
  });
});
