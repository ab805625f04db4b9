import { type ComparedRun, resolveCompareSet } from '../domain/compare-set.ts';
import { comparedMetrics } from '../domain/compared-metrics.ts';
import { orderRuns } from '../domain/order-runs.ts';
import { metricAt, textAt } from '../domain/run-column.ts';
import { comparedRunAt, definedMs, type RunFrame } from '../domain/run-frame.ts';
import { type Run, RUN_STATUSES, type RunId, TAG_RUN_COLOR, tagValue } from '../domain/run.ts';
import type { RunColumn } from '../domain/run-sort.ts';
import type { Clock } from './clock.ts';
import type { RowsRequest, RowsWindow, RunCell, RunRow, RunsQuery, RunsSnapshot } from './data-protocol.ts';
import { isSameSort, type RunsTable } from './runs-table.ts';

const MIN_INTERVAL_MS = 100;
/** A snapshot of very many runs takes long to make; this share of the time at most goes into it. */
const MAX_WORK_SHARE = 0.25;

/** One query over a table: its order, its compare set, and whom to tell. */
export interface RunsView {
  readonly query: RunsQuery;
  readonly table: RunsTable;
  /** The table changed: a snapshot is emitted, at once or when the last one is 100 ms old. */
  touch(): void;
  readRows(request: RowsRequest): RowsWindow;
  /** The rows and their order as they are now: what comes later does not change them. */
  freeze(): FrozenRows;
  end(): void;
}

export interface FrozenRows {
  readonly total: number;
  /** Rows `start` to `end` (not included), with the values of now. */
  read(start: number, end: number, columns: readonly RunColumn[]): readonly RunRow[];
}

interface Members {
  readonly compared: readonly ComparedRun[];
  readonly missing: readonly RunId[];
  readonly metrics: RunsSnapshot['comparedMetrics'];
  readonly ids: ReadonlySet<RunId>;
}

const NO_MEMBERS: Members = { compared: [], missing: [], metrics: [], ids: new Set() };

/** @param firstVersion above every version of the view that this one replaces */
export function createRunsView(
  query: RunsQuery,
  table: RunsTable,
  clock: Clock,
  firstVersion: number,
  emit: (snapshot: RunsSnapshot) => void,
): RunsView {
  let version = firstVersion;
  let orderedAt = -1;
  let order: Uint32Array = new Uint32Array(0);
  let members = NO_MEMBERS;
  let isWaiting = false;
  let isTouched = false;
  let hasEnded = false;

  function touch(): void {
    isTouched = true;
    emitIfDue();
  }

  function emitIfDue(): void {
    if (!isTouched || isWaiting || hasEnded) return;
    if (table.frame.ids.length === 0 && table.state === 'loading') return;
    isTouched = false;
    const startMs = clock.nowMs();
    emit(buildSnapshot());
    const workMs = clock.nowMs() - startMs;
    isWaiting = true;
    clock.after(Math.max(MIN_INTERVAL_MS, workMs / MAX_WORK_SHARE), () => {
      isWaiting = false;
      emitIfDue();
    });
  }

  function buildSnapshot(): RunsSnapshot {
    putInOrder();
    members = findMembers(query, table, order);
    return {
      version,
      loaded: table.frame.ids.length,
      matched: table.frame.ids.length,
      filter: {
        text: '',
        problem: undefined,
        pushed: undefined,
        isPartlyLocal: false,
        missing: [],
        unknown: [],
      },
      statusCounts: { RUNNING: 0, SCHEDULED: 0, FINISHED: 0, FAILED: 0, KILLED: 0, silent: 0 },
      computing: undefined,
      state: table.state,
      failure: table.failure,
      isProvisional: !table.isWhole && !isSameSort(query.sort, table.passSort),
      readAtMs: table.readAtMs,
      catalogueVersion: table.catalogue.version,
      compared: members.compared,
      missing: members.missing,
      comparedMetrics: members.metrics,
    };
  }

  function putInOrder(): void {
    if (orderedAt === table.rowsVersion) return;
    orderedAt = table.rowsVersion;
    order = orderRuns(table.frame, query.sort);
    version++;
  }

  return {
    query,
    table,
    touch,
    readRows: ({ start, end, columns }) => {
      // After rows went (a reload), the order of the last snapshot names rows that are not there.
      if (order.length > table.frame.ids.length) putInOrder();
      const from = Math.max(0, start);
      const rows = [...order.subarray(from, Math.max(from, end))]
        .map((row, index) => readRow(table.frame, row, from + index, columns, members.ids))
        .filter((row) => row !== undefined);
      return { version, start: from, rows, summaries: [] };
    },
    freeze: () => {
      putInOrder();
      // Neither is changed in place but for the values of a row: a new order or a reload makes new ones.
      const [frozen, { frame }] = [order, table];
      return {
        total: frozen.length,
        read: (start, end, columns) =>
          [...frozen.subarray(start, end)]
            .map((row, index) => readRow(frame, row, start + index, columns, members.ids))
            .filter((row) => row !== undefined),
      };
    },
    end: () => {
      hasEnded = true;
    },
  };
}

function findMembers(query: RunsQuery, table: RunsTable, order: Uint32Array): Members {
  const { frame } = table;
  const orderedIds = Array.from(order, (row) => frame.ids[row]).filter((id) => id !== undefined);
  const ids = resolveCompareSet(query.set, orderedIds);
  const compared: ComparedRun[] = [];
  const missing: RunId[] = [];
  const rows: number[] = [];
  const outsiders: Run[] = [];
  for (const id of ids) {
    const row = frame.rowOf.get(id);
    if (row !== undefined) {
      const run = comparedRunAt(frame, row);
      if (run) compared.push(run);
      rows.push(row);
      continue;
    }
    const outsider = table.lookUp(id);
    if (outsider === null) missing.push(id);
    else if (outsider) {
      compared.push(comparedOutsider(outsider));
      outsiders.push(outsider);
    }
  }
  return { compared, missing, metrics: comparedMetrics(frame, rows, outsiders), ids: new Set(ids) };
}

function comparedOutsider(run: Run): ComparedRun {
  return {
    id: run.id,
    name: run.name,
    experimentId: run.experimentId,
    startMs: run.startMs,
    isRunning: run.status === 'RUNNING',
    colorTag: tagValue(run.tags, TAG_RUN_COLOR),
  };
}

function readRow(
  frame: RunFrame,
  row: number,
  rank: number,
  columns: readonly RunColumn[],
  comparedIds: ReadonlySet<RunId>,
): RunRow | undefined {
  const member = comparedRunAt(frame, row);
  const status = RUN_STATUSES[frame.statusCodes[row] ?? -1];
  if (!member || !status) return undefined;
  return {
    rank,
    id: member.id,
    experimentId: member.experimentId,
    name: member.name,
    status,
    startMs: member.startMs,
    durationMs: durationAt(frame, row),
    user: textAt(frame.users, row),
    colorTag: member.colorTag,
    isCompared: comparedIds.has(member.id),
    cells: columns.map((column) => readCell(frame, row, column)),
  };
}

function readCell(frame: RunFrame, row: number, column: RunColumn): RunCell {
  switch (column.kind) {
    case 'metric':
      return metricAt(frame.metrics.get(column.key), row);
    case 'param':
      return textAt(frame.params.get(column.key), row);
    case 'tag':
      return textAt(frame.tags.get(column.key), row);
    case 'statistic':
    case 'expression':
      return null;
    case 'attribute':
      switch (column.key) {
        case 'name':
          return frame.names[row];
        case 'status':
          return RUN_STATUSES[frame.statusCodes[row] ?? -1];
        case 'user':
          return textAt(frame.users, row);
        case 'start_time':
          return definedMs(frame.startsMs[row]);
        case 'duration':
          return durationAt(frame, row);
      }
  }
}

function durationAt(frame: RunFrame, row: number): number | undefined {
  return definedMs((frame.endsMs[row] ?? Number.NaN) - (frame.startsMs[row] ?? Number.NaN));
}
