import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import type { RunRow } from '../worker/runs/runs-protocol.ts';
import { reuseRows } from './reuse-rows.ts';

function rowOf(id: string, change: Partial<RunRow> = {}): RunRow {
  return {
    rank: 0,
    id: id as RunId,
    experimentId: '1' as ExperimentId,
    name: id,
    status: 'RUNNING',
    startMs: 1,
    durationMs: 2,
    user: undefined,
    colorTag: undefined,
    isCompared: true,
    isRuled: false,
    cells: [1, Number.NaN, undefined, null, 'text'],
    families: [undefined, { count: 2, mean: 1, std: Number.NaN }],
    ...change,
  };
}

describe('rows that were read again', () => {
  it('are the same objects where they say the same, NaN and empty cells included, wherever they stand', () => {
    const before = [rowOf('a'), rowOf('b')];
    const [b, a] = reuseRows(before, [rowOf('b'), rowOf('a')]);
    expect(a).toBe(before[0]);
    expect(b).toBe(before[1]);
  });

  it.each<[string, Partial<RunRow>]>([
    ['its place', { rank: 1 }],
    ['a cell', { cells: [1, Number.NaN, undefined, null, 'other'] }],
    ['the number of its cells', { cells: [1] }],
    ['a cell that is computed by now', { cells: [1, Number.NaN, undefined, 5, 'text'] }],
    ['its silence', { silentSinceMs: 4 }],
    ['a family', { families: [undefined, { count: 3, mean: 1, std: Number.NaN }] }],
  ])('are others where one changed %s', (_, change) => {
    const before = rowOf('a');
    const next = rowOf('a', change);
    expect(reuseRows([before], [next])[0]).toBe(next);
  });
});
