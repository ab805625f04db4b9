import {
  type ComparedRun,
  type GroupsForSet,
  resolveCompareSet,
  ruledMembers,
  toComparedRun,
  withAdded,
} from '../../domain/runs/compare-set.ts';
import { comparedMetrics } from '../../domain/charts/compared-metrics.ts';
import { comparedRunAt } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import type { ColumnValues } from './column-values.ts';
import { type GroupOfRows, rowsOfGroupId } from './grouped-rows.ts';
import type { RunsTable } from './runs-table.ts';

/** The compare set, with what charts need to know of it. */
export interface Members {
  readonly compared: readonly ComparedRun[];
  readonly missing: readonly RunId[];
  /** They are there, and not to be compared any more. */
  readonly deleted: readonly RunId[];
  readonly metrics: RunsSnapshot['comparedMetrics'];
  readonly ids: ReadonlySet<RunId>;
  /** Members but for the exceptions of single runs. */
  readonly ruledIds: ReadonlySet<RunId>;
}

export const NO_MEMBERS: Members = {
  compared: [],
  missing: [],
  deleted: [],
  metrics: [],
  ids: new Set(),
  ruledIds: new Set(),
};

export interface RowsOfSet {
  /** Of the view, in order. */
  readonly rows: Uint32Array;
  readonly values: ColumnValues;
  /** Undefined: rows are not grouped. */
  readonly groups: readonly GroupOfRows[] | undefined;
}

export function findMembers(
  { set, sameKeys, lifecycle, addedRuns = [] }: RunsQuery,
  table: RunsTable,
  shown: RowsOfSet,
): Members {
  const { frame } = table;
  const idsOf = (rows: Iterable<number>) =>
    Array.from(rows, (row) => frame.ids[row]).filter((id) => id !== undefined);
  const { groups: shownGroups, values } = shown;
  const rows = shownGroups ? Uint32Array.from(shownGroups.flatMap((group) => [...group.rows])) : shown.rows;
  const orderedIds = idsOf(rows);
  const groups: GroupsForSet = {
    first: shownGroups && ((count) => idsOf(shownGroups.slice(0, count).flatMap((group) => [...group.rows]))),
    membersOf: (id) =>
      idsOf(shownGroups?.find((group) => group.id === id)?.rows ?? rowsOfGroupId(id, rows, values)),
  };
  const ids = withAdded(set, resolveCompareSet(set, orderedIds, groups), addedRuns);
  const compared: ComparedRun[] = [];
  const missing: RunId[] = [];
  const deleted: RunId[] = [];
  const loaded: number[] = [];
  const outsiders: Run[] = [];
  for (const id of ids) {
    const row = frame.rowOf.get(id);
    if (row !== undefined) {
      const run = comparedRunAt(frame, row);
      if (run) compared.push(run);
      loaded.push(row);
      continue;
    }
    const outsider = table.lookUp(id);
    if (outsider === null) missing.push(id);
    else if (outsider?.lifecycle === 'deleted' && lifecycle === 'active') deleted.push(id);
    else if (outsider) {
      const isOther = outsider.lifecycle !== lifecycle;
      compared.push({ ...toComparedRun(outsider), ...(isOther && { lifecycle: outsider.lifecycle }) });
      outsiders.push(outsider);
    }
  }
  const metrics = comparedMetrics(frame, loaded, outsiders, sameKeys);
  return {
    compared,
    missing,
    deleted,
    metrics,
    ids: new Set(ids),
    ruledIds: new Set([...ruledMembers(set, orderedIds, groups), ...(set.kind === 'these' ? [] : addedRuns)]),
  };
}
