import { describe, expect, it } from 'vitest';
import { DEFAULT_COMPARE_SET } from '../../domain/runs/compare-set.ts';
import type { GroupRow, TableRow } from '../../worker/runs/groups-protocol.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';
import { setRows } from './use-toggle-rows.ts';

const run = (id: string, isCompared = false) =>
  ({ id, isCompared, isRuled: false, rank: 0 }) as unknown as RunRow;
const group = (id: string, comparedCount = 0) =>
  ({
    id,
    comparedCount,
    runCount: 2,
    isRuled: false,
    namedIds: [],
    groupCells: [],
    rank: 0,
  }) as unknown as GroupRow;
const groupsOf = (rows: readonly TableRow[], isMember: boolean) => {
  const { groups, ...set } = setRows(DEFAULT_COMPARE_SET, rows, isMember);
  return { plus: 'plus' in set ? set.plus : undefined, groups };
};

describe('the boxes of a range of rows', () => {
  it('tick whole groups, and runs of a group whose row is not in it', () => {
    const rows = [run('a'), run('b', true), group('g', 2), group('h', 1), run('c'), group('i')];
    expect(groupsOf(rows, true)).toEqual({ plus: ['a'], groups: { without: [], plus: ['h', 'i'] } });
    expect(groupsOf([run('a')], true)).toEqual({ plus: ['a'], groups: undefined });
  });
});
