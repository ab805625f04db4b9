import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { HistorySampleRequest } from '../../tracking/source.ts';
import type { ChartRun } from '../charts/chart-protocol.ts';
import { SeriesStore } from '../series/series-store.ts';
import { readSparklines } from './sparklines.ts';

const KEY = 'loss';
const A = 'a' as RunId;
const B = 'b' as RunId;
const NONE = 'none' as RunId;

function historyOf(length: number, firstStep = 0): Series {
  return {
    steps: Float64Array.from({ length }, (_, index) => firstStep + index),
    timestampsMs: Float64Array.from({ length }, (_, index) => index),
    values: Float64Array.from({ length }, (_, index) => Math.sin(index)),
  };
}

async function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({
    histories: { [seriesName(A, KEY)]: historyOf(2_000), [seriesName(B, KEY)]: historyOf(5, 100) },
    ...options,
    capabilities: { maxSamplePoints: 2_500, historyPageSize: 500, ...options.capabilities },
  });
  const { capabilities } = await source.describe(new AbortController().signal);
  const clock = createManualClock();
  let lastStep = 1_999;
  const store = new SeriesStore({ source, capabilities, clock, lastStep: () => lastStep });
  const read = (ids: readonly RunId[], signal = new AbortController().signal, more: Partial<ChartRun> = {}) =>
    readSparklines(
      store,
      { key: KEY, widthPx: 100, heightPx: 20 },
      ids.map((id) => ({ id, isRunning: false, ...more })),
      signal,
    );
  const asked = (method: string) =>
    source.calls
      .filter((call) => call.method === method)
      .map(({ request }) => request as HistorySampleRequest);
  const grow = (step: number) => {
    lastStep = step;
  };
  return { store, clock, read, asked, grow };
}

describe('sparklines', () => {
  it('draws each run from its first step to its last, and says what is exact', async () => {
    const { read } = await setUp();
    const { paths, states } = await read([A, NONE, B]);
    expect(states).toEqual(['sampled', 'empty', 'exact']);
    const stepsOf = (place: number) =>
      [...(paths[place] ?? '').matchAll(/[ML]([\d.]+)/g)].map(([, x]) => Number(x));
    expect([stepsOf(0)[0], stepsOf(0).at(-1)]).toEqual([0, 100]);
    expect(paths[1]).toBe('');
    expect(stepsOf(2)).toEqual([0, 25, 50, 75, 100]);
    // M4 of 100 pixel columns: four points each, and the one on the right edge.
    expect(stepsOf(0).length).toBeLessThanOrEqual(4 * 101);
  });

  it('asks for few points, behind what charts need, and reads no page', async () => {
    const { read, asked, clock } = await setUp();
    await read([A, B]);
    await clock.advance(1_000);
    expect(asked('sampleHistories')).toMatchObject([
      { runIds: [A, B], maxPointsPerRun: 320, priority: 'background' },
    ]);
    expect(asked('readHistoryPage')).toEqual([]);
    await read([A, B]);
    expect(asked('sampleHistories').length).toBe(1);
  });

  it('leaves it to charts to read the whole history, as one larger sample where that is whole', async () => {
    const { read, asked, store } = await setUp();
    await read([A, B]);
    const { series } = store.demand(
      KEY,
      [A, B].map((id) => ({ id, isRunning: false })),
      () => undefined,
    );
    await settled();
    expect(series.map(({ state }) => state)).toEqual(['exact', 'exact']);
    expect(asked('sampleHistories').map(({ runIds }) => runIds)).toEqual([[A, B], [A]]);
    expect(asked('readHistoryPage')).toEqual([]);
    expect((await read([A])).states).toEqual(['exact']);
  });

  it('reads a running run again once it has logged more, and waits for that', async () => {
    const histories = { [seriesName(A, KEY)]: historyOf(3) };
    const { read, asked, grow } = await setUp({ histories });
    grow(2);
    const again = () => read([A], undefined, { isRunning: true });
    const [first] = (await again()).paths;
    expect((await again()).paths).toEqual([first]);
    expect(asked('sampleHistories').length).toBe(1);
    histories[seriesName(A, KEY)] = historyOf(7);
    grow(6);
    expect((await again()).paths).not.toEqual([first]);
    expect(asked('sampleHistories').length).toBe(2);
  });

  it('draws sixty runs at most', async () => {
    const { read } = await setUp();
    const { states } = await read(Array.from({ length: 70 }, (_, index) => `r${index}` as RunId));
    expect(states.length).toBe(60);
  });

  it('tells of histories that could not be read, without failing, and asks for them again', async () => {
    let isDown = true;
    const { read } = await setUp({
      gate: ({ method }) => {
        if (isDown && method === 'sampleHistories') throw new TrackingError({ kind: 'network' });
      },
    });
    expect((await read([A])).states).toEqual(['failed']);
    isDown = false;
    expect((await read([A])).states).toEqual(['sampled']);
  });

  it('stops its request when it is not wanted any more', async () => {
    let isAborted = false;
    const { read, clock } = await setUp({
      gate: ({ method }, signal) => {
        if (method !== 'sampleHistories') return;
        signal.addEventListener('abort', () => {
          isAborted = true;
        });
        return new Promise(() => undefined);
      },
    });
    const controller = new AbortController();
    const reading = read([A], controller.signal);
    controller.abort();
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    await clock.advance(100);
    expect(isAborted).toBe(true);
  });
});
