import { describeGroupId, parseGroupId } from '../../domain/runs/run-groups.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { ColumnValues } from './column-values.ts';
import { compareRows } from './compare-groups-reader.ts';
import { combineCells, rowsOfGroupId } from './grouped-rows.ts';
import type { CompareGroupsReply, GroupCell, GroupRow } from './groups-protocol.ts';
import type { BaselineQuery } from './baseline-protocol.ts';
import type { Members } from './runs-members.ts';

type GroupQuery = Extract<BaselineQuery, { readonly kind: 'group' }>;

/** Above the rows. */
const NO_RANK = -1;

/** The runs of a group that others are measured against, as they are in one state of the rows. */
export class BaselineGroup {
  readonly query: GroupQuery;
  /** Of the frame: those that pass the filter, or all where none of them does. */
  readonly rows: Uint32Array;
  readonly isLeftOut: boolean;
  readonly values: ColumnValues;
  private readonly cells = new Map<string, GroupCell>();
  private readonly comparisons = new Map<string, CompareGroupsReply>();

  /** @param shown rows that pass, in order */
  constructor(query: GroupQuery, shown: Uint32Array, values: ColumnValues) {
    this.query = query;
    this.values = values;
    const passing = rowsOfGroupId(query.id, shown, values);
    this.isLeftOut = passing.length === 0;
    const all = () => Uint32Array.from(values.frame.ids, (_, row) => row);
    this.rows = this.isLeftOut ? rowsOfGroupId(query.id, all(), values) : passing;
  }

  /** What stands for its runs in a column. */
  cellOf(column: RunColumn): GroupCell {
    const text = formatRunColumn(column);
    if (this.cells.has(text)) return this.cells.get(text);
    const read = combineCells(this.rows, this.values.readerOf(column), column, this.query.show);
    // Histories are read for statistics of rows: of runs that are none they would be awaited in vain.
    const cell = this.isLeftOut && read?.kind === 'pending' ? undefined : read;
    this.cells.set(text, cell);
    return cell;
  }

  /**
   * Another group beside this one, by one number of each run.
   *
   * @param name of the other group: the same for the same runs
   */
  compare(name: string, rows: Uint32Array, column: RunColumn): CompareGroupsReply {
    const text = `${formatRunColumn(column)} ${name}`;
    const known = this.comparisons.get(text) ?? compareRows(column, rows, this.rows, this.values);
    this.comparisons.set(text, known);
    return known;
  }

  /** The row that it is above the rows; undefined: no run of it is loaded. */
  readRow(columns: readonly RunColumn[], { ids }: Pick<Members, 'ids'>): GroupRow | undefined {
    const { query, rows, isLeftOut } = this;
    const described = describeGroupId(query.id);
    if (!described || rows.length === 0) return undefined;
    const { frame } = this.values;
    return {
      rank: NO_RANK,
      id: query.id,
      ...described,
      runCount: rows.length,
      isOpen: false,
      comparedCount: rows.filter((row) => ids.has(frame.ids[row] ?? NOBODY)).length,
      isRuled: false,
      namedIds: [],
      groupCells: columns.map((column) => this.cellOf(column)),
      ...(isLeftOut && { isLeftOut }),
    };
  }
}

const NOBODY = '' as RunId;

const kept = new WeakMap<Uint32Array, BaselineGroup>();

/** The group of these rows, made once for as long as the array of rows is the same: nothing changed meanwhile. */
export function baselineGroupOf(
  query: BaselineQuery | undefined,
  shown: Uint32Array,
  values: ColumnValues,
): BaselineGroup | undefined {
  if (query?.kind !== 'group' || !parseGroupId(query.id)) return undefined;
  const known = kept.get(shown);
  if (known?.query.id === query.id && JSON.stringify(known.query.show) === JSON.stringify(query.show))
    return known;
  const group = new BaselineGroup(query, shown, values);
  kept.set(shown, group);
  return group;
}

/**
 * Places of an order from `start` to `end` (not included), widened to those of the group: it stands above them, and
 * its numbers are theirs.
 */
export function spanWith(
  group: BaselineGroup | undefined,
  rows: Uint32Array,
  start: number,
  end: number,
): readonly [number, number] {
  const [first, last] = [group?.rows[0], group?.rows.at(-1)];
  if (!group || group.isLeftOut || first === undefined || last === undefined) return [start, end];
  return [Math.min(start, rows.indexOf(first)), Math.max(end, rows.lastIndexOf(last) + 1)];
}
