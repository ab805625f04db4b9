import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { HistorySampleRequest } from '../../tracking/source.ts';
import { SeriesStore } from './series-store.ts';

const KEY = 'loss';
const NEXT_KEY = 'acc';
const LONG = 1_000;
const SHORT = 60;
const RUNS = Array.from({ length: 120 }, (_, index) => `run-${index}` as RunId);
const [FIRST_RUN = '' as RunId, SHORT_RUN = '' as RunId] = RUNS;
const lengthOf = (id: RunId) => (id === SHORT_RUN ? SHORT : LONG);

function historyOf(length: number): Series {
  const column = () => Float64Array.from({ length }, (_, index) => index);
  return { steps: column(), timestampsMs: column(), values: column() };
}

async function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({
    histories: Object.fromEntries(
      [KEY, NEXT_KEY].flatMap((key) => RUNS.map((id) => [seriesName(id, key), historyOf(lengthOf(id))])),
    ),
    ...options,
    capabilities: { maxSamplePoints: 2_500, historyPageSize: 25_000, bulkSamples: true },
  });
  const { capabilities } = await source.describe(new AbortController().signal);
  const clock = createManualClock();
  const store = new SeriesStore({ source, capabilities, clock, lastStep: (id) => lengthOf(id) - 1 });
  const sampled = () =>
    source.calls
      .filter(({ method }) => method === 'sampleHistories')
      .map(({ request }) => request as HistorySampleRequest);
  const paged = () =>
    source.calls.filter(({ method }) => method !== 'sampleHistories' && method !== 'describe');
  return { store, clock, sampled, paged };
}

const ended = (ids: readonly RunId[]) => ids.map((id) => ({ id, isRunning: false }));
const ignore = () => undefined;

/** Holds the calls for more than a first look. */
function holdingWhole() {
  const waiting: (() => void)[] = [];
  const gate: MemorySourceOptions['gate'] = ({ request }) =>
    (request as Partial<HistorySampleRequest> | undefined)?.maxPointsPerRun === 2_500
      ? new Promise((resolve) => waiting.push(resolve))
      : undefined;
  return { gate, openAll: () => waiting.splice(0).forEach((open) => open()) };
}

describe('a first look at many histories', () => {
  it('shows all of them before the first one comes whole; then each is whole by one request', async () => {
    const { gate, openAll } = holdingWhole();
    const { store, sampled, paged } = await setUp({ gate });
    const { series } = store.demand(KEY, ended(RUNS), ignore);
    await settled();
    expect(series.map(({ columns }) => columns.length)).toEqual(
      RUNS.map((id) => Math.min(100, lengthOf(id))),
    );
    expect(series.filter(({ state }) => state === 'sampled')).toHaveLength(RUNS.length - 1);
    expect(store.peek(KEY, SHORT_RUN)?.state).toBe('exact');
    for (let turn = 0; turn < 4; turn++) {
      openAll();
      await settled();
    }
    expect(series.every(({ state }) => state === 'exact')).toBe(true);
    expect(series.map(({ columns }) => columns.length)).toEqual(RUNS.map(lengthOf));
    const timesAsked = (id: RunId) => sampled().filter(({ runIds }) => runIds.includes(id)).length;
    expect(RUNS.map(timesAsked)).toEqual(RUNS.map((id) => (id === SHORT_RUN ? 1 : 2)));
    expect(paged()).toEqual([]);
  });

  it('tells the watcher once for a whole answer, not for each of its runs', async () => {
    const { gate } = holdingWhole();
    const { store } = await setUp({ gate });
    const counts: number[] = [];
    const { series } = store.demand(KEY, ended(RUNS), () => {
      counts.push(series.filter(({ state }) => state !== 'loading').length);
    });
    await settled();
    // Answers hold 50 runs: the first word of one comes when all of them are taken.
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(20);
  });

  it('is left out where few points are expected', async () => {
    const { store, sampled } = await setUp();
    store.demand(KEY, ended(RUNS.slice(0, 30)), ignore);
    await settled();
    expect(sampled().map(({ maxPointsPerRun }) => maxPointsPerRun)).toEqual([2_500]);
  });

  it('is not taken up by pages when nobody waits any more, nor by the next one who asks', async () => {
    const { gate } = holdingWhole();
    const { store, clock, paged } = await setUp({ gate });
    store.demand(KEY, ended(RUNS), ignore).release();
    await settled();
    await clock.advance(100);
    const { series } = store.demand(KEY, ended([FIRST_RUN]), ignore);
    await settled();
    expect(series[0]?.state).toBe('sampled');
    expect(paged()).toEqual([]);
  });

  it('leaves a run that fails to its retry', async () => {
    const { store, sampled } = await setUp({
      gate: ({ request }) => {
        const { runIds = [] } = (request as Partial<HistorySampleRequest> | undefined) ?? {};
        if (runIds.includes(FIRST_RUN)) throw new TrackingError({ kind: 'server', status: 500 });
        return undefined;
      },
    });
    const { series } = store.demand(KEY, ended(RUNS), ignore);
    await settled();
    expect(series[0]?.state).toBe('failed');
    expect(series.slice(1).every(({ state }) => state === 'exact')).toBe(true);
    const whole = sampled().filter(({ maxPointsPerRun }) => maxPointsPerRun === 2_500);
    expect(whole.some(({ runIds }) => runIds.includes(FIRST_RUN))).toBe(false);
  });

  it('of the next metric waits for this one, runs that are loaded meanwhile included; whole ones wait for both', async () => {
    const { gate, openAll } = holdingAll();
    const { store, sampled } = await setUp({ gate });
    const [early, late] = [RUNS.slice(0, 60), RUNS.slice(60)];
    for (const key of [KEY, NEXT_KEY]) store.demand(key, ended(early), ignore);
    for (const key of [KEY, NEXT_KEY]) store.demand(key, ended(late), ignore);
    await settled();
    openAll();
    await settled();
    // Its last two requests have the server to themselves.
    expect(sampled().map(({ key }) => key)).toEqual([KEY, KEY, KEY, KEY]);
    for (let turn = 0; turn < 12; turn++) {
      openAll();
      await settled();
    }
    const order = sampled().map(({ key, maxPointsPerRun: points }) => `${key} ${points}`);
    const firsts = ['loss 100', 'acc 100', 'loss 2500', 'acc 2500'].map((each) => order.indexOf(each));
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    expect(order.lastIndexOf('loss 100')).toBeLessThan(order.indexOf('acc 100'));
    expect(order.lastIndexOf('acc 100')).toBeLessThan(order.indexOf('loss 2500'));
  });
});

/** Holds every call. */
function holdingAll() {
  const waiting: (() => void)[] = [];
  const gate: MemorySourceOptions['gate'] = ({ method }) =>
    method === 'sampleHistories' ? new Promise((resolve) => waiting.push(resolve)) : undefined;
  return { gate, openAll: () => waiting.splice(0).forEach((open) => open()) };
}
