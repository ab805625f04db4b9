import { describe, expect, it } from 'vitest';
import { familyId, setBranch } from './branch-set.ts';
import { type CompareSet, DEFAULT_COMPARE_SET, resolveCompareSet, ruledMembers } from './compare-set.ts';
import { groupRuns, parseGroupId } from './run-groups.ts';
import type { RunId } from './run.ts';

const P = 'a'.repeat(32) as RunId;
const idOf = (index: number) => index.toString(16).padStart(32, '0') as RunId;

/** `P` and so many runs below it; the first ten of all are those that the rule takes. */
function branchOf(count: number) {
  const ids = [P, ...Array.from({ length: count }, (_, index) => idOf(index))];
  const membersOf = (group: string) => (group === familyId(P) ? ids.slice(1) : []);
  const groups = { first: undefined, membersOf };
  const membersIn = (set: CompareSet) => resolveCompareSet(set, ids, groups);
  /** After a click on the box of all of them. */
  const click = (set: CompareSet, isMember: boolean) => {
    const [compared, ruled] = [new Set(membersIn(set)), ruledMembers(set, ids, groups)];
    const runs = ids.map((id) => ({
      id,
      isCompared: compared.has(id),
      isRuled: ruled.has(id),
      parentId: id === P ? undefined : P,
    }));
    return setBranch(set, { runs }, isMember);
  };
  return { ids, membersIn, click };
}

describe('a branch of the tree in the compare set', () => {
  it('is its runs by their ids where these are few', () => {
    const { ids, membersIn, click } = branchOf(20);
    const ticked = click(DEFAULT_COMPARE_SET, true);
    expect(ticked).toMatchObject({ kind: 'top', plus: ids.slice(10) });
    expect(membersIn(click(ticked, false))).toEqual([]);
  });

  it('is a family of 500 by their parent, so that the link stays short', () => {
    const { ids, membersIn, click } = branchOf(500);
    const ticked = click(DEFAULT_COMPARE_SET, true);
    expect(membersIn(ticked)).toEqual(ids);
    expect(JSON.stringify(ticked).length).toBeLessThan(300);
    const unticked = click(ticked, false);
    expect(membersIn(unticked)).toEqual([]);
    expect(membersIn(click(unticked, true))).toEqual(ids);
  });

  it('is named as runs that are grouped by their parent are', () => {
    const [group] = groupRuns(1, [{ text: 'tags.mlflow.parentRunId', read: () => P }]);
    expect(group?.id).toBe(familyId(P));
    const [condition] = parseGroupId(familyId(P)) ?? [];
    expect([condition?.holds(P), condition?.holds('another')]).toEqual([true, false]);
  });
});
