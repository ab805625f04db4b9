import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { lacksKey } from '../../domain/runs/order-runs.ts';
import { countedRows, missingParents, parentMarks } from '../../domain/runs/run-tree.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { TreeView } from '../../domain/runs/tree-view.ts';
import type { ColumnValues } from './column-values.ts';
import type { RunFamilies } from './run-families.ts';
import type { RowReader } from './row-reader.ts';
import type { Members } from './runs-members.ts';
import type { BranchReply, RunRow, RunsQuery, TreeReport } from './runs-protocol.ts';
import { TreeRows } from './tree-rows.ts';

interface ViewTreeOptions {
  readonly query: RunsQuery;
  /** Reads what the tree lacks; undefined: it lacks nothing. */
  readonly families?: RunFamilies | undefined;
}

/** No rule reaches so far: a row that it does not count. */
const UNCOUNTED = Number.MAX_SAFE_INTEGER;

/** Runs below their parents, as far as the query of a view wants them so. */
export class ViewTree {
  private readonly query: RunsQuery;
  private readonly families: RunFamilies | undefined;
  private tree: TreeRows | undefined;
  /** The same rows with others open. */
  private makeTree: ((view: TreeView) => TreeRows) | undefined;
  /** What the tree was made of. */
  private madeOf: Uint32Array | undefined;
  /** Rows of the order that the rule of the set counts. */
  private counted: Uint32Array = new Uint32Array(0);
  /** Places in them, by row. */
  private ranks = new Map<number, number>();
  /** All runs that the view wants are here. */
  private isAllRead = false;

  constructor({ query, families }: ViewTreeOptions) {
    this.query = query;
    this.families = families;
  }

  /** There is a tree to show in place of the rows. */
  get isShown(): boolean {
    return this.tree !== undefined;
  }

  get report(): TreeReport | undefined {
    return this.tree && { rowCount: this.tree.rowCount };
  }

  /** @param rows that pass, in order; another array for every change of them or of their values */
  arrange(rows: Uint32Array, values: ColumnValues): void {
    const { tree, sort } = this.query;
    if (!tree || this.madeOf === rows) return;
    this.madeOf = rows;
    const { frame } = values;
    const keys = values.sortKeysOf(sort.column);
    const lacksSorted = (row: number) => lacksKey(keys, row);
    this.makeTree = (view) => new TreeRows(frame, rows, view, lacksSorted);
    this.tree = this.makeTree(tree);
    const marks = parentMarks(frame);
    this.counted = marks ? countedRows(rows, (row) => marks[row] === 1, lacksSorted) : rows;
    this.ranks = new Map(Array.from(this.counted, (row, rank) => [row, rank]));
  }

  /** Of these rows those that the rule of the set counts. */
  countedRows(rows: Uint32Array): Uint32Array {
    return this.tree && this.query.set.kind === 'top' ? this.counted : rows;
  }

  /** Asks for parents that are not here, and for children of open runs that may not be. */
  readMissing(frame: RunFrame, rows: Uint32Array, isAllRead: boolean): void {
    const { families, query } = this;
    this.isAllRead = isAllRead;
    if (!families || !this.tree) return;
    families.needParents(missingParents(frame, rows));
    if (!isAllRead) families.needChildren(query.tree?.open ?? []);
  }

  placeOf(row: number): number | undefined {
    return this.tree?.placeOf(row);
  }

  /** Ancestors of a run that hide it, the outermost first. */
  foldedAbove(frame: RunFrame, id: RunId): readonly RunId[] {
    const row = frame.rowOf.get(id);
    const rows = row === undefined ? [] : (this.tree?.foldedAbove(row) ?? []);
    return rows.map((each) => frame.ids[each]).filter((each) => each !== undefined);
  }

  /** The rows on screen, with those beside the row where one of its ancestors is folded up; undefined: no tree. */
  rowsShowing(frame: RunFrame, row: number): Uint32Array | undefined {
    const view = this.query.tree;
    if (!this.tree || !view) return undefined;
    const folded = this.tree.foldedAbove(row).flatMap((each) => frame.ids[each] ?? []);
    const isOpen = folded.length === 0;
    const tree = isOpen ? this.tree : this.makeTree?.({ ...view, open: [...view.open, ...folded] });
    return tree?.rowsAt(0, tree.rowCount);
  }

  /** Rows of the frame at these places. */
  rowsAt(start: number, end: number): Uint32Array {
    return this.tree?.rowsAt(start, end) ?? new Uint32Array(0);
  }

  /** Undefined where there is no tree. */
  read(
    start: number,
    end: number,
    { ids: comparedIds }: Pick<Members, 'ids'>,
    read: RowReader,
  ): readonly RunRow[] | undefined {
    const { families } = this;
    return this.tree?.read(start, end, {
      comparedIds,
      childrenState: (id) => families?.stateOf(id) ?? 'read',
      isWhole: this.isAllRead || !families,
      readRun: (row) => read(row, this.rankOf(row)),
    });
  }

  /** A run with those below it. */
  branchOf(frame: RunFrame, id: RunId, members: Pick<Members, 'ids' | 'ruledIds'>): BranchReply {
    const row = frame.rowOf.get(id);
    if (row === undefined || !this.tree) return { runs: [] };
    const runs = this.tree.branchAt(row).flatMap((each) => {
      const runId = frame.ids[each];
      if (runId === undefined) return [];
      const isCompared = members.ids.has(runId);
      const isRuled = members.ruledIds.has(runId);
      const parent = each === row ? undefined : this.tree?.parentOf(each);
      return [
        { id: runId, isCompared, isRuled, parentId: parent === undefined ? undefined : frame.ids[parent] },
      ];
    });
    return { runs };
  }

  private rankOf(row: number): number {
    return this.ranks.get(row) ?? UNCOUNTED;
  }
}
