import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { lastSignMs } from '../../domain/runs/run-head.ts';
import type { Run } from '../../domain/runs/run.ts';
import type { Http } from '../http.ts';
import type { ActivityRequest, FoundRuns } from '../source.ts';
import { decodeRunsPage } from './decode.ts';
import { compareIds, newestFirst, searchAcross } from './search-across.ts';
import { PATHS } from './wire.ts';

/**
 * One search for each 5,000 experiments. MLflow sorts a status as text, so that FAILED comes first of those that ended;
 * `=` and `>=` on status and end time are all it takes (3.17.2, 2.22.4).
 */
export function searchActivity(
  http: Http,
  { experimentIds, kind, sinceMs, limit }: ActivityRequest,
  signal: AbortSignal,
): Promise<FoundRuns> {
  const shared = { experimentIds, limit, lifecycle: 'ACTIVE_ONLY' } as const;
  if (kind === 'running') {
    const filter = "attributes.status = 'RUNNING'";
    const orderBy = ['attributes.start_time DESC'];
    return searchAcross(http, { ...shared, filter, orderBy, compare: newestFirst }, signal);
  }
  const filter = `attributes.end_time >= ${Math.floor(sinceMs)}`;
  const orderBy = ['attributes.status ASC', 'attributes.end_time DESC'];
  return searchAcross(http, { ...shared, filter, orderBy, compare: failedFirst }, signal);
}

function failedFirst(left: Run, right: Run): number {
  const byStatus = left.status < right.status ? -1 : Number(left.status > right.status);
  return byStatus || (right.endMs ?? 0) - (left.endMs ?? 0) || compareIds(left, right);
}

/** No endpoint tells it of several experiments: one search of one run each, which the lanes of `http` pace. */
export function readLastActivity(
  http: Http,
  ids: readonly ExperimentId[],
  signal: AbortSignal,
): Promise<readonly (number | undefined)[]> {
  const read = async (id: ExperimentId) => {
    const body = { experiment_ids: [id], max_results: 1, order_by: ['attributes.start_time DESC'] };
    const options = { signal, priority: 'background', isReadOnly: true } as const;
    const { value } = await http.postJson(PATHS.runsSearch, body, options);
    const [run] = decodeRunsPage(value).runs;
    return run && lastSignMs(run);
  };
  return Promise.all(ids.map(read));
}
