import { describe, expect, it } from 'vitest';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import { setBranch } from '../../domain/runs/branch-set.ts';
import { CLOSED_TREE, toggleBranch, type TreeView } from '../../domain/runs/tree-view.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunSort } from '../../domain/runs/run-sort.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import type { RunsRequest } from '../../tracking/source.ts';
import { createRunsStore } from './runs-store.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';

const LOSS_UP: RunSort = { column: { kind: 'metric', key: 'loss' }, isDescending: false };
const OPEN: TreeView = { ...CLOSED_TREE, isOpen: true };
const below = (parent: string) => ({ 'mlflow.parentRunId': parent });

/** `sweep` has no loss of its own; of its runs the best is `s2`, which has a run below it. */
const RUNS = [
  makeRun({ id: 'sweep' }),
  makeRun({ id: 's1', metrics: { loss: 3 }, tags: below('sweep') }),
  makeRun({ id: 's2', metrics: { loss: 1 }, tags: below('sweep') }),
  makeRun({ id: 'refit', metrics: { loss: 4 }, tags: below('s2') }),
  makeRun({ id: 'alone', metrics: { loss: 2 } }),
];

function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({ runs: RUNS, ...options });
  const clock = createManualClock();
  const store = createRunsStore(source, clock, { rules: pushDownRules('3.17.2') });
  const show = async (shape: Partial<RunsQuery> = {}) => {
    const snapshots: RunsSnapshot[] = [];
    const query = makeRunsQuery({ sort: LOSS_UP, tree: OPEN, ...shape });
    void store.watch(query, new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    await clock.advance(1_000);
    const { rows } = store.rows({ viewId: 'view', start: 0, end: 600, columns: [] });
    return { rows, snapshot: snapshots.at(-1), outline: rows.map(outlineOf) };
  };
  const asked = () =>
    source.calls
      .filter(({ method }) => method === 'searchRuns')
      .map(({ request }) => (request as RunsRequest).filter)
      .filter((filter) => filter !== undefined && !filter.includes('start_time'));
  return { store, show, asked, clock };
}

function outlineOf({
  id,
  branch,
}: {
  readonly id: RunId;
  readonly branch?: { depth: number; isContext: boolean } | undefined;
}) {
  return `${'-'.repeat(branch?.depth ?? 0)}${id}${branch?.isContext ? ' (context)' : ''}`;
}

describe('runs below their parents', () => {
  it('stand in the order of the sort among their siblings, a parent without the metric where its best run would', async () => {
    const { show } = setUp();
    const { outline, snapshot } = await show();
    expect(outline).toEqual(['sweep', '-s2', '--refit', '-s1', 'alone']);
    expect(snapshot).toMatchObject({ matched: 5, tree: { rowCount: 5 }, hasChildren: true });
  });

  it('are folded away with their numbers told, and unfolded one by one', async () => {
    const { show } = setUp();
    const folded = await show({ tree: CLOSED_TREE });
    expect(folded.outline).toEqual(['sweep', 'alone']);
    expect(folded.rows[0]?.branch).toMatchObject({ childCount: 2, descendantCount: 3, isOpen: false });
    const { outline } = await show({ tree: toggleBranch(CLOSED_TREE, 'sweep' as RunId, true) });
    expect(outline).toEqual(['sweep', '-s2', '-s1', 'alone']);
  });

  it('keep their ancestors when these do not match, which count nowhere', async () => {
    const { show } = setUp();
    const { outline, snapshot } = await show({ filter: 'metrics.loss > 3', tree: CLOSED_TREE });
    expect(outline).toEqual(['sweep (context)', '-s2 (context)', '--refit']);
    expect(snapshot?.matched).toBe(1);
    expect(snapshot?.compared.map(({ id }) => id)).toEqual(['refit']);
  });

  it('are counted by the rule without the parents that lack the sorted metric', async () => {
    const { show } = setUp();
    const set = { kind: 'top', count: 5, without: [], plus: [] } as const;
    const { snapshot, rows } = await show({ set });
    expect(snapshot?.compared.map(({ id }) => id)).toEqual(['s2', 'alone', 's1', 'refit']);
    expect(rows[0]).toMatchObject({ id: 'sweep', isCompared: false, branch: { comparedBelowCount: 3 } });
    const all = await show({ set: { kind: 'all', without: [] } });
    expect(all.snapshot?.compared).toHaveLength(5);
  });

  it('are ticked with their descendants', async () => {
    const { show, store } = setUp();
    await show({ set: { kind: 'top', count: 1, without: [], plus: [] } });
    const { runs } = store.branch('view', 's2' as RunId);
    expect(runs.map(({ id, isCompared, isRuled }) => [id, isCompared, isRuled])).toEqual([
      ['s2', true, true],
      ['refit', false, false],
    ]);
    expect(store.rank('view', 'refit' as RunId)).toBe(2);
  });

  it('stand under a folded parent where a run is looked for', async () => {
    const { show, store } = setUp();
    await show({ tree: CLOSED_TREE });
    expect(store.rank('view', 'refit' as RunId)).toBe(0);
  });

  it('bring parents that the filter leaves at the server', async () => {
    const { show, asked } = setUp({ gate: holdWithoutFilter });
    const { outline } = await show({ filter: 'metrics.loss > 3' });
    expect(asked().slice(1)).toEqual(["attributes.run_id IN ('s2')", "attributes.run_id IN ('sweep')"]);
    expect(outline).toEqual(['sweep (context)', '-s2 (context)', '--refit']);
  });

  it('come from the server for a run that was unfolded while not all runs are read', async () => {
    const { show, asked } = setUp({ gate: holdLaterPages });
    const closed = await show({ tree: CLOSED_TREE, sort: LOSS_UP });
    expect(closed.snapshot?.state).toBe('loading');
    expect(closed.rows.every(({ branch }) => branch?.mayHaveMore)).toBe(true);
    const sweep = toggleBranch(CLOSED_TREE, 'sweep' as RunId, true);
    const { outline, rows } = await show({ tree: toggleBranch(sweep, 's2' as RunId, true) });
    expect(asked()).toContain("tags.`mlflow.parentRunId` = 's2'");
    expect(outline).toContain('--refit');
    expect(rows.find(({ id }) => id === 's2')?.branch).toMatchObject({
      mayHaveMore: false,
      children: 'read',
    });
  });

  it('may be 500 below one, and one below the other', async () => {
    const wide = Array.from({ length: 500 }, (_, index) =>
      makeRun({ id: `c${index}`, metrics: { loss: index }, tags: below('sweep') }),
    );
    const deep = Array.from({ length: 60 }, (_, index) =>
      makeRun({ id: `d${index}`, tags: below(index === 0 ? 'alone' : `d${index - 1}`) }),
    );
    const { show, store } = setUp({ runs: [...RUNS, ...wide, ...deep] });
    const none = { kind: 'these', runIds: [] } as const;
    const { snapshot, rows } = await show({ set: none });
    expect(snapshot?.tree?.rowCount).toBe(565);
    expect(rows.at(-1)?.branch?.depth).toBe(60);
    const { runs } = store.branch('view', 'sweep' as RunId);
    expect(runs).toHaveLength(504);
    const set = setBranch(none, { runs }, true);
    const ticked = await show({ set });
    expect(ticked.snapshot?.compared).toHaveLength(504);
  });
});

const holdWithoutFilter: MemorySourceOptions['gate'] = ({ method, request }) =>
  method === 'searchRuns' && (request as RunsRequest).filter === undefined
    ? new Promise(() => undefined)
    : undefined;

/** The first page holds two runs: `s2` and `alone`. */
const holdLaterPages: MemorySourceOptions['gate'] = ({ method, request }) =>
  method === 'searchRuns' &&
  (request as RunsRequest).filter === undefined &&
  (request as RunsRequest).pageToken !== undefined
    ? new Promise(() => undefined)
    : undefined;
