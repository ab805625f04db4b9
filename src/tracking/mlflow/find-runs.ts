import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run } from '../../domain/runs/run.ts';
import type { Http } from '../http.ts';
import { decodeRunsPage } from './decode.ts';
import { listExperimentIds } from './experiment-ids.ts';
import { formatNameFilter } from './filter-language.ts';
import { EXPERIMENTS_PER_SEARCH } from './search-across.ts';
import { PATHS } from './wire.ts';

const RUNS_PER_PAGE = 100;
/** Ends the search of a name whose pattern matches thousands of other names. */
const MAX_PAGES = 20;

/** Active runs named exactly `name` in active experiments, newest first, at most `limit`. */
export async function findRunsByName(
  http: Http,
  name: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  if (name === '' || limit <= 0) return [];
  const ids = await listExperimentIds(http, 'ACTIVE_ONLY', signal);
  const searches: Promise<readonly Run[]>[] = [];
  for (let start = 0; start < ids.length; start += EXPERIMENTS_PER_SEARCH) {
    searches.push(findIn(http, ids.slice(start, start + EXPERIMENTS_PER_SEARCH), name, limit, signal));
  }
  const found = (await Promise.all(searches)).flat();
  return found.toSorted((a, b) => (b.startMs ?? 0) - (a.startMs ?? 0)).slice(0, limit);
}

async function findIn(
  http: Http,
  experimentIds: readonly ExperimentId[],
  name: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  const found: Run[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const body = {
      experiment_ids: experimentIds,
      filter: formatNameFilter(name),
      order_by: ['attributes.start_time DESC'],
      max_results: RUNS_PER_PAGE,
      page_token: pageToken,
    };
    const { value } = await http.postJson(PATHS.runsSearch, body, {
      signal,
      priority: 'visible',
      isReadOnly: true,
    });
    const { runs, nextPageToken } = decodeRunsPage(value);
    // Databases may compare without case or trailing spaces, and a pattern matches more than the name.
    found.push(...runs.filter((run) => run.name === name));
    if (found.length >= limit || nextPageToken === undefined) break;
    pageToken = nextPageToken;
  }
  return found;
}
