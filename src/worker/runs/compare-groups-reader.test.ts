import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { ColumnValues } from './column-values.ts';
import { readComparison } from './compare-groups-reader.ts';

const run = (id: string, f1: number | undefined, params: Record<string, string>, tags = {}) =>
  makeRun({ id, params, tags, metrics: f1 === undefined ? {} : { f1 } });
const RUNS = [
  run('a1', 0.9, { lr: '1', seed: '1' }),
  run('a2', 0.8, { lr: '1', seed: '2' }),
  run('a3', 0.7, { lr: '1', seed: '3' }),
  // A parent of them: it has no seed and logged nothing.
  run('ap', undefined, { lr: '1' }),
  run('b3', 0.75, { lr: '2', seed: '3.0' }),
  run('b1', 0.95, { lr: '2', seed: '1' }),
  run('b2', 0.85, { lr: '2', seed: '2' }),
  run('c1', 0.5, { lr: '3' }, { fold: '1' }),
  run('c2', 0.4, { lr: '3' }, { fold: '2' }),
  run('d1', 0.5, { lr: '4' }, { fold: '1' }),
  run('d2', Number.NaN, { lr: '4' }, { fold: '2' }),
  makeRun({ id: 'e', metrics: { 'fold_1/f1': 0.5, 'fold_2/f1': 0.75, 'fold_3/f1': 1 } }),
  makeRun({ id: 'f', metrics: { 'fold_1/f1': 0.25, 'fold_2/f1': 0.5, 'fold_3/f1': 0.5 } }),
];
const VALUES = new ColumnValues(contextOf(RUNS));
const compare = (left: string, right: string, column = 'metrics.f1') =>
  readComparison(
    { viewId: 'v', column, left: left.split(' ') as RunId[], right: right.split(' ') as RunId[] },
    VALUES,
  );

describe('two groups of runs', () => {
  it('are paired by the seeds that all their runs with a value have', () => {
    const reply = compare('a1 a2 a3 ap', 'b1 b2 b3');
    expect(reply).toMatchObject({ pairKeys: ['seed'], comparison: { method: 'paired', pairCount: 3 } });
    expect(reply?.comparison.difference).toBeCloseTo(-0.05, 12);
    expect(reply?.left).toEqual({
      names: ['run a1', 'run a2', 'run a3'],
      values: Float64Array.of(0.9, 0.8, 0.7),
      runningCount: 0,
    });
  });

  it('tell how many of the runs that are taken in still run', () => {
    const running = { status: 'RUNNING', endMs: undefined } as const;
    const values = new ColumnValues(
      contextOf([
        makeRun({ id: 'a', metrics: { f1: 1 } }),
        makeRun({ id: 'b', metrics: { f1: 2 }, ...running }),
        // It has no number yet: nothing of it is taken in.
        makeRun({ id: 'c', ...running }),
        makeRun({ id: 'd', metrics: { f1: 3 } }),
      ]),
    );
    const request = { viewId: 'v', column: 'metrics.f1', left: ['a', 'b', 'c'], right: ['d'] };
    expect(readComparison(request as never, values)).toMatchObject({
      left: { runningCount: 1 },
      right: { runningCount: 0 },
    });
  });

  it('are paired by tags where no param tells their runs apart', () => {
    expect(compare('c1 c2', 'd1 d2')).toMatchObject({
      pairKeys: ['fold'],
      comparison: {
        method: 'paired',
        pairCount: 1,
        right: { count: 1, nonFiniteCount: 1 },
        interval: undefined,
      },
    });
  });

  it('are not paired where a run has no seed, nor where seeds do not match', () => {
    expect(compare('a1 a2 a3', 'b1 b2 b3 c1')).toMatchObject({
      pairKeys: [],
      comparison: { unpaired: 'no-key' },
    });
    expect(compare('a1 a2', 'b2 b3')).toMatchObject({
      comparison: { method: 'welch', unpaired: 'unmatched' },
    });
  });

  it('of one run each are compared fold by fold', () => {
    const reply = compare('e', 'f', 'family_mean(fold_{n}/f1)');
    expect(reply).toMatchObject({ pairKeys: [], comparison: { method: 'paired', pairCount: 3 } });
    expect(reply?.comparison.difference).toBeCloseTo(1 / 3, 12);
    expect(reply?.left.names).toEqual(['fold_1/f1', 'fold_2/f1', 'fold_3/f1']);
  });

  it('cannot be compared where nothing is in them', () => {
    expect(compare('ap', 'gone')).toMatchObject({
      comparison: { verdict: 'cannot-tell', left: { count: 0 } },
    });
    expect(compare('a1', 'b1', 'no column')).toBeUndefined();
  });
});
