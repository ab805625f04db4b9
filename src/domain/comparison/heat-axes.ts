import { rankMetrics, rankParams } from '../runs/default-columns.ts';
import type { RunColumn } from '../runs/run-sort.ts';
import { chosenMetric, type JudgedBy } from './parallel/choose-axes.ts';
import type { KeysAmongRuns } from './varying-keys.ts';

export interface HeatColumns {
  /** Undefined: there is no param that differs. */
  readonly x: RunColumn | undefined;
  /** Undefined: there is only one, or none was wanted. */
  readonly y: RunColumn | undefined;
  /** Undefined: the runs have no metric. */
  readonly metric: RunColumn | undefined;
}

/** What a heat map of these runs shows where nothing was chosen: two params that vary, and the metric to judge by. */
export function proposeHeatColumns(keys: KeysAmongRuns, judged: JudgedBy): HeatColumns {
  const [x, y] = rankParams(keys.params);
  return {
    x: x && { kind: 'param', key: x.key },
    y: y && { kind: 'param', key: y.key },
    metric: chosenMetric(keys, judged),
  };
}

/** Params that vary, those first that tell most; those that name the run at the end. */
export function paramsOfChoice({ params }: KeysAmongRuns): readonly RunColumn[] {
  const unique = params.filter(({ isVarying, isUniquePerRun }) => isVarying && isUniquePerRun);
  return [...rankParams(params), ...unique].map(({ key }) => ({ kind: 'param', key }));
}

/** Metrics of a heat table, the one to look at first in front: those with more than one value. */
export function metricsOfChoice({ metrics }: KeysAmongRuns): readonly RunColumn[] {
  return rankMetrics(metrics.filter(({ distinctCount }) => distinctCount > 1)).map(({ key }) => ({
    kind: 'metric',
    key,
  }));
}
