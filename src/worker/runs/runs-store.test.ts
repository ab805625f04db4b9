import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import { makeRun } from '../../testing/make-run.ts';
import { settled } from '../../testing/manual-clock.ts';
import {
  heldPages,
  LOSS_UP,
  LR_UP,
  makeRuns,
  queryOf,
  setUp,
  TOP_3,
} from '../../testing/runs-store-setup.ts';
import { TrackingError } from '../../tracking/errors.ts';

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
