import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { type Run, type RunId, type RunStatus, TAG_PARENT_RUN, tagValue } from '../../domain/runs/run.ts';
import type { TrackingSource } from '../../tracking/source.ts';

export interface RelativesRequest {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly parentId: RunId | undefined;
}

/** A run as a list of others names it. */
export interface RelatedRun {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  readonly startMs: number | undefined;
}

export interface Relatives {
  readonly children: RelatedRuns;
  /** Without the run itself; none where it has no parent. */
  readonly siblings: RelatedRuns;
}

export interface RelatedRuns {
  /** Active ones, oldest first. */
  readonly runs: readonly RelatedRun[];
  /** More exist than were read. */
  readonly hasMore: boolean;
}

const MAX_RELATIVES = 500;
/** Ends the reading of a source that is searched here. */
const MAX_PAGES = 200;
const NOBODY: RelatedRuns = { runs: [], hasMore: false };

/** Runs of the same experiment that name the run, or its parent, as their parent. */
export async function readRelatives(
  source: TrackingSource,
  canFilter: boolean,
  { id, experimentId, parentId }: RelativesRequest,
  signal: AbortSignal,
): Promise<Relatives> {
  const childrenOf = (parent: RunId) =>
    canFilter
      ? searchChildren(source, experimentId, parent, signal)
      : findChildren(source, experimentId, parent, signal);
  const [children, siblings] = await Promise.all([
    childrenOf(id),
    parentId === undefined ? NOBODY : childrenOf(parentId),
  ]);
  return { children, siblings: { ...siblings, runs: siblings.runs.filter((run) => run.id !== id) } };
}

async function searchChildren(
  source: TrackingSource,
  experimentId: ExperimentId,
  parent: RunId,
  signal: AbortSignal,
): Promise<RelatedRuns> {
  // An id that could end the text names no run of MLflow.
  if (!/^[\w-]+$/.test(parent)) return NOBODY;
  const filter = `tags.\`${TAG_PARENT_RUN}\` = '${parent}'`;
  const request = { ...requestOf(experimentId), filter, pageSize: MAX_RELATIVES };
  const { runs, nextPageToken } = await source.searchRuns(request, signal);
  return { runs: inOrder(runs), hasMore: nextPageToken !== undefined && runs.length >= MAX_RELATIVES };
}

async function findChildren(
  source: TrackingSource,
  experimentId: ExperimentId,
  parent: RunId,
  signal: AbortSignal,
): Promise<RelatedRuns> {
  const found: Run[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { runs, nextPageToken } = await source.searchRuns(
      { ...requestOf(experimentId), pageSize: 1_000, pageToken },
      signal,
    );
    found.push(...runs.filter(({ tags }) => tagValue(tags, TAG_PARENT_RUN) === parent));
    pageToken = nextPageToken;
    if (pageToken === undefined) break;
  }
  return { runs: inOrder(found.slice(0, MAX_RELATIVES)), hasMore: found.length > MAX_RELATIVES };
}

function requestOf(experimentId: ExperimentId) {
  return {
    experimentIds: [experimentId],
    lifecycle: 'active',
    filter: undefined,
    sort: undefined,
    pageToken: undefined,
    priority: 'visible',
  } as const;
}

function inOrder(runs: readonly Run[]): readonly RelatedRun[] {
  return runs
    .map(({ id, experimentId, name, status, startMs }) => ({ id, experimentId, name, status, startMs }))
    .toSorted((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
}
