import type { ActivityHours } from '../../domain/runs/experiments-view.ts';
import { runsHref } from '../../url/routes.ts';

export type ActivityKind = 'running' | 'ended' | 'failed';

/** The workspace over all experiments with just these runs. */
export function activityHref(kind: ActivityKind, hours: ActivityHours): string {
  const age = `end_time > -${hours}h`;
  if (kind === 'running') return runsHref({ experimentIds: 'all', filter: "status = 'RUNNING'" });
  return runsHref({
    experimentIds: 'all',
    filter: kind === 'failed' ? `status = 'FAILED' AND ${age}` : age,
    sort: { column: { kind: 'attribute', key: 'end_time' }, isDescending: true },
  });
}
