import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import type { Run, RunId, RunStatus } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import type { ActivityRequest, FoundRuns, LookUpRequest, RunsPage, RunsRequest } from '../source.ts';
import type { BindValue, Database, Row } from './database.ts';
import { decodeOffset, encodeOffset, readTimeMs } from './row-fields.ts';
import { readRunDetails } from './run-details.ts';
import type { RunDetails } from './run-details.ts';
import { buildRunOrder } from './run-order.ts';

const COLUMNS =
  'r.run_uuid, r.experiment_id, r.name, r.status, r.lifecycle_stage, r.start_time, r.end_time, r.user_id, r.artifact_uri';
/** Roughly what a run, a point and the frame of a key weigh in memory. */
const RUN_BYTES = 400;
const METRIC_BYTES = 60;

type RunHead = Omit<Run, keyof RunDetails>;

/** Sorted as MLflow sorts (`_get_orderby_clauses`), so that a page means the same from either kind of source. */
export async function searchRuns(
  database: Database,
  request: RunsRequest,
  signal: AbortSignal,
): Promise<RunsPage> {
  const { join, joinValues, orderBy } = buildRunOrder(request.sort);
  const offset = decodeOffset(request.pageToken);
  const heads = await readHeads(
    database,
    `${join}
     WHERE r.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) AND r.lifecycle_stage = ?
     ORDER BY ${orderBy} LIMIT ? OFFSET ?`,
    [...joinValues, JSON.stringify(request.experimentIds), request.lifecycle, request.pageSize + 1, offset],
    signal,
  );
  const runs = await withDetails(database, heads.slice(0, request.pageSize), signal);
  return {
    runs,
    nextPageToken: encodeOffset(offset + request.pageSize, heads.length > request.pageSize),
    sizeBytes: runs.reduce((sum, run) => sum + sizeOf(run), 0),
  };
}

export async function getRun(database: Database, id: RunId, signal: AbortSignal): Promise<Run> {
  const heads = await readHeads(database, 'WHERE r.run_uuid = ?', [id], signal);
  const [run] = await withDetails(database, heads, signal);
  if (!run) throw new TrackingError({ kind: 'not-found', subject: id });
  return run;
}

export async function findRunsByName(
  database: Database,
  name: string,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  const heads = await readHeads(
    database,
    `WHERE r.name = ? AND r.name <> '' AND r.lifecycle_stage = 'active' ORDER BY r.start_time DESC, r.run_uuid LIMIT ?`,
    [name, limit],
    signal,
  );
  return withDetails(database, heads, signal);
}

export async function searchActivity(
  database: Database,
  { experimentIds, kind, sinceMs, limit }: ActivityRequest,
  signal: AbortSignal,
): Promise<FoundRuns> {
  const meant =
    kind === 'running'
      ? "r.status = 'RUNNING' ORDER BY r.start_time DESC, r.run_uuid"
      : 'r.end_time >= ? ORDER BY r.status, r.end_time DESC, r.run_uuid';
  const heads = await readHeads(
    database,
    `WHERE r.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) AND r.lifecycle_stage = 'active'
     AND ${meant} LIMIT ?`,
    [JSON.stringify(experimentIds), ...(kind === 'running' ? [] : [Math.floor(sinceMs)]), limit + 1],
    signal,
  );
  return {
    runs: await withDetails(database, heads.slice(0, limit), signal),
    hasMore: heads.length > limit,
  };
}

const RUN_ID = /^[0-9a-f]{32}$/;
const ID_BEGINNING = /^[0-9a-f]{4,32}$/;

/** Names are compared here: SQLite knows no case but that of A-Z. */
export async function lookUpRuns(
  database: Database,
  { text, limit }: LookUpRequest,
  signal: AbortSignal,
): Promise<FoundRuns> {
  const wanted = text.trim();
  const id = wanted.toLowerCase();
  if (wanted === '' || limit <= 0) return { runs: [], hasMore: false };
  const ids: string[] = [];
  await database.read(
    'SELECT run_uuid, name FROM runs ORDER BY start_time DESC, run_uuid',
    [],
    signal,
    (row) => {
      const runId = row.text(0) ?? '';
      const isBegun = ID_BEGINNING.test(id) && runId.startsWith(id);
      if (isBegun || holdsText(row.text(1) ?? '', wanted)) ids.push(runId);
    },
  );
  const heads = await readHeads(
    database,
    `WHERE r.run_uuid IN (SELECT value FROM json_each(?)) ORDER BY r.start_time DESC, r.run_uuid`,
    [JSON.stringify(ids.slice(0, limit))],
    signal,
  );
  return {
    runs: await withDetails(database, heads, signal),
    hasMore: ids.length > limit,
    idProblem: ids.length === 0 && RUN_ID.test(id) ? 'not-found' : undefined,
  };
}

export async function readRuns(
  database: Database,
  ids: readonly RunId[],
  signal: AbortSignal,
): Promise<readonly Run[]> {
  const meant = 'WHERE r.run_uuid IN (SELECT value FROM json_each(?))';
  return withDetails(database, await readHeads(database, meant, [JSON.stringify(ids)], signal), signal);
}

export async function readLastActivity(
  database: Database,
  ids: readonly ExperimentId[],
  signal: AbortSignal,
): Promise<readonly (number | undefined)[]> {
  const found = new Map<string, number>();
  await database.read(
    `SELECT r.experiment_id, MAX(r.start_time), MAX(r.end_time), MAX(m.timestamp)
     FROM runs r LEFT JOIN latest_metrics m ON m.run_uuid = r.run_uuid
     WHERE r.lifecycle_stage = 'active' AND r.experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
     GROUP BY r.experiment_id`,
    [JSON.stringify(ids)],
    signal,
    (row) => found.set(row.text(0) ?? '', Math.max(row.number(1), row.number(2), row.number(3))),
  );
  return ids.map((id) => found.get(id) || undefined);
}

async function readHeads(
  database: Database,
  clauses: string,
  values: readonly BindValue[],
  signal: AbortSignal,
): Promise<readonly RunHead[]> {
  const heads: RunHead[] = [];
  await database.read(`SELECT ${COLUMNS} FROM runs r ${clauses}`, values, signal, (row) =>
    heads.push(readHead(row)),
  );
  return heads;
}

function readHead(row: Row): RunHead {
  return {
    id: (row.text(0) ?? '') as RunId,
    experimentId: (row.text(1) ?? '') as ExperimentId,
    name: row.text(2) ?? '',
    status: readStatus(row.text(3)),
    lifecycle: row.text(4) === 'deleted' ? 'deleted' : 'active',
    startMs: readTimeMs(row, 5),
    endMs: readTimeMs(row, 6),
    user: row.text(7) || undefined,
    artifactUri: row.text(8) || undefined,
  };
}

/** A status of a later release counts as waiting: it claims neither progress nor an end. */
function readStatus(value: string | undefined): RunStatus {
  return RUN_STATUSES.find((status) => status === value) ?? 'SCHEDULED';
}

async function withDetails(
  database: Database,
  heads: readonly RunHead[],
  signal: AbortSignal,
): Promise<readonly Run[]> {
  if (heads.length === 0) return [];
  const details = await readRunDetails(
    database,
    heads.map(({ id }) => id),
    signal,
  );
  return heads.map((head, index) => toRun(head, details[index]));
}

/** Databases written by other means than a client may hold the name and the user in tags only. */
function toRun(head: RunHead, details: RunDetails | undefined): Run {
  const { metrics = [], params = [], tags = [], datasets = [] } = details ?? {};
  const fromTag = (key: string): string | undefined => tags.find((tag) => tag.key === key)?.value;
  return {
    ...head,
    name: head.name || fromTag('mlflow.runName') || '',
    user: head.user ?? fromTag('mlflow.user'),
    metrics,
    params,
    tags,
    datasets,
  };
}

function sizeOf({ metrics, params, tags }: Run): number {
  const texts = [...params, ...tags].reduce((sum, { key, value }) => sum + key.length + value.length, 0);
  return RUN_BYTES + METRIC_BYTES * metrics.length + texts;
}
