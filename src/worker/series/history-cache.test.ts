import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMapStore } from '../../testing/map-store.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { createBoundedCache } from '../bounded-cache.ts';
import { createHistoryCache, HISTORY_CACHE_BOUNDS, type HistoryCache } from './history-cache.ts';
import { SeriesStore } from './series-store.ts';

const KEY = 'loss';
const A = 'a' as RunId;
const B = 'b' as RunId;
const SERVER = 'http://here';

function historyOf(length: number): Series {
  const column = (at: (index: number) => number) => Float64Array.from({ length }, (_, index) => at(index));
  return {
    steps: column((index) => index),
    timestampsMs: column((index) => 1_000 + index),
    values: column((index) => (index === 3 ? Number.NaN : index / 2)),
  };
}

function createCache(maxBytes = HISTORY_CACHE_BOUNDS.maxBytes) {
  const clock = createManualClock();
  const bounds = { ...HISTORY_CACHE_BOUNDS, maxBytes };
  return { clock, cache: createHistoryCache(createBoundedCache(createMapStore(), clock, bounds), clock) };
}

interface Known {
  readonly lastStep: number | undefined;
  readonly isProven: boolean;
  readonly lacksMetric?: boolean;
}

/** One visit: a store over a source that holds a history of `A` and one of `B`. */
async function visit(cache: HistoryCache, known: Known, length = 350) {
  const options: MemorySourceOptions = {
    histories: { [seriesName(A, KEY)]: historyOf(length), [seriesName(B, KEY)]: historyOf(length) },
    capabilities: { maxSamplePoints: 10, historyPageSize: 100 },
  };
  const source = createMemorySource(options);
  const { capabilities } = await source.describe(new AbortController().signal);
  const state = { ...known };
  const store = new SeriesStore({
    source,
    capabilities,
    clock: createManualClock(),
    lastStep: () => state.lastStep,
    isProven: () => state.isProven,
    lacksMetric: () => state.lacksMetric ?? false,
    kept: {
      read: (names) => cache.read(SERVER, names),
      keep: (name, series) => cache.keep(SERVER, name, series),
    },
  });
  const asked = () => source.calls.filter(({ method }) => method !== 'describe').length;
  const show = (id: RunId, isRunning = false) => store.demand(KEY, [{ id, isRunning }], () => undefined);
  return { state, store, asked, show };
}

const PROVEN: Known = { lastStep: 349, isProven: true };

describe('histories of an earlier visit', () => {
  it('are not asked for again', async () => {
    const { cache, clock } = createCache();
    const first = await visit(cache, PROVEN);
    first.show(A);
    await settled();
    expect(first.asked()).toBeGreaterThan(0);
    await clock.advance(2_000);

    const second = await visit(cache, PROVEN);
    const { series } = second.show(A);
    await settled();
    expect(series[0]?.state).toBe('exact');
    expect(series[0] && viewSeries(series[0].columns)).toEqual(historyOf(350));
    expect(second.asked()).toBe(0);
    second.show(B);
    await settled();
    expect(second.asked()).toBeGreaterThan(0);
  });

  it('of runs that went on are kept no longer than until that is known', async () => {
    const { cache, clock } = createCache();
    (await visit(cache, PROVEN)).show(A);
    await settled();
    await clock.advance(2_000);

    const second = await visit(cache, { lastStep: 349, isProven: false }, 400);
    const { series } = second.show(A);
    await settled();
    expect(series[0]).toMatchObject({ state: 'exact', columns: { length: 350 } });
    expect(second.store.wholeHistory(KEY, A)).toBeUndefined();
    second.store.readNews();
    expect(second.asked()).toBe(0);

    second.state.isProven = true;
    second.state.lastStep = 399;
    second.store.readNews();
    expect(series[0]?.state).toBe('sampled');
    await settled();
    expect(series[0]).toMatchObject({ state: 'exact', columns: { length: 400 } });
  });

  it('are asked for again where the run ended elsewhere, goes on, or is not known', async () => {
    const { cache, clock } = createCache();
    (await visit(cache, PROVEN)).show(A);
    await settled();
    await clock.advance(2_000);
    for (const [known, isRunning] of [
      [{ lastStep: 360, isProven: true }, false],
      [{ lastStep: undefined, isProven: false }, false],
      [PROVEN, true],
    ] as const) {
      const { show, asked } = await visit(cache, known);
      show(A, isRunning);
      await settled();
      expect(asked()).toBeGreaterThan(0);
    }
  });

  it('tell that a run lacks the metric, until it is known to have logged it since', async () => {
    const { cache } = createCache();
    const { show, asked, state, store } = await visit(cache, {
      lastStep: undefined,
      isProven: false,
      lacksMetric: true,
    });
    const { series } = show(A);
    await settled();
    expect(series[0]?.state).toBe('empty');
    expect(asked()).toBe(0);

    Object.assign(state, { lastStep: 349, isProven: true, lacksMetric: false });
    store.readNews();
    await settled();
    expect(series[0]).toMatchObject({ state: 'exact', columns: { length: 350 } });
  });

  it('of running runs are not kept', async () => {
    const { cache, clock } = createCache();
    const { show } = await visit(cache, PROVEN);
    show(A, true);
    await settled();
    await clock.advance(2_000);
    expect(await cache.read(SERVER, [{ runId: A, key: KEY }])).toEqual([undefined]);
  });

  it('go, the least recently used first, where there is no room, and all when cleared', async () => {
    const { cache, clock } = createCache(25_000);
    const names = ['one', 'two', 'three'].map((key) => ({ runId: A, key }));
    for (const name of names) {
      cache.keep(SERVER, name, historyOf(400));
      await clock.advance(2_000);
    }
    const held = async () => (await cache.read(SERVER, names)).map((series) => series !== undefined);
    expect(await held()).toEqual([false, true, true]);
    await cache.clear();
    expect(await held()).toEqual([false, false, false]);
  });

  it('of one server are not those of another', async () => {
    const { cache, clock } = createCache();
    cache.keep(SERVER, { runId: A, key: KEY }, historyOf(4));
    await clock.advance(2_000);
    expect(await cache.read('http://there', [{ runId: A, key: KEY }])).toEqual([undefined]);
  });
});
