import { findCell, type MetricColumn } from '../domain/run-column.ts';
import type { RunFrame } from '../domain/run-frame.ts';
import { RUN_STATUSES } from '../domain/run.ts';
import {
  type ColumnResults,
  keysOf,
  type StatisticColumn,
  type StatisticResults,
} from './statistics-results.ts';

/** Columns that are made of the same histories, and are therefore computed together. */
export interface Bundle {
  readonly name: string;
  readonly keys: readonly string[];
  readonly columns: readonly PlannedColumn[];
}

export interface PlannedColumn {
  readonly column: StatisticColumn;
  readonly results: ColumnResults;
  /** The frame's columns of the metrics that it is made of; undefined where no run logged one of them. */
  readonly cells: readonly (MetricColumn | undefined)[];
}

/**
 * Columns bundled by shared histories: `best(loss)`, `min(loss)` and `at_best(loss, acc)` with `max(acc)` are one
 * bundle of two keys, `first(lr)` is another.
 */
export function bundleColumns(
  columns: readonly StatisticColumn[],
  results: StatisticResults,
  frame: RunFrame,
): readonly Bundle[] {
  const bundles: { keys: Set<string>; columns: StatisticColumn[] }[] = [];
  for (const column of columns) {
    const keys = keysOf(column);
    const joined = bundles.filter((bundle) => keys.some((key) => bundle.keys.has(key)));
    for (const bundle of joined) bundles.splice(bundles.indexOf(bundle), 1);
    bundles.push({
      keys: new Set([...joined.flatMap((bundle) => [...bundle.keys]), ...keys]),
      columns: [...joined.flatMap((bundle) => bundle.columns), column],
    });
  }
  return bundles.map((bundle) => ({
    name: JSON.stringify([...bundle.keys].sort()),
    keys: [...bundle.keys],
    columns: bundle.columns.map((column) => ({
      column,
      results: results.of(column),
      cells: keysOf(column).map((key) => frame.metrics.get(key)),
    })),
  }));
}

/**
 * A number that changes when one of the run's histories got new points: steps and times of the last ones, added up.
 * Undefined where the run lacks one of the metrics: then there is nothing to compute.
 */
export function stampAt(cells: readonly (MetricColumn | undefined)[], row: number): number | undefined {
  let stamp = 0;
  for (const column of cells) {
    const place = column ? findCell(column, row) : -1;
    if (!column || place < 0) return undefined;
    stamp += (column.steps[place] ?? 0) + (column.timestampsMs[place] ?? 0);
  }
  return stamp;
}

export function isEndedAt(frame: RunFrame, row: number): boolean {
  const status = RUN_STATUSES[frame.statusCodes[row] ?? -1];
  return status !== 'RUNNING' && status !== 'SCHEDULED';
}

/** Columns of the bundle that must be computed for a run (again). */
export function staleColumns({ columns }: Bundle, frame: RunFrame, row: number): readonly PlannedColumn[] {
  return columns.filter((planned) => isStale(planned, frame, row));
}

export function isBundleStale({ columns }: Bundle, frame: RunFrame, row: number): boolean {
  return columns.some((planned) => isStale(planned, frame, row));
}

/** Metrics of the bundle that stale columns of the run are made of. */
export function staleKeys(bundle: Bundle, frame: RunFrame, row: number): readonly string[] {
  if (bundle.keys.length === 1) return isBundleStale(bundle, frame, row) ? bundle.keys : [];
  return [...new Set(staleColumns(bundle, frame, row).flatMap(({ column }) => keysOf(column)))];
}

/** Whether the run has logged what any of the columns is made of. */
export function hasHistories({ columns }: Bundle, row: number): boolean {
  return columns.some(({ cells }) => stampAt(cells, row) !== undefined);
}

/** How long a history is at most, going by the step of its last point. */
export function pointsUpTo(frame: RunFrame, key: string, row: number): number {
  const column = frame.metrics.get(key);
  const place = column ? findCell(column, row) : -1;
  return place < 0 ? 0 : Math.max(1, (column?.steps[place] ?? 0) + 1);
}

function isStale({ cells, results }: PlannedColumn, frame: RunFrame, row: number): boolean {
  const id = frame.ids[row];
  const stamp = stampAt(cells, row);
  return id !== undefined && stamp !== undefined && results.isStale(id, stamp, isEndedAt(frame, row));
}
