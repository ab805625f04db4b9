import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CompareSet,
  DEFAULT_COMPARE_SET,
  resolveCompareSet,
  toComparedRun,
  toggleMember,
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

  it('counts nobody twice', () => {
    expect(resolve(top(3, '', 'ab'))).toBe('abc');
    expect(resolve({ kind: 'these', runIds: ids('aab') })).toBe('ab');
  });
});

describe('toggleMember', () => {
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

  it('turns the membership of this run round and of no other', () => {
    fc.assert(
      fc.property(anySet, fc.constantFrom(...rows), (set, id) => {
        const before = resolveCompareSet(set, rows);
        const after = resolveCompareSet(toggleMember(set, id, before.includes(id), rows.indexOf(id)), rows);
        expect(after.includes(id)).toBe(!before.includes(id));
        const others = (list: readonly RunId[]) => list.filter((other) => other !== id);
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  it('leaves no exception behind when a box is clicked twice', () => {
    const once = toggleMember(DEFAULT_COMPARE_SET, 'a' as RunId, true, 0);
    expect(toggleMember(once, 'a' as RunId, false, 0)).toEqual(DEFAULT_COMPARE_SET);
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
