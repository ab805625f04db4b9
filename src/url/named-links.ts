import { directionOf } from '../domain/runs/metric-direction.ts';
import { runsHref } from './routes.ts';

/** The runs of all experiments, those first that are best in the metric, and its charts. Runs without it are last. */
export function metricHref(key: string): string {
  const isDescending = directionOf(key, {}) !== 'lower';
  return runsHref({
    experimentIds: 'all',
    sort: { column: { kind: 'metric', key }, isDescending },
    find: key,
  });
}
