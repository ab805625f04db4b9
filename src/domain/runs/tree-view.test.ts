import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from './run.ts';
import { CLOSED_TREE, isBranchOpen, packTree, readTree, toggleBranch } from './tree-view.ts';

const A = 'a' as RunId;
const id = fc.string({ minLength: 1, maxLength: 3 }).map((text) => text as RunId);
const view = fc.record({ isOpen: fc.boolean(), open: fc.array(id), closed: fc.array(id) });

describe('branches of a tree', () => {
  it('are closed, but for those of ancestors that are there for their descendants', () => {
    expect(isBranchOpen(CLOSED_TREE, A, false)).toBe(false);
    expect(isBranchOpen(CLOSED_TREE, A, true)).toBe(true);
    expect(isBranchOpen({ ...CLOSED_TREE, isOpen: true }, A, false)).toBe(true);
  });

  it('are as they were clicked last, whatever the filter makes of them', () => {
    fc.assert(
      fc.property(view, id, fc.boolean(), fc.boolean(), (before, which, isOpen, isContext) => {
        expect(isBranchOpen(toggleBranch(before, which, isOpen), which, isContext)).toBe(isOpen);
      }),
    );
  });

  it('come back from a link as they were, and are left alone where it means nothing', () => {
    fc.assert(
      fc.property(view, (before) => {
        expect(readTree(JSON.parse(JSON.stringify(packTree(before))))).toEqual(before);
      }),
    );
    for (const json of [1, null, [], { open: 'a' }, { open: [1] }, { all: 1 }])
      expect(readTree(json)).toBeUndefined();
  });
});
