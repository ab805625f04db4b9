import { countUpTo } from '../../domain/series/as-of.ts';
import { findCell, type MetricColumn } from '../../domain/runs/run-column.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { spreadOf } from '../../domain/statistics/band.ts';
import type { FactsRow } from '../charts/run-facts.ts';
import type { BaselineGroup } from './baseline-group.ts';
import type { ColumnValues } from './column-values.ts';
import type { RunHistories } from './run-histories.ts';
import type { AgainstCell, AgainstGap } from './baseline-protocol.ts';

/** A run that cells are measured against. */
export interface BaselineRun {
  readonly own: FactsRow;
  readonly ofBaseline: ColumnValues;
  readonly histories: RunHistories;
}

export type Against = AgainstCell | AgainstGap | undefined;
export type AgainstReader = (row: number) => Against;

/** Histories are read of so many runs of a group at most: for one cell, and of each column that asks for it. */
const MOST_HISTORIES = 20;

/**
 * What the cells of a column are measured against. A metric's last value is measured against the baseline's last one;
 * where the run has not come as far as the baseline, against what the baseline had at the run's own last step (as-of):
 * only where a row asks for that the baseline's history is read. Undefined where there is nothing to measure against.
 *
 * @param values of the rows that are measured
 */
export function againstReader(
  column: RunColumn,
  values: ColumnValues,
  { own, ofBaseline, histories }: BaselineRun,
): AgainstReader | undefined {
  const value = finite(ofBaseline.readerOf(column)(own.row));
  const level = value === undefined ? undefined : { value };
  if (column.kind !== 'metric') return level && (() => level);
  const { key } = column;
  const lastStep = stepAt(own.context.frame.metrics.get(key), own.row);
  if (lastStep === undefined) return undefined;
  const cells = values.frame.metrics.get(key);
  return (row) => {
    const step = stepAt(cells, row);
    if (step === undefined || step >= lastStep) return level;
    const before = valueUpTo(step, key, own, histories);
    return typeof before === 'number' ? { value: before, step } : before;
  };
}

/**
 * The same of a group: its mean or median, and for a run that has not come as far as all its runs, that of what they had
 * up to the run's own last step.
 *
 * @param memberOf a run of the group by its row
 */
export function againstGroupReader(
  column: RunColumn,
  values: ColumnValues,
  group: BaselineGroup,
  memberOf: (row: number) => Pick<BaselineRun, 'own' | 'histories'> | undefined,
): AgainstReader | undefined {
  const cell = group.cellOf(column);
  if (cell?.kind !== 'spread') return undefined;
  const level = { value: cell.centre, count: cell.count };
  if (column.kind !== 'metric') return () => level;
  const members = lastPoints(column.key, group);
  const farthest = Math.max(...members.map(({ step }) => step));
  const cells = values.frame.metrics.get(column.key);
  const bySteps = new Map<number, Against>();
  return (row) => {
    const step = stepAt(cells, row);
    if (step === undefined || step >= farthest) return level;
    if (!bySteps.has(step)) bySteps.set(step, groupUpTo(step, column.key, members, { group, memberOf }));
    return bySteps.get(step);
  };
}

interface LastPoint {
  readonly row: number;
  readonly step: number;
  readonly value: number;
}

/** Of the runs that have a finite value. */
function lastPoints(key: string, { rows, values }: BaselineGroup): readonly LastPoint[] {
  const cells = values.frame.metrics.get(key);
  const read = values.readerOf({ kind: 'metric', key });
  return [...rows].flatMap((row) => {
    const [step, value] = [stepAt(cells, row), finite(read(row))];
    return step === undefined || value === undefined ? [] : [{ row, step, value }];
  });
}

interface GroupHistories {
  readonly group: BaselineGroup;
  readonly memberOf: (row: number) => Pick<BaselineRun, 'own' | 'histories'> | undefined;
}

function groupUpTo(
  step: number,
  key: string,
  members: readonly LastPoint[],
  { group, memberOf }: GroupHistories,
): Against {
  if (members.filter((member) => member.step > step).length > MOST_HISTORIES) return { gap: 'too-many' };
  const read = members.map((member): number | AgainstGap | undefined => {
    if (member.step <= step) return member.value;
    const found = memberOf(member.row);
    return found ? valueUpTo(step, key, found.own, found.histories) : { gap: 'reading' };
  });
  const gaps = read.filter((each) => typeof each === 'object');
  if (gaps.length > 0) return gaps.find(({ gap }) => gap === 'failed') ?? gaps[0];
  const known = read.filter((each) => typeof each === 'number');
  if (known.length === 0) return undefined;
  return { value: spreadOf(known, group.query.show).centre, step, count: known.length };
}

/** The run's last value up to the step; undefined: it had none, or none that is finite. */
function valueUpTo(
  step: number,
  key: string,
  own: FactsRow,
  histories: RunHistories,
): number | AgainstGap | undefined {
  const history = histories.historyOf(key, own);
  if (!history) {
    const gap = histories.gapOf(key);
    return gap && { gap };
  }
  return finite(history.values[countUpTo(history.steps, step) - 1]);
}

function stepAt(column: MetricColumn | undefined, row: number): number | undefined {
  return column?.steps[findCell(column, row)];
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
