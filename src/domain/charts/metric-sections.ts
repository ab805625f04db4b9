import { compareNatural } from '../../base/natural-order.ts';
/** Metrics under one heading: those that share what stands before the first `/`. */
export interface MetricSection<Metric> {
  /** Undefined: metrics without a prefix. */
  readonly prefix: string | undefined;
  readonly metrics: readonly Metric[];
}

const SYSTEM = 'system';

/**
 * Sections by prefix, metrics without one first, system metrics last; numbers inside names count as numbers
 * (`fold_2` before `fold_10`).
 */
export function groupMetrics<Metric extends { readonly key: string }>(
  metrics: readonly Metric[],
): readonly MetricSection<Metric>[] {
  const byPrefix = new Map<string | undefined, Metric[]>();
  for (const metric of [...metrics].sort((a, b) => compareNatural(a.key, b.key))) {
    const prefix = metricPrefix(metric.key);
    const section = byPrefix.get(prefix);
    if (section) section.push(metric);
    else byPrefix.set(prefix, [metric]);
  }
  return [...byPrefix]
    .map(([prefix, members]) => ({ prefix, metrics: members }))
    .sort((a, b) => rank(a.prefix) - rank(b.prefix) || compareNatural(a.prefix ?? '', b.prefix ?? ''));
}

export function metricPrefix(key: string): string | undefined {
  const slash = key.indexOf('/');
  return slash > 0 ? key.slice(0, slash) : undefined;
}

export function isSystemSection(prefix: string | undefined): boolean {
  return prefix === SYSTEM;
}

function rank(prefix: string | undefined): number {
  if (prefix === undefined) return 0;
  return isSystemSection(prefix) ? 2 : 1;
}

/**
 * How many cards of each section are on the page when `budget` of them are, from the top; sections after the last shown
 * one have none. A folded section has none and costs nothing.
 */
export function shareCards<Section extends MetricSection<unknown>>(
  sections: readonly Section[],
  isCollapsed: (section: Section) => boolean,
  budget: number,
): readonly { readonly section: Section; readonly cardCount: number }[] {
  const shared: { readonly section: Section; readonly cardCount: number }[] = [];
  let left = budget;
  for (const section of sections) {
    if (left <= 0) break;
    const cardCount = isCollapsed(section) ? 0 : Math.min(left, section.metrics.length);
    shared.push({ section, cardCount });
    left -= cardCount;
  }
  return shared;
}
