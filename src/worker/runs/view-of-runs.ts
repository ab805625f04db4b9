import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ViewStatistics } from '../statistics/view-statistics.ts';
import type { FrozenGroups } from './grouped-view.ts';
import type { TableWindow } from './groups-protocol.ts';
import type { HeldOrder } from './held-order.ts';
import type { RunFilter } from './runs-filter.ts';
import type {
  BranchReply,
  NeighboursReply,
  RowsRequest,
  RowsWindow,
  RunRow,
  RunsQuery,
} from './runs-protocol.ts';
import type { RunsTable } from './runs-table.ts';

/** One query over a table: its filter, its order, its compare set, and whom to tell. */
export interface RunsView {
  readonly query: RunsQuery;
  readonly table: RunsTable;
  /** The filter that the rows answer. */
  readonly filter: RunFilter;
  readonly statistics: ViewStatistics;
  /** The table changed: a snapshot is emitted, at once or when the last one is 100 ms old. */
  touch(): void;
  /** Ticks are about to change rows: they stay where they stand, unless the query wants otherwise (false). */
  hold(): boolean;
  /** Rows take the places that their values give them. */
  sortAgain(): void;
  /** Rows that are looked at: the compared ones and those on screen. */
  watchedIds(): readonly RunId[];
  /** Runs that are looked at and are no rows: the baseline, added ones, members of the set. */
  outsideIds(): readonly RunId[];
  /** Runs were read, or deleted, elsewhere: rows above the rows and what cells are measured against may be others. */
  retellOutside(ids: readonly RunId[]): void;
  /** The order as it stands, for a view that asks for the same one. */
  orderFor(query: RunsQuery): HeldOrder | undefined;
  readRows(request: RowsRequest): RowsWindow;
  /** Rows of the table: groups, where the query has them. */
  readTable(request: RowsRequest): TableWindow;
  /** Place of a run among the rows; undefined: it is none of them. */
  rankOf(id: RunId): number | undefined;
  /** Parents that hide the run in the tree, the outermost first. */
  foldedParents(id: RunId): readonly RunId[];
  /** The closed group of the table that hides the run. */
  foldedGroup(id: RunId): string | undefined;
  /** Whether the compare set holds it. */
  isCompared(id: RunId): boolean;
  /** Its rule takes the run, but for exceptions of single runs. */
  isRuled(id: RunId): boolean;
  /** Every run of the view has been read in this visit. */
  isWhole(): boolean;
  /** The run with those below it in the tree. */
  branchOf(id: RunId): BranchReply;
  /** The runs before and after it as the table has them; undefined: it is not among them. */
  neighboursOf(id: RunId): NeighboursReply | undefined;
  /** The rows and their order as they are now: what comes later does not change them. */
  freeze(): FrozenRows;
  /** Histories of the baseline and of added runs that could not be read are read again. */
  retryOutside(): void;
  end(): void;
}

export interface FrozenRows {
  readonly total: number;
  /** Rows `start` to `end` (not included), with the values of now. */
  read(start: number, end: number, columns: readonly RunColumn[]): readonly RunRow[];
  /** Undefined: each row of the table is a run. */
  readonly groups?: FrozenGroups | undefined;
}
