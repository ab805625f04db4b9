import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { HistoryPageRequest, HistorySampleRequest } from '../../tracking/source.ts';
import type { ExactnessBudget } from './exact-cost.ts';
import type { StoredSeries } from './series-entry.ts';
import { SeriesStore } from './series-store.ts';

const KEY = 'loss';
const A = 'a' as RunId;
const B = 'b' as RunId;
const C = 'c' as RunId;

function historyOf(length: number, spacing = 1): Series {
  const column = (at: (index: number) => number) => Float64Array.from({ length }, (_, index) => at(index));
  return {
    steps: column((index) => index * spacing),
    timestampsMs: column((index) => index),
    values: column((index) => index),
  };
}

interface SetUp extends MemorySourceOptions {
  readonly budget?: ExactnessBudget;
  readonly pageMs?: number;
  readonly lastSteps?: Record<string, number>;
}

async function setUp({ budget, pageMs = 0, lastSteps = {}, ...options }: SetUp) {
  const clock = createManualClock();
  const source = createMemorySource({
    gate: ({ method }) =>
      method === 'readHistoryPage' && pageMs > 0
        ? new Promise((resolve) => clock.after(pageMs, () => resolve()))
        : undefined,
    ...options,
    capabilities: { maxSamplePoints: 50, historyPageSize: 100, ...options.capabilities },
  });
  const { capabilities } = await source.describe(new AbortController().signal);
  const lastStep = (id: RunId, key: string) =>
    lastSteps[id] ?? options.histories?.[seriesName(id, key)]?.steps.at(-1);
  const store = new SeriesStore({ source, capabilities, clock, lastStep, budget });
  const asked = <Request>(method: string) =>
    source.calls.filter((call) => call.method === method).map(({ request }) => request as Request);
  return {
    clock,
    source,
    store,
    samples: () => asked<HistorySampleRequest>('sampleHistories'),
    pages: () => asked<HistoryPageRequest>('readHistoryPage'),
  };
}

const ended = (...ids: readonly RunId[]) => ids.map((id) => ({ id, isRunning: false }));
const running = (...ids: readonly RunId[]) => ids.map((id) => ({ id, isRunning: true }));
const ignore = () => undefined;
const shownSteps = (start: number, end: number) => ({ widthPx: 40, stepsOf: () => ({ start, end }) });
const stepsOf = (stored: StoredSeries | undefined) => (stored ? [...viewSeries(stored.columns).steps] : []);
const histories = (of: Readonly<Record<string, Series>>) =>
  Object.fromEntries(Object.entries(of).map(([id, series]) => [seriesName(id, KEY), series]));

describe('budget of exactness', () => {
  const budget = { seconds: 10, bytes: 50_000 };

  it('leaves a card a sample, says what exact costs, and reads it when asked', async () => {
    const { store, pages } = await setUp({ histories: histories({ [A]: historyOf(1_000) }), budget });
    let told = 0;
    const demand = store.demand(KEY, ended(A), () => told++, 'within-budget');
    await settled();
    expect(demand.series[0]?.state).toBe('sampled');
    expect(pages()).toEqual([]);
    expect(demand.exactCost()).toMatchObject({ requests: 10, bytes: 120_000 });
    expect(told).toBeGreaterThan(0);
    const whole = store.demand(KEY, ended(A), ignore, 'whole');
    demand.release();
    await settled();
    expect(whole.series[0]?.state).toBe('exact');
    expect(whole.exactCost()).toBeUndefined();
    expect(pages()).toHaveLength(10);
  });

  it('tells nothing to a caller that has no demand yet', async () => {
    const { store } = await setUp({ histories: histories({ [A]: historyOf(1_000) }), budget });
    const first = store.demand(KEY, ended(A), ignore, 'within-budget');
    await settled();
    const told: boolean[] = [];
    let hasDemand = false;
    const shown = shownSteps(100, 120);
    store.demand(KEY, ended(A), () => told.push(hasDemand), 'within-budget', shown);
    hasDemand = true;
    await settled();
    expect(told.length).toBeGreaterThan(0);
    expect(told).not.toContain(false);
    expect(first.exactCost()).toBeDefined();
  });

  it('reads what is within it unasked', async () => {
    const { store } = await setUp({ histories: histories({ [A]: historyOf(400) }), budget });
    const demand = store.demand(KEY, ended(A), ignore, 'within-budget');
    await settled();
    expect(demand.series[0]?.state).toBe('exact');
    expect(demand.exactCost()).toBeUndefined();
  });

  it('is of the card: runs that would fit one by one do not fit together', async () => {
    const of = histories({ [A]: historyOf(400), [B]: historyOf(400) });
    const { store, pages } = await setUp({ histories: of, budget });
    const demand = store.demand(KEY, ended(A, B), ignore, 'within-budget');
    await settled();
    expect(demand.exactCost()?.requests).toBe(8);
    expect(pages()).toEqual([]);
  });

  it('takes no last step for a count: every 1,000th step is logged', async () => {
    const { store } = await setUp({ histories: histories({ [A]: historyOf(301, 1_000) }), budget });
    const demand = store.demand(KEY, ended(A), ignore, 'within-budget');
    await settled();
    expect(demand.series[0]?.state).toBe('exact');
  });

  it('goes by the pages that came: a slow connection is found out, and the rest waits for a click', async () => {
    const { store, clock, pages } = await setUp({
      histories: histories({ [A]: historyOf(1_000) }),
      budget: { seconds: 10, bytes: 1e9 },
      pageMs: 2_000,
    });
    const demand = store.demand(KEY, ended(A), ignore, 'within-budget');
    await clock.advance(3_000);
    expect(pages()).toHaveLength(1);
    expect(demand.series[0]?.state).toBe('sampled');
    // 900 points at 50 a second.
    expect(demand.exactCost()).toMatchObject({ requests: 9, seconds: 18 });
  });

  it('ends what is nearly done although it took longer than thought', async () => {
    const { store, clock } = await setUp({
      histories: histories({ [A]: historyOf(500) }),
      budget: { seconds: 9, bytes: 1e9 },
      pageMs: 1_500,
    });
    const demand = store.demand(KEY, ended(A), ignore, 'within-budget');
    await clock.advance(60_000);
    expect(demand.series[0]?.state).toBe('exact');
  });
});

it('what was asked for by hand leaves a place for cards that are within their budget', async () => {
  const of = histories({ [A]: historyOf(1_000), [B]: historyOf(1_000), [C]: historyOf(300) });
  const { store, clock, pages } = await setUp({ histories: of, pageMs: 100 });
  store.demand(KEY, ended(A, B), ignore, 'whole');
  await clock.advance(10);
  expect(pages().map(({ runId }) => runId)).toEqual([A, B]);
  store.demand(KEY, ended(C), ignore, 'within-budget');
  await clock.advance(350);
  const runs = pages().map(({ runId }) => runId);
  expect(runs.filter((id) => id === C)).toHaveLength(3);
  expect(runs.slice(2)).toContain(A);
});

describe('the shown part of a sample', () => {
  const budget = { seconds: 10, bytes: 50_000 };
  it('is read finer by one request for all runs, and only that part', async () => {
    const of = histories({ [A]: historyOf(2_000), [B]: historyOf(2_000) });
    const { store, samples, pages } = await setUp({ histories: of, budget });
    const shown = shownSteps(700, 720);
    const demand = store.demand(KEY, ended(A, B), ignore, 'within-budget', shown);
    await settled();
    expect(samples().slice(1)).toMatchObject([{ runIds: [A, B], stepRange: { start: 700, end: 720 } }]);
    expect(pages()).toEqual([]);
    for (const stored of demand.series) {
      expect(stepsOf(stored).filter((step) => step >= 700 && step <= 720)).toHaveLength(21);
      expect(stored.state).toBe('sampled');
    }
    expect(demand.isShownPartWhole()).toBe(true);
    const deeper = store.demand(KEY, ended(A, B), ignore, 'within-budget', shownSteps(705, 710));
    await settled();
    expect(deeper.isShownPartWhole()).toBe(true);
    expect(samples()).toHaveLength(2);
  });

  it('gets finer with each closer look at a wide part', async () => {
    const { store, samples } = await setUp({ histories: histories({ [A]: historyOf(20_000) }), budget });
    const looks = [shownSteps(0, 10_000), shownSteps(4_000, 5_000), shownSteps(4_000, 4_990)];
    for (const shown of looks) {
      store.demand(KEY, ended(A), ignore, 'within-budget', shown);
      await settled();
    }
    expect(samples().map(({ stepRange }) => stepRange)).toEqual([
      undefined,
      { start: 0, end: 10_000 },
      { start: 4_000, end: 5_000 },
    ]);
  });

  it('is not asked for where everything comes at once anyway', async () => {
    const { store, samples } = await setUp({ histories: histories({ [A]: historyOf(400) }), budget });
    store.demand(KEY, ended(A), ignore, 'within-budget', shownSteps(10, 20));
    await settled();
    expect(samples()).toHaveLength(1);
  });
});

/** After its last point the run did steps `from…to` again, each with the value 7. */
function redone(count: number, from: number, to: number): Series {
  const first = historyOf(count);
  const again = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const points = [
    ...Array.from(first.steps, (step, index) => [step, index, first.values[index] ?? 0] as const),
    ...again.map((step, index) => [step, 5_000 + index, 7] as const),
  ].toSorted(([a, aMs], [b, bMs]) => a - b || aMs - bMs);
  const column = (place: 0 | 1 | 2) => Float64Array.from(points, (point) => point[place]);
  return { steps: column(0), timestampsMs: column(1), values: column(2) };
}

describe('running runs', () => {
  it('get what is new by one request for all that grew, and nothing else', async () => {
    const of = histories({ [A]: historyOf(30), [B]: historyOf(20), [C]: historyOf(10) });
    const lastSteps: Record<string, number> = {};
    const { store, samples, pages } = await setUp({ histories: of, lastSteps });
    const demand = store.demand(KEY, running(A, B, C), ignore, 'within-budget');
    await settled();
    of[seriesName(A, KEY)] = historyOf(35);
    of[seriesName(B, KEY)] = historyOf(25);
    store.readNews();
    await settled();
    expect(samples().slice(1)).toMatchObject([
      { key: KEY, runIds: [B, A], stepRange: { start: 19, end: 34 } },
    ]);
    expect(demand.series.map(({ columns }) => columns.length)).toEqual([35, 25, 10]);
    expect(demand.series.map(({ state }) => state)).toEqual(['exact', 'exact', 'exact']);
    store.readNews();
    await settled();
    expect(samples()).toHaveLength(2);
    expect(pages()).toEqual([]);
  });

  it('that logged more than one request brings are read on from the last page', async () => {
    const of = histories({ [A]: historyOf(270) });
    const { store, pages } = await setUp({ histories: of });
    const { series } = store.demand(KEY, running(A), ignore, 'within-budget');
    await settled();
    of[seriesName(A, KEY)] = historyOf(500);
    store.readNews();
    await settled();
    expect(stepsOf(series[0])).toEqual([...historyOf(500).steps]);
    expect(pages().map(({ pageToken }) => pageToken)).toEqual([undefined, '100', '200', '200', '300', '400']);
  });

  it.each([
    ['a sample holds all of it', 30, 10, 14],
    ['a sample only shows that there is more', 270, 100, 199],
  ])(
    'that do steps again are found while they stand still, by one request: %s',
    async (_, count, from, to) => {
      const of = histories({ [A]: historyOf(count), [B]: historyOf(20) });
      const { store, clock, samples } = await setUp({ histories: of });
      const { series } = store.demand(KEY, running(A, B), ignore, 'within-budget');
      await settled();
      const before = samples().length;
      of[seriesName(A, KEY)] = redone(count, from, to);
      store.readNews();
      await settled();
      expect(samples()).toHaveLength(before);
      await clock.advance(30_000);
      store.readNews();
      await settled();
      expect(samples()[before]).toMatchObject({ runIds: [A, B], stepRange: undefined });
      expect(stepsOf(series[0])).toEqual([...redone(count, from, to).steps]);
      expect(series.map(({ state }) => state)).toEqual(['exact', 'exact']);
      const asked = samples().length;
      store.readNews();
      await settled();
      expect(samples()).toHaveLength(asked);
    },
  );

  it('that went on after a long pause are looked at once', async () => {
    const of = histories({ [A]: historyOf(20) });
    const { store, samples } = await setUp({ histories: of });
    const { series } = store.demand(KEY, running(A), ignore, 'within-budget');
    await settled();
    // Steps 10…19 were done again, then the run got to step 20.
    of[seriesName(A, KEY)] = redone(20, 10, 20);
    store.readNews();
    await settled();
    store.readNews();
    await settled();
    expect(samples().slice(1)).toMatchObject([
      { stepRange: { start: 19, end: 20 } },
      { stepRange: undefined },
    ]);
    expect(stepsOf(series[0])).toEqual([...redone(20, 10, 20).steps]);
    store.readNews();
    await settled();
    expect(samples()).toHaveLength(3);
  });

  it('that ended are read to their end once, where an earlier step was logged again too', async () => {
    const of = histories({ [A]: historyOf(150) });
    const { store, pages } = await setUp({ histories: of });
    store.demand(KEY, running(A), ignore, 'within-budget');
    await settled();
    const before = historyOf(150);
    const restarted = { steps: 40, timestampsMs: 1_000, values: 7 };
    const columns = ['steps', 'timestampsMs', 'values'] as const;
    const at41 = (name: (typeof columns)[number]) =>
      Float64Array.from([...before[name].slice(0, 41), restarted[name], ...before[name].slice(41)]);
    of[seriesName(A, KEY)] = {
      steps: at41('steps'),
      timestampsMs: at41('timestampsMs'),
      values: at41('values'),
    };
    const { series } = store.demand(KEY, ended(A), ignore, 'within-budget');
    await settled();
    expect(series[0]?.columns.length).toBe(151);
    expect(series[0]?.state).toBe('exact');
    expect(pages().map(({ pageToken }) => pageToken)).toEqual([undefined, '100', '100']);
  });

  it('that log a metric for the first time get it, from its very beginning', async () => {
    const of = histories({ [A]: historyOf(30) });
    const { store, samples } = await setUp({ histories: of });
    const { series } = store.demand(KEY, running(A, B, C), ignore, 'within-budget');
    await settled();
    expect(series.map(({ state }) => state)).toEqual(['exact', 'empty', 'empty']);
    const { values } = historyOf(1);
    of[seriesName(B, KEY)] = { steps: values, timestampsMs: values, values };
    of[seriesName(C, KEY)] = { ...historyOf(3), steps: Float64Array.of(-2, -1, 0) };
    store.readNews();
    await settled();
    store.readNews();
    await settled();
    expect(samples().map(({ runIds }) => runIds)).toEqual([
      [A, B, C],
      [B, C],
    ]);
    expect(series.map(({ columns }) => columns.length)).toEqual([30, 1, 3]);
  });

  describe('whose news cannot be read', () => {
    const broken = (isBroken: (call: Partial<HistorySampleRequest>, method: string) => boolean) => ({
      gate: ({ method, request }: Parameters<NonNullable<MemorySourceOptions['gate']>>[0]) => {
        if (isBroken((request ?? {}) as Partial<HistorySampleRequest>, method))
          throw new TrackingError({ kind: 'server', status: 500 });
        return undefined;
      },
    });

    it('come by pages, and are not called exact before', async () => {
      const of = histories({ [A]: historyOf(30) });
      const { store, pages } = await setUp({
        histories: of,
        ...broken(({ stepRange }) => stepRange !== undefined),
      });
      const told: string[] = [];
      const { series } = store.demand(KEY, running(A), ({ state }) => told.push(state), 'within-budget');
      await settled();
      of[seriesName(A, KEY)] = historyOf(35);
      store.readNews();
      await settled();
      expect(told).toContain('sampled');
      expect(stepsOf(series[0])).toEqual([...historyOf(35).steps]);
      expect(series[0]?.state).toBe('exact');
      expect(pages()).toHaveLength(1);
    });

    it('are told to have failed where pages do not come either', async () => {
      const of = histories({ [A]: historyOf(30) });
      const isLate = ({ stepRange }: Partial<HistorySampleRequest>, method: string) =>
        stepRange !== undefined || method === 'readHistoryPage';
      const { store } = await setUp({ histories: of, ...broken(isLate) });
      const { series } = store.demand(KEY, running(A), ignore, 'within-budget');
      await settled();
      of[seriesName(A, KEY)] = historyOf(35);
      store.readNews();
      await settled();
      expect(series[0]?.state).toBe('failed');
      expect(series[0]?.columns.length).toBe(30);
    });

    it('stay as they are where only a look for steps done again fails, which is repeated', async () => {
      const of = histories({ [A]: historyOf(30) });
      let isDown = false;
      const { store, clock, samples } = await setUp({ histories: of, ...broken(() => isDown) });
      const { series } = store.demand(KEY, running(A), ignore, 'within-budget');
      await settled();
      isDown = true;
      await clock.advance(30_000);
      store.readNews();
      await settled();
      expect(series[0]?.state).toBe('exact');
      expect(samples()).toHaveLength(2);
      isDown = false;
      of[seriesName(A, KEY)] = redone(30, 10, 14);
      await clock.advance(30_000);
      store.readNews();
      await settled();
      expect(stepsOf(series[0])).toEqual([...redone(30, 10, 14).steps]);
    });
  });

  it('far apart are asked for apart, or the server would sample what one of them logged', async () => {
    const of = histories({ [A]: historyOf(300), [B]: historyOf(20), [C]: historyOf(290) });
    const { store, samples } = await setUp({ histories: of });
    store.demand(KEY, running(A, B, C), ignore, 'within-budget');
    await settled();
    of[seriesName(A, KEY)] = historyOf(310);
    of[seriesName(B, KEY)] = historyOf(25);
    of[seriesName(C, KEY)] = historyOf(310);
    const before = samples().length;
    store.readNews();
    await settled();
    expect(samples().slice(before)).toMatchObject([
      { runIds: [B], stepRange: { start: 19, end: 24 } },
      { runIds: [C, A], stepRange: { start: 289, end: 309 } },
    ]);
  });
});

describe('bad answers', () => {
  it('one run that breaks a request is marked, the others stay', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `run ${index}` as RunId);
    let isBroken = true;
    const { store } = await setUp({
      histories: histories(Object.fromEntries(ids.map((id) => [id, historyOf(10)]))),
      gate: ({ request }) => {
        const { runIds } = (request ?? {}) as Partial<HistorySampleRequest>;
        if (isBroken && runIds?.includes('run 13' as RunId))
          throw new TrackingError({ kind: 'server', status: 500 });
      },
    });
    const { series } = store.demand(KEY, ended(...ids), ignore, 'within-budget');
    await settled();
    await settled();
    const failed = series.filter(({ state }) => state !== 'exact');
    expect(failed).toMatchObject([{ runId: 'run 13', state: 'failed', failure: { status: 500 } }]);
    isBroken = false;
    store.retry(KEY, ended('run 13' as RunId));
    await settled();
    expect(failed[0]?.state).toBe('exact');
  });

  it('a server that answers nothing is not asked run by run', async () => {
    const ids = Array.from({ length: 64 }, (_, index) => `run ${index}` as RunId);
    const broken = await setUp({
      gate: ({ method }) => {
        if (method === 'sampleHistories') throw new TrackingError({ kind: 'server', status: 500 });
      },
    });
    const { series } = broken.store.demand(KEY, ended(...ids), ignore);
    for (let turn = 0; turn < 6; turn++) await settled();
    expect(series.every(({ state }) => state === 'failed')).toBe(true);
    expect(broken.samples().length).toBeLessThanOrEqual(18);
  });

  it('a history that is gone when it is to be read whole is no exact one', async () => {
    const of = histories({ [A]: historyOf(300) });
    const { store } = await setUp({
      histories: of,
      gate: ({ method }) => {
        if (method === 'readHistoryPage') of[seriesName(A, KEY)] = historyOf(0);
      },
    });
    const { series } = store.demand(KEY, ended(A), ignore);
    await settled();
    await settled();
    expect(series[0]).toMatchObject({ state: 'empty', columns: { length: 0 } });
  });

  it('pages that lack what the sample held are a failure, not an exact picture', async () => {
    const { store, source } = await setUp({ histories: histories({ [A]: historyOf(300) }) });
    source.readHistoryPage = () =>
      Promise.resolve({ series: historyOf(3), nextPageToken: undefined, sizeBytes: 270 });
    const { series } = store.demand(KEY, ended(A), ignore);
    await settled();
    await settled();
    expect(series[0]).toMatchObject({ state: 'failed', failure: { kind: 'bad-response' } });
  });

  it('rows that come on two pages are there once', async () => {
    const { store, source } = await setUp({ histories: histories({ [A]: historyOf(300) }) });
    const all = historyOf(300);
    const part = (from: number, to: number): Series => ({
      steps: all.steps.slice(from, to),
      timestampsMs: all.timestampsMs.slice(from, to),
      values: all.values.slice(from, to),
    });
    source.readHistoryPage = ({ pageToken }) =>
      Promise.resolve(
        pageToken === undefined
          ? { series: part(0, 200), nextPageToken: 'more', sizeBytes: 1 }
          : { series: part(120, 300), nextPageToken: undefined, sizeBytes: 1 },
      );
    const { series } = store.demand(KEY, ended(A), ignore);
    await settled();
    expect(series[0]?.state).toBe('exact');
    expect(stepsOf(series[0])).toEqual([...all.steps]);
  });

  it('25,000 rows on one step are all kept', async () => {
    const { store } = await setUp({
      histories: histories({ [A]: historyOf(25_000, 0) }),
      capabilities: { maxSamplePoints: 2_500, historyPageSize: 4_000 },
    });
    const { series } = store.demand(KEY, ended(A), ignore, 'within-budget');
    await settled();
    await settled();
    expect(series[0]).toMatchObject({ state: 'exact', columns: { length: 25_000 } });
  });
});
