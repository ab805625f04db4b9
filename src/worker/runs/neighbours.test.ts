import { describe, expect, it } from 'vitest';
import { pushDownRules } from '../../domain/expression/server-grammar.ts';
import { CLOSED_TREE } from '../../domain/runs/tree-view.ts';
import { type RunId, TAG_PARENT_RUN } from '../../domain/runs/run.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { runsOfRows } from '../compare/axes-reader.ts';
import type { RunsQuery } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const SHAPES: readonly RunShape[] = [
  { id: 'a', metrics: { loss: 1 }, params: { lr: '1' } },
  { id: 'b', metrics: { loss: 2 }, params: { lr: '2' } },
  { id: 'c', metrics: { loss: 3 }, params: { lr: '1' } },
  { id: 'd', metrics: { loss: 4 }, params: { lr: '2' } },
];
const MEAN = { centre: 'mean', spread: 'std' } as const;
const LOSS_UP = { column: { kind: 'metric', key: 'loss' }, isDescending: false } as const;
const below = (id: string) => ({ tags: { [TAG_PARENT_RUN]: id } });

async function walk(query: Partial<RunsQuery>, shapes = SHAPES) {
  const source = createMemorySource({ runs: shapes.map((shape) => makeRun({ ...shape, name: shape.id })) });
  const clock = createManualClock();
  const store = createRunsStore(source, clock, { rules: pushDownRules('3.17.2') });
  void store.watch(makeRunsQuery({ sort: LOSS_UP, ...query }), new AbortController().signal, () => undefined);
  await clock.advance(1_000);
  const neighbours = (id: string) => store.neighbours('view', id as RunId);
  /** From a run to the end. */
  const onFrom = (id: string) => {
    const names = [id];
    for (let next = neighbours(id)?.next; next && names.length < 20; next = neighbours(next.id)?.next)
      names.push(next.name);
    return names.join(' ');
  };
  return { neighbours, onFrom, store };
}

describe('the runs before and after one', () => {
  it('are those beside it in the order of the table', async () => {
    const { neighbours, onFrom } = await walk({ filter: 'metrics.loss > 1' });
    expect(onFrom('b')).toBe('b c d');
    expect(neighbours('c')).toEqual({
      place: 1,
      count: 3,
      previous: { id: 'b', name: 'b' },
      next: { id: 'd', name: 'd' },
    });
    expect(neighbours('a')).toBeUndefined();
    expect(neighbours('b')?.previous).toBeUndefined();
  });

  it('stand in the list of all rows that are runs, those of folded groups too', async () => {
    const { store } = await walk({ filter: 'metrics.loss > 1' });
    expect(runsOfRows(store.freeze('view'))).toEqual({ ids: ['b', 'c', 'd'], names: ['b', 'c', 'd'] });
    const grouped = await walk({ groups: { by: ['params.lr'], show: MEAN, open: [] } });
    expect(runsOfRows(grouped.store.freeze('view')).ids).toEqual(['a', 'b', 'c', 'd']);
  });

  it('go from group to group, be these folded or not', async () => {
    const { neighbours, onFrom } = await walk({
      groups: { by: ['params.lr'], show: MEAN, open: [] },
    });
    expect(onFrom('a')).toBe('a c b d');
    expect(neighbours('b')).toMatchObject({ place: 2, count: 4, previous: { id: 'c' } });
  });

  const family: readonly RunShape[] = [
    { id: 'p', metrics: { loss: 1 } },
    { id: 'p1', metrics: { loss: 5 }, ...below('p') },
    { id: 'p2', metrics: { loss: 6 }, ...below('p') },
    { id: 'q', metrics: { loss: 2 } },
    { id: 'q1', metrics: { loss: 0 }, ...below('q') },
  ];

  it('of a tree are its rows, those that are folded up left out', async () => {
    const { onFrom } = await walk({ tree: CLOSED_TREE }, family);
    expect(onFrom('p')).toBe('p q');
    const opened = await walk({ tree: { ...CLOSED_TREE, open: ['p' as RunId] } }, family);
    expect(opened.onFrom('p')).toBe('p p1 p2 q');
  });

  it('of a run that is folded up are those beside it', async () => {
    const { neighbours } = await walk({ tree: CLOSED_TREE }, family);
    expect(neighbours('p2')).toMatchObject({ previous: { id: 'p1' }, next: { id: 'q' } });
    expect(neighbours('q1')).toMatchObject({ previous: { id: 'q' }, next: undefined, count: 3 });
  });
});
