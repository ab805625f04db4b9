import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { Http } from '../http.ts';
import { compareIds, searchAcross } from './search-across.ts';

/** Ids of other kinds are made by no server, and would end the quotes around them. */
const RUN_ID = /^[\w-]+$/;
/** The time that a server needs to read such a list grows with its square: 200 cost 3.17.2 some 20 ms. */
const IDS_PER_SEARCH = 200;

/** By `run_id IN (…)`: one search for each 200 of them, whatever they logged, unless they weigh many megabytes. */
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
    const some = wanted.slice(start, start + IDS_PER_SEARCH);
    const search = {
      experimentIds: experiments,
      lifecycle: 'ALL',
      orderBy: [],
      filter: `attributes.run_id IN (${some.map((id) => `'${id}'`).join(', ')})`,
      limit: some.length,
      compare: compareIds,
    } as const;
    found.push(...(await searchAcross(http, search, signal)).runs);
  }
  return found;
}
