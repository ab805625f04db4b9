import { afterEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { AS_LOGGED } from '../../domain/series/shape-line.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { joinedPorts } from '../../testing/joined-port.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { SourceCall } from '../../testing/memory-answer.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ChartPicture, ChartQuery } from './chart-protocol.ts';
import { demandLines } from './chart-lines.ts';
import { createChartHandlers } from '../chart-handlers.ts';
import { createDataHandlers } from '../data-handlers.ts';
import type { DataClient } from '../rpc/rpc.ts';
import { RunFacts } from './run-facts.ts';
import { SeriesStore } from '../series/series-store.ts';
import { createRpcClient } from '../rpc/rpc-client.ts';
import { serve } from '../rpc/rpc-server.ts';

const [A, B, C] = ['a', 'b', 'c'] as RunId[] as [RunId, RunId, RunId];
const QUERY = makeRunsQuery();

let close: () => void = () => undefined;
afterEach(() => close());

function historyOf(points: Readonly<Record<number, number>>): Series {
  const steps = Object.keys(points).map(Number);
  return {
    steps: Float64Array.from(steps),
    timestampsMs: Float64Array.from(steps, (step) => 1_000 + step),
    values: Float64Array.from(Object.values(points)),
  };
}

const HISTORIES = {
  [seriesName(A, 'loss')]: historyOf({ 0: 8, 1: 4, 2: 2, 3: 1 }),
  [seriesName(B, 'loss')]: historyOf({ 0: 9, 1: 6, 2: 3 }),
  [seriesName(C, 'loss')]: historyOf({ 0: 7 }),
  [seriesName(A, 'val')]: historyOf({ 1: 16, 3: 2 }),
  [seriesName(B, 'val')]: historyOf({ 0: 3 }),
};
const RUNS = [
  makeRun({ id: 'a', metrics: { loss: 1, val: 2 }, params: { batch: '32' } }),
  makeRun({ id: 'b', metrics: { loss: 3, val: 3 }, params: { batch: 'auto' } }),
  makeRun({ id: 'c', metrics: { loss: 7 }, params: {} }),
];

/** The rows are loaded unless they are left out. */
async function connect(options: MemorySourceOptions = {}, { hasRows = true } = {}) {
  const ports = joinedPorts();
  const clock = createManualClock();
  const source = createMemorySource({ runs: RUNS, histories: HISTORIES, ...options });
  const stop = serve(
    ports.far,
    createDataHandlers({ openSource: async () => source, clock, createCharts: createChartHandlers }),
  );
  close = () => {
    stop();
    ports.close();
  };
  const client = createRpcClient(ports.near);
  await client.call('source.open', { kind: 'mlflow', baseUrl: 'http://first' });
  if (hasRows) {
    client.call('runs.watch', QUERY).catch(() => undefined);
    await clock.advance(500);
  }
  return { client, clock, source };
}

function watch(client: DataClient, shape: Partial<ChartQuery>) {
  const pictures: ChartPicture[] = [];
  const query: ChartQuery = {
    key: 'loss',
    viewId: QUERY.viewId,
    runs: [A, B, C].map((id) => ({ id, isRunning: false })),
    widthPx: 100,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    recipe: AS_LOGGED,
    ...shape,
  };
  client
    .call('chart.watch', query, { onProgress: (picture) => pictures.push(picture) })
    .catch(() => undefined);
  return pictures;
}

const ignore = () => undefined;

function failVal({ method, request }: SourceCall): undefined {
  if (method === 'sampleHistories' && (request as { key: string }).key === 'val') {
    throw new TrackingError({ kind: 'server', status: 500 });
  }
}

/** Of each line its points. */
function linesOf({ lines }: ChartPicture) {
  return Array.from({ length: lines.offsets.length - 1 }, (_, line) => {
    const [from, to] = [lines.offsets[line], lines.offsets[line + 1]];
    const ys = lines.ys.slice(from, to);
    return Array.from(lines.xs.slice(from, to), (x, index) => [x, ys[index]]);
  });
}

async function lastOf(pictures: ChartPicture[], clock: ReturnType<typeof createManualClock>) {
  await clock.advance(500);
  const last = pictures.at(-1);
  if (!last) throw new Error('no picture');
  return last;
}

describe('a chart of an expression', () => {
  it('draws what it makes of whole histories, and says which runs lack what', async () => {
    const { client, clock } = await connect();
    const pictures = watch(client, { expression: 'metrics.loss / metrics.val' });
    const picture = await lastOf(pictures, clock);
    expect(linesOf(picture)).toEqual([
      [
        [1, 4 / 16],
        [2, 2 / 16],
        [3, 1 / 2],
      ],
      [
        [0, 3],
        [1, 2],
        [2, 1],
      ],
      [],
    ]);
    expect(picture.series.map(({ state, missing, earlyCount }) => [state, missing, earlyCount])).toEqual([
      ['exact', undefined, 1],
      ['exact', undefined, 0],
      ['empty', 'metrics.val', 0],
    ]);
  });

  it('takes numbers from the rows of the view, and asks no history of runs that lack one', async () => {
    const { client, clock, source } = await connect();
    const pictures = watch(client, { expression: 'metrics.loss * params.batch - min(metrics.loss)' });
    const picture = await lastOf(pictures, clock);
    expect(linesOf(picture)[0]).toEqual([
      [0, 255],
      [1, 127],
      [2, 63],
      [3, 31],
    ]);
    expect(picture.series.map(({ missing }) => missing)).toEqual([undefined, 'params.batch', 'params.batch']);
    const asked = source.calls.filter(({ method }) => method === 'sampleHistories');
    expect(JSON.stringify(asked)).not.toContain('"b"');
  });

  it('has each metric as it was at each step, and the last value where that is asked', async () => {
    const { client, clock } = await connect();
    const picture = await lastOf(watch(client, { expression: 'metrics.loss - last(metrics.loss)' }), clock);
    expect(linesOf(picture)[1]).toEqual([
      [0, 6],
      [1, 3],
      [2, 0],
    ]);
  });

  it('reads a run that is in no row itself', async () => {
    const { client, clock } = await connect({}, { hasRows: false });
    const pictures = watch(client, { expression: 'metrics.loss * params.batch', viewId: undefined });
    const picture = await lastOf(pictures, clock);
    expect(linesOf(picture)[0]?.[0]).toEqual([0, 256]);
    expect(picture.series.map(({ missing }) => missing)).toEqual([undefined, 'params.batch', 'params.batch']);
  });

  it('marks a run one of whose histories failed, and reads that again on retry', async () => {
    let isBroken = true;
    const gate: MemorySourceOptions['gate'] = (call) => (isBroken ? failVal(call) : undefined);
    const { client, clock } = await connect({ gate });
    const expression = 'metrics.loss / metrics.val';
    const pictures = watch(client, { expression });
    const failed = await lastOf(pictures, clock);
    expect(failed.series.map(({ state }) => state)).toEqual(['failed', 'failed', 'empty']);
    expect(failed.series[0]?.failure?.kind).toBe('server');
    isBroken = false;
    await client.call('chart.retry', { key: 'loss', expression, viewId: QUERY.viewId, runs: [{ id: A }] });
    const read = await lastOf(pictures, clock);
    expect(read.series.map(({ state }) => state)).toEqual(['exact', 'failed', 'empty']);
  });

  it('has metrics and params that count as one under the name that each run used', async () => {
    const runs = [
      makeRun({ id: 'a', metrics: { loss: 1 }, params: { batch: '32' } }),
      makeRun({ id: 'b', metrics: { 'train/loss': 1 }, params: { bs: '2' } }),
    ];
    const histories = {
      [seriesName(A, 'loss')]: historyOf({ 0: 8 }),
      [seriesName(B, 'train/loss')]: historyOf({ 0: 9 }),
    };
    const { client, clock } = await connect({ runs, histories }, { hasRows: false });
    const sameKeys = [
      ['metrics.loss', 'metrics.train/loss'],
      ['params.batch', 'params.bs'],
    ];
    client.call('runs.watch', { ...QUERY, sameKeys }).catch(() => undefined);
    await clock.advance(500);
    const shape = {
      expression: 'metrics.loss * params.batch',
      runs: [A, B].map((id) => ({ id, isRunning: false })),
    };
    const picture = await lastOf(watch(client, shape), clock);
    expect(linesOf(picture)).toEqual([[[0, 256]], [[0, 18]]]);
  });

  it('goes on when a param comes later', async () => {
    // The source hands out this very object: its param comes while it is watched.
    const params: { key: string; value: string }[] = [];
    const { client, clock } = await connect({
      runs: [{ ...makeRun({ id: 'c', metrics: { loss: 7 } }), params }],
    });
    const runs = [{ id: C, isRunning: true }];
    const pictures = watch(client, { expression: 'metrics.loss * params.batch', runs });
    expect((await lastOf(pictures, clock)).series[0]?.missing).toBe('params.batch');
    params.push({ key: 'batch', value: '2' });
    await client.call('run.get', { id: C });
    expect(linesOf(await lastOf(pictures, clock))).toEqual([[[0, 14]]]);
  });

  it('is blocked by what all its histories cost together, not each', async () => {
    const steps = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [index, index]));
    const histories = { [seriesName(A, 'loss')]: historyOf(steps), [seriesName(A, 'val')]: historyOf(steps) };
    const costOf = async (expression: string) => {
      const source = createMemorySource({ histories, capabilities: { maxSamplePoints: 10 } });
      const { capabilities } = await source.describe(new AbortController().signal);
      const clock = createManualClock();
      const store = new SeriesStore({
        source,
        capabilities,
        clock,
        lastStep: () => 2_999,
        budget: { seconds: 5, bytes: Number.POSITIVE_INFINITY },
        pace: { pointsPerSecond: 1_000, bytesPerPoint: 100 },
      });
      const facts = new RunFacts({
        findRow: () => undefined,
        readRun: () => Promise.resolve(makeRun({ id: 'a' })),
        contextOf: (frame) => contextOf([], { frame }),
      });
      const runs = [{ id: A, isRunning: false }];
      const demand = demandLines({ store, facts }, { key: '', expression, runs }, ignore, 'within-budget');
      return demand.exactCost()?.points;
    };
    expect(await costOf('metrics.loss')).toBeUndefined();
    expect(await costOf('metrics.loss / metrics.val')).toBe(6_000);
  });

  it('hands out its computed points, and finds steps among them', async () => {
    const { client, clock } = await connect();
    const request = { key: 'loss', expression: '1 - metrics.loss', viewId: QUERY.viewId };
    await lastOf(watch(client, request), clock);
    const runs = [A, B].map((id) => ({ id }));
    const { total, points } = await client.call('chart.points', { ...request, runs, start: 3, end: 5 });
    expect(total).toBe(7);
    expect(points.map(({ runId, key, step, value }) => [runId, key, step, value])).toEqual([
      ['a', '1 - metrics.loss', 3, 0],
      ['b', '1 - metrics.loss', 0, -8],
    ]);
    const place = { ...request, runs, step: 2, fromRow: 3, isNext: true };
    expect(await client.call('chart.find-point', place)).toBe(6);
    const named = runs.map(({ id }) => ({ id, name: id, isRunning: false }));
    const { blob, pointCount } = await client.call('chart.export', {
      ...request,
      runs: named,
      extent: 'whole',
    });
    expect(pointCount).toBe(7);
    expect(await blob.text()).toContain('a,a,1 - metrics.loss,1,1970-01-01T00:00:01.001Z,-3');
  });
});

function recipe(text: string) {
  return { ...AS_LOGGED, axis: { kind: 'expression', text } as const };
}

describe('x by an expression', () => {
  it('places points, and tells which runs have no place', async () => {
    const { client, clock } = await connect();
    const picture = await lastOf(watch(client, { recipe: recipe('step * params.batch') }), clock);
    expect(linesOf(picture)).toEqual([
      [
        [0, 8],
        [32, 4],
        [64, 2],
        [96, 1],
      ],
      [],
      [],
    ]);
    expect(
      picture.series.map(({ state, missing, placelessCount }) => [state, missing, placelessCount]),
    ).toEqual([
      ['exact', undefined, 0],
      ['exact', 'params.batch', 0],
      ['exact', 'params.batch', 0],
    ]);
    expect(picture.axis).toEqual({ kind: 'expression', text: 'step * params.batch' });
  });

  it('draws x that falls in the order in which it was logged', async () => {
    const { client, clock } = await connect();
    const picture = await lastOf(watch(client, { recipe: recipe('-step + 0 * metrics.val') }), clock);
    expect(linesOf(picture)[0]).toEqual([
      [-1, 4],
      [-2, 2],
      [-3, 1],
    ]);
    expect(picture.series[0]).toMatchObject({ isInLoggedOrder: true, placelessCount: 1 });
  });

  it('is no more exact than the histories that it takes', async () => {
    const { client, clock } = await connect({ gate: failVal });
    const picture = await lastOf(watch(client, { recipe: recipe('metrics.val') }), clock);
    expect(picture.series.map(({ state }) => state)).toEqual(['failed', 'failed', 'exact']);
  });
});
