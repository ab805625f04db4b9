import { describe, expect, it } from 'vitest';
import { PRESENCE } from '../../domain/comparison/axis-values.ts';
import { parseRunColumn } from '../../domain/runs/run-sort.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { RunFacts } from '../charts/run-facts.ts';
import { readAxes, readKeysOfRuns } from './axes-reader.ts';

const { missing, known } = PRESENCE;

const ROWS = [
  makeRun({ id: 'a', params: { lr: '0.1' }, metrics: { loss: 3 }, startMs: 5 }),
  makeRun({ id: 'b', params: { lr: 'auto' }, startMs: 7 }),
];
const OUTSIDER = makeRun({ id: 'c', params: { lr: '0.3' }, metrics: { loss: 1 }, startMs: 1 });

function setUp(outside: Record<string, Run> = { c: OUTSIDER }) {
  const context = contextOf(ROWS);
  const asked: RunId[] = [];
  const facts = new RunFacts({
    findRow: (_, id) => {
      const row = context.frame.rowOf.get(id);
      return row === undefined
        ? undefined
        : { context, logged: context.frame, row, sameKeys: [], directions: {} };
    },
    readRun: async (id) => {
      asked.push(id);
      const run = outside[id];
      if (!run) throw new Error('refused');
      return run;
    },
    contextOf: (frame) => ({ ...contextOf([]), frame }),
  });
  return { facts, asked, controller: new AbortController() };
}

function columns(...texts: readonly string[]) {
  return texts.map(parseRunColumn).filter((column) => column !== undefined);
}

describe('columns of compared runs', () => {
  it('hold a run that is no row beside the others, in the order that was asked for', async () => {
    const { facts, asked, controller } = setUp();
    const runIds = ['c', 'b', 'a'] as RunId[];
    const request = { viewId: 'view', runIds, columns: columns('metrics.loss', 'params.lr', 'start_time') };
    const { axes, unread } = await readAxes(request, facts, controller.signal);
    expect(unread).toEqual([]);
    expect(asked).toEqual(['c']);
    const [loss, lr, start] = axes;
    expect([...(loss?.presence ?? [])]).toEqual([known, missing, known]);
    expect([...(loss?.numbers ?? [])]).toEqual([1, Number.NaN, 3]);
    expect(lr?.texts).toEqual(['0.3', 'auto', '0.1']);
    expect([...(start?.numbers ?? [])]).toEqual([1, 7, 5]);
  });

  it('name the runs that could not be read', async () => {
    const { facts, controller } = setUp({});
    const request = { viewId: 'view', runIds: ['a', 'c'] as RunId[], columns: columns('metrics.loss') };
    const { axes, unread } = await readAxes(request, facts, controller.signal);
    expect(unread).toEqual(['c']);
    expect([...(axes[0]?.presence ?? [])]).toEqual([known, missing]);
  });

  it('end with their signal', async () => {
    const { facts, controller } = setUp();
    const reading = readAxes(
      { viewId: 'view', runIds: ['c' as RunId], columns: [] },
      facts,
      controller.signal,
    );
    controller.abort(new Error('left'));
    await expect(reading).rejects.toThrow('left');
  });
});

it('keys of compared runs are those of runs that are no rows too', async () => {
  const { facts, controller } = setUp();
  const request = { viewId: 'view', runIds: ['a', 'c'] as RunId[] };
  const { params, metrics } = await readKeysOfRuns(request, facts, controller.signal);
  expect(params).toMatchObject([{ key: 'lr', runCount: 2, distinctCount: 2, isVarying: true }]);
  expect(metrics).toMatchObject([{ key: 'loss', runCount: 2, isVarying: true }]);
});
