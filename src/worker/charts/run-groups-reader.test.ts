import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { ColumnValues } from '../runs/column-values.ts';
import { readGroups } from './run-groups-reader.ts';

const data = (name: string, digest: string) => ({ name, digest, sourceType: 'local', context: undefined });
const RUNS = [
  makeRun({ id: 'a', params: { lr: '1e-3', opt: 'adam' }, datasets: [data('wine', '1')] }),
  makeRun({ id: 'b', params: { lr: '0.001', opt: 'adam' }, datasets: [data('wine', '2')] }),
  makeRun({ id: 'c', params: { lr: '0.001', opt: 'sgd' }, datasets: [data('wine', '1')], status: 'FAILED' }),
  makeRun({ id: 'd', params: { opt: 'sgd' } }),
];
const VALUES = new ColumnValues(contextOf(RUNS));

function groupsOf(by: readonly string[], ids: readonly string[] = ['a', 'b', 'c', 'd']) {
  const { groups, unread } = readGroups({ ids: ids as RunId[], by }, VALUES);
  return { groups: groups.map(({ values, members }) => [...values, members]), unread };
}

describe('groups of runs of a view', () => {
  it('go by params and attributes, with a group of those that lack the key', () => {
    expect(groupsOf(['params.lr']).groups).toEqual([
      ['0.001', [0, 1, 2]],
      [undefined, [3]],
    ]);
    expect(groupsOf(['params.opt', 'status']).groups).toEqual([
      ['adam', 'FINISHED', [0, 1]],
      ['sgd', 'FAILED', [2]],
      ['sgd', 'FINISHED', [3]],
    ]);
  });

  it('go by the data, of which one name may stand for several', () => {
    expect(groupsOf(['dataset']).groups).toEqual([
      ['wine (1)', [0, 2]],
      ['wine (2)', [1]],
      [undefined, [3]],
    ]);
  });

  it('say which runs nobody knows', () => {
    expect(groupsOf(['params.opt', 'no key at all'], ['z', 'c', 'a'])).toEqual({
      groups: [
        ['adam', [2]],
        ['sgd', [1]],
      ],
      unread: [0],
    });
  });
});
