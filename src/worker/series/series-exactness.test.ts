import { describe, expect, it } from 'vitest';
import { settled } from '../../testing/manual-clock.ts';
import { seriesName } from '../../testing/memory-source.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { HistorySampleRequest } from '../../tracking/source.ts';
import {
  A,
  B,
  C,
  ended,
  histories,
  historyOf,
  ignore,
  KEY,
  setUp,
  shownSteps,
  stepsOf,
} from '../../testing/series-setup.ts';

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
