import { describe, expect, it } from 'vitest';
import { settled } from '../../testing/manual-clock.ts';
import { type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
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
  running,
  setUp,
  stepsOf,
} from '../../testing/series-setup.ts';

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

type Gate = NonNullable<MemorySourceOptions['gate']>;

/** A source that answers none of these calls. */
function broken(isBroken: (call: Parameters<Gate>[0]) => boolean): { readonly gate: Gate } {
  return {
    gate: (call) => {
      if (isBroken(call)) throw new TrackingError({ kind: 'server', status: 500 });
      return undefined;
    },
  };
}

function isTail({ request }: Parameters<Gate>[0]): boolean {
  return (request as Partial<HistorySampleRequest> | undefined)?.stepRange !== undefined;
}

function isLate(call: Parameters<Gate>[0]): boolean {
  return isTail(call) || call.method === 'readHistoryPage';
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
    it('come by pages, and are not called exact before', async () => {
      const of = histories({ [A]: historyOf(30) });
      const { store, pages } = await setUp({
        histories: of,
        ...broken(isTail),
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
