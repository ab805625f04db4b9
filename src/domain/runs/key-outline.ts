import { findFamilies, type MetricFamily } from '../statistics/families.ts';
import { compareNatural } from '../../base/natural-order.ts';

/** What arranging cards takes long to find out; it depends on the metric keys alone. */
export interface KeyOutline {
  /** In the order of their cards, so that sorting them again costs nothing. */
  readonly keys: readonly string[];
  readonly families: readonly MetricFamily[];
}

/** Some 10 µs a key: many keys are a job for the worker. */
export function outlineKeys(keys: readonly string[]): KeyOutline {
  const sorted = [...keys].sort(compareNatural);
  return { keys: sorted, families: findFamilies(sorted) };
}
