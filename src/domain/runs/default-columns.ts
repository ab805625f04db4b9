import { formatRunColumn, type RunColumn, type RunSort } from './run-sort.ts';

/** What the choice of columns needs to know of a key. */
export interface KeyForColumn {
  readonly key: string;
  readonly runCount: number;
  /** Counted up to 50. */
  readonly distinctCount: number;
  readonly isVarying: boolean;
  /** Another value in nearly every run, as the worker counted it; undefined: to be told from the counts. */
  readonly isUniquePerRun?: boolean | undefined;
}

const MAX_PARAMS = 6;
/** A param with more values than this, and nearly as many values as runs, is an id of the run, not a setting. */
const FEW_VALUES = 12;
const UNIQUE_SHARE = 0.8;

const STARTED: RunColumn = { kind: 'attribute', key: 'start_time' };
const DURATION: RunColumn = { kind: 'attribute', key: 'duration' };

/** Before any key is known. */
export const FIRST_COLUMNS: readonly RunColumn[] = [STARTED, DURATION];

export interface DefaultColumnsInput {
  readonly metrics: readonly KeyForColumn[];
  readonly params: readonly KeyForColumn[];
  readonly sort: RunSort;
  /** The metric's column that the runs of this experiment were sorted by last. */
  readonly lastSorted: RunColumn | undefined;
}

/**
 * The columns that a runs table opens with, behind the name and its status: started, duration, the primary metric
 * (the one sorted by now or last, else the first by `rankMetrics`), another sorted column, and up to six varying
 * params with few values.
 */
export function chooseDefaultColumns(input: DefaultColumnsInput): readonly RunColumn[] {
  const { metrics, params, sort, lastSorted } = input;
  return withoutRepeats([
    STARTED,
    DURATION,
    ...primaryMetric(metrics, sort, lastSorted),
    ...(isName(sort.column) ? [] : [sort.column]),
    ...rankParams(params).slice(0, MAX_PARAMS).map(toColumn('param')),
  ]);
}

/**
 * The columns that a link has to name, for whoever opens it to see those that are shown: none where they are the
 * default ones of a table that nobody has sorted before.
 */
export function columnsForLink(
  shown: readonly RunColumn[],
  input: Omit<DefaultColumnsInput, 'lastSorted'>,
): readonly RunColumn[] | undefined {
  const expected = chooseDefaultColumns({ ...input, lastSorted: undefined }).map(formatRunColumn);
  const isExpected =
    shown.length === expected.length &&
    shown.every((column, index) => formatRunColumn(column) === expected[index]);
  return isExpected ? undefined : shown;
}

/** The default columns with all params that vary, in the order of their names. */
export function chooseVaryingColumns(input: DefaultColumnsInput): readonly RunColumn[] {
  const varying = input.params.filter((param) => param.isVarying && !isUniquePerRun(param));
  return withoutRepeats([
    STARTED,
    DURATION,
    ...primaryMetric(input.metrics, input.sort, input.lastSorted),
    ...varying.map(toColumn('param')),
  ]);
}

/** Whether a param has another value in nearly every run, as an output folder, a job's id or a port has. */
export function isUniquePerRun(param: KeyForColumn): boolean {
  const { distinctCount, runCount } = param;
  return param.isUniquePerRun ?? (distinctCount > FEW_VALUES && distinctCount > runCount * UNIQUE_SHARE);
}

/** Whether the values of a param name the run: so many different ones, and not numbers of a search (fractions). */
export function tellUniquePerRun(
  runCount: number,
  valueCount: number,
  canonicalTexts: ReadonlySet<unknown>,
): boolean {
  if (valueCount <= FEW_VALUES || valueCount <= runCount * UNIQUE_SHARE) return false;
  const texts = [...canonicalTexts].map(String);
  const areFractions =
    texts.every((text) => text.startsWith('number ')) &&
    texts.some((text) => /[.e]/.test(text.slice('number '.length)));
  return !areFractions;
}

/** `before` with what `after` adds: a column never leaves the screen by itself. */
function mergeColumns(before: readonly RunColumn[], after: readonly RunColumn[]): readonly RunColumn[] {
  const merged = withoutRepeats([...before, ...after]);
  return merged.length === before.length ? before : merged;
}

/**
 * The columns before with what a later proposal adds: the sorted column, a first metric, and params up to the number
 * that is shown. What is there stays, and where it is: it is being looked at.
 */
export function growColumns(
  before: readonly RunColumn[],
  proposed: readonly RunColumn[],
  sort: RunSort,
): readonly RunColumn[] {
  const sorted = formatRunColumn(sort.column);
  const room = MAX_PARAMS - before.filter(({ kind }) => kind === 'param').length;
  const known = new Set(before.map(formatRunColumn));
  const params = proposed.filter((column) => column.kind === 'param' && !known.has(formatRunColumn(column)));
  const joining = new Set(params.slice(0, Math.max(0, room)));
  const hasMetric = before.some(isMetric);
  return mergeColumns(
    before,
    proposed.filter(
      (column) =>
        joining.has(column) || formatRunColumn(column) === sorted || (isMetric(column) && !hasMetric),
    ),
  );
}

/**
 * Metrics, the one to look at first in front: of those that at least half as many runs have as the most frequent one,
 * held-out ones (val, valid, eval, test, cv) before the others, losses and scores before the rest, whole ones before
 * folds; then more runs, then the name. System metrics are none of them.
 */
export function rankMetrics<Metric extends KeyForColumn>(metrics: readonly Metric[]): readonly Metric[] {
  const own = metrics.filter(({ key }) => !key.startsWith('system/'));
  const most = Math.max(0, ...own.map(({ runCount }) => runCount));
  return own
    .map((metric) => ({ metric, rank: metricRank(metric, most) }))
    .sort(
      (a, b) =>
        a.rank - b.rank || b.metric.runCount - a.metric.runCount || compareText(a.metric.key, b.metric.key),
    )
    .map(({ metric }) => metric);
}

/** The few that tell most, of keys alone. */
export function keyMetrics(keys: readonly string[], count: number): readonly string[] {
  const asKeys = keys.map((key) => ({ key, runCount: 1, distinctCount: 2, isVarying: true }));
  return rankMetrics(asKeys)
    .slice(0, count)
    .map(({ key }) => key);
}

function primaryMetric(
  metrics: readonly KeyForColumn[],
  sort: RunSort,
  lastSorted: RunColumn | undefined,
): readonly RunColumn[] {
  const known = new Set(metrics.map(({ key }) => key));
  const sorted = [sort.column, lastSorted].find(
    (column) => column && (isMetric(column) ? known.has(column.key) || column === sort.column : false),
  );
  return sorted ? [sorted] : rankMetrics(metrics).slice(0, 1).map(toColumn('metric'));
}

/** A column of a metric's numbers. */
export function isMetric(column: RunColumn): boolean {
  return column.kind === 'metric' || column.kind === 'statistic';
}

function isName(column: RunColumn): boolean {
  return column.kind === 'attribute' && (column.key === 'name' || column.key === 'status');
}

function toColumn(kind: 'metric' | 'param') {
  return ({ key }: KeyForColumn): RunColumn => ({ kind, key });
}

function withoutRepeats(columns: readonly RunColumn[]): readonly RunColumn[] {
  const seen = new Set<string>();
  return columns.filter((column) => {
    const text = formatRunColumn(column);
    return seen.has(text) ? false : seen.add(text);
  });
}

/** Lower is shown earlier. */
function metricRank({ key, runCount }: KeyForColumn, most: number): number {
  const isHeldOut = /(^|[/_.\s-])(val|valid|validation|eval|test|cv)/i.test(key);
  const isScore = /loss|acc|f1|auc|score|error|rmse|mae|mse|r2|ppl|perplexity|bleu|rouge|reward|wer/i.test(
    key,
  );
  const isTime = /time|duration|seconds/i.test(key);
  const isFold = /fold[_-]?\d/i.test(key);
  const isRare = runCount * 2 < most;
  return (isRare ? 16 : 0) + (isFold ? 8 : 0) + (isScore && !isTime ? 0 : 4) + (isHeldOut ? 0 : 2);
}

/** Params that differ and do not name the run, the ones to look at first in front. */
export function rankParams(params: readonly KeyForColumn[]): readonly KeyForColumn[] {
  return params
    .filter((param) => param.isVarying && !isUniquePerRun(param))
    .sort(
      (a, b) =>
        // One value, and runs without it: a run that crashed early makes every constant such a param.
        Number(a.distinctCount < 2) - Number(b.distinctCount < 2) ||
        b.runCount - a.runCount ||
        a.distinctCount - b.distinctCount ||
        compareText(a.key, b.key),
    );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
