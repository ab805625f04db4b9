import { describe, expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import { makeRunsQuery } from '../testing/runs-query.ts';
import { makeRun } from '../testing/make-run.ts';
import { settled } from '../testing/manual-clock.ts';
import { seriesName } from '../testing/memory-source.ts';
import { connectData, historyOf, watchChart } from '../testing/connected-data.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { SourceSpec } from './data-protocol.ts';
import type { RunsSnapshot } from './runs/runs-protocol.ts';

const A = 'a' as RunId;
const B = 'b' as RunId;
const SPEC: SourceSpec = { kind: 'mlflow', baseUrl: 'http://first' };
const QUERY = makeRunsQuery();

describe('charts', () => {
  const histories = {
    [seriesName(A, 'loss')]: historyOf([5, 4, Number.NaN, 2, 1]),
    [seriesName(B, 'loss')]: historyOf(Array.from({ length: 500 }, (_, index) => (index === 335 ? 99 : 3))),
  };

  it('draws a sample at once and every logged point in the end, the one-point spike included', async () => {
    const { client, clock } = connectData({ histories, capabilities: { historyPageSize: 100 } });
    await client.call('source.open', SPEC);
    const { pictures } = watchChart(client);
    await settled();
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.series.map(({ state, pointsTotal }) => [state, pointsTotal])).toEqual([
      ['exact', 5],
      ['sampled', undefined],
    ]);
    expect(pictures[0]?.yExtent).toEqual({ min: 1, max: 5 });
    await clock.advance(1_000);
    const last = pictures[pictures.length - 1];
    expect(last?.series[0]).toMatchObject({
      pointsRead: 5,
      lastStep: 4,
      nonFiniteCount: 1,
      failure: undefined,
    });
    expect(last?.series[1]).toMatchObject({
      state: 'exact',
      pointsRead: 500,
      pointsTotal: 500,
      lastStep: 499,
    });
    expect(last?.xExtent).toEqual({ min: 0, max: 499 });
    expect(last?.yExtent).toEqual({ min: 1, max: 99 });
    expect([...(last?.lines.offsets ?? [])]).toHaveLength(3);
    expect([...(last?.marks.xs ?? [])]).toEqual([2]);
  });

  it('tells what lines are at a place of all their points, be they drawn or not', async () => {
    const several = {
      steps: Float64Array.of(0, 7, 7, 7, 9),
      timestampsMs: Float64Array.of(1, 2, 3, 4, 5),
      values: Float64Array.of(1, 5, 5.4, 5.2, 2),
    };
    const both = { ...histories, [seriesName(A, 'loss')]: several };
    const { client, clock } = connectData({ histories: both });
    await client.call('source.open', SPEC);
    const { query } = watchChart(client, { widthPx: 2 });
    await clock.advance(1_000);
    const reply = await client.call('chart.read-at', { query, x: 6 });
    expect(reply && [[...reply.xs], [...reply.ys], [...reply.counts]]).toEqual([
      [7, 6],
      [5.2, 3],
      [3, 1],
    ]);
    expect([reply?.lows[0], reply?.highs[0]]).toEqual([5, 5.4]);
    const axis = { kind: 'metric', key: 'acc', join: 'step' } as const;
    const elsewhere = { ...query, recipe: { ...query.recipe, axis } };
    expect(await client.call('chart.read-at', { query: elsewhere, x: 6 })).toBeUndefined();
  });

  it('draws at most every 100 ms', async () => {
    const { client, clock } = connectData({ histories, capabilities: { historyPageSize: 10 } });
    await client.call('source.open', SPEC);
    const { pictures } = watchChart(client);
    await settled();
    await clock.advance(99);
    expect(pictures).toHaveLength(1);
    await clock.advance(1);
    expect(pictures).toHaveLength(2);
  });

  it('says nothing before there is something to draw', async () => {
    const { client, clock } = connectData({
      histories,
      gate: ({ method }) => (method === 'sampleHistories' ? new Promise(() => undefined) : undefined),
    });
    await client.call('source.open', SPEC);
    const { pictures } = watchChart(client);
    await clock.advance(1_000);
    expect(pictures).toEqual([]);
  });

  it('draws a window of what it has without asking for anything', async () => {
    const { client, clock, opened } = connectData({ histories, capabilities: { maxSamplePoints: 1_000 } });
    await client.call('source.open', SPEC);
    const first = watchChart(client);
    await clock.advance(200);
    const before = opened[0]?.calls.length;
    const second = watchChart(client, { xWindow: { min: 330, max: 335 } });
    first.abort();
    await clock.advance(200);
    expect(opened[0]?.calls.length).toBe(before);
    const [picture] = second.pictures;
    expect(picture?.xWindow).toEqual({ min: 330, max: 335 });
    expect(picture?.yExtent).toEqual({ min: 3, max: 99 });
    // One point on each side of the window, so that the line leaves it.
    expect([...(picture?.lines.xs ?? [])]).toEqual([329, 330, 331, 332, 333, 334, 335, 336]);
  });

  it('counts points that a log axis has no place for', async () => {
    const { client, clock } = connectData({ histories });
    await client.call('source.open', SPEC);
    const { pictures } = watchChart(client, { xKind: 'log' });
    await clock.advance(500);
    const last = pictures[pictures.length - 1];
    expect(last?.series.map(({ offAxisCount }) => offAxisCount)).toEqual([1, 1]);
    expect(last?.xExtent).toEqual({ min: 1, max: 499 });
  });

  it('asks nothing about ended runs that are loaded and did not log the metric', async () => {
    const runs = [
      makeRun({ id: 'a', metrics: { loss: 1 } }),
      makeRun({ id: 'b' }),
      makeRun({ id: 'c', status: 'RUNNING' }),
    ];
    const { client, clock, opened } = connectData({ runs, histories });
    await client.call('source.open', SPEC);
    void client.call('runs.watch', QUERY).catch(() => undefined);
    await clock.advance(200);
    const { pictures } = watchChart(client, {
      runs: runs.map(({ id, status }) => ({ id, isRunning: status === 'RUNNING' })),
    });
    await clock.advance(500);
    const states = pictures[pictures.length - 1]?.series.map(({ state }) => state);
    expect(states).toEqual(['exact', 'empty', 'empty']);
    const asked = opened[0]?.calls.filter(({ method }) => method === 'sampleHistories');
    expect(asked?.map(({ request }) => request)).toMatchObject([{ runIds: ['a', 'c'] }]);
  });

  it('shows a failure beside the other lines, and reads it again on retry', async () => {
    let isDown = true;
    const { client, clock } = connectData({
      histories,
      capabilities: { bulkSamples: false, maxSamplePoints: 1_000 },
      gate: ({ method, request }) => {
        if (isDown && method === 'sampleHistories' && (request as { runIds: string[] }).runIds[0] === 'b')
          throw new TrackingError({ kind: 'server', status: 503 });
      },
    });
    await client.call('source.open', SPEC);
    const { pictures } = watchChart(client);
    await clock.advance(500);
    const states = () => pictures[pictures.length - 1]?.series.map(({ state }) => state);
    expect(states()).toEqual(['exact', 'failed']);
    isDown = false;
    await client.call('chart.retry', { key: 'loss', runs: [{ id: A }, { id: B }] });
    await clock.advance(500);
    expect(states()).toEqual(['exact', 'exact']);
  });

  it('draws runs that logged it under keys declared the same, each by its own', async () => {
    let isDown = true;
    const { client, clock } = connectData({
      runs: [
        makeRun({ id: 'a', metrics: { val_loss: 1 }, startMs: 2 }),
        makeRun({ id: 'b', metrics: { 'val/loss': 1 }, startMs: 1 }),
      ],
      histories: {
        [seriesName(A, 'val_loss')]: historyOf([1, 2]),
        [seriesName(B, 'val/loss')]: historyOf([3, 4]),
      },
      gate: ({ method, request }) => {
        if (isDown && method === 'sampleHistories' && (request as { key: string }).key === 'val/loss')
          throw new TrackingError({ kind: 'server', status: 503 });
      },
    });
    await client.call('source.open', SPEC);
    const snapshots: RunsSnapshot[] = [];
    const sameKeys = [['metrics.val_loss', 'metrics.val/loss']];
    const onProgress = (snapshot: RunsSnapshot) => snapshots.push(snapshot);
    void client.call('runs.watch', { ...QUERY, sameKeys }, { onProgress });
    await settled();
    await clock.advance(500);
    const [metric] = snapshots.at(-1)?.comparedMetrics ?? [];
    expect(metric).toMatchObject({ key: 'val_loss', runCount: 2, sameAs: ['val/loss'] });
    const runs = [A, B].map((id) => ({ id, isRunning: false, key: metric?.ownKeys?.get(id) }));
    const { pictures } = watchChart(client, { key: 'val_loss', runs });
    await clock.advance(500);
    const states = () => pictures.at(-1)?.series.map(({ state }) => state);
    expect(states()).toEqual(['exact', 'failed']);
    isDown = false;
    await client.call('chart.retry', { key: 'val_loss', runs });
    await clock.advance(500);
    expect(states()).toEqual(['exact', 'exact']);
    const { points } = await client.call('chart.points', { key: 'val_loss', runs, start: 0, end: 9 });
    expect(points.map(({ runId, value }) => [runId, value])).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 3],
      ['b', 4],
    ]);
    const box = { widthPx: 80, heightPx: 20 };
    const asked = { viewId: 'view', key: 'val/loss', ids: [A, B], ...box };
    const { states: curves } = await client.call('runs.sparklines', {
      ...asked,
      sameKeys: ['val_loss', 'val/loss'],
    });
    expect(curves).toEqual(['exact', 'exact']);
  });

  it('hands out the stored points of all runs, one after the other', async () => {
    const { client, clock } = connectData({ histories, capabilities: { maxSamplePoints: 1_000 } });
    await client.call('source.open', SPEC);
    watchChart(client);
    await clock.advance(500);
    const window = await client.call('chart.points', {
      key: 'loss',
      runs: [{ id: A }, { id: B }],
      start: 2,
      end: 7,
    });
    expect(window.total).toBe(505);
    expect(window.points.map(({ runId, step, value }) => [runId, step, value])).toEqual([
      ['a', 2, Number.NaN],
      ['a', 3, 2],
      ['a', 4, 1],
      ['b', 0, 3],
      ['b', 1, 3],
    ]);
    const nothing = await client.call('chart.points', {
      key: 'acc',
      runs: [{ id: A }],
      start: 0,
      end: 5,
    });
    expect(nothing).toEqual({ total: 0, start: 0, points: [] });
  });
});

describe('sparklines', () => {
  it('come from the series that charts are made of, for runs of a view', async () => {
    const histories = { [seriesName('a', 'loss')]: historyOf([3, 1, 2]) };
    const { client, opened } = connectData({ runs: [makeRun({ id: 'a', metrics: { loss: 2 } })], histories });
    await client.call('source.open', SPEC);
    void client.call('runs.watch', QUERY);
    await settled();
    const request = { viewId: 'view', key: 'loss', ids: [A], widthPx: 80, heightPx: 20 };
    const { paths, states } = await client.call('runs.sparklines', request);
    expect([paths, states]).toEqual([['M0 0L40 20L80 10'], ['exact']]);
    watchChart(client, { runs: [{ id: A, isRunning: false }] });
    await settled();
    expect(opened[0]?.calls.filter(({ method }) => method === 'sampleHistories').length).toBe(1);
  });

  it('of a view that is not there are none', async () => {
    const { client } = connectData({});
    await client.call('source.open', SPEC);
    const request = { viewId: 'gone', key: 'loss', ids: [A], widthPx: 80, heightPx: 20 };
    await expect(client.call('runs.sparklines', request)).rejects.toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
