import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import type { Run } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import type { FoundRuns, LookUpRequest } from '../source.ts';
import { decodeRunAnswer } from './decode.ts';
import { formatNamePartFilter } from './filter-language.ts';
import { newestFirst, searchAcross } from './search-across.ts';
import { PATHS } from './wire.ts';

const RUN_ID = /^[0-9a-f]{32}$/;
/** Fewer letters may as well be part of a word. */
const ID_BEGINNING = /^[0-9a-f]{4,31}$/;

/**
 * By a whole id with `runs/get`, else by the beginning of an id and by part of a name over all experiments.
 *
 * @param experimentIds reads the ids of all experiments, deleted ones too
 */
export async function lookUpRuns(
  http: Http,
  experimentIds: (signal: AbortSignal) => Promise<readonly ExperimentId[]>,
  { text, limit }: LookUpRequest,
  signal: AbortSignal,
): Promise<FoundRuns> {
  const wanted = text.trim();
  if (wanted === '' || limit <= 0) return { runs: [], hasMore: false };
  const id = wanted.toLowerCase();
  if (RUN_ID.test(id)) return findById(http, id, signal);
  const ids = await experimentIds(signal);
  const search = { experimentIds: ids, lifecycle: 'ALL', orderBy: ['attributes.start_time DESC'] } as const;
  const across = (filter: string, isMeant: (run: Run) => boolean) =>
    searchAcross(http, { ...search, filter, limit, isMeant, compare: newestFirst }, signal);
  const [named, begun] = await Promise.all([
    across(formatNamePartFilter(wanted), (run) => holdsText(run.name, wanted)),
    ID_BEGINNING.test(id)
      ? across(`attributes.run_id LIKE '${id}%'`, (run) => run.id.startsWith(id))
      : { runs: [], hasMore: false },
  ]);
  const isNew = (run: Run) => !begun.runs.some((other) => other.id === run.id);
  const runs = [...begun.runs, ...named.runs.filter(isNew)];
  return {
    runs: runs.slice(0, limit),
    hasMore: named.hasMore || begun.hasMore || runs.length > limit,
  };
}

async function findById(http: Http, id: string, signal: AbortSignal): Promise<FoundRuns> {
  try {
    const { value } = await http.getJson(PATHS.runsGet, { run_id: id }, { signal, priority: 'visible' });
    return { runs: [decodeRunAnswer(value)], hasMore: false };
  } catch (thrown) {
    const kind = thrown instanceof TrackingError ? thrown.failure.kind : undefined;
    if (kind === 'not-found' || kind === 'forbidden') return { runs: [], hasMore: false, idProblem: kind };
    throw thrown;
  }
}
