import { describe, expect, it } from 'vitest';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { settled } from '../../testing/manual-clock.ts';
import { heldPages, LOSS_UP, makeRuns, queryOf, setUp } from '../../testing/runs-store-setup.ts';

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

  it('are rows of the deleted ones until they are restored; a run that is not deleted can be compared with them', async () => {
    const runs = makeRuns(3).map(
      (run, index): Run => ({ ...run, lifecycle: index === 0 ? 'active' : 'deleted' }),
    );
    const { watch, store, clock, ids, source } = setUp({ runs });
    const set = { kind: 'these', runIds: ['0', '1'] as RunId[] } as const;
    const watched = watch(queryOf({ lifecycle: 'deleted', set }));
    await clock.advance(200);
    expect(ids()).toEqual(['1', '2']);
    const members = () => watched.last()?.compared.map(({ id, lifecycle }) => [id, lifecycle]);
    expect(members()).toEqual([
      ['1', undefined],
      ['0', 'active'],
    ]);
    const restored = runs.slice(1, 2).map((run): Run => ({ ...run, lifecycle: 'active' }));
    for (const run of restored) source.put(run);
    store.take(restored);
    await clock.advance(200);
    expect(ids()).toEqual(['2']);
    expect(members()).toEqual([
      ['0', 'active'],
      ['1', 'active'],
    ]);
    expect(watched.last()?.deleted).toEqual([]);
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
