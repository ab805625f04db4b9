import {
  type ComparedRun,
  resolveCompareSet,
  toComparedRun,
  withAdded,
} from '../../domain/runs/compare-set.ts';
import { comparedMetrics } from '../../domain/charts/compared-metrics.ts';
import { comparedRunAt } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import type { RunsTable } from './runs-table.ts';

/** The compare set, with what charts need to know of it. */
export interface Members {
  readonly compared: readonly ComparedRun[];
  readonly missing: readonly RunId[];
  /** They are there, and not to be compared any more. */
  readonly deleted: readonly RunId[];
  readonly metrics: RunsSnapshot['comparedMetrics'];
  readonly ids: ReadonlySet<RunId>;
}

export const NO_MEMBERS: Members = { compared: [], missing: [], deleted: [], metrics: [], ids: new Set() };

/** @param rows of the view, in order */
export function findMembers(
  { set, sameKeys, lifecycle, addedRuns = [] }: RunsQuery,
  table: RunsTable,
  rows: Uint32Array,
): Members {
  const { frame } = table;
  const orderedIds = Array.from(rows, (row) => frame.ids[row]).filter((id) => id !== undefined);
  const ids = withAdded(set, resolveCompareSet(set, orderedIds), addedRuns);
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
    else if (outsider && outsider.lifecycle !== lifecycle) deleted.push(id);
    else if (outsider) {
      compared.push(toComparedRun(outsider));
      outsiders.push(outsider);
    }
  }
  const metrics = comparedMetrics(frame, loaded, outsiders, sameKeys);
  return { compared, missing, deleted, metrics, ids: new Set(ids) };
}
