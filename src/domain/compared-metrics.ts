import { findCell, type MetricColumn } from './run-column.ts';
import type { RunFrame } from './run-frame.ts';
import type { Run } from './run.ts';

export interface ComparedMetric {
  readonly key: string;
  /** Compared runs that logged it. */
  readonly runCount: number;
  /** Every one of them logged its last point at step 0: a single value each, as far as the runs tell. */
  readonly isSingleStep: boolean;
}

interface Tally {
  runCount: number;
  isSingleStep: boolean;
}

/**
 * Metric keys that at least one compared run logged, in name order.
 *
 * @param rows of the frame that are compared
 * @param others compared runs that are not in the frame
 */
export function comparedMetrics(
  frame: RunFrame,
  rows: readonly number[],
  others: readonly Run[],
): readonly ComparedMetric[] {
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
  return [...tallies]
    .map(([key, tally]) => ({ key, ...tally }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
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
