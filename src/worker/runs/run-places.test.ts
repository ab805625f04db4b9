import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { findPlaces } from './run-places.ts';
import { createRunsStore } from './runs-store.ts';

const NOW_MS = 1_700_000_000_000;
const RUNS = [
  makeRun({ id: 'a', startMs: NOW_MS - 3, metrics: { loss: 0.5 }, params: { lr: '1e-3' } }),
  makeRun({ id: 'b', startMs: NOW_MS - 2, metrics: { loss: 0.1 }, params: { lr: '0.1' } }),
];
const OTHER = makeRun({ id: 'z', experimentId: '9', startMs: NOW_MS, metrics: { loss: 0.9 } });

const idOf = (lr: string) => `[["params.lr","number ${lr}"]]`;

async function setUp(filter: string) {
  const clock = createManualClock(NOW_MS);
  const source = createMemorySource({ runs: [...RUNS, OTHER] });
  const store = createRunsStore(source, clock);
  const query = makeRunsQuery({ set: { kind: 'top', count: 1, without: [], plus: [] }, filter });
  void store.watch(query, new AbortController().signal, () => undefined);
  await settled();
  await clock.advance(300);
  const watched = store.watched(query.viewId);
  const places = watched ? findPlaces([...RUNS, OTHER], watched) : [];
  const [a, b, other] = places;
  return { store, a, b, other };
}

describe('places of runs in a view', () => {
  it('are their rows, and whether they are compared', async () => {
    const { a, b, other } = await setUp('');
    expect(b).toMatchObject({ rank: 0, isLoaded: true, isCompared: true, excludedBy: [] });
    expect(a).toMatchObject({ rank: 1, isLoaded: true, isCompared: false });
    expect(other).toMatchObject({ rank: undefined, isLoaded: false, isExperimentOpen: false });
  });

  it('name the clauses that leave a run out, loaded or not, and the filter without them', async () => {
    const { a, other } = await setUp('metrics.loss < 0.4 AND params.lr IS NOT NULL');
    expect(a).toMatchObject({
      rank: undefined,
      excludedBy: [{ text: 'metrics.loss < 0.4', isUndecided: false }],
      filterWithout: 'params.lr IS NOT NULL',
    });
    expect(other?.excludedBy.map(({ text }) => text)).toEqual([
      'metrics.loss < 0.4',
      'params.lr IS NOT NULL',
    ]);
    expect(other?.filterWithout).toBe('');
  });

  it('name the group that hides a run, and none where its runs are shown', async () => {
    const clock = createManualClock(NOW_MS);
    const store = createRunsStore(createMemorySource({ runs: RUNS }), clock);
    const show = { centre: 'mean', spread: 'std' } as const;
    const query = makeRunsQuery({ groups: { by: ['params.lr'], show, open: [idOf('0.1')] } });
    void store.watch(query, new AbortController().signal, () => undefined);
    await settled();
    await clock.advance(300);
    const watched = store.watched(query.viewId);
    const places = watched ? findPlaces(RUNS, watched) : [];
    expect(places.map(({ foldedGroup }) => foldedGroup)).toEqual([idOf('0.001'), undefined]);
    // The row of its group.
    expect(places[0]?.rank).toBeDefined();
  });

  it('take alternatives for one clause', async () => {
    const { a } = await setUp("params.lr = '7' OR metrics.loss < 0.2");
    expect(a?.excludedBy.map(({ text }) => text)).toEqual(["params.lr = '7' OR metrics.loss < 0.2"]);
  });

  it('say where a history would have to be read first', async () => {
    const { other } = await setUp('min(metrics.loss) < 0.4');
    expect(other?.excludedBy).toEqual([{ text: 'min(metrics.loss) < 0.4', isUndecided: true }]);
  });

  it('are below parents that are folded up', async () => {
    const child = makeRun({ id: 'c', startMs: NOW_MS - 1, tags: { 'mlflow.parentRunId': 'a' } });
    const clock = createManualClock(NOW_MS);
    const store = createRunsStore(createMemorySource({ runs: [...RUNS, child] }), clock);
    const query = makeRunsQuery({ tree: { isOpen: false, open: [], closed: [] } });
    void store.watch(query, new AbortController().signal, () => undefined);
    await settled();
    await clock.advance(300);
    const watched = store.watched(query.viewId);
    const [a, , c] = watched ? findPlaces([...RUNS, child], watched) : [];
    expect(a?.foldedParents).toEqual([]);
    expect(c).toMatchObject({ isLoaded: true, foldedParents: ['a'] });
  });

  it('are not known of a view that is not there', async () => {
    const { store } = await setUp('');
    expect(store.watched('no such view')).toBeUndefined();
  });
});
