import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompareSet,
  DEFAULT_COMPARE_SET,
  namedRuns,
  resolveCompareSet,
  ruledMembers,
  toComparedRun,
  toggleGroup,
  toggleMember,
  withMembers,
} from './compare-set.ts';
import { appendRuns, comparedRunAt, createRunFrame } from './run-frame.ts';
import { type RunId, TAG_RUN_COLOR } from './run.ts';
import { makeRun } from '../../testing/make-run.ts';

const ids = (text: string) => text.split('') as RunId[];
const rows = ids('abcdef');
const top = (count: number, without = '', plus = ''): CompareSet => ({
  kind: 'top',
  count,
  without: ids(without),
  plus: ids(plus),
});
const resolve = (set: CompareSet) => resolveCompareSet(set, rows).join('');

describe('resolveCompareSet', () => {
  it('takes the first rows, and refills no place of one that was taken out', () => {
    expect(resolve(top(3))).toBe('abc');
    expect(resolve(top(3, 'b'))).toBe('ac');
    expect(resolve(top(3, 'b', 'e'))).toBe('ace');
    expect(resolve({ kind: 'all', without: ids('ad') })).toBe('bcef');
  });

  it('keeps row order, with ids that are no rows last', () => {
    expect(resolve({ kind: 'these', runIds: ids('xdb') })).toBe('bdx');
    expect(resolve(top(1, '', 'zc'))).toBe('acz');
  });

  it('takes the first groups with all their runs, and whole groups as exceptions', () => {
    const groups = { first: (count: number) => rows.slice(0, 3 * count), membersOf: ids };
    const grouped = (set: CompareSet) => resolveCompareSet(set, rows, groups).join('');
    expect(grouped(top(1))).toBe('abc');
    expect(grouped(top(1, 'b', 'e'))).toBe('ace');
    expect(grouped({ ...top(1), groups: { without: ['abc'], plus: ['def'] } })).toBe('def');
    const these = { kind: 'these' as const, runIds: ids('a'), groups: { without: [], plus: ['def'] } };
    expect(grouped(these)).toBe('adef');
    expect(grouped({ ...these, without: ids('ae') })).toBe('adf');
    expect(resolveCompareSet(these, rows, { first: undefined, membersOf: ids }).join('')).toBe('adef');
  });

  it('counts nobody twice', () => {
    expect(resolve(top(3, '', 'ab'))).toBe('abc');
    expect(resolve({ kind: 'these', runIds: ids('aab') })).toBe('ab');
  });
});

describe('the box before a row', () => {
  const anySet = fc.oneof(
    fc
      .record({
        count: fc.nat(8),
        without: fc.subarray(rows),
        plus: fc.subarray(rows),
      })
      .map(
        ({ count, without, plus }): CompareSet => ({
          kind: 'top',
          count,
          without,
          plus: plus.filter((id) => !without.includes(id)),
        }),
      ),
    fc.subarray(rows).map((without): CompareSet => ({ kind: 'all', without })),
    fc.subarray(rows).map((runIds): CompareSet => ({ kind: 'these', runIds })),
  );

  /** `ab`, `cd`, `ef` are groups; only `cd` may be an exception. */
  const membersOf = ids;
  const first = (count: number) => rows.slice(0, 2 * count);
  const anyGroups = fc.constantFrom(
    undefined,
    { without: ['cd'], plus: [] },
    { without: [], plus: ['cd'] },
    { without: [], plus: ['cd', 'ef'] },
  );
  const groupedSet = fc
    .tuple(anySet, anyGroups)
    .map(([set, groups]): CompareSet => (groups ? { ...set, groups } : set));
  const groupings = fc.constantFrom({ first, membersOf }, { first: undefined, membersOf });

  it('turns the membership of this run round and of no other', () => {
    fc.assert(
      fc.property(groupedSet, groupings, fc.constantFrom(...rows), (set, groups, id) => {
        const before = resolveCompareSet(set, rows, groups);
        const isRuled = ruledMembers(set, rows, groups).has(id);
        const after = resolveCompareSet(toggleMember(set, id, before.includes(id), isRuled), rows, groups);
        expect(after.includes(id)).toBe(!before.includes(id));
        const others = (list: readonly RunId[]) => list.filter((other) => other !== id);
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  it('takes all runs of a group or none of them, and no other', () => {
    fc.assert(
      fc.property(groupedSet, fc.constantFrom('ab', 'cd', 'ef'), (set, group) => {
        const groups = { first, membersOf };
        const before = resolveCompareSet(set, rows, groups);
        const isMember = ids(group).every((id) => before.includes(id));
        const rule = { ...set, groups: undefined };
        const isRuled = ids(group).every((id) => ruledMembers(rule, rows, groups).has(id));
        const ownIds = namedRuns(set).filter((id) => group.includes(id));
        const toggled = toggleGroup(set, group, { isMember, isRuled, ownIds });
        const after = resolveCompareSet(toggled, rows, groups);
        expect(ids(group).map((id) => after.includes(id))).toEqual([!isMember, !isMember]);
        const others = (list: readonly RunId[]) => list.filter((id) => !group.includes(id));
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  it('leaves no exception behind when a box is clicked twice', () => {
    const once = toggleMember(DEFAULT_COMPARE_SET, 'a' as RunId, true, true);
    expect(toggleMember(once, 'a' as RunId, false, true)).toEqual(DEFAULT_COMPARE_SET);
    const box = { isMember: true, isRuled: true, ownIds: [] };
    const without = toggleGroup(DEFAULT_COMPARE_SET, 'ab', box);
    expect(without).not.toEqual(DEFAULT_COMPARE_SET);
    expect(toggleGroup(without, 'ab', { ...box, isMember: false })).toEqual(DEFAULT_COMPARE_SET);
  });
});

describe('runs that are added', () => {
  it('are in the set with all that were', () => {
    const some = fc.uniqueArray(fc.constantFrom(...ids('abcdefxy')), { maxLength: 4 });
    const sets: fc.Arbitrary<CompareSet> = fc.oneof(
      fc.record({ kind: fc.constant('top' as const), count: fc.nat(6), without: some, plus: some }),
      fc.record({ kind: fc.constant('all' as const), without: some, plus: some }),
      fc.record({ kind: fc.constant('these' as const), runIds: some }),
    );
    fc.assert(
      fc.property(sets, some, (set, added) => {
        const members = resolveCompareSet(set, rows);
        const next = resolveCompareSet(withMembers(set, added, new Set(members)), rows);
        expect([...next].sort()).toEqual([...new Set([...members, ...added])].sort());
      }),
    );
    expect(withMembers(top(3), ids('ab'), new Set(ids('abc')))).toEqual(top(3));
  });
});

describe('a member', () => {
  it('is the same made from a run and from its row', () => {
    const run = makeRun({ id: 'a', status: 'RUNNING', tags: { [TAG_RUN_COLOR]: '#123456' } });
    const frame = createRunFrame();
    appendRuns(frame, [run]);
    expect(toComparedRun(run)).toEqual(comparedRunAt(frame, 0));
    expect(toComparedRun(run)).toMatchObject({ isRunning: true, colorTag: '#123456' });
  });
});
