import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { findCell } from '../../domain/runs/run-column.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import type { SameKeys } from '../../domain/runs/merge-keys.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { SourceCapabilities, TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ChartRun } from '../charts/chart-protocol.ts';
import type { FactsRow } from '../charts/run-facts.ts';
import type { KeyCatalogue, RunsQuery } from './runs-protocol.ts';
import type { Surroundings } from './evaluation.ts';
import { listCatalogue } from './list-catalogue.ts';
import { LiveTicks } from './live-ticks.ts';
import { LogIntervals } from './log-intervals.ts';
import { OutsideTicks, type OutsideTicksOptions } from './outside-ticks.ts';
import type { RowCache } from './row-cache.ts';
import { RunFamilies } from './run-families.ts';
import { RunsMemo } from './runs-memo.ts';
import { RunsTable } from './runs-table.ts';
import { isEndedAt } from '../statistics/statistics-plan.ts';
import type { RunsView } from './view-of-runs.ts';

const MAX_MEMOS = 3;

/** The runs of some experiments, and who looks at them. */
export interface Shelf {
  readonly table: RunsTable;
  /** What was worked out, apart for each way in which keys count as one. */
  readonly memoOf: (sameKeys: SameKeys) => RunsMemo;
  readonly watchers: Set<RunsView>;
  /** Follows the server while somebody looks. */
  readonly live: LiveTicks;
  /** Reads parents and children; undefined where the source holds all runs at hand. */
  readonly families: RunFamilies | undefined;
  readonly setActive: (isActive: boolean) => void;
  cancelRelease: () => void;
}

interface ShelfOptions {
  readonly name: string;
  readonly query: RunsQuery;
  readonly source: TrackingSource;
  readonly clock: Clock;
  readonly capabilities: Pick<SourceCapabilities, 'bulkSamples' | 'maxSamplePoints'>;
  readonly surroundings: Surroundings;
  readonly cache: RowCache | undefined;
  readonly canFilter: boolean;
  readonly onRows: () => void;
  /** Runs beside the rows. */
  readonly outside: ShelfOutside;
}

interface ShelfOutside extends Pick<OutsideTicksOptions, 'rowOf' | 'take' | 'retell'> {
  /** One of the compare set was read. */
  readonly onRead: (run: Run) => void;
}

export function nameOfShelf({ lifecycle, experimentIds }: RunsQuery): string {
  return `${lifecycle} ${[...experimentIds].sort().join(' ')}`;
}

export function createShelf({
  name,
  query,
  surroundings,
  cache,
  onRows,
  outside,
  ...options
}: ShelfOptions): Shelf {
  const watchers = new Set<RunsView>();
  const { experimentIds, lifecycle, sort } = query;
  const tell = () => {
    for (const view of watchers) view.touch();
  };
  const table = new RunsTable({
    ...options,
    experimentIds,
    lifecycle,
    sort,
    onChange: () => {
      onRows();
      tell();
    },
    onTick: () => [...watchers].map((view) => view.hold()).some(Boolean),
    onOutsider: outside.onRead,
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
  const intervals = new LogIntervals(options);
  const measure: OutsideTicksOptions['measure'] = (frame, nowMs, signal) =>
    intervals.measure(frame, nowMs, signal);
  const live = new LiveTicks({
    rows: table.live,
    clock: options.clock,
    canFollow: options.canFilter,
    watched: () => [...watchers].flatMap((view) => view.watchedIds()),
    measure,
    outside: new OutsideTicks({
      ...options,
      ...outside,
      measure,
      ids: () => [...new Set([...watchers].flatMap((view) => view.outsideIds()))],
    }),
    onChange: tell,
  });
  const setActive = (isActive: boolean) => {
    table.setActive(isActive);
    if (isActive) live.start();
    else live.stop();
  };
  const families = options.canFilter ? new RunFamilies(table.live, tell) : undefined;
  return { table, memoOf, watchers, live, families, setActive, cancelRelease: () => undefined };
}

/** True where the run is loaded and has no point of the metric. */
export function lacksMetric(shelves: Iterable<Shelf>, id: RunId, key: string): boolean {
  const rows = rowsOf(shelves, id);
  const verified = rows.filter(({ table }) => table.isVerified(id));
  const known = verified.length > 0 ? verified : rows;
  return known.some(({ table, row }) => cellOf(table.frame, row, key) === undefined);
}

/** Step of the last point of the metric, where the run is loaded, be it from an earlier visit. */
export function lastStep(shelves: Iterable<Shelf>, id: RunId, key: string): number | undefined {
  return rowsOf(shelves, id)
    .toSorted((left, right) => Number(right.table.isVerified(id)) - Number(left.table.isVerified(id)))
    .map(({ table, row }) => cellOf(table.frame, row, key)?.step)
    .find((step) => step !== undefined);
}

/** Whether the run was read in this visit, so that what is known of it holds. */
export function isProven(shelves: Iterable<Shelf>, id: RunId): boolean {
  return rowsOf(shelves, id).some(({ table }) => table.isVerified(id));
}

/** The experiment of a loaded run. */
export function experimentOf(shelves: Iterable<Shelf>, id: RunId): ExperimentId | undefined {
  const [place] = rowsOf(shelves, id);
  return place && place.table.frame.experimentIds[place.row];
}

/** How often the run logs, where a table found it out; see `RunFrame.logIntervalsMs`. */
export function logIntervalOf(shelves: Iterable<Shelf>, id: RunId): number | undefined {
  return rowsOf(shelves, id)
    .map(({ table, row }) => table.frame.logIntervalsMs[row] ?? Number.NaN)
    .find((intervalMs) => !Number.isNaN(intervalMs));
}

/** Step of the last point of a run that is in no table. */
export function lastStepOf(own: FactsRow | undefined, key: string): number | undefined {
  return own && cellOf(own.logged, own.row, key)?.step;
}

/** The last point's step of one metric of one row; undefined where the run did not log it. */
function cellOf(frame: RunFrame, row: number, key: string): { readonly step: number } | undefined {
  const column = frame.metrics.get(key);
  const cell = column ? findCell(column, row) : -1;
  const step = cell < 0 ? undefined : column?.steps[cell];
  return step === undefined ? undefined : { step };
}

/** Where the run stands in the tables that have loaded it. */
function rowsOf(shelves: Iterable<Shelf>, id: RunId) {
  return [...shelves].flatMap(({ table }) => {
    const row = table.frame.rowOf.get(id);
    return row === undefined ? [] : [{ table, row }];
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

export function stopNow({ setActive, cancelRelease }: Shelf): void {
  cancelRelease();
  setActive(false);
}

export function catalogueOf({ table, memoOf }: Shelf, sameKeys: SameKeys = []): KeyCatalogue {
  return listCatalogue(table, memoOf(sameKeys));
}

/** Metric keys that hold the text: the one that is the text first, then by length and name. */
export function findMetricKeys(shelves: Iterable<Shelf>, text: string, limit: number): readonly string[] {
  const keys = new Set<string>();
  for (const { table } of shelves)
    for (const key of table.frame.metrics.keys()) if (holdsText(key, text)) keys.add(key);
  return [...keys].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, limit);
}
