import type { RunId } from '../../domain/runs/run.ts';
import type { RunGroup } from '../../domain/runs/run-groups.ts';
import type { BandRule, Spread } from '../../domain/statistics/band.ts';
import type { GroupComparison } from '../../domain/statistics/compare-groups.ts';
import type { TableColumn } from '../../domain/export/export-table.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { AgainstCell, AgainstGap } from './baseline-protocol.ts';
import type { ExportRequest, RowsWindow, RunRow } from './runs-protocol.ts';

/** Runs of equal values as one row. */
export interface GroupsQuery {
  /** Texts of `formatGroupKey`; those that name nothing are left out. */
  readonly by: readonly string[];
  /** See `GroupRule.allBut`. */
  readonly allBut?: readonly string[] | undefined;
  /** What stands for the numbers of a group, in its cells and in the order. */
  readonly show: Pick<BandRule, 'centre' | 'spread'>;
  /** Ids of the groups whose runs stand below them. */
  readonly open: readonly string[];
}

export interface GroupCounts {
  /** Texts of the keys: with a rule, those that it comes to by now. */
  readonly by: readonly string[];
  readonly groupCount: number;
  /** Groups, and the runs of open ones below them. */
  readonly rowCount: number;
}

/** What stands in the table: where the view has groups, these and the runs of open ones. */
export interface TableWindow extends Omit<RowsWindow, 'rows' | 'top'> {
  /** A group that is the baseline and none of the rows comes first. */
  readonly top: readonly TableRow[];
  /** Summaries are then of what stands for the numbers of groups. */
  readonly rows: readonly TableRow[];
}

/** A run, or runs of equal values. */
export type TableRow = RunRow | GroupRow;

/** Runs of equal values as one row. */
export interface GroupRow {
  /** Place among the rows, from 0; -1 above them. */
  readonly rank: number;
  /** See `RunGroup.id`. */
  readonly id: string;
  /** One for each key that runs are grouped by; undefined: these runs lack the key. */
  readonly values: readonly (string | undefined)[];
  readonly runCount: number;
  readonly isOpen: boolean;
  readonly comparedCount: number;
  /** The rule of the compare set takes it, but for exceptions. */
  readonly isRuled: boolean;
  /** Those of its runs that the compare set names by themselves. */
  readonly namedIds: readonly RunId[];
  /** One for each asked column. */
  readonly groupCells: readonly GroupCell[];
  /** What they are measured against, one for each asked column; left out where there is no baseline. */
  readonly against?: readonly (GroupAgainst | AgainstGap | undefined)[] | undefined;
  /** Above the rows: texts of its own keys, rows may be grouped by others. */
  readonly by?: readonly string[] | undefined;
  /** Above the rows: the filter leaves all its runs out, these are all that are loaded. */
  readonly isLeftOut?: boolean | undefined;
}

/** What a group's cell is measured against: each of its runs by itself, as its own row is. */
export interface GroupAgainst extends AgainstCell {
  /** Runs that ended before the baseline: they are measured at their own last steps. */
  readonly earlyCount?: number | undefined;
  /** Of the means; undefined: runs ended early, or there is nothing to compare. */
  readonly comparison?: GroupComparison | undefined;
  readonly pairKeys?: readonly string[] | undefined;
  /** Of the runs that are compared on both sides, those that still run: their values are not the last ones. */
  readonly runningCount?: number | undefined;
}

/** What stands for the values of a group in a column; undefined: none of its runs has one. */
export type GroupCell =
  /** Of finite numbers; `count` of them, the others are not finite or missing. */
  | (Spread & { readonly kind: 'spread'; readonly count: number; readonly nonFiniteCount: number })
  /** Times: the first and the last. */
  | { readonly kind: 'times'; readonly min: number; readonly max: number }
  /** All of its runs have equal values. */
  | { readonly kind: 'same'; readonly value: number | string }
  /** So many different values, and the first of them; `isMissing`: some run has none. */
  | {
      readonly kind: 'several';
      readonly count: number;
      readonly first: readonly string[];
      readonly isMissing: boolean;
    }
  /** Some are not computed yet. */
  | { readonly kind: 'pending' }
  | undefined;

/**
 * Which part of a group's cell stands in a column of a file: all of it as the table shows it, or one number of it.
 * `low` and `high` are those of a spread from where to where, and the first and the last of times.
 */
export type GroupPart = 'shown' | 'centre' | 'half' | 'low' | 'high' | 'count';

export interface GroupExportColumn extends TableColumn {
  readonly content: /** A value that runs are grouped by; its place among the keys. */
    | { readonly kind: 'key'; readonly index: number }
    | { readonly kind: 'run-count' }
    | { readonly kind: 'cell'; readonly column: RunColumn; readonly part: GroupPart };
  /** What is written in place of a code, such as a status. */
  readonly words?: ReadonlyMap<string, string> | undefined;
}

/** Of a view that has groups: each is a row. */
export interface GroupsExportRequest extends Omit<ExportRequest, 'columns'> {
  readonly columns: readonly GroupExportColumn[];
}

export interface GroupsRequest {
  readonly viewId: string;
  readonly ids: readonly RunId[];
  /** Texts of `formatGroupKey`; those that name nothing are left out. */
  readonly by: readonly string[];
}

export interface GroupsReply {
  /** Members are places in the asked ids. */
  readonly groups: readonly RunGroup[];
  /** Places of runs that are not loaded: nobody knows their group. */
  readonly unread: readonly number[];
}

export interface CompareGroupsRequest {
  readonly viewId: string;
  /** Text of a column of numbers. */
  readonly column: string;
  readonly left: readonly RunId[];
  readonly right: readonly RunId[];
}

export interface CompareGroupsReply {
  readonly comparison: GroupComparison;
  readonly left: ComparedGroup;
  readonly right: ComparedGroup;
  /** Params or tags that members could be paired by; empty: there are none, or members are folds. */
  readonly pairKeys: readonly string[];
}

/** Members that logged a number: runs, or folds of the one run. */
export interface ComparedGroup {
  readonly names: readonly string[];
  readonly values: Float64Array<ArrayBuffer>;
  /** Runs among them that still run: their numbers are not their last ones. */
  readonly runningCount: number;
}
