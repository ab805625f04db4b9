import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ModelVersion } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const NOW_MS = 1_700_000_000_000;
const HOUR_MS = 3_600_000;

const RUNS = [
  makeRun({ id: 'a', startMs: NOW_MS - HOUR_MS, metrics: { loss: 0.5 }, params: { lr: '1e-3', size: '10' } }),
  makeRun({ id: 'b', startMs: NOW_MS - 2 * HOUR_MS, metrics: { loss: 0.1 }, params: { lr: '0.1' } }),
  makeRun({ id: 'c', startMs: NOW_MS - 3 * HOUR_MS, status: 'FAILED', tags: { team: 'nlp' } }),
  makeRun({ id: 'd', startMs: NOW_MS - 4 * HOUR_MS, metrics: { loss: 0.3 }, params: { size: 'large' } }),
];

const VERSIONS: readonly ModelVersion[] = [
  { runId: 'a' as RunId, model: 'net', version: '1', aliases: [] },
  { runId: 'b' as RunId, model: 'net', version: '2', aliases: ['champion', 'candidate'] },
];

const DIGITS: Experiment = {
  id: '1' as ExperimentId,
  name: 'digits',
  lifecycle: 'active',
  createdMs: undefined,
  updatedMs: undefined,
  artifactLocation: undefined,
  tags: [],
};

function queryOf(filter: string, shape: Partial<RunsQuery> = {}): RunsQuery {
  return makeRunsQuery({ set: { kind: 'top', count: 2, without: [], plus: [] }, filter, ...shape });
}

function setUp(runs = RUNS, gate?: MemorySourceOptions['gate']) {
  const clock = createManualClock(NOW_MS);
  const source = createMemorySource({ runs, modelVersions: VERSIONS, experiments: [DIGITS], gate });
  const store = createRunsStore(source, clock);
  const watch = async (query: RunsQuery): Promise<RunsSnapshot | undefined> => {
    const snapshots: RunsSnapshot[] = [];
    void store.watch(query, new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    await settled();
    await clock.advance(300);
    return snapshots.at(-1);
  };
  const ids = () => store.rows({ viewId: 'view', start: 0, end: 99, columns: [] }).rows.map(({ id }) => id);
  return { source, store, watch, ids };
}

describe('a filter', () => {
  it.each([
    ['metrics.loss < 0.4', ['b', 'd']],
    ['params.lr > 0.01', ['b']],
    ['NOT metrics.loss < 0.4', ['a', 'c']],
    ["status = 'FAILED' OR params.lr = 0.001", ['a', 'c']],
    ['start_time > -150m', ['a', 'b']],
    ['', ['a', 'b', 'c', 'd']],
  ])('leaves the rows that pass, in order: %s', async (filter, expected) => {
    const { watch, ids } = setUp();
    const snapshot = await watch(queryOf(filter));
    expect(ids()).toEqual(expected);
    expect(snapshot).toMatchObject({ loaded: 4, matched: expected.length, state: 'complete' });
    expect(snapshot?.filter).toMatchObject({ text: filter, problem: undefined, pushed: undefined });
  });

  it('decides the compare set, the counts of states and the summaries of columns', async () => {
    const { watch, store } = setUp();
    const snapshot = await watch(queryOf("metrics.loss < 0.4 OR status = 'FAILED'"));
    expect(snapshot?.compared.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(snapshot?.statusCounts).toMatchObject({ FINISHED: 2, FAILED: 1 });
    // A chosen status does not hide the others, so that they can be chosen as well.
    const failed = await watch(queryOf("status = 'FAILED'"));
    expect(failed).toMatchObject({ matched: 1, statusCounts: { FAILED: 1 } });
    expect((failed?.statusCounts.FINISHED ?? 0) > 0).toBe(true);
    await watch(queryOf("metrics.loss < 0.4 OR status = 'FAILED'"));
    const columns = [
      { kind: 'metric', key: 'loss' },
      { kind: 'param', key: 'lr' },
      { kind: 'param', key: 'size' },
      { kind: 'attribute', key: 'name' },
    ] as const;
    expect(store.rows({ viewId: 'view', start: 0, end: 1, columns }).summaries).toEqual([
      { min: 0.1, max: 0.3, count: 2 },
      { min: 0.1, max: 0.1, count: 1 },
      undefined,
      undefined,
    ]);
  });

  it('that means nothing leaves the last good one in force', async () => {
    const { watch, ids } = setUp();
    await watch(queryOf('metrics.loss < 0.4'));
    const snapshot = await watch(queryOf('metrics.loss <'));
    expect(ids()).toEqual(['b', 'd']);
    expect(snapshot?.filter).toMatchObject({ text: 'metrics.loss < 0.4', problem: { found: '' } });
    expect((await watch(queryOf('metrics.loss < 0.2')))?.filter.problem).toBeUndefined();
    expect(ids()).toEqual(['b']);
  });

  it('waits for the engine of regular expressions', async () => {
    const { watch, ids } = setUp();
    // In the module cache by now, so that the worker's own lazy import takes no time.
    await import('../../domain/expression/regex-engine.ts');
    await watch(queryOf(''));
    await watch(queryOf("name ~ 'run [ad]$'"));
    expect(ids()).toEqual(['a', 'd']);
    const broken = await watch(queryOf("name ~ '('"));
    expect(broken?.filter.problem).toMatchObject({ code: 'bad-pattern', found: '(' });
    expect(ids()).toEqual(['a', 'd']);
  });

  it('can be answered again in another order, and the order with another filter', async () => {
    const { watch, ids } = setUp();
    const byLoss = { column: { kind: 'metric', key: 'loss' }, isDescending: false } as const;
    await watch(queryOf('metrics.loss < 0.4'));
    const first = await watch(queryOf('metrics.loss < 0.4', { sort: byLoss }));
    expect(ids()).toEqual(['b', 'd']);
    const second = await watch(queryOf('metrics.loss > 0.2', { sort: byLoss }));
    expect(ids()).toEqual(['d', 'a']);
    expect(second?.version).toBeGreaterThan(first?.version ?? 0);
  });
});

describe('what is said of a filter', () => {
  it('counts the runs that a negative clause leaves out for lack of the key, and how to take them in', async () => {
    const { watch, ids } = setUp();
    const report = (await watch(queryOf("params.size != 'large'")))?.filter;
    expect(ids()).toEqual(['a']);
    expect(report?.missing).toEqual([
      {
        column: 'params.size',
        runCount: 2,
        including: "(params.size != 'large' OR params.size IS NULL)",
        isNegative: true,
      },
    ]);
    const including = await watch(queryOf(report?.missing[0]?.including ?? ''));
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(including?.filter.missing).toEqual([]);
  });

  it('counts them for any other clause too, once for all clauses of a key', async () => {
    const { watch, ids } = setUp();
    const report = (await watch(queryOf('metrics.loss > 0.2 AND metrics.loss < 0.4 AND params.size = 10')))
      ?.filter;
    expect(ids()).toEqual([]);
    expect(report?.missing).toEqual([]);
    const range = (await watch(queryOf('metrics.loss > 0.2 AND metrics.loss < 0.4')))?.filter;
    expect(ids()).toEqual(['d']);
    expect(range?.missing).toMatchObject([{ column: 'metrics.loss', runCount: 1, isNegative: false }]);
    await watch(queryOf(range?.missing[0]?.including ?? ''));
    expect(ids()).toEqual(['c', 'd']);
  });

  it('names keys that nobody has, with the nearest that exists', async () => {
    const { watch } = setUp();
    expect((await watch(queryOf('metrics.los < 1 AND params.zzzzzz = 1')))?.filter.unknown).toEqual([
      { column: 'metrics.los', span: { start: 0, end: 11 }, nearest: 'metrics.loss' },
      { column: 'params.zzzzzz', span: { start: 20, end: 33 }, nearest: undefined },
    ]);
  });
});

describe('names that are read when a filter asks for them', () => {
  it('are those of registered models and their aliases', async () => {
    const { watch, ids, source } = setUp();
    await watch(queryOf(''));
    expect(source.calls.map(({ method }) => method)).not.toContain('listModelVersions');
    await watch(queryOf("alias = 'champion'"));
    expect(ids()).toEqual(['b']);
    await watch(queryOf("model LIKE 'net%'"));
    expect(ids()).toEqual(['a', 'b']);
    await watch(queryOf("NOT model = 'net'"));
    expect(ids()).toEqual(['c', 'd']);
    expect(source.calls.filter(({ method }) => method === 'listModelVersions')).toHaveLength(1);
  });

  it('are those of experiments', async () => {
    const { watch, ids } = setUp();
    const snapshot = await watch(queryOf("experiment = 'digits'"));
    expect(snapshot).toMatchObject({ state: 'complete', matched: 4 });
    await watch(queryOf("experiment != 'digits'"));
    expect(ids()).toEqual([]);
  });
});

describe('computed columns', () => {
  it('shows, sums up and sorts by an expression over the row', async () => {
    const { watch, store, ids } = setUp();
    const column = { kind: 'expression', key: 'metrics.loss * 10' } as const;
    await watch(queryOf('', { sort: { column, isDescending: true } }));
    expect(ids()).toEqual(['a', 'd', 'b', 'c']);
    const window = store.rows({ viewId: 'view', start: 0, end: 2, columns: [column] });
    expect(window.rows.map(({ cells }) => cells)).toEqual([[5], [3]]);
    expect(window.summaries).toEqual([{ min: 1, max: 5, count: 3 }]);
  });

  it('reads the step and time of the last point from the run, other statistics not yet', async () => {
    const { watch, store } = setUp();
    await watch(queryOf(''));
    const columns = (['last_step', 'last_logged', 'best'] as const).map((name) => ({
      kind: 'statistic' as const,
      key: 'loss',
      statistic: { name },
    }));
    const { rows } = store.rows({ viewId: 'view', start: 0, end: 1, columns });
    expect(rows[0]?.cells).toEqual([9, 1_700_000_050_000, null]);
  });
});

describe('names that cannot be read', () => {
  it('are told, with the reason, where the filter asks for them, and read again on retry', async () => {
    let isRefused = true;
    const refused = { kind: 'forbidden', status: 403 } as const;
    const { watch, store, ids } = setUp(RUNS, ({ method }) => {
      if (isRefused && method === 'listModelVersions') throw new TrackingError(refused);
    });
    const snapshot = await watch(queryOf("alias = 'champion'"));
    expect(snapshot).toMatchObject({ matched: 0, state: 'complete' });
    expect(snapshot?.filter.unread).toMatchObject([{ what: 'registry', failure: refused }]);
    // Not of a filter that does not ask for them.
    expect((await watch(queryOf('metrics.loss < 0.4')))?.filter.unread).toEqual([]);
    isRefused = false;
    store.control({ viewId: 'view', action: 'names' });
    const again = await watch(queryOf("model = 'net' AND alias = 'champion'"));
    expect(again?.filter.unread).toEqual([]);
    expect(ids()).toEqual(['b']);
  });

  it('of experiments are told too', async () => {
    const { watch } = setUp(RUNS, ({ method }) => {
      if (method === 'getExperiment') throw new TrackingError({ kind: 'network' });
    });
    const snapshot = await watch(queryOf("experiment = 'digits'"));
    expect(snapshot?.filter.unread).toMatchObject([{ what: 'experiments', failure: { kind: 'network' } }]);
  });
});

describe('silent runs', () => {
  it('are running and have logged nothing for half an hour', async () => {
    const running = { status: 'RUNNING', endMs: undefined } as const;
    const { watch, ids } = setUp([
      makeRun({ id: 'new', ...running, startMs: NOW_MS - 10_000 }),
      makeRun({ id: 'mute', ...running, startMs: NOW_MS - HOUR_MS }),
      makeRun({ id: 'logs', ...running, startMs: NOW_MS - 9 * HOUR_MS, metrics: { loss: 1 } }),
    ]);
    expect((await watch(queryOf('')))?.statusCounts).toMatchObject({ RUNNING: 3, silent: 1 });
    const filtered = await watch(queryOf("status = 'SILENT'"));
    expect(ids()).toEqual(['mute']);
    // The others can still be chosen.
    expect(filtered?.statusCounts).toMatchObject({ RUNNING: 3, silent: 1 });
  });
});

describe('values of a key', () => {
  it('come with the number of runs, the most frequent first', async () => {
    const runs = ['x', 'y', 'x', 'z'].map((value, index) =>
      makeRun({ id: String(index), user: index === 0 ? undefined : 'ada', params: { mode: value } }),
    );
    const { watch, store } = setUp(runs);
    await watch(queryOf(''));
    expect(store.values({ viewId: 'view', kind: 'param', key: 'mode' })).toEqual({
      values: [
        { text: 'x', runCount: 2 },
        { text: 'y', runCount: 1 },
        { text: 'z', runCount: 1 },
      ],
      distinctCount: 3,
    });
    expect(store.values({ viewId: 'view', kind: 'attribute', key: 'user' }).values).toEqual([
      { text: 'ada', runCount: 3 },
    ]);
    expect(store.values({ viewId: 'view', kind: 'tag', key: 'none' })).toEqual({
      values: [],
      distinctCount: 0,
    });
  });
});
