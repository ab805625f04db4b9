import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADDED,
  alignLines,
  type AlignedLines,
  changeStarts,
  foldSame,
  REMOVED,
  SAME,
  unifyLines,
} from './align-lines.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 40 });

const isWhole = (places: Int32Array, count: number) =>
  String([...places].filter((place) => place >= 0)) === String([...Array.from({ length: count }).keys()]);

/** What is wrong with it. */
function faultsOf(
  aligned: AlignedLines,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const { kinds, lefts, rights } = aligned;
  const faults = [...kinds.entries()].flatMap(([row, kind]) => {
    const [left = -1, right = -1] = [lefts[row], rights[row]];
    const isSame = left >= 0 && right >= 0 && before[left] === after[right];
    const isTrue =
      (kind === SAME) === isSame && (kind === REMOVED) === right < 0 && (kind === ADDED) === left < 0;
    return isTrue ? [] : [`row ${row}`];
  });
  return [
    ...faults,
    ...(isWhole(lefts, before.length) ? [] : ['lefts']),
    ...(isWhole(rights, after.length) ? [] : ['rights']),
  ];
}

describe('alignLines', () => {
  it('holds every line of both once, in order, and tells those that are the same', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const aligned = alignLines(before, after);
        expect(faultsOf(aligned, before, after)).toEqual([]);
        expect(faultsOf(unifyLines(aligned), before, after)).toEqual([]);
      }),
    );
  });

  it('puts a changed line beside what it became', () => {
    const { kinds, isByPlace } = alignLines(['lr: 1', 'seed: 1', 'x', 'y'], ['lr: 2', 'seed: 1', 'y', 'z']);
    expect([...kinds]).toEqual([1, 0, 2, 0, 3]);
    expect(isByPlace).toBe(false);
  });

  it('goes by place where nearly all lines differ', () => {
    const before = Array.from({ length: 3000 }, (_, line) => (line === 1500 ? 'same' : `10:00:${line}`));
    const after = Array.from({ length: 2900 }, (_, line) => (line === 1500 ? 'same' : `11:00:${line}`));
    const aligned = alignLines(before, after);
    expect(aligned.isByPlace).toBe(true);
    expect(aligned.kinds[1500]).toBe(SAME);
    expect(faultsOf(aligned, before, after)).toEqual([]);
  });
});

describe('foldSame', () => {
  const kinds = fc
    .array(fc.constantFrom(0, 0, 0, 1, 2, 3), { maxLength: 60 })
    .map((all) => Uint8Array.from(all));

  it('covers every row once, and folds nothing that differs', () => {
    fc.assert(
      fc.property(kinds, fc.nat(4), (all, context) => {
        const folded = foldSame(all, context);
        const rows = folded.flatMap(({ row, count }) =>
          Array.from({ length: count }, (_, step) => row + step),
        );
        expect(rows).toEqual([...all.keys()]);
        const hidden = folded.filter(({ count }) => count > 1);
        expect(
          hidden
            .flatMap(({ row, count }) => [...all.subarray(row, row + count)])
            .every((kind) => kind === SAME),
        ).toBe(true);
        const opened = new Set(folded.flatMap(({ row, count }) => (count > 1 ? [row] : [])));
        expect(foldSame(all, context, opened).every(({ count }) => count === 1)).toBe(true);
      }),
    );
  });

  it('leaves lines around differences', () => {
    const all = Uint8Array.from([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(foldSame(all, 2)).toEqual([
      { row: 0, count: 3 },
      ...[3, 4, 5, 6, 7].map((row) => ({ row, count: 1 })),
      { row: 8, count: 3 },
    ]);
    expect(changeStarts(Uint8Array.from([1, 1, 0, 2, 3, 0]))).toEqual([0, 3]);
  });
});
