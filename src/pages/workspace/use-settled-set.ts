import { useEffect, useMemo, useState } from 'react';
import { type ComparedRun, isSameComparison } from '../../domain/runs/compare-set.ts';
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
  const ownKeyCount = comparedMetrics.reduce((sum, { ownKeys }) => sum + (ownKeys?.size ?? 0), 0);
  const [settled, setSettled] = useState({ watch, compared, metrics: comparedMetrics });
  const isCurrent = useMemo(() => hasSameIds(settled.compared, compared), [settled.compared, compared]);
  const isAnswered = settled.watch === watch && settled.compared.length > 0;
  const isHeld = isProvisional && state === 'loading' && isAnswered && !isCurrent;

  useEffect(() => {
    if (isHeld) return;
    setSettled((before) => {
      const isSame = isSameComparison(before.compared, compared);
      if (isSame && before.watch === watch && before.metrics === comparedMetrics) return before;
      return { watch, compared: isSame ? before.compared : compared, metrics: comparedMetrics };
    });
    // Later snapshots of the same set carry grown metrics.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [compared, watch, isHeld, comparedMetrics.length, ownKeyCount]);

  return { compared: settled.compared, metrics: settled.metrics, isSettled: isCurrent };
}

/** No run that is still read can belong into the set. */
export function isWhole({ state, isProvisional }: RunsSnapshot, { isSettled }: SettledSet): boolean {
  return isSettled && state !== 'loading' && !isProvisional;
}

function hasSameIds(left: readonly ComparedRun[], right: readonly ComparedRun[]): boolean {
  if (left === right) return true;
  return left.length === right.length && left.every(({ id }, index) => id === right[index]?.id);
}
