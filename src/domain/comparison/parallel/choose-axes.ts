import { isMetric, rankMetrics, rankParams } from '../../runs/default-columns.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../runs/run-sort.ts';
import type { KeysAmongRuns } from '../varying-keys.ts';

/** As many as stand beside each other next to the table, with the metric in sight. */
const MAX_PARAMS = 6;

/** What the person has told of what matters. */
export interface JudgedBy {
  readonly sorted: RunColumn;
  /** Text of the column. */
  readonly judgedBy: string | undefined;
}

/**
 * The axes to begin with: params that differ among the runs and name none of them, those that nearly all have first,
 * and behind them the metric to judge by.
 */
export function chooseAxes(keys: KeysAmongRuns, judged: JudgedBy): readonly RunColumn[] {
  const metric = chosenMetric(keys, judged);
  const varying = rankParams(keys.params);
  // One value, and runs without it: worth an axis where nothing else differs.
  const telling = varying.filter(({ distinctCount }) => distinctCount > 1);
  const params = (telling.length > 0 ? telling : varying)
    .slice(0, MAX_PARAMS)
    .map(({ key }): RunColumn => ({ kind: 'param', key }))
    .filter((column) => !metric || formatRunColumn(column) !== formatRunColumn(metric));
  return metric ? [...params, metric] : params;
}

/** The sorted metric, else the one that groups are judged by, else the first by `rankMetrics`. Undefined: none was logged. */
export function chosenMetric(
  { metrics }: KeysAmongRuns,
  { sorted, judgedBy }: JudgedBy,
): RunColumn | undefined {
  if (isMetric(sorted) || sorted.kind === 'family' || sorted.kind === 'expression') return sorted;
  const judged = judgedBy === undefined ? undefined : parseRunColumn(judgedBy);
  if (judged) return judged;
  const [first] = rankMetrics(metrics);
  return first && { kind: 'metric', key: first.key };
}
