import { findCell } from '../domain/run-column.ts';
import type { SameKeys } from '../domain/merge-keys.ts';
import type { RunFrame } from '../domain/run-frame.ts';
import type { RunId } from '../domain/run.ts';
import type { TrackingSource } from '../tracking/source.ts';
import type { Clock } from './clock.ts';
import type { ChartRun, KeyCatalogue, RunsQuery } from './data-protocol.ts';
import type { Surroundings } from './evaluation.ts';
import { listCatalogue } from './list-catalogue.ts';
import type { RowCache } from './row-cache.ts';
import { RunsMemo } from './runs-memo.ts';
import { RunsTable } from './runs-table.ts';
import { isEndedAt } from './statistics-plan.ts';
import type { RunsView } from './runs-view.ts';

const MAX_MEMOS = 3;

/** The runs of some experiments, and who looks at them. */
export interface Shelf {
  readonly table: RunsTable;
  /** What was worked out, apart for each way in which keys count as one. */
  readonly memoOf: (sameKeys: SameKeys) => RunsMemo;
  readonly watchers: Set<RunsView>;
  cancelRelease: () => void;
}

interface ShelfOptions {
  readonly name: string;
  readonly query: RunsQuery;
  readonly source: TrackingSource;
  readonly clock: Clock;
  readonly surroundings: Surroundings;
  readonly cache: RowCache | undefined;
  readonly canFilter: boolean;
}

export function nameOfShelf({ lifecycle, experimentIds }: RunsQuery): string {
  return `${lifecycle} ${[...experimentIds].sort().join(' ')}`;
}

export function createShelf({ name, query, surroundings, cache, ...options }: ShelfOptions): Shelf {
  const watchers = new Set<RunsView>();
  const { experimentIds, lifecycle, sort } = query;
  const table = new RunsTable({
    ...options,
    experimentIds,
    lifecycle,
    sort,
    onChange: () => {
      for (const view of watchers) view.touch();
    },
    cache: cache && {
      read: () => cache.read(name),
      write: (frame, readAtMs) => void cache.write(name, frame, readAtMs),
    },
  });
  const memos = new Map<string, RunsMemo>();
  let numbers = 0;
  const memoOf = (sameKeys: SameKeys): RunsMemo => {
    const key = JSON.stringify(sameKeys);
    const memo = memos.get(key) ?? new RunsMemo(table, surroundings, sameKeys, numbers++ % 1_000);
    if (!memos.has(key) && memos.size >= MAX_MEMOS) memos.clear();
    memos.set(key, memo);
    return memo;
  };
  return { table, memoOf, watchers, cancelRelease: () => undefined };
}

/** True where the run is loaded and has no point of the metric. */
export function lacksMetric(shelves: Iterable<Shelf>, id: RunId, key: string): boolean {
  return rowsOf(shelves, id).some(({ frame, row }) => cellOf(frame, row, key) === undefined);
}

/** Step of the last point of the metric, where the run is loaded. */
export function lastStep(shelves: Iterable<Shelf>, id: RunId, key: string): number | undefined {
  return rowsOf(shelves, id)
    .map(({ frame, row }) => cellOf(frame, row, key)?.step)
    .find((step) => step !== undefined);
}

/** The last point's step of one metric of one row; undefined where the run did not log it. */
function cellOf(frame: RunFrame, row: number, key: string): { readonly step: number } | undefined {
  const column = frame.metrics.get(key);
  const cell = column ? findCell(column, row) : -1;
  const step = cell < 0 ? undefined : column?.steps[cell];
  return step === undefined ? undefined : { step };
}

/** Where the run stands in the frames that have loaded it; what is left of an earlier visit proves nothing. */
function rowsOf(shelves: Iterable<Shelf>, id: RunId) {
  return [...shelves].flatMap(({ table }) => {
    const { frame } = table;
    const row = frame.rowOf.get(id);
    return row === undefined || !table.isVerified(id) ? [] : [{ frame, row }];
  });
}

/**
 * The runs as charts ask for them.
 *
 * @param keys that count as one metric: a run has the first of them that it logged
 */
export function chartRunsOf(
  { table: { frame } }: Shelf,
  ids: readonly RunId[],
  keys: readonly string[],
): readonly ChartRun[] {
  return ids.map((id) => {
    const row = frame.rowOf.get(id) ?? -1;
    const key = keys.find((each) => cellOf(frame, row, each));
    return { id, isRunning: !isEndedAt(frame, row), key };
  });
}

export function stopNow({ table, cancelRelease }: Shelf): void {
  cancelRelease();
  table.setActive(false);
}

export function catalogueOf({ table, memoOf }: Shelf, sameKeys: SameKeys = []): KeyCatalogue {
  return listCatalogue(table, memoOf(sameKeys));
}
