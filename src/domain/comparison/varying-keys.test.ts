import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { keysAmongRuns } from './varying-keys.ts';

function keysOf(shapes: readonly RunShape[], chosen = shapes.map((_, row) => row)) {
  const { frame } = contextOf(shapes.map(makeRun));
  return keysAmongRuns(chosen.map((row) => ({ frame, row })));
}

describe('keys among runs', () => {
  it('tells what differs among these runs, though all runs differ in more', () => {
    const shapes = [
      { id: 'a', params: { lr: '0.1', depth: '3' }, metrics: { loss: 1, f1: 2 } },
      { id: 'b', params: { lr: '1e-1', depth: '4' }, metrics: { loss: 1, f1: 3 } },
      { id: 'c', params: { lr: '5', depth: '4' } },
    ];
    const { params, metrics } = keysOf(shapes, [0, 1]);
    expect(params).toEqual([
      { key: 'depth', runCount: 2, distinctCount: 2, isVarying: true, isUniquePerRun: false },
      { key: 'lr', runCount: 2, distinctCount: 1, isVarying: false, isUniquePerRun: false },
    ]);
    expect(metrics.map(({ key, isVarying }) => [key, isVarying])).toEqual([
      ['f1', true],
      ['loss', false],
    ]);
  });

  it('counts a run without the key as different, and NaN as one value', () => {
    const shapes = [
      { id: 'a', params: { lr: '1' }, metrics: { loss: Number.NaN } },
      { id: 'b', metrics: { loss: Number.NaN } },
    ];
    const { params, metrics } = keysOf(shapes);
    expect(params[0]).toMatchObject({ runCount: 1, distinctCount: 1, isVarying: true });
    expect(metrics[0]).toMatchObject({ distinctCount: 1, isVarying: false });
  });

  it('takes runs of different frames together', () => {
    const [one, other] = ['1', '2'].map((lr) => contextOf([makeRun({ id: lr, params: { lr } })]).frame);
    if (!one || !other) throw new Error('two frames');
    const { params } = keysAmongRuns([
      { frame: one, row: 0 },
      { frame: other, row: 0 },
    ]);
    expect(params[0]).toMatchObject({ key: 'lr', runCount: 2, distinctCount: 2, isVarying: true });
  });

  it('tells texts that name the run', () => {
    const shapes = Array.from({ length: 40 }, (_, index) => ({
      id: `r${index}`,
      params: { output: `out/${index}`, lr: `0.${index}1` },
    }));
    expect(keysOf(shapes).params.map(({ key, isUniquePerRun }) => [key, isUniquePerRun])).toEqual([
      ['lr', false],
      ['output', true],
    ]);
  });
});
