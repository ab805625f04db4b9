import { describe, expect, it } from 'vitest';
import type { CompareSet } from '../../domain/runs/compare-set.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { NEWEST_FIRST, type RunSort } from '../../domain/runs/run-sort.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const LOSS_UP: RunSort = { column: { kind: 'metric', key: 'loss' }, isDescending: false };
const LR_UP: RunSort = { column: { kind: 'param', key: 'lr' }, isDescending: false };
const TOP_3: Extract<CompareSet, { kind: 'top' }> = { kind: 'top', count: 3, without: [], plus: [] };

/** Run `0` is the newest; the loss is lowest in the oldest. */
function makeRuns(count: number): readonly Run[] {
  return Array.from({ length: count }, (_, index) =>
    makeRun({
      id: String(index),
      startMs: 1_000_000 - index,
      endMs: 1_000_500 - index,
      metrics: { loss: count - index },
      params: { lr: String(index % 7), constant: '1' },
    }),
  );
}

function queryOf(shape: Partial<RunsQuery> = {}): RunsQuery {
  return {
    viewId: 'view',
    experimentIds: ['1' as ExperimentId],
    lifecycle: 'active',
    filter: '',
    directions: {},
    sort: NEWEST_FIRST,
    set: TOP_3,
    ...shape,
  };
}

function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({ runs: makeRuns(300), ...options });
  const clock = createManualClock();
  const store = createRunsStore(source, clock);
  const watch = (query: RunsQuery) => {
    const controller = new AbortController();
    const snapshots: RunsSnapshot[] = [];
    let hasEnded = false;
    const end = store.watch(query, controller.signal, (snapshot) => snapshots.push(snapshot));
    void end.then(() => {
      hasEnded = true;
    });
    return {
      snapshots,
      last: () => snapshots[snapshots.length - 1],
      abort: () => controller.abort(),
      hasEnded: () => hasEnded,
    };
  };
  const pages = () =>
    source.calls.filter(({ method }) => method === 'searchRuns').map(({ request }) => request as RunsRequest);
  const ids = (viewId = 'view', end = 10_000) =>
    store.rows({ viewId, start: 0, end, columns: [] }).rows.map(({ id }) => id);
  return { source, clock, store, watch, pages, ids };
}

/** A gate that holds every page until `open` is called, once for each page. */
function heldPages() {
  const waiting: (() => void)[] = [];
  const gate: MemorySourceOptions['gate'] = ({ method }) =>
    method === 'searchRuns' ? new Promise((resolve) => waiting.push(resolve)) : undefined;
  const open = async () => {
    waiting.shift()?.();
    await settled();
  };
  return { gate, waiting, open };
}

describe('loading', () => {
  it('emits the first rows at once, then at most every 100 ms, until all are there', async () => {
    const { watch, clock, ids } = setUp();
    const watched = watch(queryOf());
    await settled();
    expect(watched.snapshots.map(({ loaded }) => loaded)).toEqual([52]);
    expect(watched.last()).toMatchObject({ state: 'loading', isProvisional: false });
    await clock.advance(100);
    expect(watched.snapshots.map(({ loaded }) => loaded)).toEqual([52, 300]);
    expect(watched.last()).toMatchObject({ state: 'complete', failure: undefined, missing: [] });
    expect(watched.last()?.compared.map(({ id }) => id)).toEqual(['0', '1', '2']);
    expect(ids()).toEqual(Array.from({ length: 300 }, (_, index) => String(index)));
  });

  it('shows the few runs of the first page alone where the next one takes long', async () => {
    const held = heldPages();
    const { watch, clock } = setUp({ gate: held.gate });
    const watched = watch(queryOf());
    await settled();
    await held.open();
    expect(watched.snapshots).toEqual([]);
    await clock.advance(200);
    expect(watched.snapshots.map(({ loaded }) => loaded)).toEqual([2]);
  });

  it('asks for larger pages after a small quick one', async () => {
    const { watch, pages } = setUp();
    watch(queryOf());
    await settled();
    expect(pages().map(({ pageSize, pageToken, priority }) => [pageSize, pageToken, priority])).toEqual([
      [2, undefined, 'visible'],
      [50, '2', 'background'],
      [200, '52', 'background'],
      [750, '252', 'background'],
    ]);
  });

  it('knows the place of a run in the order of the view, and of none that the filter drops', async () => {
    const { watch, clock, store } = setUp();
    watch(queryOf({ sort: LOSS_UP, filter: "params.lr = '3'" }));
    await settled();
    await clock.advance(100);
    const last = store.freeze('view').total - 1;
    expect(store.rank('view', '3' as RunId)).toBe(last);
    expect(store.rank('view', '297' as RunId)).toBe(0);
    expect(store.rank('view', '4' as RunId)).toBeUndefined();
    expect(store.rank('view', 'elsewhere' as RunId)).toBeUndefined();
  });

  it('knows the texts of a column, as they were logged', async () => {
    const { watch, clock, store } = setUp();
    watch(queryOf());
    await settled();
    await clock.advance(100);
    const ids = ['3', '10', 'elsewhere'] as RunId[];
    const texts = (column: string) => store.texts({ viewId: 'view', ids, column });
    expect(texts('params.lr')).toEqual(['3', '3', undefined]);
    expect(texts('tags.none')).toEqual([undefined, undefined, undefined]);
    expect(texts('nonsense')).toEqual([undefined, undefined, undefined]);
  });

  it('says so when there are no runs', async () => {
    const { watch } = setUp({ runs: [] });
    const watched = watch(queryOf());
    await settled();
    expect(watched.last()).toMatchObject({ loaded: 0, state: 'complete', compared: [] });
  });

  it('keeps what is loaded when a page fails, and goes on from there on retry', async () => {
    let served = 0;
    const { watch, store, clock, pages } = setUp({
      gate: ({ method }) => {
        if (method === 'searchRuns' && served++ === 2) throw new TrackingError({ kind: 'network' });
      },
    });
    const watched = watch(queryOf());
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 52, state: 'failed', failure: { kind: 'network' } });
    store.control({ viewId: 'view', action: 'retry' });
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 300, state: 'complete', failure: undefined });
    expect(pages().map(({ pageToken }) => pageToken)).toEqual([undefined, '2', '52', '52', '252']);
  });

  it('fails on a page token that comes again', async () => {
    const { watch, source, clock } = setUp();
    source.searchRuns = async () => ({ runs: makeRuns(1), nextPageToken: 'again', sizeBytes: 10 });
    const watched = watch(queryOf());
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 1, state: 'failed', failure: { kind: 'bad-response' } });
  });

  it('stops and resumes', async () => {
    const held = heldPages();
    const { watch, store, clock } = setUp({ gate: held.gate });
    const watched = watch(queryOf());
    await settled();
    await held.open();
    store.control({ viewId: 'view', action: 'stop' });
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 2, state: 'stopped', failure: undefined });
    store.control({ viewId: 'view', action: 'resume' });
    await clock.advance(200);
    while (held.waiting.length > 0) await held.open();
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 300, state: 'complete' });
  });

  it('takes a run that comes twice for one, in its later copy', async () => {
    const { watch, source, clock, ids } = setUp();
    const [first, second] = [makeRun({ id: 'x', name: 'old' }), makeRun({ id: 'x', name: 'new' })];
    let asked = 0;
    source.searchRuns = async () => ({
      runs: asked++ === 0 ? [first] : [second],
      nextPageToken: asked === 1 ? '1' : undefined,
      sizeBytes: 10,
    });
    const watched = watch(queryOf());
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 1, compared: [{ name: 'new' }] });
    expect(ids()).toEqual(['x']);
  });

  it('on reload takes away what the server no longer has, and keeps it on screen until then', async () => {
    const held = heldPages();
    const { watch, source, store, clock, ids } = setUp({ runs: makeRuns(60), gate: held.gate });
    const watched = watch(queryOf());
    await settled();
    await held.open();
    await held.open();
    await held.open();
    await clock.advance(200);
    const search = source.searchRuns.bind(source);
    source.searchRuns = async (request, signal) => {
      const page = await search(request, signal);
      return { ...page, runs: page.runs.filter(({ id }) => id !== '1') };
    };
    store.control({ viewId: 'view', action: 'reload' });
    await clock.advance(200);
    await held.open();
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 60, state: 'loading', isProvisional: false });
    await held.open();
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ loaded: 59, state: 'complete' });
    expect(ids()).not.toContain('1');
    expect(watched.last()?.compared.map(({ id }) => id)).toEqual(['0', '2', '3']);
  });
});

describe('order', () => {
  it('loads in the order of the first query where the source can', async () => {
    const { watch, pages, ids } = setUp();
    const watched = watch(queryOf({ sort: LOSS_UP }));
    await settled();
    expect(pages()[0]?.sort).toEqual(LOSS_UP);
    expect(watched.snapshots[0]).toMatchObject({ loaded: 52, isProvisional: false });
    expect(watched.snapshots[0]?.compared.map(({ id }) => id)).toEqual(['299', '298', '297']);
    expect(ids('view', 3)).toEqual(['299', '298', '297']);
  });

  it('loads newest first and calls the order provisional where the source cannot', async () => {
    const { watch, pages, clock } = setUp();
    const watched = watch(queryOf({ sort: LR_UP }));
    await clock.advance(200);
    expect(pages()[0]?.sort).toEqual(NEWEST_FIRST);
    expect(watched.snapshots.map(({ isProvisional }) => isProvisional)).toEqual([true, false]);
  });

  it('reads one page in a new order while the pass goes on', async () => {
    const held = heldPages();
    const { watch, pages, clock, ids } = setUp({ gate: held.gate });
    const before = watch(queryOf());
    await settled();
    await held.open();
    await held.open();
    const watched = watch(queryOf({ sort: LOSS_UP }));
    await settled();
    expect(before.hasEnded()).toBe(true);
    // Held: the third page of the pass, and the first rows in the new order.
    expect(pages().map(({ sort, pageToken }) => [sort, pageToken])).toEqual([
      [NEWEST_FIRST, undefined],
      [NEWEST_FIRST, '2'],
      [NEWEST_FIRST, '52'],
      [LOSS_UP, undefined],
    ]);
    expect(watched.last()).toMatchObject({ loaded: 52, isProvisional: true });
    held.waiting.reverse();
    await held.open();
    await clock.advance(200);
    // The first 50 are true; a set of more would still change.
    expect(watched.last()).toMatchObject({ loaded: 102, isProvisional: false, state: 'loading' });
    expect(ids('view', 3)).toEqual(['299', '298', '297']);
    watch(queryOf());
    watch(queryOf({ sort: LOSS_UP }));
    await settled();
    expect(pages()).toHaveLength(4);
    const large = watch(queryOf({ sort: LOSS_UP, set: { ...TOP_3, count: 51 } }));
    await clock.advance(200);
    expect(large.last()).toMatchObject({ isProvisional: true });
  });

  it('gives every change of rows or order a higher version', async () => {
    const { watch, clock, store } = setUp();
    const first = watch(queryOf());
    await clock.advance(200);
    const second = watch(queryOf({ sort: LOSS_UP }));
    await settled();
    const versions = [...first.snapshots, ...second.snapshots].map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((left, right) => left - right));
    expect(store.rows({ viewId: 'view', start: 0, end: 1, columns: [] }).version).toBe(
      second.last()?.version,
    );
  });
});

describe('watching', () => {
  it('goes on loading under the same view when only the query changes', async () => {
    const held = heldPages();
    const { watch, pages, clock } = setUp({ gate: held.gate });
    const before = watch(queryOf());
    await settled();
    await held.open();
    watch(queryOf({ set: { kind: 'all', without: [] } }));
    before.abort();
    await clock.advance(1_000);
    expect(pages().map(({ pageToken }) => pageToken)).toEqual([undefined, '2']);
    expect(held.waiting).toHaveLength(1);
  });

  it('stops when unwatched, and goes on from its token when watched again', async () => {
    const held = heldPages();
    const { watch, pages, clock } = setUp({ gate: held.gate });
    const before = watch(queryOf());
    await settled();
    await held.open();
    before.abort();
    await clock.advance(10_000);
    const again = watch(queryOf());
    await settled();
    expect(again.snapshots.map(({ loaded }) => loaded)).toEqual([2]);
    expect(pages().map(({ pageToken }) => pageToken)).toEqual([undefined, '2', '2']);
  });

  it('lets runs go that nobody watched for a minute', async () => {
    const { watch, store, clock, pages } = setUp();
    const before = watch(queryOf());
    await clock.advance(200);
    before.abort();
    await clock.advance(59_000);
    expect(store.rows({ viewId: 'view', start: 0, end: 5, columns: [] }).rows).toHaveLength(5);
    await clock.advance(2_000);
    expect(() => store.rows({ viewId: 'view', start: 0, end: 5, columns: [] })).toThrow(TrackingError);
    watch(queryOf());
    await settled();
    expect(pages().filter(({ pageToken }) => pageToken === undefined)).toHaveLength(2);
  });

  it('shares runs between views of the same experiments', async () => {
    const { watch, pages, clock, ids } = setUp();
    watch(queryOf());
    const other = watch(queryOf({ viewId: 'other', sort: LR_UP }));
    await clock.advance(200);
    expect(pages().filter(({ pageToken }) => pageToken === undefined)).toHaveLength(1);
    expect(other.last()).toMatchObject({ loaded: 300, isProvisional: false });
    expect(ids('view', 2)).toEqual(['0', '1']);
    expect(ids('other', 2)).toEqual(['0', '7']);
  });
});

describe('compare set', () => {
  it('reads members that are not among the rows once, and names those that cannot be read', async () => {
    const outsider = makeRun({ id: 'far', experimentId: '2', metrics: { other: 1 }, lastStep: 0 });
    const { watch, clock, source } = setUp({ runs: [...makeRuns(5), outsider] });
    const runIds = ['far', '1', 'gone'] as RunId[];
    const watched = watch(queryOf({ set: { kind: 'these', runIds } }));
    await clock.advance(200);
    expect(watched.last()?.compared.map(({ id }) => id)).toEqual(['1', 'far']);
    expect(watched.last()?.missing).toEqual(['gone']);
    expect(watched.last()?.comparedMetrics).toEqual([
      { key: 'loss', runCount: 1, isSingleStep: false },
      { key: 'other', runCount: 1, isSingleStep: true },
    ]);
    watch(queryOf({ set: { kind: 'these', runIds }, sort: LOSS_UP }));
    await clock.advance(200);
    const asked = source.calls.filter(({ method }) => method === 'getRun').map(({ request }) => request);
    expect(asked).toEqual(['far', 'gone']);
  });
});

describe('rows and keys', () => {
  it('hands out the asked cells of a window', async () => {
    const { watch, store, clock } = setUp({
      runs: [
        ...makeRuns(2),
        makeRun({ id: 'bare', status: 'RUNNING', startMs: 1, endMs: undefined, user: undefined }),
      ],
    });
    watch(queryOf({ set: { kind: 'these', runIds: ['1' as RunId] } }));
    await clock.advance(200);
    const columns = [
      { kind: 'metric', key: 'loss' },
      { kind: 'param', key: 'lr' },
      { kind: 'attribute', key: 'duration' },
    ] as const;
    const { rows } = store.rows({ viewId: 'view', start: 1, end: 9, columns });
    expect(rows).toEqual([
      {
        rank: 1,
        id: '1',
        experimentId: '1',
        name: 'run 1',
        status: 'FINISHED',
        startMs: 999_999,
        durationMs: 500,
        user: 'ada',
        colorTag: undefined,
        isCompared: true,
        isRuled: false,
        cells: [1, '1', 500],
      },
      {
        rank: 2,
        id: 'bare',
        experimentId: '1',
        name: 'run bare',
        status: 'RUNNING',
        startMs: 1,
        durationMs: clock.nowMs() - 1,
        user: undefined,
        colorTag: undefined,
        silentSinceMs: 1,
        isCompared: false,
        isRuled: false,
        cells: [undefined, undefined, expect.any(Number)],
      },
    ]);
  });

  it('lists keys with what is known of them', async () => {
    const { watch, store, clock } = setUp();
    const watched = watch(queryOf());
    await clock.advance(200);
    const catalogue = store.catalogue('view');
    expect(catalogue.version).toBe(watched.last()?.catalogueVersion);
    expect(catalogue.params).toEqual([
      { key: 'constant', runCount: 300, distinctCount: 1, isVarying: false, min: 1, max: 1 },
      { key: 'lr', runCount: 300, distinctCount: 7, isVarying: true, min: 0, max: 6 },
    ]);
    expect(catalogue.tags).toEqual([]);
  });

  it('takes in a run that was read elsewhere', async () => {
    const { watch, store, clock } = setUp();
    const watched = watch(queryOf());
    await clock.advance(200);
    store.refresh(makeRun({ id: '0', startMs: 1_000_000, tags: { 'mlflow.runColor': '#123456' } }));
    await clock.advance(200);
    expect(watched.last()?.compared[0]?.colorTag).toBe('#123456');
  });
});

describe('runs that were changed', () => {
  it('leave the rows when deleted and come back when restored, with the boxes of those that are compared', async () => {
    const { watch, store, clock, ids } = setUp({ runs: makeRuns(6) });
    const watched = watch(queryOf());
    await settled();
    const runs = makeRuns(6);
    const deleted = runs.slice(0, 3).map((run): Run => ({ ...run, lifecycle: 'deleted' }));
    store.take(deleted);
    const compared = () =>
      store
        .rows({ viewId: 'view', start: 0, end: 10, columns: [] })
        .rows.filter(({ isCompared }) => isCompared)
        .map(({ id }) => id);
    expect(compared()).toEqual(['3', '4', '5']);
    await clock.advance(100);
    expect(watched.last()).toMatchObject({ loaded: 3, matched: 3 });
    store.take(runs.slice(0, 3));
    await clock.advance(100);
    expect(ids()).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(compared()).toEqual(['0', '1', '2']);
  });

  it('are no members of the set any more where they are deleted, which is told', async () => {
    const runs = makeRuns(4).map(
      (run, index): Run => ({ ...run, lifecycle: index === 1 ? 'deleted' : 'active' }),
    );
    const { watch, clock } = setUp({ runs });
    const set = { kind: 'these', runIds: ['0', '1', 'nowhere'] as RunId[] } as const;
    const watched = watch(queryOf({ set }));
    await clock.advance(200);
    expect(watched.last()).toMatchObject({ deleted: ['1'], missing: ['nowhere'] });
    expect(watched.last()?.compared.map(({ id }) => id)).toEqual(['0']);
  });

  it('that leave while others are still being read cost none of these', async () => {
    const held = heldPages();
    const { watch, store, source, clock, ids } = setUp({ gate: held.gate });
    watch(queryOf());
    for (let page = 0; page < 2; page += 1) {
      await settled();
      await held.open();
    }
    const gone = ids().slice(0, 5);
    const { signal } = new AbortController();
    for (const id of gone) await source.changeRun({ kind: 'delete', id }, signal);
    store.take(await Promise.all(gone.map((id) => source.getRun(id, signal))));
    for (let page = 0; page < 12; page += 1) {
      await settled();
      await held.open();
      await clock.advance(200);
    }
    expect(ids()).toEqual(Array.from({ length: 295 }, (_, index) => String(index + 5)));
  });

  it('stay away where they belong to other experiments', async () => {
    const { watch, store, clock, ids } = setUp({ runs: makeRuns(2) });
    watch(queryOf());
    await settled();
    store.take([makeRun({ id: 'far', experimentId: '2' })]);
    await clock.advance(100);
    expect(ids()).toEqual(['0', '1']);
  });
});
