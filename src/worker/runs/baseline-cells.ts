import { countUpTo } from '../../domain/series/as-of.ts';
import { findCell, type MetricColumn } from '../../domain/runs/run-column.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { FactsRow } from '../charts/run-facts.ts';
import type { ColumnValues } from './column-values.ts';
import type { RunHistories } from './run-histories.ts';
import type { AgainstCell } from './runs-protocol.ts';

/** The run that cells are measured against. */
export interface BaselineRun {
  readonly own: FactsRow;
  readonly ofBaseline: ColumnValues;
  readonly histories: RunHistories;
}

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
): ((row: number) => AgainstCell | undefined) | undefined {
  const value = finite(ofBaseline.readerOf(column)(own.row));
  if (column.kind === 'metric') return lastReader(column.key, values, { own, ofBaseline, histories }, value);
  return value === undefined ? undefined : () => ({ value });
}

function lastReader(
  key: string,
  values: ColumnValues,
  { own, histories }: BaselineRun,
  last: number | undefined,
): ((row: number) => AgainstCell | undefined) | undefined {
  const lastStep = stepAt(own.context.frame.metrics.get(key), own.row);
  if (lastStep === undefined) return undefined;
  const cells = values.frame.metrics.get(key);
  const level = last === undefined ? undefined : { value: last };
  return (row) => {
    const step = stepAt(cells, row);
    if (step === undefined || step >= lastStep) return level;
    const history = histories.historyOf(key, own);
    const value = history && finite(history.values[countUpTo(history.steps, step) - 1]);
    return value === undefined ? undefined : { value, step };
  };
}

function stepAt(column: MetricColumn | undefined, row: number): number | undefined {
  return column?.steps[findCell(column, row)];
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
