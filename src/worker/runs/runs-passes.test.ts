import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import type { Run } from '../../domain/runs/run.ts';
import { NEWEST_FIRST, type RunSort } from '../../domain/runs/run-sort.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, memoryToken, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const LOSS_UP: RunSort = { column: { kind: 'metric', key: 'loss' }, isDescending: false };
const TEAM_A = "tags.`team` = 'a'";

/** Every 50th run is of team `a`; run `0` is the newest; the loss is lowest in the oldest. */
function makeRuns(count: number): readonly Run[] {
  return Array.from({ length: count }, (_, index) =>
    makeRun({
      id: String(index),
      startMs: 10_000_000 - index,
      metrics: { loss: count - index },
      params: { size: String(index), name: `n${index}` },
      tags: { team: index % 50 === 49 ? 'a' : 'b' },
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
    set: { kind: 'top', count: 3, without: [], plus: [] },
    ...shape,
  };
}

function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({ runs: makeRuns(2_000), ...options });
  const clock = createManualClock();
  const store = createRunsStore(source, clock, { rules: pushDownRules('3.17.2') });
  const watch = (query: RunsQuery) => {
    const snapshots: RunsSnapshot[] = [];
    void store.watch(query, new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    return { last: () => snapshots.at(-1) };
  };
  const pages = () =>
    source.calls.filter(({ method }) => method === 'searchRuns').map(({ request }) => request as RunsRequest);
  const ids = () =>
    store.rows({ viewId: 'view', start: 0, end: 10_000, columns: [] }).rows.map(({ id }) => id);
  return { source, clock, store, watch, pages, ids };
}

/** A gate that lets so many pages through; those without a filter, unless `ofAll`. */
function letThrough(count: number): MemorySourceOptions['gate'] {
  let left = count;
  return ({ method, request }) =>
    method === 'searchRuns' && (request as RunsRequest).filter === undefined && left-- <= 0
      ? new Promise(() => undefined)
      : undefined;
}

const refuseFilters: MemorySourceOptions['gate'] = ({ method, request }) => {
  if (method === 'searchRuns' && (request as RunsRequest).filter !== undefined)
    throw new TrackingError({ kind: 'rejected', status: 400 });
};

/** A gate that holds the pages that start after so many runs. */
function holdAfter(count: number): MemorySourceOptions['gate'] {
  return ({ request }) =>
    Number((request as RunsRequest).pageToken ?? 0) > count ? new Promise(() => undefined) : undefined;
}

describe('a filter that the server can answer', () => {
  it('is asked of it while not all runs are loaded, and is complete when its own pass ends', async () => {
    const { watch, clock, pages, ids } = setUp({ gate: letThrough(2) });
    watch(queryOf());
    await clock.advance(300);
    const watched = watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    expect(pages().map(({ filter }) => filter)).toEqual([undefined, undefined, undefined, TEAM_A]);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 40, isProvisional: false });
    expect(watched.last()?.filter).toMatchObject({ pushed: TEAM_A, isPartlyLocal: false });
    expect(ids().slice(0, 2)).toEqual(['49', '99']);
  });

  it('is narrowed here where the server answers a part only', async () => {
    const { watch, clock, ids } = setUp({ gate: letThrough(0) });
    const watched = watch(queryOf({ filter: "tags.team = 'a' AND params.size < 200" }));
    await clock.advance(300);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 4, loaded: 40 });
    expect(watched.last()?.filter).toMatchObject({ isPartlyLocal: true });
    expect(ids()).toEqual(['49', '99', '149', '199']);
  });

  it('is all that is read, unless what there is to say of it depends on the other runs', async () => {
    const plain = setUp();
    plain.watch(queryOf({ filter: "tags.team = 'a'" }));
    await plain.clock.advance(2_000);
    expect(plain.pages().every(({ filter }) => filter === TEAM_A)).toBe(true);

    const negative = setUp();
    const watched = negative.watch(queryOf({ filter: "tags.taem != 'b'" }));
    await negative.clock.advance(2_000);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 0, loaded: 2_000 });
    expect(watched.last()?.filter.missing).toMatchObject([{ column: 'tags.taem', runCount: 2_000 }]);
    expect(watched.last()?.filter.unknown).toMatchObject([{ column: 'tags.taem', nearest: 'tags.team' }]);
  });

  it('is not asked again when it comes back, and the general pass goes on without it', async () => {
    const { watch, clock, pages } = setUp();
    watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    const asked = pages().length;
    const all = watch(queryOf());
    await settled();
    const again = watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    expect(again.last()).toMatchObject({ state: 'complete', matched: 40 });
    expect(pages().filter(({ filter }) => filter !== undefined)).toHaveLength(asked);
    watch(queryOf());
    await clock.advance(1_000);
    expect(all.last()?.state).not.toBe('failed');
    expect(pages().at(-1)).toMatchObject({ filter: undefined });
  });

  it('reads everything where the server refuses it', async () => {
    const { watch, clock } = setUp({ gate: refuseFilters });
    const watched = watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(1_000);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 40, loaded: 2_000 });
    expect(watched.last()?.filter).toMatchObject({ pushed: undefined, isPartlyLocal: true });
  });

  it('says so when its page fails, and reads on', async () => {
    let isDown = true;
    const gate: MemorySourceOptions['gate'] = () => {
      if (isDown) throw new TrackingError({ kind: 'network' });
    };
    const { watch, store, clock } = setUp({ gate });
    const watched = watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    expect(watched.last()).toMatchObject({ state: 'failed', failure: { kind: 'network' } });
    isDown = false;
    store.control({ viewId: 'view', action: 'retry' });
    await clock.advance(300);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 40 });
  });

  it('reads again what passes here but did not come with it: edited at the server, or gone', async () => {
    const { watch, source, clock, ids } = setUp({ gate: letThrough(2) });
    watch(queryOf());
    await clock.advance(300);
    expect(ids()).toContain('49');
    await source.changeRun(
      { kind: 'set-tag', id: '49' as Run['id'], key: 'team', value: 'b' },
      new AbortController().signal,
    );
    const watched = watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 39, loaded: 91 });
    expect(ids()[0]).toBe('99');
  });

  it('is read again on reload, and so is the rest', async () => {
    const { watch, store, clock, pages } = setUp({ gate: letThrough(2) });
    const watched = watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    const asked = pages().length;
    store.control({ viewId: 'view', action: 'reload' });
    await clock.advance(300);
    expect(pages().length).toBeGreaterThan(asked);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 40 });
  });
});

describe('a filter that only the page can evaluate', () => {
  it('reads everything', async () => {
    const { watch, clock, pages } = setUp();
    const watched = watch(queryOf({ filter: 'params.size < 20' }));
    await clock.advance(1_000);
    expect(watched.last()).toMatchObject({ state: 'complete', matched: 20, loaded: 2_000 });
    expect(pages().map(({ filter }) => filter)).not.toContain(TEAM_A);
  });
});

describe('the top of a filtered view', () => {
  it('is asked of the server with the filter', async () => {
    const runs = makeRuns(20_000);
    const { watch, clock, pages, ids } = setUp({ gate: holdAfter(0), runs });
    watch(queryOf({ filter: "tags.team = 'a'" }));
    await clock.advance(300);
    const watched = watch(queryOf({ filter: "tags.team = 'a'", sort: LOSS_UP }));
    await clock.advance(300);
    expect(pages().at(-1)).toMatchObject({ filter: TEAM_A, sort: LOSS_UP });
    expect(watched.last()).toMatchObject({ state: 'loading', isProvisional: false });
    expect(ids()[0]).toBe('19999');
  });

  it('by a param is true where its values are texts, provisional where they are numbers', async () => {
    const { watch, clock, ids } = setUp({ gate: holdAfter(2) });
    const byName = watch(queryOf({ sort: { column: { kind: 'param', key: 'name' }, isDescending: true } }));
    await clock.advance(300);
    expect(byName.last()).toMatchObject({ state: 'loading', isProvisional: false });
    expect(ids()[0]).toBe('999');
    const bySize = watch(queryOf({ sort: { column: { kind: 'param', key: 'size' }, isDescending: true } }));
    await clock.advance(300);
    expect(bySize.last()).toMatchObject({ state: 'loading', isProvisional: true });
  });
});

describe('reading unasked', () => {
  it('pauses when more than 10,000 runs exist, offers the rest, and reads it when asked', async () => {
    const { watch, store, clock } = setUp({ runs: makeRuns(10_500) });
    const watched = watch(queryOf());
    await clock.advance(5_000);
    expect(watched.last()).toMatchObject({ state: 'paused', loaded: 10_001 });
    store.control({ viewId: 'view', action: 'resume' });
    await clock.advance(5_000);
    expect(watched.last()).toMatchObject({ state: 'complete', loaded: 10_500 });
  });

  it('does not pause where exactly 10,000 exist', async () => {
    const { watch, clock } = setUp({ runs: makeRuns(10_000) });
    const watched = watch(queryOf());
    await clock.advance(5_000);
    expect(watched.last()).toMatchObject({ state: 'complete', loaded: 10_000 });
  });

  it('pauses after a minute, and says how fast it went', async () => {
    const slow = createManualClock();
    const source = createMemorySource({
      runs: makeRuns(2_000),
      gate: () => new Promise((resolve) => slow.after(20_000, resolve)),
    });
    const store = createRunsStore(source, slow);
    const snapshots: RunsSnapshot[] = [];
    void store.watch(queryOf(), new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    await slow.advance(100_000);
    expect(snapshots.at(-1)).toMatchObject({ state: 'paused', loaded: 102 });
    expect(snapshots.at(-1)?.runsPerSecond).toBeCloseTo(102 / 60);
    expect(source.calls).toHaveLength(3);
  });
});

const alwaysGuessTheEnd = () => '1990';

describe('a source whose tokens can be guessed', () => {
  it('is asked for two pages side by side once pages are of a known size, and for no run twice', async () => {
    const { clock, watch, pages, ids } = setUp({ guessRunsToken: memoryToken, gate: holdAfter(51) });
    const watched = watch(queryOf());
    await clock.advance(1_000);
    expect(pages().map(({ pageToken }) => pageToken)).toEqual([undefined, '2', '52', '252']);
    expect(watched.last()).toMatchObject({ loaded: 52, state: 'loading' });
    expect(ids()).toHaveLength(52);
  });

  it('is so from the second page on where a screenful of heavy runs takes several pages', async () => {
    const options = { runBytes: 100_000, guessRunsToken: memoryToken };
    const { clock, watch, pages, ids } = setUp({ ...options, gate: holdAfter(1) });
    watch(queryOf());
    await clock.advance(1_000);
    expect(pages().map(({ pageToken, pageSize }) => [pageToken, pageSize])).toEqual([
      [undefined, 2],
      ['2', 15],
      ['17', 15],
    ]);
    expect(ids()).toHaveLength(2);
  });

  it('gives every run once, in one request for each page', async () => {
    const { clock, watch, pages, ids } = setUp({ guessRunsToken: memoryToken });
    const watched = watch(queryOf());
    await clock.advance(1_000);
    expect(watched.last()).toMatchObject({ state: 'complete', loaded: 2_000 });
    expect(new Set(ids()).size).toBe(2_000);
    const asked = pages().map(({ pageToken, pageSize }) => [Number(pageToken ?? 0), pageSize] as const);
    const ends = asked.map(([start, size]) => start + size);
    expect(asked.map(([start]) => start)).toEqual([0, ...ends.slice(0, -1)]);
    // The page behind the last one is asked for in vain, if at all.
    expect(asked.filter(([start]) => start >= 2_000).length).toBeLessThanOrEqual(1);
  });

  it('is read one page after the other from the first wrong guess on', async () => {
    const { clock, watch, pages } = setUp({ guessRunsToken: alwaysGuessTheEnd });
    const watched = watch(queryOf());
    await clock.advance(1_000);
    expect(watched.last()).toMatchObject({ state: 'complete', loaded: 2_000 });
    expect(pages().filter(({ pageToken }) => pageToken === '1990')).toHaveLength(1);
  });

  it('is not asked for more than 10,000 runs unasked', async () => {
    const { clock, watch, pages } = setUp({ runs: makeRuns(12_000), guessRunsToken: memoryToken });
    const watched = watch(queryOf());
    await clock.advance(2_000);
    expect(watched.last()).toMatchObject({ state: 'paused', loaded: 10_001 });
    const askedRuns = pages().reduce((sum, { pageSize }) => sum + pageSize, 0);
    expect(askedRuns).toBe(10_001);
  });

  it('goes on behind a page that failed', async () => {
    let failures = 1;
    const gate: MemorySourceOptions['gate'] = ({ request }) => {
      if ((request as RunsRequest).pageToken === '252' && failures-- > 0)
        throw new TrackingError({ kind: 'network' });
    };
    const { clock, store, watch, ids, pages } = setUp({ guessRunsToken: memoryToken, gate });
    const watched = watch(queryOf());
    await clock.advance(1_000);
    expect(watched.last()).toMatchObject({ state: 'failed', loaded: 252 });
    const countBefore = pages().length;
    store.control({ viewId: 'view', action: 'retry' });
    // Side by side again: the second one is asked for before the first one has come.
    expect(pages()).toHaveLength(countBefore + 2);
    await clock.advance(1_000);
    expect(watched.last()).toMatchObject({ state: 'complete', loaded: 2_000 });
    expect(new Set(ids()).size).toBe(2_000);
  });
});
