import { afterEach, describe, expect, it } from 'vitest';
import type { Run } from '../../domain/runs/run.ts';
import { parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Series } from '../../domain/series/series.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { HistorySampleRequest } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from '../runs/runs-protocol.ts';
import { createRunsStore, type RunsStore } from '../runs/runs-store.ts';

const QUERY = makeRunsQuery();

/** Losses that go down and up again: run `n` of them is best at `n`, at step 10. */
const SHAPES: readonly (RunShape & { readonly losses: readonly number[] })[] = [
  { id: 'a', startMs: 4, params: { model: 'x' }, losses: [9, 3, 5] },
  { id: 'b', startMs: 3, params: { model: 'y' }, losses: [9, 1, 4] },
  { id: 'c', startMs: 2, params: { model: 'x' }, losses: [9, 2, 6] },
  { id: 'd', startMs: 1, params: { model: 'x' }, losses: [] },
];

function historyOf(values: readonly number[]): Series {
  return {
    steps: Float64Array.from(values, (_, index) => index * 10),
    timestampsMs: Float64Array.from(values, (_, index) => index),
    values: Float64Array.from(values),
  };
}

function runOf({ losses, ...shape }: (typeof SHAPES)[number]): Run {
  const last = {
    key: 'loss',
    value: losses.at(-1) ?? 0,
    step: (losses.length - 1) * 10,
    timestampMs: losses.length,
  };
  return { ...makeRun(shape), metrics: losses.length > 0 ? [last] : [] };
}

let store: RunsStore | undefined;
afterEach(() => store?.dispose());

async function open(query: Partial<RunsQuery> = {}, options: MemorySourceOptions = {}) {
  const histories = SHAPES.map(({ id, losses }) => [seriesName(id, 'loss'), historyOf(losses)] as const);
  const source = createMemorySource({
    runs: SHAPES.map(runOf),
    histories: Object.fromEntries(histories),
    ...options,
  });
  const clock = createManualClock();
  const { capabilities } = await source.describe(new AbortController().signal);
  const opened = createRunsStore(source, clock, { capabilities });
  store = opened;
  const snapshots: RunsSnapshot[] = [];
  const watch = (changed: Partial<RunsQuery>) =>
    void opened.watch({ ...QUERY, ...changed }, new AbortController().signal, (snapshot) =>
      snapshots.push(snapshot),
    );
  watch(query);
  await clock.advance(1_000);
  const rows = (...columns: readonly RunColumn[]) =>
    opened.rows({ viewId: 'view', start: 0, end: 60, columns, isOnScreen: true }).rows;
  const asked = () =>
    source.calls
      .filter(({ method }) => method === 'sampleHistories')
      .map(({ request }) => (request as HistorySampleRequest).runIds);
  return { store: opened, clock, snapshots, watch, rows, asked, latest: () => snapshots.at(-1) };
}

function columnOf(text: string): RunColumn {
  const column = parseRunColumn(text);
  if (!column) throw new Error(`no column: ${text}`);
  return column;
}

const best = columnOf('best(metrics.loss)');

describe('statistics of a view', () => {
  it('computes what is on screen and tells of it', async () => {
    const { rows, clock, asked, latest, snapshots } = await open();
    const before = snapshots.length;
    expect(rows(best).map(({ cells }) => cells)).toEqual([[null], [null], [null], [undefined]]);
    await clock.advance(1_000);
    expect(rows(best).map(({ cells }) => cells)).toEqual([[3], [1], [2], [undefined]]);
    expect(asked()).toEqual([['a', 'b', 'c']]);
    const seen = snapshots
      .slice(before)
      .map(({ computing }) => computing && [computing.doneRuns, computing.totalRuns]);
    expect(seen).toEqual([[0, 3], undefined]);
    expect(latest()?.version).toBeGreaterThan(snapshots[before]?.version ?? 0);
  });

  it('computes what is drawn beside the rows, of every row, until that is drawn no more', async () => {
    const { store: opened, rows, clock, asked } = await open();
    opened.showBeside('view', [best, columnOf('params.model')]);
    await clock.advance(1_000);
    expect(asked()).toEqual([['a', 'b', 'c']]);
    expect(rows(best).map(({ cells }) => cells)).toEqual([[3], [1], [2], [undefined]]);
    opened.showBeside('view', []);
    opened.showBeside('gone', [best]);
  });

  it('tells the step that each value comes from', async () => {
    const { rows, clock } = await open();
    const columns = [columnOf('metrics.loss'), columnOf('at(metrics.loss, 17)')];
    rows(...columns);
    await clock.advance(1_000);
    expect(rows(...columns)[0]).toMatchObject({ cells: [5, 3], steps: [undefined, 10] });
    expect(rows(columnOf('metrics.loss'))[0]).not.toHaveProperty('steps');
  });

  it('sorts by a statistic that no column shows, the missing ones last', async () => {
    const { rows, clock } = await open({ sort: { column: best, isDescending: false } });
    await clock.advance(1_000);
    expect(rows().map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('computes an expression over statistics', async () => {
    const { rows, clock } = await open();
    const gap = columnOf('=metrics.loss - min(metrics.loss)');
    expect(rows(gap)[0]?.cells).toEqual([null]);
    await clock.advance(1_000);
    expect(rows(gap).map(({ cells }) => cells[0])).toEqual([2, 3, 4, undefined]);
  });

  it('filters by statistics, and reads only runs that the rest of the filter takes', async () => {
    const { rows, asked } = await open({ filter: "min(metrics.loss) < 2.5 AND params.model = 'x'" });
    expect(rows().map(({ id }) => id)).toEqual(['c']);
    expect(asked()).toEqual([['a', 'c']]);
  });

  it('follows the direction that the person chose', async () => {
    const { rows, clock, watch } = await open();
    rows(best);
    await clock.advance(1_000);
    watch({ directions: { loss: 'higher' } });
    await clock.advance(1_000);
    expect(rows(best).map(({ cells }) => cells[0])).toEqual([9, 9, 9, undefined]);
  });

  it('has no best where nobody knows which way is better', async () => {
    const runs = [{ ...makeRun({ id: 'a' }), metrics: [{ key: 'odd', value: 1, step: 2, timestampMs: 3 }] }];
    const { rows, clock, asked } = await open({}, { runs });
    expect(rows(columnOf('best(metrics.odd)'))[0]?.cells).toEqual([undefined]);
    await clock.advance(1_000);
    expect(asked()).toEqual([]);
  });

  it('keeps what is under way when only the query changes', async () => {
    let aborts = 0;
    const { rows, clock, watch, asked } = await open(
      {},
      {
        gate: ({ method }, signal) => {
          if (method !== 'sampleHistories') return;
          signal.addEventListener('abort', () => aborts++);
          return new Promise(() => undefined);
        },
      },
    );
    rows(best);
    await clock.advance(200);
    watch({ filter: "params.model = 'x'" });
    await clock.advance(1_000);
    expect([asked().length, aborts]).toEqual([1, 0]);
    rows();
    await clock.advance(1_000);
    expect(aborts).toBe(1);
  });

  it('asks before it reads very much, and reads it on `compute`', async () => {
    const far = { key: 'loss', value: 1, step: 3_000_000, timestampMs: 3 };
    const histories = {
      [seriesName('a', 'loss')]: {
        steps: Float64Array.of(0, 3_000_000),
        timestampsMs: Float64Array.of(1, 3),
        values: Float64Array.of(0.5, 1),
      },
    };
    const {
      store: opened,
      rows,
      clock,
      latest,
    } = await open({}, { runs: [{ ...makeRun({ id: 'a' }), metrics: [far] }], histories });
    rows(best);
    await clock.advance(1_000);
    expect(latest()?.computing).toMatchObject({ doneRuns: 0, totalRuns: 1, askPoints: 3_000_001 });
    opened.control({ viewId: 'view', action: 'compute' });
    await clock.advance(1_000);
    expect(latest()?.computing).toBeUndefined();
    expect(rows(best)[0]?.cells).toEqual([0.5]);
  });

  it('reads what failed once more on `compute`', async () => {
    let isGone = true;
    const {
      store: opened,
      rows,
      clock,
      latest,
    } = await open(
      {},
      {
        gate: ({ method }) => {
          if (method === 'sampleHistories' && isGone) throw new TrackingError({ kind: 'network' });
        },
      },
    );
    rows(best);
    await clock.advance(1_000);
    expect(latest()?.computing).toMatchObject({ doneRuns: 0, failedRuns: 3, failure: { kind: 'network' } });
    isGone = false;
    opened.control({ viewId: 'view', action: 'compute' });
    await clock.advance(1_000);
    expect(latest()?.computing).toBeUndefined();
    expect(rows(best).map(({ cells }) => cells[0])).toEqual([3, 1, 2, undefined]);
  });
});
