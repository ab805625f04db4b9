import { describe, expect, it } from 'vitest';
import type { MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { HistoryPageRequest, HistorySampleRequest } from '../../tracking/source.ts';
import type { StatisticColumn } from './statistics-results.ts';
import { StatisticsStore } from './statistics-store.ts';

const VIEW = 'view';
const NOTHING_SEEN = { start: 0, end: 0 };

function historyOf(values: readonly number[], everySteps = 1): Series {
  return {
    steps: Float64Array.from(values, (_, index) => index * everySteps),
    timestampsMs: Float64Array.from(values, (_, index) => index),
    values: Float64Array.from(values),
  };
}

/** A run whose latest metrics are those of its histories. */
function runOf(shape: RunShape, histories: Readonly<Record<string, Series>>): Run {
  const metrics = Object.entries(histories).map(([key, { steps, timestampsMs, values }]) => ({
    key,
    value: values.at(-1) ?? 0,
    step: steps.at(-1) ?? 0,
    timestampMs: timestampsMs.at(-1) ?? 0,
  }));
  return { ...makeRun(shape), metrics };
}

interface Shape {
  readonly histories: Readonly<Record<string, Readonly<Record<string, Series>>>>;
  readonly running?: readonly string[];
  readonly held?: (id: RunId, key: string) => Series | undefined;
}

async function setUp({ histories, running = [], held }: Shape, options: MemorySourceOptions = {}) {
  const named = Object.entries(histories).flatMap(([id, byKey]) =>
    Object.entries(byKey).map(([key, series]) => [seriesName(id, key), series] as const),
  );
  const source = createMemorySource({ histories: Object.fromEntries(named), ...options });
  const { capabilities } = await source.describe(new AbortController().signal);
  const clock = createManualClock();
  const frame = createRunFrame();
  const write = (id: string, byKey: Readonly<Record<string, Series>>, status: Run['status']) =>
    appendRuns(frame, [runOf({ id, status }, byKey)]);
  for (const [id, byKey] of Object.entries(histories))
    write(id, byKey, running.includes(id) ? 'RUNNING' : 'FINISHED');
  let changes = 0;
  const store = new StatisticsStore({
    source,
    capabilities,
    clock,
    held: held ?? (() => undefined),
    onChange: () => changes++,
  });
  const rows = () => Uint32Array.from(frame.ids, (_, row) => row);
  const want = (columns: readonly StatisticColumn[], visible = NOTHING_SEEN) =>
    store.want(VIEW, { columns, frame, rows: rows(), visible });
  const read = (each: StatisticColumn) => {
    const reader = store.readerOf(frame, each);
    return frame.ids.map((_, row) => reader.valueAt(row));
  };
  const sampled = () =>
    source.calls
      .filter(({ method }) => method === 'sampleHistories')
      .map(({ request }) => request as HistorySampleRequest);
  const paged = () =>
    source.calls
      .filter(({ method }) => method === 'readHistoryPage')
      .map(({ request }) => request as HistoryPageRequest);
  return { source, store, clock, frame, write, want, read, sampled, paged, changes: () => changes };
}

const column = (key: string, statistic: MetricStatistic): StatisticColumn => ({
  key,
  statistic,
  direction: 'lower',
});
const min = column('loss', { name: 'min' });
const max = column('loss', { name: 'max' });

/** `count` runs with a short loss each: run `n` has the lowest value `n`. */
function manyRuns(count: number): Shape['histories'] {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `run ${String(index).padStart(4, '0')}`,
      { loss: historyOf([index + 2, index, index + 1]) },
    ]),
  );
}

describe('statistics store', () => {
  it('computes several statistics of many runs from samples of a hundred runs each', async () => {
    const { store, want, read, sampled, paged } = await setUp({ histories: manyRuns(250) });
    want([min, max]);
    expect(read(min)).toEqual(Array.from({ length: 250 }, () => null));
    await settled();
    expect(read(min)).toEqual(Array.from({ length: 250 }, (_, index) => index));
    expect(read(max)).toEqual(Array.from({ length: 250 }, (_, index) => index + 2));
    expect(sampled().map(({ runIds, priority }) => [runIds.length, priority])).toEqual([
      [100, 'background'],
      [100, 'background'],
      [50, 'background'],
    ]);
    expect(paged()).toEqual([]);
    expect(store.report(VIEW)).toBeUndefined();
  });

  it('asks nothing for runs that lack the metric, and nothing for last points', async () => {
    const { want, read, sampled } = await setUp({
      histories: { a: { loss: historyOf([3, 1]) }, b: { acc: historyOf([0.5, 0.25]) } },
    });
    const lastStep = column('acc', { name: 'last_step' });
    want([lastStep, column('acc', { name: 'last_logged' })]);
    await settled();
    expect(sampled()).toEqual([]);
    expect(read(lastStep)).toEqual([undefined, 1]);
    want([min]);
    expect(read(min)).toEqual([null, undefined]);
    await settled();
    expect(read(min)).toEqual([1, undefined]);
    expect(sampled().map(({ runIds }) => runIds)).toEqual([['a']]);
  });

  it('reads rows on screen first', async () => {
    const { want, sampled } = await setUp({ histories: manyRuns(300) });
    want([min], { start: 200, end: 220 });
    await settled();
    expect(sampled()[0]?.runIds.slice(0, 20)).toEqual(
      Array.from({ length: 20 }, (_, index) => `run 0${200 + index}`),
    );
    expect(new Set(sampled().flatMap(({ runIds }) => runIds)).size).toBe(300);
  });

  it('reads histories that are longer than a sample page by page, without a sample', async () => {
    const long = historyOf(Array.from({ length: 2_500 }, (_, index) => Math.abs(index - 1_234)));
    const { want, read, sampled, paged } = await setUp({
      histories: { a: { loss: long }, b: { loss: historyOf([7]) } },
    });
    want([min, column('loss', { name: 'step_of_best' })]);
    await settled();
    expect(read(min)).toEqual([0, 7]);
    expect(read(column('loss', { name: 'step_of_best' }))).toEqual([1_234, 0]);
    expect(paged().map(({ runId, pageToken }) => [runId, pageToken])).toEqual([
      ['a', undefined],
      ['a', '1000'],
      ['a', '2000'],
    ]);
    expect(sampled().map(({ runIds }) => runIds)).toEqual([['b']]);
  });

  it('learns that few steps are logged, and asks for samples again', async () => {
    // Steps up to 9,900, of which 100 were logged: as whole samples of up to 100 points they would seem too long.
    const sparse = historyOf(
      Array.from({ length: 99 }, (_, index) => index),
      100,
    );
    const histories = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`r${index}`, { loss: sparse }]),
    );
    const { want, read, sampled, paged } = await setUp({ histories });
    want([max]);
    await settled();
    expect(read(max)).toEqual(Array.from({ length: 40 }, () => 98));
    expect(paged().length).toBeLessThan(5);
    expect(sampled().length).toBeGreaterThan(0);
  });

  it('reads every run by itself where samples of several cannot be had', async () => {
    const { want, read, sampled, paged } = await setUp(
      { histories: manyRuns(3) },
      { capabilities: { bulkSamples: false } },
    );
    want([min]);
    await settled();
    expect(read(min)).toEqual([0, 1, 2]);
    expect([sampled().length, paged().length]).toEqual([0, 3]);
  });

  it('has three requests under way at most', async () => {
    let open = 0;
    let most = 0;
    const gate: MemorySourceOptions['gate'] = async ({ method }) => {
      if (method === 'describe') return;
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
    };
    const { want, read } = await setUp({ histories: manyRuns(1_000) }, { gate });
    want([min]);
    await settled();
    expect(read(min)).not.toContain(null);
    expect(most).toBe(3);
  });

  it('gives a value at the best step of another metric, and the step used', async () => {
    const { store, frame, want, read } = await setUp({
      histories: {
        a: { loss: historyOf([9, 5, 7], 10), acc: historyOf([0.1, 0.2, 0.3, 0.9, 0.4], 5) },
        b: { loss: historyOf([4]) },
      },
    });
    const atBest: StatisticColumn = {
      ...column('loss', { name: 'at_best', other: 'acc' }),
      direction: 'higher',
    };
    want([atBest, min]);
    await settled();
    expect(read(atBest)).toEqual([5, undefined]);
    expect(store.readerOf(frame, atBest).stepAt(0)).toBe(10);
    expect(read(min)).toEqual([5, 4]);
  });

  it('keeps both directions of best apart', async () => {
    const { want, read } = await setUp({ histories: { a: { loss: historyOf([2, 1, 3]) } } });
    const lower = column('loss', { name: 'best' });
    const higher: StatisticColumn = { ...lower, direction: 'higher' };
    want([lower]);
    await settled();
    expect([read(lower), read(higher)]).toEqual([[1], [null]]);
    want([higher]);
    await settled();
    expect([read(lower), read(higher)]).toEqual([[1], [3]]);
  });

  it('reads an ended run once, whoever wants it', async () => {
    const { store, want, sampled } = await setUp({ histories: manyRuns(5) });
    want([min]);
    await settled();
    want([min], { start: 1, end: 2 });
    store.unwant(VIEW);
    want([min]);
    await settled();
    expect(sampled().length).toBe(1);
  });

  it('reads a running run again when its last step moved, keeping the old value meanwhile', async () => {
    const first = { loss: historyOf([3, 2]) };
    const { want, read, write, sampled } = await setUp({
      histories: { a: first, b: { loss: historyOf([1]) } },
      running: ['a'],
    });
    want([min]);
    await settled();
    want([min]);
    await settled();
    expect(sampled().map(({ runIds }) => runIds)).toEqual([['a', 'b']]);
    write('a', { loss: historyOf([3, 2, 1.5]) }, 'RUNNING');
    want([min]);
    expect(read(min)).toEqual([2, 1]);
    await settled();
    write('a', { loss: historyOf([3, 2, 1.5]) }, 'FINISHED');
    want([min]);
    await settled();
    expect(sampled().map(({ runIds }) => runIds)).toEqual([['a', 'b'], ['a'], ['a']]);
  });

  it('takes histories that are held already without a request', async () => {
    const { want, read, sampled } = await setUp({
      histories: manyRuns(3),
      held: (id) => (id === 'run 0001' ? historyOf([-5]) : undefined),
    });
    want([min]);
    await settled();
    expect(read(min)).toEqual([0, -5, 2]);
    expect(sampled().map(({ runIds }) => runIds)).toEqual([['run 0000', 'run 0002']]);
  });

  it('asks before it reads more than two million points, and starts when allowed', async () => {
    const histories = Object.fromEntries(
      Array.from({ length: 3 }, (_, index) => [`r${index}`, { loss: historyOf([5, index], 700_000) }]),
    );
    const { store, want, read, source, changes } = await setUp({ histories });
    want([min, max]);
    await settled();
    expect(source.calls.filter(({ method }) => method !== 'describe')).toEqual([]);
    expect(store.report(VIEW)).toMatchObject({ doneRuns: 0, totalRuns: 3, askPoints: 2_100_003 });
    store.allow(VIEW);
    expect(changes()).toBe(1);
    await settled();
    expect(read(min)).toEqual([0, 1, 2]);
    // What was allowed for these metrics stays so.
    want([min]);
    expect(store.report(VIEW)).toBeUndefined();
  });

  it('adds up what was read before: many small helpings are asked about, too', async () => {
    const { store, want, write } = await setUp({ histories: { a: { loss: historyOf([1, 2], 1_500_000) } } });
    want([min]);
    await settled();
    expect(store.report(VIEW)).toBeUndefined();
    write('b', { loss: historyOf([1, 2], 1_900_000) }, 'FINISHED');
    want([min]);
    // Two points were logged in 1.5 million steps: so the next history is short as well.
    expect(store.report(VIEW)?.askPoints).toBeUndefined();
    write('c', { acc: historyOf([1, 2], 2_500_000) }, 'FINISHED');
    want([min, column('acc', { name: 'max' })]);
    expect(store.report(VIEW)?.askPoints).toBeGreaterThan(2_000_000);
  });

  it('stops requests that nobody wants any more', async () => {
    const aborted: string[] = [];
    const gate: MemorySourceOptions['gate'] = ({ method }, signal) => {
      if (method !== 'sampleHistories') return;
      signal.addEventListener('abort', () => aborted.push(method));
      return new Promise(() => undefined);
    };
    const { store, want, clock } = await setUp({ histories: manyRuns(3) }, { gate });
    want([min]);
    store.unwant(VIEW);
    want([max]);
    await clock.advance(100);
    expect(aborted).toEqual([]);
    store.unwant(VIEW);
    await clock.advance(100);
    expect(aborted).toEqual(['sampleHistories']);
    expect(store.report(VIEW)).toBeUndefined();
  });

  it('tells of changes at most every 200 ms', async () => {
    const { store, want, clock, changes } = await setUp({ histories: manyRuns(1_000) });
    want([min]);
    await settled();
    expect([changes(), store.version]).toEqual([1, 1]);
    await clock.advance(199);
    expect(changes()).toBe(1);
    await clock.advance(1);
    expect([changes(), store.version]).toEqual([2, 2]);
    await clock.advance(1_000);
    expect(changes()).toBe(2);
  });

  it('tries runs one by one where one of several fails, and reads the failed one again on demand', async () => {
    let isBroken = true;
    const gate: MemorySourceOptions['gate'] = ({ method, request }) => {
      if (method !== 'sampleHistories' || !isBroken) return;
      if ((request as HistorySampleRequest).runIds.includes('run 0001' as RunId))
        throw new TrackingError({ kind: 'bad-response', subject: 'loss' });
    };
    const { store, want, read, clock } = await setUp({ histories: manyRuns(4) }, { gate });
    want([min]);
    await clock.advance(1_000);
    expect(read(min)).toEqual([0, null, 2, 3]);
    expect(store.report(VIEW)).toMatchObject({
      doneRuns: 3,
      totalRuns: 4,
      failedRuns: 1,
      failure: { kind: 'bad-response' },
    });
    want([min]);
    isBroken = false;
    store.retry(VIEW);
    await settled();
    expect(read(min)).toEqual([0, 1, 2, 3]);
    expect(store.report(VIEW)).toBeUndefined();
  });

  it('stops asking when the server is gone, until it is told to try again', async () => {
    let isGone = true;
    const gate: MemorySourceOptions['gate'] = ({ method }) => {
      if (method !== 'describe' && isGone) throw new TrackingError({ kind: 'network', subject: 'server' });
    };
    const { store, want, read, sampled, clock } = await setUp({ histories: manyRuns(2_000) }, { gate });
    want([min]);
    await clock.advance(1_000);
    want([min]);
    await clock.advance(1_000);
    expect(sampled().length).toBeLessThanOrEqual(5);
    expect(store.report(VIEW)).toMatchObject({ failure: { kind: 'network' } });
    isGone = false;
    store.retry(VIEW);
    await settled();
    await settled();
    expect(read(min)).not.toContain(null);
    expect(store.report(VIEW)).toBeUndefined();
  });
});
