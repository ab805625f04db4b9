import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { Http } from '../http.ts';
import { compareIds, searchAcross } from './search-across.ts';

/** Ids of other kinds are made by no server, and would end the quotes around them. */
const RUN_ID = /^[\w-]+$/;
/** The time that a server needs to read such a list grows with its square: 200 cost 3.17.2 some 20 ms. */
const IDS_PER_SEARCH = 200;

/**
 * By `run_id IN (…)`: one search for each 200 of them, whatever they logged. Runs of many metrics weigh megabytes, and
 * a search ends early there: it is asked for the others then, since a run that is not answered counts as gone.
 */
export async function readRuns(
  http: Http,
  experimentIds: (signal: AbortSignal) => Promise<readonly ExperimentId[]>,
  ids: readonly RunId[],
  signal: AbortSignal,
): Promise<readonly Run[]> {
  const wanted = [...new Set(ids)].filter((id) => RUN_ID.test(id));
  if (wanted.length === 0) return [];
  const experiments = await experimentIds(signal);
  const found: Run[] = [];
  for (let start = 0; start < wanted.length; start += IDS_PER_SEARCH) {
    let open = wanted.slice(start, start + IDS_PER_SEARCH);
    while (open.length > 0) {
      const search = {
        experimentIds: experiments,
        lifecycle: 'ALL',
        orderBy: [],
        filter: `attributes.run_id IN (${open.map((id) => `'${id}'`).join(', ')})`,
        limit: open.length,
        compare: compareIds,
      } as const;
      const { runs, hasMore } = await searchAcross(http, search, signal);
      found.push(...runs);
      const read = new Set<string>(runs.map(({ id }) => id));
      open = hasMore && read.size > 0 ? open.filter((id) => !read.has(id)) : [];
    }
  }
  return found;
}
