import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { RunFacts } from '../charts/run-facts.ts';
import { readMatters } from './matters-reader.ts';

/** The loss follows `lr`; `out` names the run, `model` is the same in all of them. */
const ROWS = Array.from({ length: 30 }, (_, place) =>
  makeRun({
    id: `r${place}`,
    params: { lr: String((place % 5) / 10), out: `/o/${place}`, model: 'a', depth: String(place % 3) },
    metrics: { loss: (place % 5) + place / 100 },
  }),
);

function setUp() {
  const context = contextOf(ROWS);
  const findRow = (_: unknown, id: RunId) => {
    const row = context.frame.rowOf.get(id);
    return row === undefined
      ? undefined
      : { context, logged: context.frame, row, sameKeys: [], directions: {} };
  };
  return new RunFacts({ findRow, readRun, contextOf: () => context });
}

const readRun = async () => Promise.reject(new Error('refused'));

const REQUEST = {
  viewId: 'view',
  runIds: [...ROWS.map(({ id }) => id), 'lost' as RunId],
  metric: { kind: 'metric', key: 'loss' },
} as const;

describe('what matters among compared runs', () => {
  it('is judged of the params that vary, and tells which it left out', async () => {
    const reply = await readMatters(REQUEST, setUp(), new AbortController().signal);
    expect(reply.params.map(({ key }) => key)).toEqual(['lr', 'depth']);
    expect(reply.params[0]?.association).toBeGreaterThan(0.95);
    expect(reply).toMatchObject({ runCount: 30, testedCount: 2, sameCount: 1, uniqueKeys: ['out'] });
  });

  it('ends with its signal', async () => {
    const controller = new AbortController();
    const facts = setUp();
    // More work than one slice.
    const metric = { kind: 'expression', key: 'metrics.loss * 2' } as const;
    const runIds = Array.from({ length: 20_000 }, (_, place) => `r${place % 30}` as RunId);
    const reading = readMatters({ ...REQUEST, runIds, metric }, facts, controller.signal);
    controller.abort(new Error('left'));
    await expect(reading).rejects.toThrow('left');
  });
});
