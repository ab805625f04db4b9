import { membersOf, type SameKeys } from '../runs/merge-keys.ts';
import { findCell, type MetricColumn } from '../runs/run-column.ts';
import type { RunFrame } from '../runs/run-frame.ts';
import type { Run, RunId } from '../runs/run.ts';

export interface ComparedMetric {
  readonly key: string;
  /** Compared runs that logged it. */
  readonly runCount: number;
  /** Every one of them logged its last point at step 0: a single value each, as far as the runs tell. */
  readonly isSingleStep: boolean;
  /** Keys that count as this one. */
  readonly sameAs?: readonly string[] | undefined;
  /** Of those the one that a run logged it under, where that is not `key`. */
  readonly ownKeys?: ReadonlyMap<RunId, string> | undefined;
}

interface Tally {
  runCount: number;
  isSingleStep: boolean;
}

/**
 * Metric keys that at least one compared run logged, in name order. Keys that count as one are one, under the first of
 * them; of a run that logged several it is the first that it logged, as in `mergeKeys`.
 *
 * @param rows of the frame that are compared
 * @param others compared runs that are not in the frame
 */
export function comparedMetrics(
  frame: RunFrame,
  rows: readonly number[],
  others: readonly Run[],
  sameKeys: SameKeys = [],
): readonly ComparedMetric[] {
  const tallies = tallyKeys(frame, rows, others);
  const merged = metricGroups(sameKeys).flatMap((keys) => {
    const metric = keys.some((key) => tallies.has(key)) ? mergeGroup(keys, frame, rows, others) : undefined;
    for (const key of keys) tallies.delete(key);
    return metric ? [metric] : [];
  });
  const single = [...tallies].map(([key, tally]) => ({ key, ...tally }));
  return [...single, ...merged].sort((left, right) => (left.key < right.key ? -1 : 1));
}

function tallyKeys(frame: RunFrame, rows: readonly number[], others: readonly Run[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const isCompared = new Uint8Array(frame.ids.length);
  for (const row of rows) isCompared[row] = 1;
  for (const [key, column] of frame.metrics) {
    const tally = tallyColumn(column, rows, isCompared);
    if (tally.runCount > 0) tallies.set(key, tally);
  }
  for (const { metrics } of others) {
    for (const { key, step } of metrics) {
      const tally = tallies.get(key) ?? { runCount: 0, isSingleStep: true };
      addStep(tally, step);
      tallies.set(key, tally);
    }
  }
  return tallies;
}

/** Metric keys of each group; a key is in the first of its groups only. */
function metricGroups(sameKeys: SameKeys): readonly (readonly string[])[] {
  const taken = new Set<string>();
  return sameKeys.flatMap((group) => {
    const keys = membersOf(group)
      .filter(({ kind, key }) => kind === 'metric' && !taken.has(key))
      .map(({ key }) => key);
    for (const key of keys) taken.add(key);
    return keys.length > 1 ? [keys] : [];
  });
}

function mergeGroup(
  keys: readonly string[],
  frame: RunFrame,
  rows: readonly number[],
  others: readonly Run[],
): ComparedMetric {
  const [shown = '', ...sameAs] = keys;
  const tally = { runCount: 0, isSingleStep: true };
  const ownKeys = new Map<RunId, string>();
  const add = (id: RunId | undefined, stepOf: (key: string) => number | undefined) => {
    const own = keys.find((key) => stepOf(key) !== undefined);
    if (own === undefined || id === undefined) return;
    addStep(tally, stepOf(own));
    if (own !== shown) ownKeys.set(id, own);
  };
  for (const row of rows) add(frame.ids[row], (key) => stepAt(frame.metrics.get(key), row));
  for (const { id, metrics } of others) add(id, (wanted) => metrics.find(({ key }) => key === wanted)?.step);
  return { key: shown, ...tally, sameAs, ownKeys };
}

/** Step of the last point; undefined where the run did not log the metric. */
function stepAt(column: MetricColumn | undefined, row: number): number | undefined {
  const place = column ? findCell(column, row) : -1;
  return place < 0 ? undefined : column?.steps[place];
}

/** Goes through the shorter of the two lists: 12,000 keys of few runs, or all runs of 10,000. */
function tallyColumn(column: MetricColumn, rows: readonly number[], isCompared: Uint8Array): Tally {
  const tally = { runCount: 0, isSingleStep: true };
  if (column.rows.length <= rows.length) {
    column.rows.forEach((row, place) => {
      if (isCompared[row] === 1) addStep(tally, column.steps[place]);
    });
    return tally;
  }
  for (const row of rows) {
    const place = findCell(column, row);
    if (place >= 0) addStep(tally, column.steps[place]);
  }
  return tally;
}

function addStep(tally: Tally, step: number | undefined): void {
  tally.runCount++;
  if (step !== 0) tally.isSingleStep = false;
}
