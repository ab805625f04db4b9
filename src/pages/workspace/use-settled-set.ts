import { useEffect, useState } from 'react';
import type { ComparedRun, CompareSet } from '../../domain/compare-set.ts';
import type { MetricOfSet, RunsSnapshot } from '../../worker/data-protocol.ts';

/** While rows still arrive the top N may change with every page; charts would read histories in vain. */
const SETTLED_AFTER_MS = 500;

export interface SettledSet {
  readonly compared: readonly ComparedRun[];
  readonly metrics: readonly MetricOfSet[];
  readonly isSettled: boolean;
}

/**
 * The compare set for the charts: at once where the order is final or the person has just changed the set, else when
 * it has been the same for half a second.
 */
export function useSettledSet(snapshot: RunsSnapshot, set: CompareSet): SettledSet {
  const { compared, comparedMetrics, isProvisional } = snapshot;
  const key = compared.map(({ id }) => id).join(' ');
  const setKey = JSON.stringify(set);
  const [settled, setSettled] = useState({ key: '', setKey: '', compared, metrics: comparedMetrics });
  const isCurrent = settled.key === key;
  const isImmediate = !isProvisional || settled.setKey !== setKey || settled.compared.length === 0;

  useEffect(() => {
    const settle = () => setSettled({ key, setKey, compared, metrics: comparedMetrics });
    if (isImmediate || isCurrent) {
      settle();
      return;
    }
    const timer = setTimeout(settle, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
    // `key` stands for `compared`: later snapshots of the same set carry the same runs and grown metrics.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, setKey, isImmediate, comparedMetrics.length]);

  return { compared: settled.compared, metrics: settled.metrics, isSettled: isCurrent };
}
