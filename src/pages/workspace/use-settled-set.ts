import { useEffect, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { MetricOfSet, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';

export interface SettledSet {
  readonly compared: readonly ComparedRun[];
  readonly metrics: readonly MetricOfSet[];
  readonly isSettled: boolean;
}

/**
 * The compare set for the charts. While rows still arrive that may belong into it, the first answer to what the person
 * asked stands: the top N would change with every page, and charts would read histories in vain.
 */
export function useSettledSet(snapshot: RunsSnapshot): SettledSet {
  const { compared, comparedMetrics, isProvisional, state, watch } = snapshot;
  const key = compared.map(({ id }) => id).join(' ');
  const runningKey = compared.map(({ isRunning }) => Number(isRunning)).join('');
  const ownKeyCount = comparedMetrics.reduce((sum, { ownKeys }) => sum + (ownKeys?.size ?? 0), 0);
  const [settled, setSettled] = useState({ key: '', watch, compared, metrics: comparedMetrics });
  const isCurrent = settled.key === key;
  const isAnswered = settled.watch === watch && settled.compared.length > 0;
  const isHeld = isProvisional && state === 'loading' && isAnswered && !isCurrent;

  useEffect(() => {
    if (!isHeld) setSettled({ key, watch, compared, metrics: comparedMetrics });
    // `key` stands for `compared`: later snapshots of the same set carry the same runs and grown metrics.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, watch, isHeld, runningKey, comparedMetrics.length, ownKeyCount]);

  return { compared: settled.compared, metrics: settled.metrics, isSettled: isCurrent };
}
