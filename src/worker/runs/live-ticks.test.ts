import { describe, expect, it } from 'vitest';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunSort } from '../../domain/runs/run-sort.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { createManualClock, type ManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const NOW_MS = 1_700_000_000_000;
const LOSS_UP: RunSort = { column: { kind: 'metric', key: 'loss' }, isDescending: false };
const SHAPES: readonly RunShape[] = [
  { id: 'a', status: 'RUNNING', endMs: undefined, metrics: { loss: 3 } },
  { id: 'b', metrics: { loss: 2 } },
  { id: 'c', metrics: { loss: 1 } },
];

/** Run `a` is the newest and goes on. */
const runOf = (shape: RunShape) =>
  makeRun({ startMs: NOW_MS - 60_000 - shape.id.charCodeAt(0), ...shape, name: shape.id });

function setUp(options: MemorySourceOptions = {}, clock: ManualClock = createManualClock(NOW_MS)) {
  const source = createMemorySource({ runs: SHAPES.map(runOf), ...options });
  const store = createRunsStore(source, clock, {
    rules: pushDownRules('3.17.2'),
    capabilities: { bulkSamples: true, maxSamplePoints: 100 },
  });
  const watch = (shape: Partial<RunsQuery> = {}) => {
    const snapshots: RunsSnapshot[] = [];
    const controller = new AbortController();
    const query = makeRunsQuery({ sort: LOSS_UP, set: TOP_2, ...shape });
    void store.watch(query, controller.signal, (snapshot) => snapshots.push(snapshot));
    return { snapshots, last: () => snapshots.at(-1), abort: () => controller.abort() };
  };
  const rows = () => store.rows({ viewId: 'view', start: 0, end: 100, columns: [LOSS_UP.column] }).rows;
  const asked = () =>
    source.calls.filter(({ method }) => method === 'searchRuns').map(({ request }) => request as RunsRequest);
  const put = (shape: RunShape) => source.put(runOf(shape));
  const names = () => rows().map(({ name }) => name);
  const sortAgain = () => store.control({ viewId: 'view', action: 'sort-again' });
  return { source, clock, store, watch, rows, names, asked, put, sortAgain };
}

const isTick = ({ priority, filter }: RunsRequest) => priority === 'background' && filter !== undefined;

const TOP_2 = { kind: 'top', count: 2, without: [], plus: [] } as const;
const compared = (snapshot: RunsSnapshot | undefined) => snapshot?.compared.map(({ id }) => id);

describe('rows that follow the server', () => {
  it('take new values where they stand; order and compare set change on a click', async () => {
    const { watch, clock, put, rows, names, sortAgain } = setUp();
    const watched = watch();
    await clock.advance(2_000);
    expect(names()).toEqual(['c', 'b', 'a']);
    put({ ...SHAPES[0], id: 'a', status: 'RUNNING', endMs: undefined, metrics: { loss: 0.5 }, lastStep: 10 });
    await clock.advance(6_000);
    expect(rows().map(({ name, cells }) => [name, cells[0]])).toEqual([
      ['c', 1],
      ['b', 2],
      ['a', 0.5],
    ]);
    expect(watched.last()).toMatchObject({ unsorted: { movedCount: 1, newCount: 0, leftCount: 0 } });
    expect(compared(watched.last())).toEqual(['c', 'b']);
    sortAgain();
    await clock.advance(200);
    expect(names()).toEqual(['a', 'c', 'b']);
    expect(watched.last()?.unsorted).toBeUndefined();
    expect(compared(watched.last())).toEqual(['a', 'c']);
  });

  it('stay where they stand when the compare set is changed by hand, and move for another sort', async () => {
    const { watch, clock, put, names } = setUp();
    watch();
    await clock.advance(2_000);
    put({ id: 'a', status: 'RUNNING', endMs: undefined, metrics: { loss: 0.5 } });
    await clock.advance(6_000);
    watch({ set: { ...TOP_2, without: ['b' as RunId] } });
    await clock.advance(200);
    expect(names()).toEqual(['c', 'b', 'a']);
    watch({ sort: { ...LOSS_UP, isDescending: true } });
    await clock.advance(200);
    expect(names()).toEqual(['b', 'c', 'a']);
  });

  it('move by themselves where that is wanted', async () => {
    const { watch, clock, put, names } = setUp();
    const watched = watch({ isKeptSorted: true });
    await clock.advance(2_000);
    put({ id: 'a', status: 'RUNNING', endMs: undefined, metrics: { loss: 0.5 } });
    await clock.advance(6_000);
    expect(names()).toEqual(['a', 'c', 'b']);
    expect(watched.last()?.unsorted).toBeUndefined();
  });

  it('announce new runs that match, and show them on a click', async () => {
    const { watch, clock, put, names, sortAgain } = setUp();
    const watched = watch({ filter: 'metrics.loss < 5' });
    await clock.advance(2_000);
    put({ id: 'new', startMs: NOW_MS, metrics: { loss: 1.5 } });
    put({ id: 'other', startMs: NOW_MS, metrics: { loss: 7 } });
    await clock.advance(6_000);
    expect(watched.last()).toMatchObject({ matched: 3, loaded: 5 });
    expect(watched.last()?.unsorted).toMatchObject({ newCount: 1, movedCount: 0, firstNew: 1 });
    sortAgain();
    await clock.advance(200);
    expect(names()).toEqual(['c', 'new', 'b', 'a']);
  });

  it('among deleted ones leave the rows as soon as they were restored elsewhere', async () => {
    const { watch, clock, put, names } = setUp({
      runs: SHAPES.map((shape) => runOf({ ...shape, lifecycle: 'deleted' })),
    });
    const watched = watch({ lifecycle: 'deleted' });
    await clock.advance(2_000);
    expect(names()).toEqual(['c', 'b', 'a']);
    put({ ...SHAPES[0], id: 'a' });
    await clock.advance(6_000);
    expect(names()).toEqual(['c', 'b']);
    expect(watched.last()?.unsorted).toBeUndefined();
  });

  it('keep a run that was deleted elsewhere, marked, in order and compare set until the click', async () => {
    const { watch, clock, put, rows, names, sortAgain } = setUp();
    const watched = watch({ set: { kind: 'all', without: [] } });
    await clock.advance(2_000);
    put({ id: 'a', status: 'RUNNING', lifecycle: 'deleted', metrics: { loss: 3 } });
    await clock.advance(6_000);
    expect(rows().map(({ name, isGone }) => [name, isGone ?? false])).toEqual([
      ['c', false],
      ['b', false],
      ['a', true],
    ]);
    expect(watched.last()?.unsorted).toMatchObject({ deletedCount: 1 });
    expect(compared(watched.last())).toEqual(['c', 'b', 'a']);
    sortAgain();
    await clock.advance(200);
    expect(names()).toEqual(['c', 'b']);
    expect(watched.last()?.unsorted).toBeUndefined();
  });

  it('learn of an ended run that is compared and was deleted elsewhere within a few ticks', async () => {
    const { watch, clock, put, rows } = setUp();
    watch();
    await clock.advance(2_000);
    put({ id: 'c', lifecycle: 'deleted', startMs: NOW_MS - 1e9, metrics: { loss: 1 } });
    await clock.advance(40_000);
    expect(rows()[0]).toMatchObject({ name: 'c', isGone: true });
  });

  it('know that a run ended', async () => {
    const { watch, clock, put, rows } = setUp();
    watch();
    await clock.advance(2_000);
    put({ id: 'a', status: 'FAILED', endMs: NOW_MS, metrics: { loss: 3 } });
    await clock.advance(6_000);
    expect(rows().at(-1)).toMatchObject({ name: 'a', status: 'FAILED' });
  });
});

describe('ticks', () => {
  it('ask one question each, in the background, and tell of nothing where nothing changed', async () => {
    const { watch, clock, asked } = setUp();
    const watched = watch();
    await clock.advance(2_000);
    const before = asked().length;
    const { version } = watched.last() ?? {};
    await clock.advance(15_000);
    expect(asked().slice(before)).toHaveLength(3);
    expect(asked().at(-1)).toMatchObject({ priority: 'background', pageToken: undefined });
    expect(watched.last()).toMatchObject({ version, live: { intervalMs: 5_000, failure: undefined } });
  });

  it('take at most a tenth of the time', async () => {
    const clock = createManualClock(NOW_MS);
    const { watch, asked } = setUp(
      {
        gate: ({ method, request }) =>
          method === 'searchRuns' && isTick(request as RunsRequest)
            ? new Promise((resolve) => {
                clock.after(1_500, resolve);
              })
            : undefined,
      },
      clock,
    );
    const watched = watch();
    await clock.advance(20_000);
    expect(watched.last()?.live).toMatchObject({ intervalMs: 15_000 });
    const ticks = asked().filter(isTick).length;
    await clock.advance(60_000);
    expect(asked().filter(isTick).length - ticks).toBe(4);
  });

  it('rest while nobody sees the page, and catch up with one', async () => {
    const { watch, clock, asked, store } = setUp();
    watch();
    await clock.advance(2_000);
    store.setVisible(false);
    const before = asked().length;
    await clock.advance(3_600_000);
    expect(asked()).toHaveLength(before);
    store.setVisible(true);
    await clock.advance(100);
    expect(asked()).toHaveLength(before + 1);
    await clock.advance(4_000);
    expect(asked()).toHaveLength(before + 1);
  });

  it('end with the last watch', async () => {
    const { watch, clock, asked } = setUp();
    const watched = watch();
    await clock.advance(2_000);
    watched.abort();
    await clock.advance(1_000);
    const before = asked().length;
    await clock.advance(30_000);
    expect(asked()).toHaveLength(before);
  });

  it('come less often while the server does not answer, say why, and find back', async () => {
    let isDown = false;
    const { watch, clock, asked, rows } = setUp({
      gate: () => {
        if (isDown) throw new TrackingError({ kind: 'network' });
      },
    });
    const watched = watch();
    await clock.advance(2_000);
    isDown = true;
    const before = asked().length;
    await clock.advance(60_000);
    expect(asked().length - before).toBeLessThan(5);
    expect(watched.last()).toMatchObject({ state: 'complete', live: { failure: { kind: 'network' } } });
    expect(rows()).toHaveLength(3);
    isDown = false;
    await clock.advance(60_000);
    expect(watched.last()?.live?.failure).toBeUndefined();
  });

  it('are none for a source that nobody else changes', async () => {
    const source = createMemorySource({ runs: SHAPES.map(runOf) });
    const clock = createManualClock(NOW_MS);
    const store = createRunsStore(source, clock);
    const snapshots: RunsSnapshot[] = [];
    void store.watch(makeRunsQuery(), new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    await clock.advance(2_000);
    const before = source.calls.length;
    await clock.advance(100_000);
    expect(source.calls).toHaveLength(before);
    expect(snapshots.at(-1)?.live).toBeUndefined();
  });
});

describe('runs that fell silent', () => {
  const quiet = { id: 'q', status: 'RUNNING', endMs: undefined, metrics: { loss: 1 } } as const;
  /** A point every two minutes until the last one, which is the one of `makeRun`. */
  const histories = {
    'q loss': {
      steps: Float64Array.from({ length: 10 }, (_, step) => step),
      values: new Float64Array(10),
      timestampsMs: Float64Array.from({ length: 10 }, (_, step) => 1_700_000_050_000 - (9 - step) * 120_000),
    },
  };

  it('are told by how often they used to log, which is read once they have been quiet for ten minutes', async () => {
    const { watch, clock, rows, source } = setUp({ runs: [runOf(quiet)], histories });
    const watched = watch();
    const samples = () => source.calls.filter(({ method }) => method === 'sampleHistories').length;
    await clock.advance(5 * 60_000);
    expect(samples()).toBe(0);
    await clock.advance(30 * 60_000);
    expect(samples()).toBe(1);
    expect(watched.last()?.statusCounts).toMatchObject({ RUNNING: 1, silent: 0 });
    await clock.advance(10 * 60_000);
    expect(watched.last()?.statusCounts).toMatchObject({ RUNNING: 1, silent: 1 });
    expect(rows()[0]).toMatchObject({ silentSinceMs: 1_700_000_050_000 });
    expect(samples()).toBe(1);
  });

  it('come under the filter as time passes', async () => {
    const { watch, clock } = setUp({ runs: [runOf(quiet)], histories });
    const watched = watch({ filter: "status = 'SILENT'" });
    await clock.advance(20 * 60_000);
    expect(watched.last()?.matched).toBe(0);
    await clock.advance(30 * 60_000);
    expect(watched.last()?.matched).toBe(1);
  });
});
