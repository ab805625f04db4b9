import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import type { ActivityHours } from '../../domain/runs/experiments-view.ts';
import type { LastActivity } from '../../domain/runs/find-experiments.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { activityQuery, useLastActivity } from '../../queries/finding-queries.ts';
import type { ActivityReply } from '../../worker/runs/finding-protocol.ts';

/** Runs that go on and runs that ended, over all experiments; undefined while these are still being listed. */
export function useActivity(experiments: readonly Experiment[] | undefined, hours: ActivityHours) {
  const scope = useConnection();
  const isLive = scope.status.state === 'ready' && scope.status.info.kind === 'mlflow';
  const experimentIds = useMemo(() => experiments?.map(({ id }) => id), [experiments]);
  const asked = { hours, experimentIds, isLive };
  return {
    running: useQuery(activityQuery(scope, { ...asked, kind: 'running' })),
    ended: useQuery(activityQuery(scope, { ...asked, kind: 'ended' })),
  };
}

export interface ActivityOfExperiments {
  readonly lastActivity: LastActivity;
  readonly isReading: boolean;
}

/** When runs of experiments were at work last: from what goes on now, and for `ids` asked one by one. */
export function useActivityOf(
  ids: readonly ExperimentId[],
  running: ActivityReply | undefined,
  ended: ActivityReply | undefined,
): ActivityOfExperiments {
  const { known, isReading } = useLastActivity(useConnection(), ids);
  const lastActivity = useMemo(() => {
    const last = new Map(known);
    for (const { experimentId, lastSignMs } of [...(running?.runs ?? []), ...(ended?.runs ?? [])]) {
      const before = last.get(experimentId);
      // A run that ended late does not tell that no other one began since: only what is known to be last grows.
      if (lastSignMs !== undefined && last.has(experimentId) && lastSignMs > (before ?? 0)) {
        last.set(experimentId, lastSignMs);
      }
    }
    return last;
  }, [known, running, ended]);
  return { lastActivity, isReading };
}
