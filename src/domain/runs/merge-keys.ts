import { directionOf } from './metric-direction.ts';
import type { Direction, MetricStatistic } from '../statistics/metric-statistic.ts';
import {
  createMetricColumn,
  createTextColumn,
  type MetricColumn,
  setMetricCell,
  setTextCell,
  type TextColumn,
} from './run-column.ts';
import type { RunFrame } from './run-frame.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from './run-sort.ts';

/** Groups of column texts (`params.lr`, `params.training.learning_rate`) that are one column; its first is shown. */
export type SameKeys = readonly (readonly string[])[];

type KeyColumn = Extract<RunColumn, { readonly kind: 'metric' | 'param' | 'tag' }>;

/** The columns of a group that can be one: those that hold numbers, or those that hold texts, as the first does. */
export function membersOf(group: readonly string[]): readonly KeyColumn[] {
  const columns = group.map(parseRunColumn).filter((column) => column !== undefined && isKeyColumn(column));
  const isMetric = columns[0]?.kind === 'metric';
  return columns.filter(({ kind }) => (kind === 'metric') === isMetric);
}

/** The group that a column belongs to, its first member first; the column alone where it is in none. */
export function groupOf(column: KeyColumn, groups: SameKeys): readonly KeyColumn[] {
  const text = formatRunColumn(column);
  const group = groups.find((each) => each.includes(text));
  const members = group ? membersOf(group) : [];
  return members.some((member) => formatRunColumn(member) === text) ? members : [column];
}

/** The metric keys that count as this one, itself included, in the group's order. */
export function sameMetrics(key: string, groups: SameKeys): readonly string[] {
  return groupOf({ kind: 'metric', key }, groups).map((column) => column.key);
}

/**
 * Directions in which metrics that count as one have the same: what the person said of any of them, else what the first
 * name tells that tells anything.
 */
export function mergeDirections(
  directions: Readonly<Record<string, Direction>>,
  groups: SameKeys,
): Readonly<Record<string, Direction>> {
  const merged: Record<string, Direction> = { ...directions };
  for (const group of groups) {
    const keys = membersOf(group).flatMap(({ kind, key }) => (kind === 'metric' ? [key] : []));
    const said = keys.find((key) => Object.hasOwn(directions, key));
    const known = said ?? keys.find((key) => directionOf(key, directions) !== undefined);
    const direction = known === undefined ? undefined : directionOf(known, directions);
    if (direction) for (const key of keys) merged[key] = direction;
  }
  return merged;
}

/** The statistic for each of the metrics that count as the other one that it is made of. */
export function sameStatistics(statistic: MetricStatistic, groups: SameKeys): readonly MetricStatistic[] {
  if (statistic.name !== 'at_best') return [statistic];
  const others = sameMetrics(statistic.other, groups);
  return others.length > 1 ? others.map((other) => ({ ...statistic, other })) : [statistic];
}

/**
 * A frame in which each key of a group has the cells of all of them: where a run logged several, those of the first.
 * It shares everything else with the frame, and is made anew when that changed.
 */
export function mergeKeys(frame: RunFrame, groups: SameKeys): RunFrame {
  const merged = {
    ...frame,
    metrics: new Map(frame.metrics),
    params: new Map(frame.params),
    tags: new Map(frame.tags),
  };
  for (const group of groups) {
    const members = membersOf(group);
    if (members.length < 2) continue;
    const metrics = members.filter(({ kind }) => kind === 'metric').map(({ key }) => frame.metrics.get(key));
    const metric = mergeMetrics(metrics);
    const text = mergeTexts(members.map((member) => textColumnOf(frame, member)));
    for (const { kind, key } of members) {
      if (kind === 'metric' && metric.rows.length > 0) merged.metrics.set(key, metric);
      if (kind === 'param' && text.rows.length > 0) merged.params.set(key, text);
      if (kind === 'tag' && text.rows.length > 0) merged.tags.set(key, text);
    }
  }
  return merged;
}

function isKeyColumn(column: RunColumn): column is KeyColumn {
  return column.kind === 'metric' || column.kind === 'param' || column.kind === 'tag';
}

function textColumnOf(frame: RunFrame, { kind, key }: KeyColumn): TextColumn | undefined {
  if (kind === 'metric') return undefined;
  return (kind === 'param' ? frame.params : frame.tags).get(key);
}

function mergeMetrics(columns: readonly (MetricColumn | undefined)[]): MetricColumn {
  const merged = createMetricColumn();
  for (const { column, place, row } of firstCells(columns)) {
    setMetricCell(merged, row, {
      value: column.values[place] ?? Number.NaN,
      step: column.steps[place] ?? 0,
      timestampMs: column.timestampsMs[place] ?? 0,
    });
  }
  return merged;
}

function mergeTexts(columns: readonly (TextColumn | undefined)[]): TextColumn {
  const merged = createTextColumn();
  for (const { column, place, row } of firstCells(columns))
    setTextCell(merged, row, column.texts[column.codes[place] ?? -1] ?? '');
  return merged;
}

/** Of each row the cell of the first column that has one, by ascending row. */
function firstCells<Column extends { readonly rows: readonly number[] }>(
  columns: readonly (Column | undefined)[],
): readonly { readonly column: Column; readonly place: number; readonly row: number }[] {
  const cells = new Map<number, { readonly column: Column; readonly place: number; readonly row: number }>();
  for (const column of columns) {
    column?.rows.forEach((row, place) => {
      if (!cells.has(row)) cells.set(row, { column, place, row });
    });
  }
  return [...cells.values()].sort((left, right) => left.row - right.row);
}
