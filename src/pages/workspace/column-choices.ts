import { isSeedKey } from '../../domain/runs/run-groups.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { rankMetrics, rankParams } from '../../domain/runs/default-columns.ts';
import type { KeyAmongRuns, KeysAmongRuns } from '../../domain/comparison/varying-keys.ts';

/** Columns that a picture of the compared runs can be drawn by. */
export interface ColumnChoices {
  /** Of the table, where the lists below do not have them: statistics, expressions, families. */
  readonly table: readonly RunColumn[];
  readonly metrics: readonly RunColumn[];
  /** Params that differ between these runs. */
  readonly params: readonly RunColumn[];
  readonly times: readonly RunColumn[];
  /** Texts that are no params. */
  readonly details: readonly RunColumn[];
  /** Metrics and params of one value in all of these runs. */
  readonly same: readonly RunColumn[];
}

const TIMES: readonly RunColumn[] = [
  { kind: 'attribute', key: 'start_time' },
  { kind: 'attribute', key: 'duration' },
];
const DETAILS: readonly RunColumn[] = [
  { kind: 'attribute', key: 'status' },
  { kind: 'attribute', key: 'user' },
  { kind: 'attribute', key: 'dataset.name' },
];

/** @param shown columns of the table; undefined: chosen from the data, none of them special */
export function listColumnChoices(
  keys: KeysAmongRuns | undefined,
  shown: readonly RunColumn[] | undefined,
): ColumnChoices {
  const { metrics = [], params = [] } = keys ?? {};
  const own = new Set<RunColumn['kind']>(['statistic', 'expression', 'family', 'tag']);
  return {
    table: (shown ?? []).filter(({ kind }) => own.has(kind)),
    metrics: metrics.filter(isVarying).map(toMetric),
    params: params.filter(isVarying).map(toParam),
    times: TIMES,
    details: DETAILS,
    same: [...metrics.filter(isSame).map(toMetric), ...params.filter(isSame).map(toParam)],
  };
}

function isVarying({ isVarying: varies }: KeyAmongRuns): boolean {
  return varies;
}

function isSame({ isVarying: varies }: KeyAmongRuns): boolean {
  return !varies;
}

function toMetric({ key }: KeyAmongRuns): RunColumn {
  return { kind: 'metric', key };
}

function toParam({ key }: KeyAmongRuns): RunColumn {
  return { kind: 'param', key };
}

/** The metric that pictures are about where nobody chose one: what is sorted by, else the one to look at first. */
export function mainMetric(keys: KeysAmongRuns | undefined, sorted: RunColumn): RunColumn | undefined {
  if (sorted.kind === 'metric' || sorted.kind === 'statistic' || sorted.kind === 'family') return sorted;
  const [first] = rankMetrics(keys?.metrics ?? []);
  return first && toMetric(first);
}

/**
 * What a metric is drawn against at first: the param of the most values that does not name the run, of those that at
 * least half as many runs have as the metric and as the most frequent param; else the time.
 */
export function mainParam(keys: KeysAmongRuns | undefined, against: RunColumn | undefined): RunColumn {
  const ranked = rankParams(keys?.params ?? []);
  const metricRuns = against && keys?.metrics.find(({ key }) => key === against.key)?.runCount;
  const most = Math.max(metricRuns ?? 0, ...ranked.map(({ runCount }) => runCount));
  const params = ranked
    .filter(({ runCount }) => runCount * 2 >= most)
    .toSorted((a, b) => b.distinctCount - a.distinctCount);
  // Seeds tell repeats apart and mean nothing as numbers.
  const first = params.find(({ key }) => !isSeedKey(key)) ?? params[0];
  return first ? { kind: 'param', key: first.key } : { kind: 'attribute', key: 'start_time' };
}
