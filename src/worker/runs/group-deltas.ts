import { isRunningAt } from '../../domain/runs/run-frame.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { type BandRule, spreadOf } from '../../domain/statistics/band.ts';
import { compareGroups, type GroupMember } from '../../domain/statistics/compare-groups.ts';
import type { BaselineGroup } from './baseline-group.ts';
import type { ColumnValues } from './column-values.ts';
import type { GroupCell, GroupAgainst } from './groups-protocol.ts';
import type { GroupOfRows } from './grouped-rows.ts';
import type { AgainstRow } from './outside-rows.ts';
import type { AgainstGap } from './baseline-protocol.ts';

export interface GroupDeltas {
  readonly columns: readonly RunColumn[];
  readonly values: ColumnValues;
  readonly show: Pick<BandRule, 'centre' | 'spread'>;
  /** What the cells of each run are measured against. */
  readonly againstAt: AgainstRow;
  /** Undefined: the baseline is a run. */
  readonly baseline: BaselineGroup | undefined;
}

/**
 * What the cells of a group are measured against, one for each column. Each of its runs is measured as its own row is,
 * and the delta of the group is the mean (or median) of theirs: where all came as far as the baseline that is the
 * difference to the baseline's value.
 */
export function againstOfGroup(
  group: GroupOfRows,
  cells: readonly GroupCell[],
  deltas: GroupDeltas,
): readonly (GroupAgainst | AgainstGap | undefined)[] {
  const against = new Map<number, ReturnType<AgainstRow>>();
  for (const row of group.rows) against.set(row, deltas.againstAt(row));
  return deltas.columns.map((column, index) => {
    const cell = cells[index];
    if (cell?.kind !== 'spread' || !isMeasured(column)) return undefined;
    const found = measure(group.rows, cell.centre, {
      read: deltas.values.readerOf(column),
      against: (row) => against.get(row)?.[index],
      show: deltas.show,
    });
    if (!found || 'gap' in found || found.earlyCount !== undefined) return found;
    return { ...found, ...compare(group, column, found.value, deltas) };
  });
}

function isMeasured({ kind }: RunColumn): boolean {
  return kind === 'metric' || kind === 'statistic' || kind === 'family' || kind === 'expression';
}

interface MeasuredRows {
  readonly read: ReturnType<ColumnValues['readerOf']>;
  readonly against: (row: number) => ReturnType<AgainstRow>[number];
  readonly show: GroupDeltas['show'];
}

/** Undefined: some of its runs have nothing to stand beside, so that a delta would be of others than the value is. */
function measure(
  rows: Uint32Array,
  centre: number,
  { read, against, show }: MeasuredRows,
): GroupAgainst | AgainstGap | undefined {
  const differences: number[] = [];
  let [earlyCount, level, count] = [0, Number.NaN, undefined as number | undefined];
  for (const row of rows) {
    const value = read(row);
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    const beside = against(row);
    if (!beside || 'gap' in beside) return beside;
    if (beside.step !== undefined) earlyCount++;
    level = beside.value;
    count = beside.count;
    differences.push(value - beside.value);
  }
  if (differences.length === 0) return undefined;
  const counted = count !== undefined && { count };
  if (earlyCount === 0) return { value: level, ...counted };
  return { value: centre - spreadOf(differences, show).centre, ...counted, earlyCount };
}

/** One run as the baseline tells nothing of its noise: there is no interval then, which the counts say. */
function compare(
  group: GroupOfRows,
  column: RunColumn,
  level: number,
  { values, baseline }: GroupDeltas,
): Pick<GroupAgainst, 'comparison' | 'pairKeys' | 'runningCount'> {
  if (baseline) {
    const { comparison, pairKeys, left, right } = baseline.compare(group.id, group.rows, column);
    return { comparison, pairKeys, runningCount: left.runningCount + right.runningCount };
  }
  const read = values.readerOf(column);
  const rows = [...group.rows].filter((row) => typeof read(row) === 'number');
  const members = rows.map(read).filter((value) => typeof value === 'number');
  return {
    comparison: compareGroups(members.map(alone), [alone(level)]),
    pairKeys: [],
    runningCount: rows.filter((row) => isRunningAt(values.frame, row)).length,
  };
}

function alone(value: number): GroupMember {
  return { value, pair: undefined };
}
