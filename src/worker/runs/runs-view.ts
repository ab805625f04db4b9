import { hasChildren } from '../../domain/runs/run-tree.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Field } from '../../domain/expression/ast.ts';
import { referencedFields } from '../../domain/expression/explain.ts';
import type { SameKeys } from '../../domain/runs/merge-keys.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Clock } from '../clock.ts';
import type { ColumnValues } from './column-values.ts';
import type {
  BranchReply,
  FilterReport,
  RowsRequest,
  RowsWindow,
  RunRow,
  RunsQuery,
  RunsSnapshot,
} from './runs-protocol.ts';
import { HeldOrder, isSameOrder } from './held-order.ts';
import type { LiveReport } from './live-ticks.ts';
import { ALL_RUNS, type FilterBook, type FilterReading, type RunFilter } from './runs-filter.ts';
import { findMembers, NO_MEMBERS } from './runs-members.ts';
import type { RunFamilies } from './run-families.ts';
import { ViewTree } from './view-tree.ts';
import { familiesReader, readRow, type RowReader, readRows, stepsReader } from './row-reader.ts';
import { catalogueVersion } from './list-catalogue.ts';
import type { OutsideRows } from './outside-rows.ts';
import type { RunsMemo } from './runs-memo.ts';
import type { RunsNeed } from './runs-pass.ts';
import type { PassReport, RunsTable } from './runs-table.ts';
import { countStatuses } from './status-counts.ts';
import type { ViewStatistics } from '../statistics/view-statistics.ts';

const MIN_INTERVAL_MS = 100;
/** A snapshot of very many runs takes long to make; this share of the time at most goes into it. */
const MAX_WORK_SHARE = 0.25;

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
  /** Runs that are looked at: the compared ones and the rows on screen. */
  watchedIds(): readonly RunId[];
  /** The order as it stands, for a view that asks for the same one. */
  orderFor(query: RunsQuery): HeldOrder | undefined;
  readRows(request: RowsRequest): RowsWindow;
  /** Place of a run among the rows; undefined: it is none of them. */
  rankOf(id: RunId): number | undefined;
  /** Whether the compare set holds it. */
  isCompared(id: RunId): boolean;
  /** Every run of the view has been read in this visit. */
  isWhole(): boolean;
  /** The run with those below it in the tree. */
  branchOf(id: RunId): BranchReply;
  /** The rows and their order as they are now: what comes later does not change them. */
  freeze(): FrozenRows;
  end(): void;
}

export interface FrozenRows {
  readonly total: number;
  /** Rows `start` to `end` (not included), with the values of now. */
  read(start: number, end: number, columns: readonly RunColumn[]): readonly RunRow[];
}

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

/** A view that asks its table for what it needs, and tells what it shows. */
export function createRunsView(options: RunsViewOptions): RunsView {
  return new TableView(options);
}

class TableView implements RunsView {
  readonly query: RunsQuery;
  readonly table: RunsTable;
  filter: RunFilter;
  readonly statistics: ViewStatistics;
  private readonly options: RunsViewOptions;
  private reading: FilterReading = { kind: 'waiting' };
  private version: number;
  private readonly order: HeldOrder;
  private readonly tree: ViewTree;
  private onScreen: readonly RunId[] = [];
  private members = NO_MEMBERS;
  private readonly outside: OutsideRows;
  private isWaiting = false;
  private isTouched = false;
  private hasEnded = false;

  constructor(options: RunsViewOptions) {
    this.options = options;
    this.query = options.query;
    this.table = options.table;
    this.statistics = options.statistics;
    this.filter = options.filterBefore ?? ALL_RUNS;
    this.version = options.firstVersion;
    this.order = options.orderBefore ?? new HeldOrder();
    this.tree = new ViewTree(options);
    this.outside = options.outside(() => {
      this.version++;
      this.touch();
    });
    this.readFilter();
  }

  touch(): void {
    this.isTouched = true;
    this.emitIfDue();
  }

  hold(): boolean {
    return this.query.isKeptSorted !== true && this.order.hold();
  }

  sortAgain(): void {
    this.order.release();
    this.table.live.dropGone();
    this.touch();
  }

  watchedIds(): readonly RunId[] {
    return [...this.members.ids, ...this.onScreen];
  }

  orderFor(query: RunsQuery): HeldOrder | undefined {
    return isSameOrder(query, this.query) ? this.order : undefined;
  }

  private get rows(): Uint32Array {
    return this.order.shown;
  }

  readRows({ start, end, columns, isOnScreen }: RowsRequest): RowsWindow {
    // After rows went (a reload), those of the last snapshot are not there any more.
    if (!this.order.isOf(this.table.frame)) {
      this.putInOrder();
      // Rows of this version show who is compared now: the next snapshot has the same version.
      this.members = findMembers(this.query, this.table, this.tree.countedRows(this.rows));
    }
    const { memo } = this.options;
    const { values } = memo;
    const mask = memo.maskOf(this.filter);
    const { rows, version } = this;
    const from = Math.max(0, start);
    const { tree } = this;
    if (isOnScreen)
      this.show(tree.isShown ? tree.rowsAt(from, end) : rows.subarray(from, Math.max(from, end)));
    // Rows of a tree stand elsewhere than in the order: what is computed for one is computed for all.
    const [first, last] = tree.isShown ? [0, rows.length] : [from, end];
    if (isOnScreen && this.statistics.show(columns, first, last)) this.touch();
    const read = this.rowReader(values, columns, true);
    return {
      version,
      start: from,
      rows: tree.read(from, end, this.members.ids, read) ?? readRows(rows, from, end, read),
      top: this.outside.top(columns, (id) => this.rankOf(id) !== undefined, this.members.ids),
      summaries: columns.map((column) => values.summaryOf(column, mask)),
    };
  }

  branchOf(id: RunId): BranchReply {
    return this.tree.branchOf(this.table.frame, id, this.members.ids);
  }

  private show(rows: Uint32Array): void {
    const { ids } = this.table.frame;
    this.onScreen = Array.from(rows, (row) => ids[row]).filter((id) => id !== undefined);
    this.table.verify(rows);
  }

  rankOf(id: RunId): number | undefined {
    if (!this.order.isOf(this.table.frame)) this.putInOrder();
    const row = this.table.frame.rowOf.get(id);
    if (row !== undefined && this.tree.isShown) return this.tree.placeOf(row);
    const rank = row === undefined ? -1 : this.rows.indexOf(row);
    return rank < 0 ? undefined : rank;
  }

  isCompared(id: RunId): boolean {
    return this.members.ids.has(id);
  }

  isWhole(): boolean {
    return this.table.report(this.need()).isWhole;
  }

  freeze(): FrozenRows {
    this.putInOrder();
    // Neither is changed in place but for the values of a row: a new order or a reload makes new ones.
    const { rows } = this;
    const values = this.options.memo.makeValues();
    return {
      total: rows.length,
      read: (start, end, columns) => readRows(rows, start, end, this.rowReader(values, columns)),
    };
  }

  end(): void {
    this.hasEnded = true;
    this.table.deleteNeed(this);
    this.statistics.end();
    this.outside.end();
  }

  private readFilter(): void {
    const { book, filterBefore } = this.options;
    this.reading = book.read(this.query.filter, () => {
      if (this.hasEnded) return;
      this.readFilter();
      this.touch();
    });
    if (this.reading.kind === 'filter') this.filter = this.reading.filter;
    // While the engine of the first filter comes, nothing is known to pass: what is read now could be in vain.
    if (this.reading.kind !== 'waiting' || filterBefore) this.table.setNeed(this, this.need());
  }

  private need(): RunsNeed {
    const { filter, query } = this;
    const { sameKeys } = this.options.memo;
    const isMerged = (column: RunColumn) => isOfGroup(column, sameKeys);
    const fields = filter.expression ? referencedFields(filter.expression) : [];
    return {
      // The server knows nothing of keys that count as one.
      pushed: fields.some(({ field }) => isColumnField(field) && isMerged(field)) ? undefined : filter.pushed,
      sort: query.sort,
      isPageSort: isMerged(query.sort.column),
      needsOthers: () => filter.needsOthers(this.table.frame),
      mask: () => filter.mask(this.options.memo.values.context),
    };
  }

  private emitIfDue(): void {
    const { clock, emit, filterBefore } = this.options;
    if (!this.isTouched || this.isWaiting || this.hasEnded) return;
    if (this.reading.kind === 'waiting' && !filterBefore) return;
    if (!this.table.hasFirstScreen) return;
    this.isTouched = false;
    const startMs = clock.nowMs();
    emit(this.buildSnapshot());
    const workMs = clock.nowMs() - startMs;
    this.isWaiting = true;
    clock.after(Math.max(MIN_INTERVAL_MS, workMs / MAX_WORK_SHARE), () => {
      this.isWaiting = false;
      this.emitIfDue();
    });
  }

  private buildSnapshot(): RunsSnapshot {
    this.putInOrder();
    const { table, rows } = this;
    this.members = findMembers(this.query, table, this.tree.countedRows(rows));
    const need = this.need();
    void table.readTop(need);
    const report = table.report(need);
    this.tree.readMissing(table.frame, rows, report.isWhole);
    const { memo } = this.options;
    return {
      watch: this.options.firstVersion,
      version: this.version,
      loaded: table.frame.ids.length,
      matched: rows.length,
      filter: this.reportFilter(report),
      statusCounts: this.countStatuses(),
      computing: this.compute(),
      state: report.state === 'complete' && memo.isReading ? 'loading' : report.state,
      failure: report.failure,
      isWhole: report.isWhole,
      runsPerSecond: report.runsPerSecond,
      isProvisional: this.isProvisional(report),
      readAtMs: table.readAtMs,
      cachedAtMs: report.state === 'complete' ? undefined : table.cachedAtMs,
      tree: this.tree.report,
      hasChildren: hasChildren(table.frame),
      unsorted: this.order.report(table.rows.goneAmong(rows)),
      live: this.options.live?.(),
      catalogueVersion: catalogueVersion(table, memo),
      compared: this.members.compared,
      missing: this.members.missing,
      deleted: this.members.deleted,
      comparedMetrics: this.members.metrics,
    };
  }

  /** Without the filter's own clauses on the status: a chosen one does not hide the others. */
  private countStatuses(): RunsSnapshot['statusCounts'] {
    const { memo, clock } = this.options;
    const { statusFree } = this.filter;
    const rows = statusFree ? memo.matchedRows(statusFree, this.query.sort) : this.rows;
    return countStatuses(this.table.frame, rows, clock.nowMs());
  }

  private compute(): RunsSnapshot['computing'] {
    const { values, sameKeys } = this.options.memo;
    const { expression } = this.filter;
    return this.statistics.update({
      context: values.context,
      frame: this.table.frame,
      sameKeys,
      rows: this.rows,
      sortColumn: this.query.sort.column,
      filter: expression,
    });
  }

  private putInOrder(): void {
    const next = this.options.memo.matchedRows(this.filter, this.query.sort);
    if (this.order.follow(next, this.table.frame)) this.version++;
    this.tree.arrange(this.rows, this.options.memo.values);
  }

  private reportFilter(report: PassReport): FilterReport {
    const { filter, reading } = this;
    const isEmpty = filter.text.trim() === '';
    return {
      text: filter.text,
      problem: reading.kind === 'problem' ? reading.problem : undefined,
      pushed: report.filter,
      isPartlyLocal: !isEmpty && (report.filter === undefined || filter.isPartlyLocal),
      ...this.options.memo.remarksOf(filter),
    };
  }

  private isProvisional({ isWhole, isInOrder, top }: PassReport): boolean {
    if (isWhole || isInOrder) return false;
    if (!top) return true;
    // The first runs were read apart; those of them that pass here stand where they will stand.
    const { rowOf } = this.table.frame;
    const shown = new Set(this.rows.subarray(0, top.length));
    const sureCount = top.filter((id) => shown.has(rowOf.get(id) ?? -1)).length;
    return sureCount < (this.query.set.kind === 'top' ? this.query.set.count : 1);
  }

  /** @param isMeasured with what the baseline has: files hold what was logged */
  private rowReader(values: ColumnValues, columns: readonly RunColumn[], isMeasured = false): RowReader {
    const readers = columns.map((column) => values.readerOf(column));
    const { members, table } = this;
    const stepsAt = stepsReader(this.options.memo, this.table.frame, columns);
    const familiesAt = familiesReader(values, columns);
    const againstAt = isMeasured ? this.outside.againstReader(columns, values) : undefined;
    const nowMs = this.options.clock.nowMs();
    return (row, rank) => {
      const read = readRow(values.frame, row, rank, readers, members.ids, nowMs);
      if (!read) return undefined;
      return {
        ...read,
        ...(table.rows.isGone(read.id) && { isGone: true }),
        ...(stepsAt && { steps: stepsAt(row) }),
        ...(familiesAt && { families: familiesAt(row) }),
        ...(againstAt && { against: againstAt(row) }),
      };
    };
  }
}

function isOfGroup(column: RunColumn, sameKeys: SameKeys): boolean {
  const text = formatRunColumn(column);
  return sameKeys.some((group) => group.includes(text));
}

function isColumnField(field: Field): field is Extract<Field, { kind: 'metric' | 'param' | 'tag' }> {
  return field.kind === 'metric' || field.kind === 'param' || field.kind === 'tag';
}
