import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import type { Run, RunId, RunStatus } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { RunsPage, RunsRequest } from '../source.ts';
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
