import { describe, expect, it } from 'vitest';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import { NEWEST_FIRST, type RunSort } from '../../domain/runs/run-sort.ts';
import type { Series } from '../../domain/series/series.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const SAME = [
  ['params.lr', 'params.training.lr'],
  ['metrics.val_loss', 'metrics.val/loss'],
];
const BY_LOSS: RunSort = { column: { kind: 'metric', key: 'val_loss' }, isDescending: false };

const RUNS = [
  makeRun({ id: 'a', startMs: 3, params: { lr: '0.1', same: '1' }, metrics: { val_loss: 3 } }),
  makeRun({ id: 'b', startMs: 2, params: { 'training.lr': '0.2', same: '1' }, metrics: { 'val/loss': 1 } }),
  makeRun({ id: 'c', startMs: 1, params: { 'training.lr': '0.3', same: '1' }, metrics: { 'val/loss': 2 } }),
];

function history(values: readonly number[]): Series {
  return {
    steps: Float64Array.from(values, (_, index) => index),
    timestampsMs: Float64Array.from(values, (_, index) => index),
    values: Float64Array.from(values),
  };
}

function setUp(options: MemorySourceOptions = { runs: RUNS }) {
  const clock = createManualClock();
  const source = createMemorySource(options);
  const store = createRunsStore(source, clock, { rules: pushDownRules('3.17.2') });
  const watch = async (shape: Partial<RunsQuery>): Promise<RunsSnapshot | undefined> => {
    const snapshots: RunsSnapshot[] = [];
    const set = { kind: 'top', count: 2, without: [], plus: [] } as const;
    const query = makeRunsQuery({ sort: BY_LOSS, set, ...shape });
    void store.watch(query, new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    await settled();
    await clock.advance(300);
    return snapshots.at(-1);
  };
  const rows = (columns: Parameters<typeof store.rows>[0]['columns'] = [], isOnScreen = false) =>
    store.rows({ viewId: 'view', start: 0, end: 9, columns, isOnScreen });
  return { source, store, watch, rows };
}

describe('keys declared the same', () => {
  it('are one column: shown, sorted and summed up together', async () => {
    const { watch, rows } = setUp();
    await watch({ sameKeys: SAME });
    const window = rows([
      { kind: 'param', key: 'lr' },
      { kind: 'expression', key: 'metrics.val_loss * 2' },
      { kind: 'statistic', key: 'val_loss', statistic: { name: 'last_step' } },
    ]);
    expect(window.rows.map(({ id, cells }) => [id, ...cells])).toEqual([
      ['b', '0.2', 2, 9],
      ['c', '0.3', 4, 9],
      ['a', '0.1', 6, 9],
    ]);
    expect(window.summaries[0]).toEqual({ min: 0.1, max: 0.3, count: 3 });
  });

  it('are one in the filter, which is then not asked of the server', async () => {
    const { watch, rows, source } = setUp();
    const snapshot = await watch({ sameKeys: SAME, filter: "params.lr = '0.2'" });
    expect(rows().rows.map(({ id }) => id)).toEqual(['b']);
    expect(snapshot?.filter).toMatchObject({ pushed: undefined, isPartlyLocal: true, unknown: [] });
    const filters = source.calls.map(({ request }) => (request as RunsRequest).filter);
    expect(new Set(filters)).toEqual(new Set([undefined]));
  });

  it('are listed once, with what they are together', async () => {
    const { watch, store } = setUp();
    const apart = await watch({});
    expect(store.catalogue('view').params.map(({ key, runCount }) => [key, runCount])).toEqual([
      ['lr', 1],
      ['same', 3],
      ['training.lr', 2],
    ]);
    const together = await watch({ sameKeys: SAME });
    const catalogue = store.catalogue('view');
    expect(catalogue.version).toBe(together?.catalogueVersion);
    expect(catalogue.version).not.toBe(apart?.catalogueVersion);
    expect(catalogue.params).toMatchObject([
      { key: 'lr', runCount: 3, distinctCount: 3, isVarying: true },
      { key: 'same', runCount: 3, isVarying: false },
    ]);
    expect(catalogue.metrics).toMatchObject([{ key: 'val_loss', runCount: 3 }]);
  });

  it('have their values listed together', async () => {
    const { watch, store } = setUp();
    await watch({ sameKeys: SAME });
    const { values, distinctCount } = store.values({ viewId: 'view', kind: 'param', key: 'lr' });
    expect(values.map(({ text }) => text)).toEqual(['0.1', '0.2', '0.3']);
    expect(distinctCount).toBe(3);
  });

  it('are one in statistics, also as the other metric; the direction of one is that of all', async () => {
    const runs = [
      makeRun({ id: 'a', startMs: 2, metrics: { quality: 1, extra: 3 }, lastStep: 2 }),
      makeRun({ id: 'b', startMs: 1, metrics: { 'val/quality': 1, extra: 6 }, lastStep: 2 }),
    ];
    const { watch, rows } = setUp({
      runs,
      histories: {
        [seriesName('a', 'quality')]: history([5, 9, 1]),
        [seriesName('b', 'val/quality')]: history([8, 2, 1]),
        [seriesName('a', 'extra')]: history([1, 2, 3]),
        [seriesName('b', 'extra')]: history([4, 5, 6]),
      },
    });
    const sameKeys = [['metrics.quality', 'metrics.val/quality']];
    const sort = NEWEST_FIRST;
    // Nobody knows of `val/quality` by its name.
    const query = { sameKeys, sort, directions: { quality: 'higher' } } as const;
    const columns = [
      { kind: 'statistic', key: 'quality', statistic: { name: 'best' } },
      { kind: 'statistic', key: 'extra', statistic: { name: 'at_best', other: 'quality' } },
    ] as const;
    await watch(query);
    rows(columns, true);
    await watch(query);
    const window = rows(columns, true);
    expect(window.rows.map(({ id, cells, steps }) => [id, ...cells, ...(steps ?? [])])).toEqual([
      ['a', 9, 2, 1, 1],
      ['b', 8, 4, 0, 0],
    ]);
  });

  it('are apart again when the declaration is taken back', async () => {
    const { watch, rows } = setUp();
    await watch({ sameKeys: SAME });
    await watch({ sameKeys: [] });
    const { rows: shown } = rows([{ kind: 'param', key: 'lr' }]);
    expect(shown.map(({ id, cells }) => [id, cells[0]])).toEqual([
      ['a', '0.1'],
      ['b', undefined],
      ['c', undefined],
    ]);
  });
});
