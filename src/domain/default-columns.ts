import type { RunColumn, RunSort } from './run-sort.ts';

/** What the choice of columns needs to know of a key. */
export interface KeyForColumn {
  readonly key: string;
  readonly runCount: number;
  readonly distinctCount: number;
  readonly isVarying: boolean;
}

const MAX_METRICS = 2;
const MAX_PARAMS = 6;
/** A param with more values than this, and nearly as many values as runs, is an id of the run, not a setting. */
const FEW_VALUES = 12;

/**
 * The columns that a runs table opens with: the sorted column, up to two metrics (best known
 * first: validation before training, loss and scores before the rest), up to six varying params with few values, and
 * started, duration, user.
 */
export function chooseDefaultColumns(
  metrics: readonly KeyForColumn[],
  params: readonly KeyForColumn[],
  sort: RunSort,
): readonly RunColumn[] {
  const columns: RunColumn[] = [];
  if (!(sort.column.kind === 'attribute' && sort.column.key === 'name')) columns.push(sort.column);
  columns.push(...rankMetrics(metrics).slice(0, MAX_METRICS).map(toColumn('metric')));
  columns.push(...rankParams(params).slice(0, MAX_PARAMS).map(toColumn('param')));
  columns.push(
    { kind: 'attribute', key: 'start_time' },
    { kind: 'attribute', key: 'duration' },
    { kind: 'attribute', key: 'user' },
  );
  return withoutRepeats(columns);
}

/** `before` with what `after` adds: a column never leaves the screen by itself. */
export function mergeColumns(
  before: readonly RunColumn[],
  after: readonly RunColumn[],
): readonly RunColumn[] {
  const merged = withoutRepeats([...before, ...after]);
  return merged.length === before.length ? before : merged;
}

function toColumn(kind: 'metric' | 'param') {
  return ({ key }: KeyForColumn): RunColumn => ({ kind, key });
}

function withoutRepeats(columns: readonly RunColumn[]): readonly RunColumn[] {
  const seen = new Set<string>();
  return columns.filter(({ kind, key }) => {
    const name = `${kind} ${key}`;
    return seen.has(name) ? false : seen.add(name);
  });
}

function rankMetrics(metrics: readonly KeyForColumn[]): readonly KeyForColumn[] {
  return metrics
    .filter(({ key }) => !key.startsWith('system/'))
    .map((metric) => ({ metric, rank: metricRank(metric.key) }))
    .sort(
      (a, b) =>
        b.metric.runCount - a.metric.runCount || a.rank - b.rank || compareText(a.metric.key, b.metric.key),
    )
    .map(({ metric }) => metric);
}

/** Lower is shown earlier. */
function metricRank(key: string): number {
  const isHeldOut = /(^|[/_.-])(val|valid|validation|eval|test|cv)/i.test(key);
  const isScore = /loss|acc|f1|auc|score|error|rmse|mae|r2|ppl|perplexity|bleu|rouge/i.test(key);
  const isFold = /fold[_-]?\d/i.test(key);
  return (isHeldOut ? 0 : 2) + (isScore ? 0 : 4) + (isFold ? 8 : 0);
}

function rankParams(params: readonly KeyForColumn[]): readonly KeyForColumn[] {
  return params
    .filter(({ isVarying, distinctCount, runCount }) => isVarying && !isUniquePerRun(distinctCount, runCount))
    .sort(
      (a, b) => b.runCount - a.runCount || a.distinctCount - b.distinctCount || compareText(a.key, b.key),
    );
}

function isUniquePerRun(distinctCount: number, runCount: number): boolean {
  return distinctCount > FEW_VALUES && distinctCount > runCount * 0.8;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
