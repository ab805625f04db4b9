import { formatRunColumn, parseRunColumn } from '../runs/run-sort.ts';
import { HEAT_STATISTICS, type HeatStatistic } from './heat-map.ts';

export const HEAT_KINDS = ['params', 'runs'] as const;
export type HeatKind = (typeof HEAT_KINDS)[number];

/** What the heat map shows. Columns by their texts (`formatRunColumn`); undefined: chosen from the data. */
export interface HeatmapView {
  /** Two params with a metric, or runs with their metrics. */
  readonly kind: HeatKind;
  readonly x: string | undefined;
  /** Empty: all runs in one row. */
  readonly y: string | undefined;
  readonly metric: string | undefined;
  readonly statistic: HeatStatistic;
  /** Runs with metrics are coloured by rank, not by value. */
  readonly isByRank: boolean;
  /** Of runs with metrics: the metric that they are ordered by; undefined: the order of the table. */
  readonly sort: { readonly metric: string; readonly isDescending: boolean } | undefined;
}

export const DEFAULT_HEATMAP_VIEW: HeatmapView = {
  kind: 'params',
  x: undefined,
  y: undefined,
  metric: undefined,
  statistic: 'mean',
  isByRank: false,
  sort: undefined,
};

/** What differs from the default; undefined: nothing does. */
export function packHeatmapView(view: HeatmapView): Readonly<Record<string, unknown>> | undefined {
  const packed = {
    ...(view.kind === 'params' ? {} : { kind: view.kind }),
    ...(view.x === undefined ? {} : { x: view.x }),
    ...(view.y === undefined ? {} : { y: view.y }),
    ...(view.metric === undefined ? {} : { metric: view.metric }),
    ...(view.statistic === 'mean' ? {} : { show: view.statistic }),
    ...(view.isByRank ? { rank: true } : {}),
    ...(view.sort ? { sort: `${view.sort.isDescending ? '-' : ''}${view.sort.metric}` } : {}),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** Undefined: not understood. */
export function readHeatmapView(json: unknown): HeatmapView | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const fields = json as Readonly<Record<string, unknown>>;
  const { kind = 'params', x, y, metric, show = 'mean', rank = false, sort } = fields;
  const knownKind = HEAT_KINDS.find((each) => each === kind);
  const statistic = HEAT_STATISTICS.find((each) => each === show);
  const areColumns = isColumn(x) && (y === '' || isColumn(y)) && isColumn(metric);
  if (!knownKind || !statistic || !areColumns || typeof rank !== 'boolean') return undefined;
  const order = readSort(sort);
  if (sort !== undefined && !order) return undefined;
  return { kind: knownKind, x, y, metric, statistic, isByRank: rank, sort: order };
}

/** `metrics.loss`, `-metrics.acc`. */
function readSort(json: unknown): HeatmapView['sort'] {
  if (typeof json !== 'string') return undefined;
  const isDescending = json.startsWith('-');
  const metric = isDescending ? json.slice(1) : json;
  return isColumn(metric) ? { metric, isDescending } : undefined;
}

function isColumn(json: unknown): json is string | undefined {
  if (json === undefined) return true;
  const column = typeof json === 'string' ? parseRunColumn(json) : undefined;
  return column !== undefined && formatRunColumn(column) === json;
}
