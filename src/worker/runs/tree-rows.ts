import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { buildTree, NO_ROW, parentRows, type RunTree } from '../../domain/runs/run-tree.ts';
import { isBranchOpen, type TreeView } from '../../domain/runs/tree-view.ts';
import type { BranchOfRow, RunRow } from './runs-protocol.ts';
import type { ChildrenState } from './run-families.ts';

export interface TreeReading {
  /** Runs of the compare set. */
  readonly comparedIds: ReadonlySet<RunId>;
  readonly childrenState: (id: RunId) => ChildrenState;
  /** All runs are loaded: what has no child among them has none. */
  readonly isWhole: boolean;
  readonly readRun: (row: number) => RunRow | undefined;
}

/** The rows of a view with their ancestors, children below their parents, as far as they are open. */
export class TreeRows {
  private readonly frame: RunFrame;
  private readonly parents: Int32Array;
  private readonly tree: RunTree;

  /**
   * @param matched rows that pass, in order
   * @param lacksSorted whether a row has no value of what is sorted by
   */
  constructor(frame: RunFrame, matched: Uint32Array, view: TreeView, lacksSorted: (row: number) => boolean) {
    this.frame = frame;
    this.parents = parentRows(frame);
    this.tree = buildTree({
      matched,
      parents: this.parents,
      lacksSorted,
      isOpen: (row, isContext) => isBranchOpen(view, frame.ids[row], isContext),
    });
  }

  /** On screen, those of ancestors that do not pass included. */
  get rowCount(): number {
    return this.tree.rows.length;
  }

  /** Place of a row, or of the nearest ancestor that is on screen; undefined: it is not in the tree. */
  placeOf(row: number): number | undefined {
    for (let at = row; at !== NO_ROW; at = this.parents[at] ?? NO_ROW) {
      const place = this.tree.rows.indexOf(at);
      if (place >= 0) return place;
    }
    return undefined;
  }

  /** Ancestors of a row that hide what is below them, the outermost first. */
  foldedAbove(row: number): readonly number[] {
    const folded: number[] = [];
    for (let at = this.parents[row] ?? NO_ROW; at !== NO_ROW; at = this.parents[at] ?? NO_ROW)
      if (this.tree.isOpen[at] !== 1) folded.unshift(at);
    return folded;
  }

  rowsAt(start: number, end: number): Uint32Array {
    return this.tree.rows.subarray(start, Math.max(start, end));
  }

  /** Row of the frame; undefined: it has no parent in the tree. */
  parentOf(row: number): number | undefined {
    const parent = this.parents[row] ?? NO_ROW;
    return parent === NO_ROW ? undefined : parent;
  }

  /** A row and those below it, at any depth, as far as they pass. */
  branchAt(row: number): readonly number[] {
    const found: number[] = [];
    for (let other = 0; other < this.parents.length; other++) {
      if (this.tree.isMatched[other] === 1 && (other === row || this.isBelow(other, row))) found.push(other);
    }
    return found;
  }

  read(start: number, end: number, reading: TreeReading): readonly RunRow[] {
    const comparedBelow = this.countComparedBelow(reading.comparedIds);
    const rows: RunRow[] = [];
    this.rowsAt(start, end).forEach((row, index) => {
      const run = reading.readRun(row);
      const depth = this.tree.depths[start + index] ?? 0;
      if (run) rows.push({ ...run, branch: this.branchOf(row, depth, reading, comparedBelow.get(row) ?? 0) });
    });
    return rows;
  }

  private branchOf(
    row: number,
    depth: number,
    { childrenState, isWhole }: TreeReading,
    comparedBelowCount: number,
  ): BranchOfRow {
    const { childCounts, descendantCounts, isMatched, isOpen } = this.tree;
    const id = this.frame.ids[row];
    const childCount = childCounts[row] ?? 0;
    const children = id === undefined ? 'unknown' : childrenState(id);
    return {
      depth,
      isContext: isMatched[row] !== 1,
      childCount,
      descendantCount: descendantCounts[row] ?? 0,
      comparedBelowCount,
      isOpen: isOpen[row] === 1,
      mayHaveMore: !isWhole && children !== 'read',
      children,
    };
  }

  private isBelow(row: number, ancestor: number): boolean {
    for (let at = this.parents[row] ?? NO_ROW; at !== NO_ROW; at = this.parents[at] ?? NO_ROW)
      if (at === ancestor) return true;
    return false;
  }

  private countComparedBelow(ids: ReadonlySet<RunId>): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    for (const id of ids) {
      const row = this.frame.rowOf.get(id);
      if (row === undefined) continue;
      for (let at = this.parents[row] ?? NO_ROW; at !== NO_ROW; at = this.parents[at] ?? NO_ROW)
        counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    return counts;
  }
}
