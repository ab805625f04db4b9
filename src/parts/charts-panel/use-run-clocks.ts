import { useEffect, useMemo, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { isSystemSection, metricPrefix } from '../../domain/charts/metric-sections.ts';
import type { RunClock } from '../../domain/series/run-clock.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';

/** How long a clock of a run that goes on holds. */
const REREAD_MS = 15_000;

/**
 * When each run was at which step, where some cards go by step and others by time all the same; undefined: nothing needs
 * it, or it is not read yet. Joined runs lie behind each other in time as no single one does: they have none.
 */
export function useRunClocks(
  runs: readonly ComparedRun[],
  metrics: readonly MetricOfSet[],
  { axis, joinBy }: Pick<ChartSettings, 'axis' | 'joinBy'>,
): ReadonlyMap<RunId, RunClock> | undefined {
  const client = useDataClient();
  const isNeeded = axis.kind === 'step' && joinBy === undefined;
  const metric = useMemo(() => (isNeeded ? clockMetric(metrics) : undefined), [isNeeded, metrics]);
  const [clocks, setClocks] = useState<ReadonlyMap<RunId, RunClock>>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!metric) return undefined;
    const controller = new AbortController();
    const asked = runs.map(({ id, isRunning, startMs }) => ({
      id,
      isRunning,
      startMs,
      key: metric.ownKeys?.get(id),
    }));
    client
      .call('charts.clocks', { key: metric.key, runs: asked }, { signal: controller.signal })
      .then((read) => {
        if (controller.signal.aborted) return;
        const entries = read.flatMap((clock, index) => {
          const id = asked[index]?.id;
          return id === undefined || clock.steps.length === 0 ? [] : [[id, clock] as const];
        });
        setClocks(new Map(entries));
      })
      // Cards by step and by time are not linked then.
      .catch(() => undefined);
    const timer = runs.some(({ isRunning }) => isRunning)
      ? setTimeout(() => setTurn((before) => before + 1), REREAD_MS)
      : undefined;
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
    // A turn is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, metric, runs, turn]);
  return metric ? clocks : undefined;
}

/** The metric by step that most runs logged; undefined where all cards are of one kind. */
function clockMetric(metrics: readonly MetricOfSet[]): MetricOfSet | undefined {
  if (!metrics.some(isSystem)) return undefined;
  let best: MetricOfSet | undefined;
  for (const metric of metrics) {
    if (isSystem(metric) || metric.isSingleStep) continue;
    if (!best || metric.runCount > best.runCount) best = metric;
  }
  return best;
}

function isSystem({ key }: MetricOfSet): boolean {
  return isSystemSection(metricPrefix(key));
}
