import { isSeedKey } from '../../domain/runs/run-groups.ts';
import { isRunningAt } from '../../domain/runs/run-frame.ts';
import { metricAt } from '../../domain/runs/run-column.ts';
import { parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { canonicalText } from '../../domain/runs/text-value.ts';
import { compareGroups, type GroupMember } from '../../domain/statistics/compare-groups.ts';
import { familyTest } from '../../domain/statistics/families.ts';
import type { CellReader, ColumnValues } from './column-values.ts';
import type { CompareGroupsReply, CompareGroupsRequest, ComparedGroup } from './groups-protocol.ts';

/**
 * Two groups of runs by one number of each run: whether they differ by more than their own noise. One run on each side,
 * and a family of metrics: then its members (folds) are compared.
 *
 * @returns undefined: the text names no column
 */
export function readComparison(
  { column: text, left, right }: CompareGroupsRequest,
  values: ColumnValues,
): CompareGroupsReply | undefined {
  const column = parseRunColumn(text);
  if (!column) return undefined;
  const rowsOf = (ids: readonly RunId[]) =>
    ids.map((id) => values.frame.rowOf.get(id)).filter((row) => row !== undefined);
  return compareRows(column, rowsOf(left), rowsOf(right), values);
}

/** The same of rows of the frame. */
export function compareRows(
  column: RunColumn,
  left: Iterable<number>,
  right: Iterable<number>,
  values: ColumnValues,
): CompareGroupsReply {
  const rows = [[...left], [...right]] as const;
  const folds = foldsOf(column, rows, values);
  if (folds) return reply(folds[0], folds[1], []);
  const read = values.readerOf(column);
  const sides = rows.map((side) => membersOf(side, read, values));
  const [a = [], b = []] = sides;
  const keys = seedKeys(sides.flat(), values);
  const pairOf = (row: number) =>
    keys.length === 0
      ? undefined
      : JSON.stringify(keys.map(({ read: readKey }) => canonicalOf(readKey(row))));
  const paired = (members: readonly LoggedMember[]) =>
    members.map(({ row, value, name, isRunning }) => ({ value, pair: pairOf(row), name, isRunning }));
  return reply(
    paired(a),
    paired(b),
    keys.map(({ key }) => key),
  );
}

interface LoggedMember {
  readonly row: number;
  readonly value: number;
  readonly name: string;
  readonly isRunning: boolean;
}

interface NamedMember extends GroupMember {
  readonly name: string;
  readonly isRunning: boolean;
}

function reply(
  left: readonly NamedMember[],
  right: readonly NamedMember[],
  pairKeys: readonly string[],
): CompareGroupsReply {
  return { comparison: compareGroups(left, right), left: packed(left), right: packed(right), pairKeys };
}

function packed(members: readonly NamedMember[]): ComparedGroup {
  return {
    names: members.map(({ name }) => name),
    values: Float64Array.from(members, ({ value }) => value),
    runningCount: members.filter(({ isRunning }) => isRunning).length,
  };
}

/** Runs that have a number, be it finite or not. */
function membersOf(
  rows: readonly number[],
  read: CellReader,
  { frame }: ColumnValues,
): readonly LoggedMember[] {
  return rows.flatMap((row) => {
    const value = read(row);
    const name = frame.names[row] || (frame.ids[row] ?? '');
    return typeof value === 'number' ? [{ row, value, name, isRunning: isRunningAt(frame, row) }] : [];
  });
}

interface SeedKey {
  readonly key: string;
  readonly read: CellReader;
}

/** Params, or else tags, that tell repeats apart: every run has a value of theirs, and not all the same. */
function seedKeys(members: readonly LoggedMember[], values: ColumnValues): readonly SeedKey[] {
  const { params, tags } = values.frame;
  for (const [kind, columns] of [['param', params] as const, ['tag', tags] as const]) {
    const keys = [...columns.keys()].filter((key) => isSeedKey(key) && !key.startsWith('mlflow.'));
    const found = keys
      .map((key) => ({ key, read: values.readerOf({ kind, key }) }))
      .filter(({ read }) => {
        const texts = members.map(({ row }) => read(row));
        return texts.every((text) => text !== undefined) && new Set(texts.map(canonicalOf)).size > 1;
      });
    if (found.length > 0) return found;
  }
  return [];
}

function canonicalOf(value: unknown): string {
  return canonicalText(String(value));
}

/** The members of a family in one run on each side, paired by their keys. */
function foldsOf(
  column: RunColumn,
  sides: readonly (readonly number[])[],
  { frame }: ColumnValues,
): readonly [readonly NamedMember[], readonly NamedMember[]] | undefined {
  if (column.kind !== 'family' || column.part !== 'mean') return undefined;
  const [left, right] = sides.map((rows) => (rows.length === 1 ? rows[0] : undefined));
  if (left === undefined || right === undefined) return undefined;
  const isMember = familyTest(column.key.split('{n}'));
  const columns = [...frame.metrics].filter(([key]) => isMember(key));
  const read = (row: number) =>
    columns.flatMap(([key, cells]) => {
      const value = metricAt(cells, row);
      return value === undefined ? [] : [{ value, pair: key, name: key, isRunning: isRunningAt(frame, row) }];
    });
  return [read(left), read(right)];
}
