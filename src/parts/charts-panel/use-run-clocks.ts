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
 * it, or it is not read yet. Joined runs share the clock of their training.
 *
 * @param joinKeys runs that share one are one training; undefined: nothing is joined, or it is not read yet
 */
export function useRunClocks(
  runs: readonly ComparedRun[],
  metrics: readonly MetricOfSet[],
  { axis, joinBy }: Pick<ChartSettings, 'axis' | 'joinBy'>,
  joinKeys: ReadonlyMap<RunId, string> | undefined,
): ReadonlyMap<RunId, RunClock> | undefined {
  const client = useDataClient();
  const isNeeded = axis.kind === 'step' && (joinBy === undefined || joinKeys !== undefined);
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
    const joins = trainingsOf(runs, joinKeys);
    client
      .call('charts.clocks', { key: metric.key, runs: asked, joins }, { signal: controller.signal })
      .then((read) => {
        if (controller.signal.aborted) return;
        const entries = joins.flatMap((places, index) => {
          const clock = read[index];
          if (!clock || clock.steps.length === 0) return [];
          return places.flatMap((place) => {
            const id = asked[place]?.id;
            return id === undefined ? [] : [[id, clock] as const];
          });
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
  }, [client, metric, runs, joinKeys, turn]);
  return metric ? clocks : undefined;
}

/** Places of the runs of each training, oldest first, as their lines are joined. */
function trainingsOf(
  runs: readonly ComparedRun[],
  keys: ReadonlyMap<RunId, string> | undefined,
): readonly (readonly number[])[] {
  const trainings = new Map<string, number[]>();
  for (const [place, { id }] of runs.entries()) {
    const key = keys?.get(id);
    const name = key === undefined ? `alone ${id}` : `by ${key}`;
    trainings.set(name, [...(trainings.get(name) ?? []), place]);
  }
  const startOf = (place: number) => runs[place]?.startMs ?? 0;
  return [...trainings.values()].map((places) =>
    places.toSorted((left, right) => startOf(left) - startOf(right)),
  );
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
