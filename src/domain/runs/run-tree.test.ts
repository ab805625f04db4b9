import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { appendRuns, createRunFrame } from './run-frame.ts';
import { buildTree, countedRows, missingParents, NO_ROW, parentRows, type TreeOptions } from './run-tree.ts';

const always = () => true;
const never = () => false;

function treeOf(matched: readonly number[], parents: readonly number[], change: Partial<TreeOptions> = {}) {
  return buildTree({
    matched: Uint32Array.from(matched),
    parents: Int32Array.from(parents),
    lacksSorted: never,
    isOpen: always,
    ...change,
  });
}

/** Indented by depth. */
const outline = ({ rows, depths }: ReturnType<typeof treeOf>) =>
  Array.from(rows, (row, place) => `${'-'.repeat(depths[place] ?? 0)}${row}`);

/** Any parents whatever, circles and runs that are their own parent included. */
const anyParents = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.array(fc.integer({ min: NO_ROW, max: size - 1 }), { minLength: size, maxLength: size }),
  );

function frameOf(parents: readonly number[]) {
  const frame = createRunFrame();
  appendRuns(
    frame,
    parents.map((parent, index) =>
      makeRun({ id: `r${index}`, tags: parent === NO_ROW ? {} : { 'mlflow.parentRunId': `r${parent}` } }),
    ),
  );
  return frame;
}

const child = (id: string, parent: string) => makeRun({ id, tags: { 'mlflow.parentRunId': parent } });
const isFirst = (row: number) => row === 0;
const isOdd = (row: number) => row % 2 === 1;

describe('the parents of rows', () => {
  it('are the rows of the runs that the tags name', () => {
    expect([...parentRows(frameOf([NO_ROW, 0, 0, 1]))]).toEqual([NO_ROW, 0, 0, 1]);
  });

  it('are named where they are not in the frame, for the asked rows alone', () => {
    const frame = createRunFrame();
    appendRuns(frame, [child('a', 'x'), child('b', 'x'), child('c', 'a'), child('d', 'y')]);
    expect(missingParents(frame, Uint32Array.of(1, 2))).toEqual(['x']);
    expect(missingParents(frame, Uint32Array.of(3))).toEqual(['y']);
  });

  it('never lead in a circle', () => {
    fc.assert(
      fc.property(anyParents, (named) => {
        const parents = parentRows(frameOf(named));
        for (let row = 0; row < parents.length; row++) {
          let steps = 0;
          for (let at = row; at !== NO_ROW; at = parents[at] ?? NO_ROW) steps++;
          expect(steps).toBeLessThanOrEqual(parents.length);
        }
      }),
    );
  });
});

describe('a tree of rows', () => {
  it('has children below their parents, siblings in the order of the rows', () => {
    expect(outline(treeOf([3, 0, 2, 1], [NO_ROW, 0, 0, NO_ROW]))).toEqual(['3', '0', '-2', '-1']);
  });

  it('keeps ancestors that do not pass, where the first of their descendants stands', () => {
    const tree = treeOf([3, 2], [NO_ROW, 0, 1, NO_ROW]);
    expect(outline(tree)).toEqual(['3', '0', '-1', '--2']);
    expect([...tree.isMatched]).toEqual([0, 0, 1, 1]);
    expect([...tree.descendantCounts]).toEqual([1, 1, 0, 0]);
  });

  it('puts a parent that lacks what is sorted by where its best child stands', () => {
    // Sorted: 2 (a child of 0), 3, 1 (a child of 0), 0 itself.
    expect(outline(treeOf([2, 3, 1, 0], [NO_ROW, 0, 0, NO_ROW], { lacksSorted: isFirst }))).toEqual([
      '0',
      '-2',
      '-1',
      '3',
    ]);
  });

  it('leaves out what is below closed rows, and counts it', () => {
    const tree = treeOf([0, 1, 2, 3], [NO_ROW, 0, 1, NO_ROW], { isOpen: never });
    expect(outline(tree)).toEqual(['0', '3']);
    expect([...tree.childCounts]).toEqual([1, 1, 0, 0]);
    expect([...tree.descendantCounts]).toEqual([2, 1, 0, 0]);
  });

  it('holds every row that passes once where all is open, each right below an ancestor or a sibling', () => {
    fc.assert(
      fc.property(anyParents, fc.context(), (named, context) => {
        const parents = parentRows(frameOf(named));
        const matched = Uint32Array.from(parents, (_, row) => row).filter((row) => row % 3 !== 1);
        const { rows, depths } = treeOf([...matched], [...parents]);
        context.log([...rows].join(' '));
        expect(new Set(rows).size).toBe(rows.length);
        for (const row of matched) expect(rows).toContain(row);
        rows.forEach((row, place) => {
          const parent = parents[row] ?? NO_ROW;
          const before = rows.slice(0, place);
          const depth = depths[place] ?? 0;
          expect(depth === 0).toBe(parent === NO_ROW);
          // The last row before it that is less deep is its parent.
          const above = [...before].findLastIndex((_, index) => (depths[index] ?? 0) < depth);
          expect(before[above] ?? NO_ROW).toBe(parent);
        });
      }),
    );
  });

  it('is built of one parent with 500 children, and of a chain of 500', () => {
    const size = 501;
    const all = Array.from({ length: size }, (_, row) => row);
    const wide = treeOf(
      all,
      all.map((row) => (row === 0 ? NO_ROW : 0)),
    );
    expect(wide.rows).toHaveLength(size);
    expect(wide.childCounts[0]).toBe(500);
    const deep = treeOf(
      all,
      all.map((row) => row - 1),
    );
    expect(deep.depths.at(-1)).toBe(500);
  });
});

describe('the rows that a rule counts', () => {
  it('leave out parents that lack what is sorted by, and nobody else', () => {
    const isParent = Uint8Array.of(1, 1, 0, 0);
    const rows = Uint32Array.of(0, 1, 2, 3);
    expect([...countedRows(rows, (row) => isParent[row] === 1, isOdd)]).toEqual([0, 2, 3]);
  });
});
