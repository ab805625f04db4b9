import { type MetricStatistic, PLAIN_STATISTICS } from '../statistics/metric-statistic.ts';

/** What a column of the runs table shows. */
export type RunColumn =
  | { readonly kind: 'attribute'; readonly key: RunAttribute }
  | { readonly kind: 'metric'; readonly key: string }
  | { readonly kind: 'param'; readonly key: string }
  | { readonly kind: 'tag'; readonly key: string }
  /** One number of the metric's history. */
  | { readonly kind: 'statistic'; readonly key: string; readonly statistic: MetricStatistic }
  /** Metrics that differ in a number only, by their template (`fold_{n}/val_f1`), as one number over their last values. */
  | { readonly kind: 'family'; readonly key: string; readonly part: FamilyPart }
  /** A value expression of the language in `domain/expression/`; `key` is its text. */
  | { readonly kind: 'expression'; readonly key: string };

/** The mean is shown with the standard deviation and `n` beside it; alone these are columns of an export. */
export const FAMILY_PARTS = ['mean', 'std', 'n'] as const;
export type FamilyPart = (typeof FAMILY_PARTS)[number];

export const RUN_ATTRIBUTES = [
  'name',
  'status',
  'start_time',
  'end_time',
  'duration',
  'user',
  'run_id',
  'dataset.name',
] as const;
export type RunAttribute = (typeof RUN_ATTRIBUTES)[number];

export interface RunSort {
  readonly column: RunColumn;
  readonly isDescending: boolean;
}

export const NEWEST_FIRST: RunSort = {
  column: { kind: 'attribute', key: 'start_time' },
  isDescending: true,
};

/**
 * `metrics.val/loss`, `params.lr`, `tags.team`, `start_time`, `min(metrics.val/loss)`, `=metrics.a * 2`: `family_mean(fold_{n}/f1)`: the
 * text form used in URLs, and but for families and the equals sign in the filter language.
 */
export function formatRunColumn(column: RunColumn): string {
  switch (column.kind) {
    case 'attribute':
      return column.key;
    case 'statistic':
      return formatStatistic(column.key, column.statistic);
    case 'family':
      return `family_${column.part}(${column.key})`;
    case 'expression':
      return `=${column.key}`;
    case 'metric':
    case 'param':
    case 'tag':
      return `${column.kind}s.${column.key}`;
  }
}

/** The inverse of `formatRunColumn`; undefined for anything else. */
export function parseRunColumn(text: string): RunColumn | undefined {
  if (text.startsWith('=')) return text.length > 1 ? { kind: 'expression', key: text.slice(1) } : undefined;
  const [, part, template] = FAMILY.exec(text) ?? [];
  const family = FAMILY_PARTS.find((each) => each === part);
  if (family && template !== undefined) return { kind: 'family', key: template, part: family };
  const statistic = parseStatistic(text);
  if (statistic) return statistic;
  const attribute = RUN_ATTRIBUTES.find((key) => key === text);
  if (attribute) return { kind: 'attribute', key: attribute };
  for (const kind of ['metric', 'param', 'tag'] as const) {
    const prefix = `${kind}s.`;
    if (text.startsWith(prefix) && text.length > prefix.length)
      return { kind, key: text.slice(prefix.length) };
  }
  return undefined;
}

/** What MLflow's `order_by` cannot sort by, or what nobody gains by: ids have no order that means anything. */
const NOT_SORTED_BY_SOURCE: readonly RunAttribute[] = ['duration', 'run_id', 'dataset.name'];

/** Whether MLflow's `order_by` knows the column: durations it cannot sort by, params only as text. */
export function canSourceSort(column: RunColumn): boolean {
  if (column.kind === 'attribute') return !NOT_SORTED_BY_SOURCE.includes(column.key);
  return column.kind === 'metric' || column.kind === 'tag';
}

const FAMILY = /^family_(\w+)\((.+)\)$/s;

function formatStatistic(key: string, statistic: MetricStatistic): string {
  const metric = `metrics.${quoteKey(key)}`;
  if (statistic.name === 'mean') return `mean(${metric}, ${statistic.count})`;
  if (statistic.name === 'at') return `at(${metric}, ${statistic.step})`;
  if (statistic.name === 'at_best') return `at_best(${metric}, metrics.${quoteKey(statistic.other)})`;
  return `${statistic.name}(${metric})`;
}

/** Backticks where the key could be taken for the end of the call. */
function quoteKey(key: string): string {
  return /[,()`"']|^\s|\s$/.test(key) ? `\`${key.replaceAll('`', '``')}\`` : key;
}

const KEY = String.raw`metrics\.(?:\`((?:[^\`]|\`\`)+)\`|([^,()\`"']+))`;
const CALL = new RegExp(String.raw`^(\w+)\(${KEY}(?:, (?:(-?\d+)|${KEY}))?\)$`);

function parseStatistic(text: string): RunColumn | undefined {
  const [, name, quoted, plain, number, otherQuoted, otherPlain] = CALL.exec(text) ?? [];
  const key = quoted?.replaceAll('``', '`') ?? plain;
  if (key === undefined) return undefined;
  const other = otherQuoted?.replaceAll('``', '`') ?? otherPlain;
  const statistic = toStatistic(name, number === undefined ? undefined : Number(number), other);
  return statistic && { kind: 'statistic', key, statistic };
}

function toStatistic(name?: string, number?: number, other?: string): MetricStatistic | undefined {
  if (name === 'mean') return number !== undefined && number > 0 ? { name, count: number } : undefined;
  if (name === 'at') return number === undefined ? undefined : { name, step: number };
  if (name === 'at_best') return other === undefined ? undefined : { name, other };
  const plain = PLAIN_STATISTICS.find((known) => known === name);
  return plain && number === undefined && other === undefined ? { name: plain } : undefined;
}
