import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run } from '../../domain/runs/run.ts';
import type { Http } from '../http.ts';
import type { FoundRuns } from '../source.ts';
import { decodeRunsPage } from './decode.ts';
import { PATHS } from './wire.ts';

/** Tried on 3.17.2 and 2.22.4; more ids in one search were not. */
export const EXPERIMENTS_PER_SEARCH = 5_000;
/** The first page tells how large runs are: one with 2,000 metrics weighs 300 KB. */
const FIRST_PAGE_RUNS = 20;
/** No further page is asked for that would go beyond. */
const MAX_BYTES = 3_000_000;

export interface AcrossSearch {
  readonly experimentIds: readonly ExperimentId[];
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly lifecycle: 'ACTIVE_ONLY' | 'ALL';
  readonly limit: number;
  /** The order of `orderBy`, for runs of several searches. */
  readonly compare: (left: Run, right: Run) => number;
  /** What of the runs that the server finds is meant; undefined: all. */
  readonly isMeant?: ((run: Run) => boolean) | undefined;
}

/** One filter over any number of experiments: one search for each 5,000 of them, side by side. */
export async function searchAcross(
  http: Http,
  { experimentIds, limit, compare, ...search }: AcrossSearch,
  signal: AbortSignal,
): Promise<FoundRuns> {
  const searches: Promise<FoundRuns>[] = [];
  for (let start = 0; start < experimentIds.length; start += EXPERIMENTS_PER_SEARCH) {
    const ids = experimentIds.slice(start, start + EXPERIMENTS_PER_SEARCH);
    searches.push(searchBatch(http, { ...search, experimentIds: ids, limit }, signal));
  }
  const found = await Promise.all(searches);
  const runs = found.flatMap((each) => each.runs).toSorted(compare);
  return { runs: runs.slice(0, limit), hasMore: runs.length > limit || found.some((each) => each.hasMore) };
}

async function searchBatch(
  http: Http,
  search: Omit<AcrossSearch, 'compare'>,
  signal: AbortSignal,
): Promise<FoundRuns> {
  const { experimentIds, filter, orderBy, lifecycle, limit, isMeant = () => true } = search;
  const runs: Run[] = [];
  let pageToken: string | undefined;
  let pageSize = Math.min(FIRST_PAGE_RUNS, limit);
  let readBytes = 0;
  do {
    const body = {
      experiment_ids: experimentIds,
      filter,
      order_by: orderBy,
      run_view_type: lifecycle,
      max_results: pageSize,
      page_token: pageToken,
    };
    const options = { signal, priority: 'visible', isReadOnly: true } as const;
    const { value, sizeBytes } = await http.postJson(PATHS.runsSearch, body, options);
    const page = decodeRunsPage(value);
    runs.push(...page.runs.filter(isMeant));
    readBytes += sizeBytes;
    // A page that is full and the last: 2.22.4 gives a token that leads to an empty one.
    pageToken = page.runs.length < pageSize ? undefined : page.nextPageToken;
    pageSize = nextPageSize(sizeBytes / Math.max(1, page.runs.length), MAX_BYTES - readBytes, limit);
  } while (pageToken !== undefined && runs.length < limit && pageSize > 0);
  return { runs: runs.slice(0, limit), hasMore: runs.length > limit || pageToken !== undefined };
}

/** Zero where another page would go beyond what is left. */
function nextPageSize(bytesPerRun: number, leftBytes: number, limit: number): number {
  const affordable = Math.floor(leftBytes / Math.max(1, bytesPerRun));
  return affordable < 1 ? 0 : Math.min(affordable, limit, 200);
}

/** Newest first, as MLflow: runs without a start last, then by id. */
export function newestFirst(left: Run, right: Run): number {
  return (right.startMs ?? 0) - (left.startMs ?? 0) || compareIds(left, right);
}

export function compareIds(left: Run, right: Run): number {
  return left.id < right.id ? -1 : Number(left.id > right.id);
}
