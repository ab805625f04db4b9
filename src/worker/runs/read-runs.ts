import type { ExperimentId, Lifecycle } from '../../domain/runs/experiment.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';

/** Ids that fit into one `run_id IN (…)`; 1,000 were tried on 3.17.2 and 2.22.4. */
const IDS_PER_SEARCH = 200;
/** Fewer are asked for one by one, side by side. */
const MIN_TO_SEARCH = 4;

export interface ReadRunsOptions {
  readonly source: TrackingSource;
  /** Whether runs can be searched for by their ids. */
  readonly canFilter: boolean;
  /** Where the run is known to be; undefined: nobody knows. */
  readonly experimentOf: (id: RunId) => ExperimentId | undefined;
}

/**
 * Runs by id, as the source has them now, deleted ones included; why not where one cannot be read. Many runs of known
 * experiments cost one or two searches. Rejects only when the signal aborts.
 */
export async function readRunsById(
  { source, canFilter, experimentOf }: ReadRunsOptions,
  ids: readonly RunId[],
  signal: AbortSignal,
): Promise<ReadonlyMap<RunId, Run | TrackingFailure>> {
  const found = new Map<RunId, Run | TrackingFailure>();
  const searched = ids.filter((id) => experimentOf(id) !== undefined);
  if (canFilter && searched.length >= MIN_TO_SEARCH) {
    for (const lifecycle of ['active', 'deleted'] as const) {
      const missing = searched.filter((id) => !found.has(id));
      if (missing.length === 0) break;
      const runs = await searchByIds({ source, experimentOf, lifecycle, signal }, missing);
      for (const run of runs) found.set(run.id, run);
    }
  }
  const single = ids.filter((id) => !found.has(id));
  await Promise.all(single.map(async (id) => found.set(id, await readOne(source, id, signal))));
  signal.throwIfAborted();
  return found;
}

interface Search extends Pick<ReadRunsOptions, 'source' | 'experimentOf'> {
  readonly lifecycle: Lifecycle;
  readonly signal: AbortSignal;
}

/** What a failed search leaves out is asked for run by run, which tells of each why it is not there. */
async function searchByIds(
  { source, experimentOf, lifecycle, signal }: Search,
  ids: readonly RunId[],
): Promise<readonly Run[]> {
  const parts: Promise<readonly Run[]>[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_SEARCH) {
    const asked = ids.slice(start, start + IDS_PER_SEARCH);
    const experimentIds = [...new Set(asked.flatMap((id) => experimentOf(id) ?? []))];
    const request = {
      experimentIds,
      lifecycle,
      filter: `attributes.run_id IN (${asked.map((id) => `'${id}'`).join(', ')})`,
      sort: undefined,
      pageSize: asked.length,
      pageToken: undefined,
      priority: 'visible',
    } as const;
    parts.push(
      source.searchRuns(request, signal).then(
        ({ runs }) => runs,
        () => [],
      ),
    );
  }
  return (await Promise.all(parts)).flat();
}

async function readOne(
  source: TrackingSource,
  id: RunId,
  signal: AbortSignal,
): Promise<Run | TrackingFailure> {
  try {
    return await source.getRun(id, signal);
  } catch (thrown) {
    return toTrackingFailure(thrown);
  }
}
