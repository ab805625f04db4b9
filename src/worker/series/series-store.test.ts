import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { type SeriesColumns, viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { SeriesStore } from './series-store.ts';

const KEY = 'loss';
const A = 'a' as RunId;
const B = 'b' as RunId;
const C = 'c' as RunId;

function historyOf(length: number, offset = 0): Series {
  const column = (at: (index: number) => number) => Float64Array.from({ length }, (_, index) => at(index));
  return {
    steps: column((index) => index),
    timestampsMs: column((index) => index),
    values: column((index) => index + offset),
  };
}

async function setUp(options: MemorySourceOptions = {}, maxBytes?: number, lastStep?: number) {
  const source = createMemorySource({
    histories: {
      [seriesName(A, KEY)]: historyOf(350),
      [seriesName(B, KEY)]: historyOf(350, 1_000),
      [seriesName(C, KEY)]: historyOf(20),
    },
    ...options,
    capabilities: { maxSamplePoints: 10, historyPageSize: 100, ...options.capabilities },
  });
  const { capabilities } = await source.describe(new AbortController().signal);
  const clock = createManualClock();
  const store = new SeriesStore({
    source,
    capabilities,
    clock,
    ...(maxBytes ? { maxBytes } : {}),
    lastStep: () => lastStep,
  });
  const asked = (method: string) =>
    source.calls.filter((call) => call.method === method).map(({ request }) => request);
  return { source, clock, store, asked };
}

const ended = (...ids: readonly RunId[]) => ids.map((id) => ({ id, isRunning: false }));
const ignore = () => undefined;
const stepsOf = (columns: SeriesColumns | undefined) => (columns ? [...viewSeries(columns).steps] : []);

/** A gate that holds every call of a method until `open` is called, once for each call. */
function holding(method: string) {
  const waiting: (() => void)[] = [];
  const gate: MemorySourceOptions['gate'] = (call) =>
    call.method === method ? new Promise((resolve) => waiting.push(resolve)) : undefined;
  return { gate, waiting, open: () => waiting.shift()?.() };
}

async function sizeFor(lastStep: number | undefined, bulkSamples: boolean) {
  const { store, asked } = await setUp(
    { capabilities: { maxSamplePoints: 2_500, bulkSamples } },
    0,
    lastStep,
  );
  store.demand(KEY, ended(A), ignore);
  await settled();
  return asked('sampleHistories')[0];
}

describe('series store', () => {
  it('asks for a small sample where the last step says that the history is long', async () => {
    expect(await sizeFor(2_499, true)).toMatchObject({ maxPointsPerRun: 2_500 });
    expect(await sizeFor(2_500, true)).toMatchObject({ maxPointsPerRun: 320 });
    expect(await sizeFor(undefined, true)).toMatchObject({ maxPointsPerRun: 2_500 });
    // Where a small sample is no cheaper, the large one may be the whole history.
    expect(await sizeFor(2_500, false)).toMatchObject({ maxPointsPerRun: 2_500 });
  });

  it('samples long histories in several requests, so that the first answer waits for few of them', async () => {
    const batchesFor = async (lastStep: number) => {
      const { store, asked } = await setUp({}, 0, lastStep);
      store.demand(KEY, ended(A, B, C), ignore);
      await settled();
      return asked('sampleHistories');
    };
    expect(await batchesFor(16_000)).toMatchObject([{ runIds: [A, B, C] }]);
    expect(await batchesFor(25_000)).toMatchObject([{ runIds: [A, B] }, { runIds: [C] }]);
    expect(await batchesFor(1_000_000)).toMatchObject([{ runIds: [A] }, { runIds: [B] }, { runIds: [C] }]);
  });

  it('asks for two samples at first and for one more with each answer, in the order of the cards', async () => {
    const samples = holding('sampleHistories');
    const { store, clock, asked } = await setUp({ gate: samples.gate });
    const keys = Array.from({ length: 12 }, (_, index) => `metric ${index}`);
    const demands = keys.map((key) => store.demand(key, ended(A), ignore));
    const keysAsked = () => asked('sampleHistories').map((request) => (request as { key: string }).key);
    await settled();
    expect(keysAsked()).toEqual(keys.slice(0, 2));
    samples.open();
    await settled();
    expect(keysAsked()).toEqual(keys.slice(0, 4));
    // What nobody waits for any more is passed over.
    demands[4]?.release();
    await clock.advance(100);
    for (let answer = 0; answer < 12; answer++) {
      samples.open();
      await settled();
    }
    expect(keysAsked()).toEqual(keys.filter((_, index) => index !== 4));

    // The next burst begins small again.
    for (const key of ['x', 'y', 'z']) store.demand(key, ended(A), ignore);
    await settled();
    expect(keysAsked().slice(keys.length - 1)).toEqual(['x', 'y']);
  });

  it('shows a sample first and never fewer points until all are there', async () => {
    const pages = holding('readHistoryPage');
    const { store } = await setUp({ gate: pages.gate });
    const { series } = store.demand(KEY, ended(A), ignore);
    const seen: [string, number][] = [];
    for (let page = 0; page < 5; page++) {
      await settled();
      seen.push([series[0]?.state ?? '', series[0]?.columns.length ?? 0]);
      pages.open();
    }
    // The sample has the last step too, which is in the last page.
    expect(seen.map(([state]) => state)).toEqual(['sampled', 'sampled', 'sampled', 'sampled', 'exact']);
    expect(seen[0]?.[1]).toBe(10);
    expect(seen.map(([, count]) => count)).toEqual(seen.map(([, count]) => count).sort((l, r) => l - r));
    expect(stepsOf(series[0]?.columns)).toEqual([...historyOf(350).steps]);
  });

  it('reads no page where the sample is complete', async () => {
    const { store, asked } = await setUp({ capabilities: { maxSamplePoints: 500 } });
    const { series } = store.demand(KEY, ended(A, 'none' as RunId), ignore);
    await settled();
    expect(series.map(({ state }) => state)).toEqual(['exact', 'empty']);
    expect(asked('readHistoryPage')).toEqual([]);
  });

  it.each([
    [true, [['a', 'b', 'c']]],
    [false, [['a'], ['b'], ['c']]],
  ])('samples runs together only where the source can (%s)', async (bulkSamples, batches) => {
    const { store, asked } = await setUp({ capabilities: { bulkSamples } });
    store.demand(KEY, ended(A, B, C), ignore);
    await settled();
    expect(asked('sampleHistories').map((request) => (request as { runIds: string[] }).runIds)).toEqual(
      batches,
    );
  });

  it('asks for at most 100 runs at once', async () => {
    const { store, asked } = await setUp();
    store.demand(KEY, ended(...Array.from({ length: 250 }, (_, index) => `run ${index}` as RunId)), ignore);
    await settled();
    const sizes = asked('sampleHistories').map((request) => (request as { runIds: string[] }).runIds.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('reads each run by its own key, a request for each', async () => {
    const histories = { [seriesName(A, KEY)]: historyOf(5), [seriesName(B, 'val/loss')]: historyOf(7) };
    const { store, asked } = await setUp({ histories });
    const runs = [
      { id: A, isRunning: false },
      { id: B, isRunning: false, key: 'val/loss' },
      { id: C, isRunning: false },
    ];
    const { series } = store.demand(KEY, runs, ignore);
    await settled();
    expect(asked('sampleHistories')).toMatchObject([
      { key: KEY, runIds: [A, C] },
      { key: 'val/loss', runIds: [B] },
    ]);
    expect(series.map(({ columns }) => columns.length)).toEqual([5, 7, 0]);
  });

  it('fetches nothing twice', async () => {
    const { store, asked, clock } = await setUp();
    const first = store.demand(KEY, ended(A, B), ignore);
    store.demand(KEY, ended(B, A), ignore);
    await settled();
    first.release();
    await clock.advance(1_000);
    const { series } = store.demand(KEY, ended(A, B), ignore);
    await settled();
    expect(series.map(({ state }) => state)).toEqual(['exact', 'exact']);
    expect(asked('sampleHistories')).toHaveLength(1);
    expect(asked('readHistoryPage')).toHaveLength(8);
  });

  it('reads two histories at a time, those of earlier watches first', async () => {
    const pages = holding('readHistoryPage');
    const { store, asked } = await setUp({ gate: pages.gate });
    store.demand(KEY, ended(A, B), ignore);
    store.demand(KEY, ended(C), ignore);
    await settled();
    expect(pages.waiting).toHaveLength(2);
    for (let page = 0; page < 12; page++) {
      pages.open();
      await settled();
      expect(pages.waiting.length).toBeLessThanOrEqual(2);
    }
    const runs = asked('readHistoryPage').map((request) => (request as { runId: string }).runId);
    expect(runs.slice(0, 8).sort()).toEqual(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b']);
    expect(runs.slice(8)).toEqual(['c']);
  });

  it('stops when nobody watches, keeps what it has, and goes on from there', async () => {
    const pages = holding('readHistoryPage');
    const { store, clock, asked } = await setUp({ gate: pages.gate });
    const demand = store.demand(KEY, ended(A), ignore);
    await settled();
    pages.open();
    await settled();
    demand.release();
    await clock.advance(1_000);
    const kept = store.peek(KEY, A);
    expect(kept?.state).toBe('sampled');
    expect(kept?.failure).toBeUndefined();
    expect(kept?.columns.length).toBeGreaterThan(100);
    store.demand(KEY, ended(A), ignore);
    await settled();
    expect(asked('sampleHistories')).toHaveLength(1);
    expect(asked('readHistoryPage').map((request) => (request as { pageToken?: string }).pageToken)).toEqual([
      undefined,
      '100',
      '100',
    ]);
  });

  it('does not stop for a watch that takes over at once', async () => {
    const signals: AbortSignal[] = [];
    const { store, clock } = await setUp({
      gate: ({ method }, signal) => {
        if (method === 'sampleHistories') signals.push(signal);
        return method === 'sampleHistories' ? new Promise(() => undefined) : undefined;
      },
    });
    const demand = store.demand(KEY, ended(A), ignore);
    demand.release();
    store.demand(KEY, ended(A), ignore);
    await clock.advance(1_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('keeps what it has after a failure and reads on from the failed page on retry', async () => {
    let isDown = false;
    let served = 0;
    const { store, asked } = await setUp({
      gate: ({ method }) => {
        if (method !== 'readHistoryPage') return;
        isDown = served++ === 1;
        if (isDown) throw new TrackingError({ kind: 'network' });
      },
    });
    const { series } = store.demand(KEY, ended(A), ignore);
    await settled();
    expect(series[0]).toMatchObject({ state: 'failed', failure: { kind: 'network' } });
    expect(series[0]?.columns.length).toBeGreaterThan(100);
    store.retry(KEY, ended(A));
    await settled();
    expect(series[0]?.state).toBe('exact');
    const tokens = asked('readHistoryPage').map((request) => (request as { pageToken?: string }).pageToken);
    expect(tokens).toEqual([undefined, '100', '100', '200', '300']);
  });

  it('fails on a page token that comes again instead of reading for ever', async () => {
    const { store, source, asked } = await setUp();
    const page = { series: historyOf(3), nextPageToken: 'again', sizeBytes: 1 };
    const read = source.readHistoryPage.bind(source);
    source.readHistoryPage = async (request, signal) => {
      await read({ ...request, pageToken: undefined }, signal);
      return page;
    };
    const { series } = store.demand(KEY, ended(A), ignore);
    await settled();
    expect(series[0]).toMatchObject({ state: 'failed', failure: { kind: 'bad-response' } });
    expect(asked('readHistoryPage')).toHaveLength(2);
  });

  it('fails only the runs of the failed sample', async () => {
    const { store } = await setUp({
      capabilities: { bulkSamples: false },
      gate: ({ method, request }) => {
        if (method === 'sampleHistories' && (request as { runIds: string[] }).runIds.includes('b'))
          throw new TrackingError({ kind: 'server', status: 500 });
      },
    });
    const { series } = store.demand(KEY, ended(A, B), ignore);
    await settled();
    expect(series.map(({ state }) => state)).toEqual(['exact', 'failed']);
  });

  it('reads a run again that went on since it was read', async () => {
    const { store, asked } = await setUp();
    store.demand(KEY, [{ id: A, isRunning: true }], ignore);
    await settled();
    const { series } = store.demand(KEY, ended(A), ignore);
    expect(series[0]?.columns.length).toBe(350);
    await settled();
    expect(series[0]?.state).toBe('exact');
    expect(asked('sampleHistories')).toHaveLength(1);
    // The last page is short: rows may have come in before its beginning.
    const tokens = asked('readHistoryPage').map((request) => (request as { pageToken?: string }).pageToken);
    expect(tokens).toEqual([undefined, '100', '200', '300', '300']);
  });

  it('lets go of what was used longest ago when full, but of nothing on screen', async () => {
    const { store, clock } = await setUp({}, 350 * 24 * 1.5);
    const first = store.demand(KEY, ended(A), ignore);
    await settled();
    first.release();
    await clock.advance(100);
    store.demand(KEY, ended(B), ignore);
    await settled();
    expect(store.peek(KEY, A)).toBeUndefined();
    store.demand(KEY, ended(A), ignore);
    await settled();
    expect(store.peek(KEY, A)?.state).toBe('exact');
    expect(store.peek(KEY, B)?.state).toBe('exact');
  });
});
