import { hasChildren } from '../../domain/runs/run-tree.ts';
import { runOfBaseline } from '../../domain/runs/baseline.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { ColumnValues } from './column-values.ts';
import type { GroupDeltas } from './group-deltas.ts';
import type { GroupRow, TableWindow } from './groups-protocol.ts';
import type {
  BranchReply,
  NeighboursReply,
  RowsRequest,
  RowsWindow,
  RunRow,
  RunsQuery,
  RunsSnapshot,
} from './runs-protocol.ts';
import { HeldOrder, isSameOrder } from './held-order.ts';
import type { RunFilter } from './runs-filter.ts';
import { type BaselineGroup, baselineGroupOf, spanWith } from './baseline-group.ts';
import { type GroupedView, groupedViewOf } from './grouped-view.ts';
import { neighboursAt } from './neighbours.ts';
import { findMembers, NO_MEMBERS } from './runs-members.ts';
import { ViewFilter } from './view-filter.ts';
import { ViewTree } from './view-tree.ts';
import { countSure, type RowReader, readRows, stepsReader, tableRowReader } from './row-reader.ts';
import { catalogueVersion, listCatalogue } from './list-catalogue.ts';
import type { OutsideRows } from './outside-rows.ts';
import type { RunsViewOptions } from './runs-view-options.ts';
import type { FrozenRows, RunsView } from './view-of-runs.ts';
import type { PassReport, RunsTable } from './runs-table.ts';
import { countStatuses } from './status-counts.ts';
import type { ViewStatistics } from '../statistics/view-statistics.ts';

const MIN_INTERVAL_MS = 100;
/** A snapshot of very many runs takes long to make; this share of the time at most goes into it. */
const MAX_WORK_SHARE = 0.25;

/** A view that asks its table for what it needs, and tells what it shows. */
export function createRunsView(options: RunsViewOptions): RunsView {
  return new TableView(options);
}

class TableView implements RunsView {
  readonly query: RunsQuery;
  readonly table: RunsTable;
  readonly statistics: ViewStatistics;
  private readonly options: RunsViewOptions;
  private readonly filtering: ViewFilter;
  private version: number;
  private readonly order: HeldOrder;
  private readonly tree: ViewTree;
  private onScreen: readonly RunId[] = [];
  private members = NO_MEMBERS;
  private readonly outside: OutsideRows;
  /** Undefined: each row is a run. */
  private grouped: GroupedView | undefined;
  private isArranged = false;
  private isWaiting = false;
  private isTouched = false;
  private hasEnded = false;

  constructor(options: RunsViewOptions) {
    this.options = options;
    this.query = options.query;
    this.table = options.table;
    this.statistics = options.statistics;
    this.filtering = new ViewFilter(options);
    this.version = options.firstVersion;
    this.order = options.orderBefore ?? new HeldOrder();
    this.tree = new ViewTree(options);
    this.outside = options.outside(() => {
      this.version++;
      this.touch();
    });
    this.readFilter();
  }

  get filter(): RunFilter {
    return this.filtering.current;
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
    const { rowOf } = this.table.frame;
    return [...this.members.ids, ...this.onScreen].filter((id) => rowOf.has(id));
  }

  outsideIds(): readonly RunId[] {
    const { baseline, addedRuns = [] } = this.query;
    const { rowOf } = this.table.frame;
    const baselineId = runOfBaseline(baseline);
    const ids = new Set([...(baselineId ? [baselineId] : []), ...addedRuns, ...this.members.ids]);
    return [...ids].filter((id) => !rowOf.has(id));
  }

  retellOutside(ids: readonly RunId[]): void {
    if (!this.outside.shows(ids)) return;
    this.version++;
    this.touch();
  }

  orderFor(query: RunsQuery): HeldOrder | undefined {
    return isSameOrder(query, this.query) ? this.order : undefined;
  }

  private get rows(): Uint32Array {
    return this.order.shown;
  }

  readRows({ start, end, columns, isOnScreen }: RowsRequest): RowsWindow {
    this.follow();
    const { memo } = this.options;
    const { values } = memo;
    const mask = memo.maskOf(this.filter);
    const { rows, version } = this;
    const from = Math.max(0, start);
    const { tree } = this;
    if (isOnScreen)
      this.show(tree.isShown ? tree.rowsAt(from, end) : rows.subarray(from, Math.max(from, end)));
    // Rows of a tree stand elsewhere than in the order: what is computed for one is computed for all.
    const [first, last] = tree.isShown ? [0, rows.length] : spanWith(this.baselineGroup, rows, from, end);
    if (isOnScreen && this.statistics.show(columns, first, last)) this.touch();
    const read = this.rowReader(values, columns, true);
    return {
      version,
      start: from,
      rows: tree.read(from, end, this.members, read) ?? readRows(rows, from, end, read),
      top: this.topRuns(columns),
      summaries: columns.map((column) => values.summaryOf(column, mask)),
    };
  }

  readTable(request: RowsRequest): TableWindow {
    this.follow();
    const { grouped, version, query, members } = this;
    const { columns } = request;
    if (!grouped) {
      const window = this.readRows(request);
      return { ...window, top: [...this.topGroup(columns), ...window.top] };
    }
    if (request.isOnScreen) this.show(grouped.frameRowsOf(request));
    // The numbers of a group are those of its runs, wherever these stand in the order.
    if (request.isOnScreen && this.statistics.show(columns, 0, this.rows.length)) this.touch();
    const { values } = this.options.memo;
    const readRun = this.rowReader(values, columns, true);
    const { frame } = values;
    const deltas = this.groupDeltas(values, columns);
    const read = grouped.read(request, { frame, set: query.set, members, readRun, deltas });
    return { version, top: [...this.topGroup(columns), ...this.topRuns(columns)], ...read };
  }

  /** Above the rows. */
  private topRuns(columns: readonly RunColumn[]): readonly RunRow[] {
    const isRow = (id: RunId) => this.rankOf(id) !== undefined;
    return this.outside.top(columns, isRow, this.members, this.baselineGroup);
  }

  /** The baseline, where it is a group that is no row. */
  private topGroup(columns: readonly RunColumn[]): readonly GroupRow[] {
    const { baselineGroup: group, grouped, members } = this;
    const row = group && grouped?.has(group.query.id) !== true && group.readRow(columns, members);
    return row ? [row] : [];
  }

  private groupDeltas(values: ColumnValues, columns: readonly RunColumn[]): GroupDeltas | undefined {
    const { baselineGroup: baseline, query } = this;
    const againstAt = this.outside.againstReader(columns, values, baseline);
    return againstAt && query.groups && { columns, values, show: query.groups.show, againstAt, baseline };
  }

  /** Undefined: no group is the baseline. */
  private get baselineGroup(): BaselineGroup | undefined {
    return baselineGroupOf(this.query.baseline, this.rows, this.options.memo.values);
  }

  branchOf(id: RunId): BranchReply {
    return this.tree.branchOf(this.table.frame, id, this.members);
  }

  neighboursOf(id: RunId): NeighboursReply | undefined {
    this.follow();
    const { frame } = this.table;
    const row = frame.rowOf.get(id);
    if (row === undefined) return undefined;
    const rows = this.grouped?.runRows ?? this.tree.rowsShowing(frame, row) ?? this.rows;
    return neighboursAt(frame, rows, row);
  }

  private show(rows: Uint32Array): void {
    const { ids } = this.table.frame;
    this.onScreen = Array.from(rows, (row) => ids[row]).filter((id) => id !== undefined);
    this.table.verify(rows);
  }

  rankOf(id: RunId): number | undefined {
    if (!this.isArranged || !this.order.isOf(this.table.frame)) this.putInOrder();
    const row = this.table.frame.rowOf.get(id);
    if (row !== undefined && this.grouped) return this.grouped.placeOf(row);
    if (row !== undefined && this.tree.isShown) return this.tree.placeOf(row);
    const rank = row === undefined ? -1 : this.rows.indexOf(row);
    return rank < 0 ? undefined : rank;
  }

  foldedParents(id: RunId): readonly RunId[] {
    return this.tree.foldedAbove(this.table.frame, id);
  }

  foldedGroup(id: RunId): string | undefined {
    const row = this.table.frame.rowOf.get(id);
    return row === undefined ? undefined : this.grouped?.foldedOver(row);
  }

  isCompared(id: RunId): boolean {
    return this.members.ids.has(id);
  }

  isRuled(id: RunId): boolean {
    return this.members.ruledIds.has(id);
  }

  isWhole(): boolean {
    return this.table.report(this.filtering.need()).isWhole;
  }

  freeze(): FrozenRows {
    this.putInOrder();
    // Neither is changed in place but for the values of a row: a new order or a reload makes new ones.
    const { rows, grouped, query } = this;
    const values = this.options.memo.makeValues();
    return {
      groups: query.groups && grouped?.freeze(values, query.groups),
      total: rows.length,
      read: (start, end, columns) => readRows(rows, start, end, this.rowReader(values, columns)),
    };
  }

  retryOutside(): void {
    this.outside.retry();
  }

  end(): void {
    this.hasEnded = true;
    this.table.deleteNeed(this);
    this.statistics.end();
    this.outside.end();
  }

  private readFilter(): void {
    const { filtering, table } = this;
    filtering.read(() => {
      if (this.hasEnded) return;
      this.readFilter();
      this.touch();
    });
    if (filtering.isKnown) table.setNeed(this, filtering.need());
  }

  private emitIfDue(): void {
    const { clock, emit } = this.options;
    if (!this.isTouched || this.isWaiting || this.hasEnded) return;
    if (!this.filtering.isKnown || !this.table.hasFirstScreen) return;
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
    this.findMembers();
    const need = this.filtering.need();
    void table.readTop(need);
    const report = table.report(need);
    this.tree.readMissing(table.frame, rows, report.isWhole);
    const { memo } = this.options;
    return {
      watch: this.options.firstVersion,
      version: this.version,
      loaded: table.frame.ids.length,
      matched: rows.length,
      filter: this.filtering.report(report),
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
      groups: this.grouped?.counts,
      baseline: this.outside.report(this.baselineGroup),
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

  /** After rows went (a reload), those of the last snapshot are not there any more. */
  private follow(): void {
    if (this.isArranged && this.order.isOf(this.table.frame)) return;
    this.putInOrder();
    // Rows of this version show who is compared now: the next snapshot has the same version.
    this.findMembers();
  }

  private findMembers(): void {
    const { grouped, query, table } = this;
    const { values } = this.options.memo;
    const rows = this.tree.countedRows(this.rows);
    this.members = findMembers(query, table, { rows, values, groups: grouped?.groups });
  }

  private putInOrder(): void {
    const next = this.options.memo.matchedRows(this.filter, this.query.sort);
    const isMoved = this.order.follow(next, this.table.frame);
    const { values } = this.options.memo;
    // The order of the view before may be taken over, its groups are not.
    if (isMoved || !this.isArranged) {
      const params = () => listCatalogue(this.table, this.options.memo).params;
      this.grouped = groupedViewOf(this.query, this.order, values, params);
    }
    this.isArranged = true;
    if (isMoved) this.version++;
    this.tree.arrange(this.rows, values);
  }

  private isProvisional({ isWhole, isInOrder, top }: PassReport): boolean {
    // Any run that comes may change the numbers of a group.
    if (isWhole || this.grouped) return !isWhole;
    if (isInOrder) return false;
    if (!top) return true;
    const { set } = this.query;
    return countSure(top, this.rows, this.table.frame) < (set.kind === 'top' ? set.count : 1);
  }

  /** @param isMeasured with what the baseline has: files hold what was logged */
  private rowReader(values: ColumnValues, columns: readonly RunColumn[], isMeasured = false): RowReader {
    const { table, members, options } = this;
    return tableRowReader({
      stepsAt: stepsReader(options.memo, table.frame, columns),
      values,
      columns,
      members,
      isGone: (id) => table.rows.isGone(id),
      againstAt: isMeasured ? this.outside.againstReader(columns, values, this.baselineGroup) : undefined,
      nowMs: options.clock.nowMs(),
    });
  }
}
