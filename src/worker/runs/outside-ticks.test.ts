import { describe, expect, it } from 'vitest';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import { baselineOfRun } from '../../domain/runs/baseline.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const NOW_MS = 1_700_000_060_000;
const LOSS: RunColumn = { kind: 'metric', key: 'loss' };
const ADDED = 'added' as RunId;
const BASE = 'base' as RunId;
const GOES = { status: 'RUNNING', endMs: undefined } as const;

/** One row, and two runs of other experiments. */
const SHAPES: readonly RunShape[] = [
  { id: 'row', metrics: { loss: 1 } },
  { id: ADDED, experimentId: '7', metrics: { loss: 4 }, ...GOES },
  { id: BASE, experimentId: '8', metrics: { loss: 10 } },
];

async function setUp(
  query: Partial<RunsQuery>,
  shapes = SHAPES,
  options: Pick<MemorySourceOptions, 'gate'> = {},
) {
  const source = createMemorySource({ runs: shapes.map(makeRun), ...options });
  const clock = createManualClock(NOW_MS);
  let toldCount = 0;
  const store = createRunsStore(source, clock, {
    rules: pushDownRules('3.17.2'),
    onRows: () => {
      toldCount++;
    },
  });
  const snapshots: RunsSnapshot[] = [];
  void store.watch(makeRunsQuery(query), new AbortController().signal, (each) => snapshots.push(each));
  const rows = () => store.rows({ viewId: 'view', start: 0, end: 10, columns: [LOSS] });
  await clock.advance(2_000);
  // What is not among the rows is read when rows are asked for.
  rows();
  await clock.advance(1_000);
  const searches = () =>
    source.calls.filter(({ method }) => method === 'searchRuns').map(({ request }) => request as RunsRequest);
  const singles = () => source.calls.filter(({ method }) => method === 'getRun').length;
  return {
    source,
    store,
    clock,
    rows,
    singles,
    told: () => toldCount,
    searches,
    last: () => snapshots.at(-1),
    ofOthers: () => searches().filter(({ experimentIds }) => !experimentIds.includes('1' as never)),
  };
}

const lossOf = ({ rows }: Awaited<ReturnType<typeof setUp>>) => rows().top.map(({ cells }) => cells[0]);

describe('runs beside the rows', () => {
  it('are followed by one search a tick, and change where they stand', async () => {
    const used = await setUp({ addedRuns: [ADDED], baseline: baselineOfRun(BASE) });
    const { source, clock, rows, searches, ofOthers, singles, last, told, store } = used;
    expect(lossOf(used)).toEqual([10, 4]);
    const before = {
      searches: searches().length,
      singles: singles(),
      version: last()?.version,
      told: told(),
    };
    source.put(
      makeRun({ id: ADDED, experimentId: '7', name: 'renamed', metrics: { loss: 3 }, lastStep: 20, ...GOES }),
    );
    await clock.advance(5_000);
    expect(rows().top.map(({ name, cells }) => [name, cells[0]])).toEqual([
      ['run base', 10],
      ['renamed', 3],
    ]);
    // One about the rows, one about the run that goes on: the baseline has ended.
    expect(searches().length - before.searches).toBe(2);
    expect(ofOthers().at(-1)).toMatchObject({
      experimentIds: ['7'],
      filter: "attributes.run_id IN ('added')",
      priority: 'background',
    });
    expect(singles()).toBe(before.singles);
    expect(last()?.version).toBeGreaterThan(before.version ?? 0);
    // Charts ask for what was logged since.
    expect(told()).toBeGreaterThan(before.told);
    expect(store.lastStep(ADDED, 'loss')).toBe(20);
  });

  it('that have ended are looked at in every sixth tick, all in one search', async () => {
    const shapes = SHAPES.map((shape) => ({ ...shape, status: 'FINISHED' as const, endMs: NOW_MS }));
    const used = await setUp({ addedRuns: [ADDED], baseline: baselineOfRun(BASE) }, shapes);
    const { clock, ofOthers, rows, source } = used;
    source.put(makeRun({ ...(shapes[2] ?? { id: BASE }), name: 'renamed' }));
    await clock.advance(12 * 30_000);
    expect(ofOthers().map(({ experimentIds }) => experimentIds)).toEqual([
      ['8', '7'],
      ['8', '7'],
    ]);
    expect(rows().top[0]?.name).toBe('renamed');
  });

  it('are asked about as often as rows that go on', async () => {
    const { last } = await setUp({ addedRuns: [ADDED] });
    expect(last()?.live?.intervalMs).toBe(5_000);
    const { last: lastEnded } = await setUp({ baseline: baselineOfRun(BASE) });
    expect(lastEnded()?.live?.intervalMs).toBe(30_000);
  });

  it('are asked about soon where they are added among rows that have ended', async () => {
    const { store, clock, ofOthers } = await setUp({});
    await clock.advance(4_000);
    expect(ofOthers()).toEqual([]);
    const added = makeRunsQuery({ addedRuns: [ADDED] });
    void store.watch(added, new AbortController().signal, () => undefined);
    await clock.advance(6_000);
    expect(ofOthers()).toHaveLength(1);
  });

  it('that somebody else deletes are marked, told and compared no more', async () => {
    const used = await setUp({ addedRuns: [ADDED] });
    const { source, clock, rows, last } = used;
    expect(last()?.compared.map(({ id }) => id)).toEqual(['row', ADDED]);
    source.put(
      makeRun({ id: ADDED, experimentId: '7', lifecycle: 'deleted', metrics: { loss: 4 }, ...GOES }),
    );
    await clock.advance(6_000);
    expect(rows().top).toMatchObject([{ id: ADDED, isGone: true }]);
    expect(last()).toMatchObject({ deleted: [ADDED], missing: [] });
    expect(last()?.compared.map(({ id }) => id)).toEqual(['row']);
  });

  it('are marked where they were deleted before they were added', async () => {
    const shapes = [SHAPES[0] ?? { id: 'row' }, { ...SHAPES[1], id: ADDED, lifecycle: 'deleted' as const }];
    const { rows, last, ofOthers, clock } = await setUp({ addedRuns: [ADDED] }, shapes);
    expect(rows().top).toMatchObject([{ id: ADDED, isGone: true }]);
    expect(last()?.deleted).toEqual([ADDED]);
    await clock.advance(60_000);
    expect(ofOthers()).toEqual([]);
  });

  it('are followed as members of a set that was picked elsewhere, too', async () => {
    const { source, clock, last } = await setUp({ set: { kind: 'these', runIds: [ADDED] } });
    expect(last()?.compared).toMatchObject([{ id: ADDED, isRunning: true }]);
    source.put(makeRun({ id: ADDED, experimentId: '7', metrics: { loss: 2 } }));
    await clock.advance(6_000);
    expect(last()?.compared).toMatchObject([{ id: ADDED, isRunning: false }]);
  });

  it('that the server refuses are not asked for every few seconds', async () => {
    const refused = await setUp({ addedRuns: [ADDED] }, SHAPES, {
      gate: ({ method, request }) => {
        if (method === 'searchRuns' && (request as RunsRequest).experimentIds[0] === '7')
          throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    await refused.clock.advance(60_000);
    expect(refused.ofOthers().length).toBeLessThanOrEqual(2);
    // The rows are followed all the same.
    expect(refused.last()?.live).toMatchObject({ failure: undefined });
  });

  it('are told to be silent by the rule of rows', async () => {
    const { clock, rows } = await setUp({ addedRuns: [ADDED] });
    expect(rows().top[0]?.silentSinceMs).toBeUndefined();
    await clock.advance(45 * 60_000);
    expect(rows().top[0]?.silentSinceMs).toBe(1_700_000_050_000);
  });

  it('show what was read of them for a page of their own', async () => {
    const used = await setUp({ addedRuns: [ADDED] });
    const { store, clock, last } = used;
    const version = last()?.version ?? 0;
    store.refresh(makeRun({ id: ADDED, experimentId: '7', metrics: { loss: 0.5 }, ...GOES }));
    await clock.advance(200);
    expect(last()?.version).toBeGreaterThan(version);
    expect(lossOf(used)).toEqual([0.5]);
  });
});
