import { type CompareSet, namedRuns } from '../../domain/runs/compare-set.ts';
import type { KeyForColumn } from '../../domain/runs/default-columns.ts';
import { keysOfRule } from '../../domain/runs/group-rule.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ColumnValues } from './column-values.ts';
import { againstOfGroup, type GroupDeltas } from './group-deltas.ts';
import {
  combineCells,
  groupedRowsOf,
  type GroupedRows,
  groupKeysOf,
  type GroupOfRows,
} from './grouped-rows.ts';
import type { HeldOrder } from './held-order.ts';
import type {
  GroupCell,
  GroupCounts,
  GroupRow,
  GroupsQuery,
  TableRow,
  TableWindow,
} from './groups-protocol.ts';
import type { RowsRequest, RunRow, RunsQuery } from './runs-protocol.ts';
import type { Members } from './runs-members.ts';

/** Rows of a table of groups: each group, and below open ones their runs. */
export class GroupedView {
  readonly grouped: GroupedRows;
  /** In the order in which they stand. */
  readonly groups: readonly GroupOfRows[];
  private readonly open: ReadonlySet<string>;
  /** Place of each group among the rows. */
  private readonly starts: Uint32Array;
  private readonly rowCount: number;

  constructor(grouped: GroupedRows, { open }: Pick<GroupsQuery, 'open'>, groups = grouped.groups) {
    this.grouped = grouped;
    this.groups = groups;
    this.open = new Set(open);
    this.starts = new Uint32Array(groups.length);
    let rowCount = 0;
    groups.forEach((group, rank) => {
      this.starts[rank] = rowCount;
      rowCount += 1 + (this.open.has(group.id) ? group.rows.length : 0);
    });
    this.rowCount = rowCount;
  }

  get counts(): GroupCounts {
    return { by: this.grouped.by, groupCount: this.groups.length, rowCount: this.rowCount };
  }

  /** Rows of all runs, group after group, be these open or not. */
  get runRows(): Uint32Array {
    return Uint32Array.from(this.groups.flatMap(({ rows }) => [...rows]));
  }

  /** The row of a run, or of its group where that is closed; undefined: it is in none. */
  placeOf(row: number): number | undefined {
    for (const [rank, group] of this.groups.entries()) {
      const place = group.rows.indexOf(row);
      if (place >= 0) return (this.starts[rank] ?? 0) + (this.open.has(group.id) ? 1 + place : 0);
    }
    return undefined;
  }

  has(id: string): boolean {
    return this.groups.some((group) => group.id === id);
  }

  /** The closed group that the run is in; undefined: it is in none, or stands below it. */
  foldedOver(row: number): string | undefined {
    const group = this.groups.find(({ id, rows }) => !this.open.has(id) && rows.includes(row));
    return group?.id;
  }

  /** Rows of the frame that stand at these places, those of groups included: what has to be read for them. */
  frameRowsOf({ start, end }: Pick<RowsRequest, 'start' | 'end'>): Uint32Array {
    const rows: number[] = [];
    for (let rank = this.rankAt(start); rank < this.groups.length; rank++) {
      if ((this.starts[rank] ?? 0) >= end) break;
      for (const row of this.groups[rank]?.rows ?? []) rows.push(row);
    }
    return Uint32Array.from(rows);
  }

  /** Rows `start` to `end` (not included). */
  read(request: RowsRequest, reading: GroupReading): Omit<TableWindow, 'version' | 'top'> {
    const { columns } = request;
    const start = Math.max(0, request.start);
    return {
      start,
      rows: this.readRows(start, request.end, { ...reading, columns }),
      summaries: columns.map((column) => this.grouped.summaryOf(column)),
    };
  }

  /** The groups and the runs in them as they are now, with the numbers of these values. */
  freeze(values: ColumnValues, { show }: Pick<GroupsQuery, 'show'>): FrozenGroups {
    const { groups } = this;
    return {
      total: groups.length,
      runTotal: groups.reduce((sum, { rows }) => sum + rows.length, 0),
      read: (start, end, columns) => {
        const readers = columns.map((column) => ({ column, read: values.readerOf(column) }));
        return groups.slice(start, end).map(({ values: texts, rows }) => ({
          values: texts,
          runCount: rows.length,
          cells: readers.map(({ column, read }) => combineCells(rows, read, column, show)),
        }));
      },
    };
  }

  private readRows(start: number, end: number, reading: ColumnReading): readonly TableRow[] {
    const rows: TableRow[] = [];
    const namedOf = this.namedReader(reading);
    let rank = this.rankAt(start);
    for (let place = start; place < Math.min(end, this.rowCount); place++) {
      if ((this.starts[rank + 1] ?? this.rowCount) <= place) rank++;
      const group = this.groups[rank];
      const offset = place - (this.starts[rank] ?? 0);
      const row = group && (offset === 0 ? undefined : group.rows[offset - 1]);
      if (group && offset === 0) rows.push(this.readGroup(group, { rank, place, reading, namedOf }));
      const run = row === undefined ? undefined : reading.readRun(row, place);
      if (run) rows.push({ ...run, isInGroup: true });
    }
    return rows;
  }

  private readGroup(group: GroupOfRows, { rank, place, reading, namedOf }: GroupPlace): GroupRow {
    const { columns, set, members, frame, deltas } = reading;
    const { id, values, rows } = group;
    let comparedCount = 0;
    for (const row of rows) {
      const runId = frame.ids[row];
      if (runId !== undefined && members.ids.has(runId)) comparedCount++;
    }
    const groupCells = columns.map((column) => this.grouped.cellOf(group, column));
    return {
      rank: place,
      id,
      values,
      runCount: rows.length,
      isOpen: this.open.has(id),
      comparedCount,
      isRuled: set.kind === 'all' || (set.kind === 'top' && rank < set.count),
      namedIds: namedOf(rank),
      groupCells,
      ...(deltas && { against: againstOfGroup(group, groupCells, deltas) }),
    };
  }

  /** Few runs are named, whatever the size of the groups. */
  private namedReader({ set, frame }: GroupReading): (rank: number) => readonly RunId[] {
    const named = namedRuns(set);
    if (named.length === 0) return () => [];
    const rows = new Map(named.map((id) => [frame.rowOf.get(id) ?? -1, id]));
    return (rank) =>
      Array.from(this.groups[rank]?.rows ?? [], (row) => rows.get(row)).filter((id) => id !== undefined);
  }

  /** Of the group that a place belongs to. */
  private rankAt(place: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Groups without what a screen needs of them. */
export interface FrozenGroups {
  readonly total: number;
  /** Runs in all of them. */
  readonly runTotal: number;
  /** Groups `start` to `end` (not included). */
  read(start: number, end: number, columns: readonly RunColumn[]): readonly FrozenGroup[];
}

export interface FrozenGroup extends Pick<GroupRow, 'values' | 'runCount'> {
  /** One for each column. */
  readonly cells: readonly GroupCell[];
}

export interface GroupReading {
  readonly frame: RunFrame;
  readonly set: CompareSet;
  readonly members: Members;
  readonly readRun: (row: number, place: number) => RunRow | undefined;
  /** Undefined: there is no baseline. */
  readonly deltas: GroupDeltas | undefined;
}

interface ColumnReading extends GroupReading {
  readonly columns: readonly RunColumn[];
}

interface GroupPlace {
  readonly rank: number;
  readonly place: number;
  readonly reading: ColumnReading;
  readonly namedOf: (rank: number) => readonly RunId[];
}

/**
 * The groups of a view's rows, where its query has them; they stand still while its rows do.
 *
 * @param params all that are known: a rule may be about them
 */
export function groupedViewOf(
  { groups, sort }: Pick<RunsQuery, 'groups' | 'sort'>,
  order: HeldOrder,
  values: ColumnValues,
  params: () => readonly KeyForColumn[],
): GroupedView | undefined {
  if (!groups) return undefined;
  const by = groups.allBut ? keysOfRule(groups, params()) : groups.by;
  if (groupKeysOf(by).length === 0) return undefined;
  const grouped = groupedRowsOf(order.shown, values, { ...groups, by }, sort);
  return new GroupedView(grouped, groups, order.orderGroups(grouped.name, grouped.groups));
}
