import type { Clock } from '../clock.ts';
import type { ViewStatistics } from '../statistics/view-statistics.ts';
import type { HeldOrder } from './held-order.ts';
import type { LiveReport } from './live-ticks.ts';
import type { OutsideRows } from './outside-rows.ts';
import type { FilterBook, RunFilter } from './runs-filter.ts';
import type { RunFamilies } from './run-families.ts';
import type { RunsMemo } from './runs-memo.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import type { RunsTable } from './runs-table.ts';

export interface RunsViewOptions {
  readonly query: RunsQuery;
  readonly table: RunsTable;
  readonly memo: RunsMemo;
  readonly book: FilterBook;
  readonly clock: Clock;
  /** Above every version of the view that this one replaces. */
  readonly firstVersion: number;
  /** In force until the query's own filter is read, and where that one is none. */
  readonly filterBefore: RunFilter | undefined;
  /** The rows as they stand in the view that this one replaces, where its query puts them in the same order. */
  readonly orderBefore?: HeldOrder | undefined;
  readonly live?: () => LiveReport | undefined;
  /** Reads what the tree lacks; undefined: it lacks nothing. */
  readonly families?: RunFamilies | undefined;
  readonly emit: (snapshot: RunsSnapshot) => void;
  readonly statistics: ViewStatistics;
  /** What the view measures its cells against and shows above its rows. */
  readonly outside: (onChange: () => void) => OutsideRows;
}
