import {
  formatGroupKey,
  type GroupCell as KeyCell,
  type GroupKey,
  groupRuns,
  parseGroupId,
  parseGroupKey,
} from '../../domain/runs/run-groups.ts';
import { formatRunColumn, type RunColumn, type RunSort } from '../../domain/runs/run-sort.ts';
import { plainText } from '../../domain/runs/text-value.ts';
import { type BandRule, spreadOf } from '../../domain/statistics/band.ts';
import type { CellReader, ColumnValues } from './column-values.ts';
import type { GroupCell, GroupsQuery } from './groups-protocol.ts';
import type { ColumnSummary } from './runs-protocol.ts';

/** Runs of equal values, in the order of the view. */
export interface GroupOfRows {
  readonly id: string;
  readonly values: readonly (string | undefined)[];
  /** Rows of the frame, in the order of the runs. */
  readonly rows: Uint32Array;
}

/** Texts of a cell that names several values. */
const MOST_TEXTS = 12;

/** The rows of a view by the values of some keys: what its groups are, in which order, and what stands for their cells. */
export class GroupedRows {
  /** The same for the same keys and numbers. */
  readonly name: string;
  /** Texts of the keys. */
  readonly by: readonly string[];
  /** Sorted by what is shown of the sorted column, then as their first runs are. */
  readonly groups: readonly GroupOfRows[];
  private readonly values: ColumnValues;
  private readonly show: Pick<BandRule, 'centre' | 'spread'>;
  private readonly cells = new Map<string, Map<string, GroupCell>>();
  private readonly summaries = new Map<string, ColumnSummary | undefined>();

  /**
   * @param rows that pass, in order
   * @param values of now: another state of the rows needs new groups
   */
  constructor(rows: Uint32Array, values: ColumnValues, { by, show }: GroupsQuery, sort: RunSort) {
    this.name = nameOfGrouping({ by, show });
    this.by = by;
    this.values = values;
    this.show = show;
    this.groups = this.inOrder(groupRows(rows, values, by), sort);
  }

  cellOf(group: GroupOfRows, column: RunColumn): GroupCell {
    const text = formatRunColumn(column);
    const ofColumn = this.cells.get(text) ?? new Map<string, GroupCell>();
    this.cells.set(text, ofColumn);
    if (ofColumn.has(group.id)) return ofColumn.get(group.id);
    const cell = combineCells(group.rows, this.values.readerOf(column), column, this.show);
    ofColumn.set(group.id, cell);
    return cell;
  }

  /** Smallest, largest and number of what stands for the numbers of the groups. */
  summaryOf(column: RunColumn): ColumnSummary | undefined {
    const text = formatRunColumn(column);
    if (this.summaries.has(text)) return this.summaries.get(text);
    const centres = this.groups.flatMap((group) => {
      const cell = this.cellOf(group, column);
      return cell?.kind === 'spread' ? [cell.centre] : [];
    });
    const summary = centres.reduce<ColumnSummary | undefined>(
      (found, value) => ({
        min: Math.min(found?.min ?? value, value),
        max: Math.max(found?.max ?? value, value),
        count: (found?.count ?? 0) + 1,
      }),
      undefined,
    );
    this.summaries.set(text, summary);
    return summary;
  }

  /** Runs come in the order of the sort, so that of two groups the one with the first run comes first. */
  private inOrder(groups: readonly GroupOfRows[], { column, isDescending }: RunSort): readonly GroupOfRows[] {
    const sign = isDescending ? -1 : 1;
    const keyed = groups.map((group) => {
      const cell = this.cellOf(group, column);
      return { group, key: cell?.kind === 'spread' ? cell.centre : undefined };
    });
    if (keyed.every(({ key }) => key === undefined)) return groups;
    return keyed
      .toSorted((left, right) => {
        if (left.key === undefined || right.key === undefined)
          return Number(left.key === undefined) - Number(right.key === undefined);
        return sign * (left.key - right.key);
      })
      .map(({ group }) => group);
  }
}

const kept = new WeakMap<Uint32Array, GroupedRows>();

/** The groups of these rows, made once for as long as the array of rows is the same: nothing changed meanwhile. */
export function groupedRowsOf(
  rows: Uint32Array,
  values: ColumnValues,
  query: GroupsQuery,
  sort: RunSort,
): GroupedRows {
  const known = kept.get(rows);
  if (known?.name === nameOfGrouping(query)) return known;
  const grouped = new GroupedRows(rows, values, query, sort);
  kept.set(rows, grouped);
  return grouped;
}

function nameOfGrouping({ by, show }: Pick<GroupsQuery, 'by' | 'show'>): string {
  return JSON.stringify([by, show]);
}

/** The rows for which a group's id holds, whatever the runs are grouped by now. */
export function rowsOfGroupId(id: string, rows: Uint32Array, values: ColumnValues): Uint32Array {
  const conditions = parseGroupId(id)?.map(({ key, holds }) => ({ read: keyReader(key, values), holds }));
  if (!conditions) return new Uint32Array(0);
  return rows.filter((row) => conditions.every(({ read, holds }) => holds(read(row))));
}

/** Keys of a query that mean something. */
export function groupKeysOf(by: readonly string[]): readonly GroupKey[] {
  return by.map(parseGroupKey).filter((key) => key !== undefined);
}

/** What a key reads in the rows of a frame. */
export function keyReader(key: GroupKey, values: ColumnValues): (row: number) => KeyCell {
  const { frame, context } = values;
  if (key.kind === 'dataset') {
    return (row) => {
      // Data of one name and another digest are other data.
      const texts = context.datasets(row).map(({ name, digest }) => `${name} (${digest})`);
      return texts.length === 0 ? undefined : [...new Set(texts)].toSorted().join(', ');
    };
  }
  if (key.kind === 'experiment') {
    return (row) => {
      const id = frame.experimentIds[row];
      return id === undefined ? undefined : (context.experimentName(id) ?? id);
    };
  }
  return values.readerOf(key);
}

/** In the order of their first runs. */
function groupRows(rows: Uint32Array, values: ColumnValues, by: readonly string[]): readonly GroupOfRows[] {
  const keys = groupKeysOf(by).map((key) => {
    const read = keyReader(key, values);
    return { text: formatGroupKey(key), read: (place: number) => read(rows[place] ?? -1) };
  });
  return groupRuns(rows.length, keys)
    .toSorted((left, right) => (left.members[0] ?? 0) - (right.members[0] ?? 0))
    .map(({ id, values: texts, members }) => ({
      id,
      values: texts,
      rows: Uint32Array.from(members, (place) => rows[place] ?? 0),
    }));
}

/** What stands for the values of a column in these rows. */
export function combineCells(
  rows: Uint32Array,
  read: CellReader,
  column: RunColumn,
  show: Pick<BandRule, 'centre' | 'spread'>,
): GroupCell {
  // In one pass: every run of the table is read, in each column.
  const finite: number[] = [];
  const texts: string[] = [];
  let nonFinite: number | undefined;
  let nonFiniteCount = 0;
  for (const row of rows) {
    const cell = read(row);
    if (cell === null) return { kind: 'pending' };
    if (typeof cell === 'string') texts.push(cell);
    else if (cell !== undefined && Number.isFinite(cell)) finite.push(cell);
    else if (cell !== undefined) {
      nonFinite = cell;
      nonFiniteCount++;
    }
  }
  if (texts.length > 0) return combineTexts(texts, texts.length < rows.length);
  if (isTime(column)) return combineTimes(finite);
  if (finite.length > 0)
    return { kind: 'spread', ...spreadOf(finite, show), count: finite.length, nonFiniteCount };
  // What is left of runs that all diverged is told as it was logged.
  return nonFinite === undefined ? undefined : { kind: 'same', value: nonFinite };
}

function isTime(column: RunColumn): boolean {
  if (column.kind === 'attribute') return column.key === 'start_time' || column.key === 'end_time';
  return column.kind === 'statistic' && column.statistic.name === 'last_logged';
}

function combineTimes(timesMs: readonly number[]): GroupCell {
  const ascending = Float64Array.from(timesMs).sort();
  const [min, max] = [ascending[0], ascending[ascending.length - 1]];
  return min === undefined || max === undefined ? undefined : { kind: 'times', min, max };
}

/** Texts of equal value are one, however they were written. */
function combineTexts(texts: readonly string[], isMissing: boolean): GroupCell {
  const different = new Set(texts.map(plainText));
  const [value = ''] = texts;
  if (different.size === 1 && !isMissing) return { kind: 'same', value };
  return { kind: 'several', count: different.size, first: [...different].slice(0, MOST_TEXTS), isMissing };
}
