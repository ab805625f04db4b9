import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMapStore } from '../../testing/map-store.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createBoundedCache, type KeyValueStore } from '../bounded-cache.ts';
import { createRowCache as createCache, ROW_CACHE_BOUNDS, type RowCache } from './row-cache.ts';
import { createRunsStore } from './runs-store.ts';

const NOW_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;

function frameOf(runs: readonly Run[]) {
  const frame = createRunFrame();
  appendRuns(frame, runs);
  return frame;
}

const RUNS = [
  makeRun({ id: 'a', metrics: { loss: Number.NaN, acc: 1 }, params: { lr: '0.1' }, tags: { t: '한국어' } }),
  makeRun({ id: 'live', status: 'RUNNING', metrics: { loss: 5, other: 1 } }),
  makeRun({
    id: 'b',
    user: undefined,
    startMs: undefined,
    params: { lr: '0.1', only: '' },
    datasets: [{ name: 'd', digest: 'x', sourceType: 'local', context: undefined }],
  }),
];

function createRowCache(store: KeyValueStore, clock: Clock): RowCache {
  return createCache(createBoundedCache(store, clock, ROW_CACHE_BOUNDS));
}

const broken = () => Promise.reject(new Error('quota'));
const never = () => new Promise<never>(() => undefined);

const holdAll: MemorySourceOptions['gate'] = ({ request }) =>
  (request as RunsRequest).filter === undefined ? never() : undefined;

const onlyFirstPage: MemorySourceOptions['gate'] = ({ request }) =>
  (request as RunsRequest).pageToken === undefined ? undefined : never();

describe('the row cache', () => {
  it('gives back the rows of ended runs as they were', async () => {
    const cache = createRowCache(createMapStore(), createManualClock());
    await cache.write('one', frameOf(RUNS), 123);
    const read = await cache.read('one');
    expect(read?.readAtMs).toBe(123);
    expect(read?.frame).toEqual(frameOf(RUNS.filter(({ id }) => id !== 'live')));
    expect(await cache.read('two')).toBeUndefined();
  });

  it('keeps what was used last, and forgets other schemas', async () => {
    const store = createMapStore();
    const clock = createManualClock();
    const cache = createRowCache(store, clock);
    store.entries.set('rows-0 of old', 1);
    for (let index = 0; index < 21; index++) {
      await cache.write(`entry ${index}`, frameOf(RUNS), 1);
      await clock.advance(10);
      if (index === 10) await cache.read('entry 0');
    }
    expect(await cache.read('entry 0')).toBeDefined();
    expect(await cache.read('entry 1')).toBeUndefined();
    expect(await cache.read('entry 2')).toBeDefined();
    expect([...store.entries.keys()]).not.toContain('rows-0 of old');
  });

  it('is cleared', async () => {
    const store = createMapStore();
    const cache = createRowCache(store, createManualClock());
    await cache.write('one', frameOf(RUNS), 1);
    await cache.clear();
    expect(store.entries.size).toBe(0);
  });

  it('forgets an entry whose runs have all gone', async () => {
    const cache = createRowCache(createMapStore(), createManualClock());
    await cache.write('one', frameOf(RUNS), 1);
    await cache.write('one', frameOf([]), 2);
    expect(await cache.read('one')).toBeUndefined();
  });

  it('does no harm where storage fails', async () => {
    const cache = createRowCache(
      { get: broken, set: broken, delete: broken, keys: broken, update: broken },
      createManualClock(),
    );
    await cache.write('one', frameOf(RUNS), 1);
    await cache.clear();
    expect(await cache.read('one')).toBeUndefined();
  });
});

/** Run `0` is the newest. */
function makeRuns(count: number): readonly Run[] {
  return Array.from({ length: count }, (_, index) =>
    makeRun({ id: String(index), startMs: 1_000_000 - index, metrics: { loss: index } }),
  );
}

const QUERY: RunsQuery = {
  viewId: 'view',
  experimentIds: ['1' as ExperimentId],
  lifecycle: 'active',
  filter: '',
  directions: {},
  sort: NEWEST_FIRST,
  set: { kind: 'top', count: 2, without: [], plus: [] },
};

function visit(cache: RowCache, options: MemorySourceOptions, startMs = NOW_MS) {
  const source = createMemorySource(options);
  const clock = createManualClock(startMs);
  const store = createRunsStore(source, clock, { rules: pushDownRules('3.17.2'), cache });
  const snapshots: RunsSnapshot[] = [];
  void store.watch(QUERY, new AbortController().signal, (snapshot) => snapshots.push(snapshot));
  const rows = (start: number, end: number) =>
    store.rows({ viewId: 'view', start, end, columns: [], isOnScreen: true }).rows.map(({ name }) => name);
  return { source, clock, store, snapshots, last: () => snapshots.at(-1), rows };
}

describe('a second visit', () => {
  it('shows the rows of the first at once, and reads them again', async () => {
    const cache = createRowCache(createMapStore(), createManualClock());
    const first = visit(cache, { runs: makeRuns(80) });
    await first.clock.advance(5_000);
    expect(first.last()).toMatchObject({ state: 'complete', cachedAtMs: undefined });

    const waiting: (() => void)[] = [];
    const gate = () => new Promise<void>((resolve) => waiting.push(resolve));
    const edited = makeRuns(80)
      .filter(({ id }) => id !== '3')
      .map((run) => ({ ...run, name: `new ${run.id}` }));
    const second = visit(cache, { runs: edited, gate }, NOW_MS + DAY_MS);
    await settled();
    expect(second.last()).toMatchObject({ state: 'loading', loaded: 80, cachedAtMs: NOW_MS });
    expect(second.rows(0, 1)).toEqual(['run 0']);
    expect(second.store.lacksMetric('0' as RunId, 'other')).toBe(true);
    expect(second.store.isProven('0' as RunId)).toBe(false);
    while (waiting.length > 0) {
      waiting.shift()?.();
      await second.clock.advance(50);
    }
    await second.clock.advance(1_000);
    expect(second.last()).toMatchObject({ state: 'complete', loaded: 79, cachedAtMs: undefined });
    expect(second.rows(0, 4)).toEqual(['new 0', 'new 1', 'new 2', 'new 4']);
    expect(second.store.isProven('0' as RunId)).toBe(true);
  });

  it('reads what is on screen before the pass comes to it', async () => {
    const cache = createRowCache(createMapStore(), createManualClock());
    await visit(cache, { runs: makeRuns(400) }).clock.advance(5_000);
    const runs = makeRuns(400).map((run) => ({ ...run, name: `new ${run.id}` }));
    const second = visit(cache, { runs, gate: holdAll });
    await settled();
    expect(second.rows(300, 302)).toEqual(['run 300', 'run 301']);
    await second.clock.advance(400);
    expect(second.rows(300, 303)).toEqual(['new 300', 'new 301', 'run 302']);
    expect(second.source.calls.at(-1)?.request).toMatchObject({
      filter: "attributes.run_id IN ('300', '301')",
    });
  });

  it('takes rows that come after the first page below those of the server', async () => {
    const cache = createRowCache(createMapStore(), createManualClock());
    await visit(cache, { runs: makeRuns(80) }).clock.advance(5_000);
    let release: (() => void) | undefined;
    const slow: RowCache = {
      ...cache,
      read: async (name) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return cache.read(name);
      },
    };
    const runs = makeRuns(80).map((run) => ({ ...run, name: `new ${run.id}` }));
    const second = visit(slow, { runs, gate: onlyFirstPage });
    await second.clock.advance(300);
    expect(second.last()).toMatchObject({ loaded: 2 });
    release?.();
    await second.clock.advance(300);
    expect(second.last()).toMatchObject({ loaded: 80, cachedAtMs: NOW_MS });
    expect(second.rows(0, 4)).toEqual(['new 0', 'new 1', 'run 2', 'run 3']);
  });

  it('shows what came of a visit that ended before all was read', async () => {
    const cache = createRowCache(createMapStore(), createManualClock());
    const first = visit(cache, { runs: makeRuns(400), gate: onlyFirstPage });
    await first.clock.advance(3_000);
    expect(first.last()).toMatchObject({ state: 'loading', loaded: 2 });
    const second = visit(cache, { runs: makeRuns(400), gate: holdAll }, NOW_MS + DAY_MS);
    await settled();
    expect(second.last()).toMatchObject({ state: 'loading', loaded: 2, cachedAtMs: NOW_MS, isWhole: false });
  });

  it('counts as whole while it is read again', async () => {
    let isHeld = false;
    const gate = () => (isHeld ? new Promise<void>(() => undefined) : undefined);
    const { clock, last, store } = visit(createRowCache(createMapStore(), createManualClock()), {
      runs: makeRuns(80),
      gate,
    });
    await clock.advance(1_000);
    expect(last()).toMatchObject({ state: 'complete', isWhole: true });
    isHeld = true;
    store.control({ viewId: 'view', action: 'reload' });
    await clock.advance(1_000);
    expect(last()).toMatchObject({ state: 'loading', isWhole: true, loaded: 80 });
  });

  it('does not wait for a storage that hangs', async () => {
    const cache: RowCache = { read: never, write: never, clear: never };
    const { clock, last } = visit(cache, { runs: makeRuns(10) });
    await clock.advance(1_000);
    expect(last()).toMatchObject({ state: 'complete', loaded: 10 });
  });
});
