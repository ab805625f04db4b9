import { quoteText } from '../domain/expression/format.ts';
import { directionOf } from '../domain/runs/metric-direction.ts';
import type { RunId } from '../domain/runs/run.ts';
import { runHref, runsHref } from './routes.ts';

/** So many ids fit into a link that chat programs keep whole. */
const MAX_RUNS = 60;

/** The runs that made the versions of a model, newest first; of a single one its page. */
export function modelHref(runIds: readonly RunId[]): string {
  const ids = [...new Set(runIds)].slice(0, MAX_RUNS);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return runHref(only);
  return runsHref({ experimentIds: 'all', filter: `run_id IN (${ids.map(quoteText).join(', ')})` });
}

/** The runs of all experiments, those first that are best in the metric, and its charts. Runs without it are last. */
export function metricHref(key: string): string {
  const isDescending = directionOf(key, {}) !== 'lower';
  return runsHref({
    experimentIds: 'all',
    sort: { column: { kind: 'metric', key }, isDescending },
    find: key,
  });
}
