import { findCell, type MetricColumn } from '../../domain/runs/run-column.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
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
  readonly parts: readonly BundlePart[];
  readonly results: StatisticResults;
}

/** Columns of the very same metrics: they are there, and out of date, together. */
export interface BundlePart {
  readonly keys: readonly string[];
  /** The frame's columns of these metrics; undefined where no run logged one of them. */
  readonly cells: readonly (MetricColumn | undefined)[];
  readonly columns: readonly PlannedColumn[];
}

export interface PlannedColumn {
  readonly column: StatisticColumn;
  readonly results: ColumnResults;
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
    parts: partsOf(bundle.columns, results, frame),
    results,
  }));
}

export function plannedColumns({ parts }: Bundle): readonly PlannedColumn[] {
  return parts.flatMap(({ columns }) => columns);
}

function partsOf(
  columns: readonly StatisticColumn[],
  results: StatisticResults,
  frame: RunFrame,
): readonly BundlePart[] {
  const byKeys = new Map<string, StatisticColumn[]>();
  for (const column of columns) {
    const name = JSON.stringify(keysOf(column));
    byKeys.set(name, [...(byKeys.get(name) ?? []), column]);
  }
  return [...byKeys.values()].map((alike) => {
    const keys = alike[0] ? keysOf(alike[0]) : [];
    return {
      keys,
      cells: keys.map((key) => frame.metrics.get(key)),
      columns: alike.map((column) => ({ column, results: results.of(column) })),
    };
  });
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

export type BundleState = 'none' | 'fresh' | 'stale';

/** Whether the run has logged what any of the bundle's columns is made of, and whether one must be computed (again). */
export function bundleState({ parts, results }: Bundle, frame: RunFrame, row: number): BundleState {
  const id = frame.ids[row];
  if (id === undefined) return 'none';
  const slot = results.slotOf(id);
  let state: BundleState = 'none';
  for (const { cells, columns } of parts) {
    const stamp = stampAt(cells, row);
    if (stamp === undefined) continue;
    const isEnded = isEndedAt(frame, row);
    for (const column of columns) if (column.results.isStale(slot, stamp, isEnded)) return 'stale';
    state = 'fresh';
  }
  return state;
}

/** Columns of the bundle that must be computed for a run (again), with the stamp that they will be of. */
export function staleColumns(
  { parts, results }: Bundle,
  frame: RunFrame,
  row: number,
): readonly (PlannedColumn & { readonly stamp: number })[] {
  const id = frame.ids[row];
  if (id === undefined) return [];
  const slot = results.slotOf(id);
  return parts.flatMap(({ cells, columns }) => {
    const stamp = stampAt(cells, row);
    if (stamp === undefined) return [];
    return columns
      .filter((column) => column.results.isStale(slot, stamp, isEndedAt(frame, row)))
      .map((column) => ({ ...column, stamp }));
  });
}

/** Metrics of the bundle that stale columns of the run are made of. */
export function staleKeys(bundle: Bundle, frame: RunFrame, row: number): readonly string[] {
  if (bundle.keys.length === 1) return bundleState(bundle, frame, row) === 'stale' ? bundle.keys : [];
  return [...new Set(staleColumns(bundle, frame, row).flatMap(({ column }) => keysOf(column)))];
}

/** How long a history is at most, going by the step of its last point. */
export function pointsUpTo(frame: RunFrame, key: string, row: number): number {
  const column = frame.metrics.get(key);
  const place = column ? findCell(column, row) : -1;
  return place < 0 ? 0 : Math.max(1, (column?.steps[place] ?? 0) + 1);
}
