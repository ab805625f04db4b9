import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { seriesOfLength } from '../sort-series.ts';
import type { HistoryPage, HistoryPageRequest, HistorySample, HistorySampleRequest } from '../source.ts';
import type { BindValue, Database, Row } from './database.ts';
import { readStoredValue } from './stored-value.ts';

export const HISTORY_PAGE_SIZE = 25_000;
const POINT_BYTES = 24;
const COLUMNS = 'step, timestamp, value, is_nan';

export async function sampleHistories(
  database: Database,
  request: HistorySampleRequest,
  signal: AbortSignal,
): Promise<readonly HistorySample[]> {
  const samples: HistorySample[] = [];
  for (const runId of request.runIds) samples.push(await sampleHistory(database, request, runId, signal));
  return samples;
}

async function sampleHistory(
  database: Database,
  { key, maxPointsPerRun, stepRange }: HistorySampleRequest,
  runId: RunId,
  signal: AbortSignal,
): Promise<HistorySample> {
  const inRange = stepRange ? 'AND step BETWEEN ? AND ?' : '';
  const values: readonly BindValue[] = [runId, key, ...(stepRange ? [stepRange.start, stepRange.end] : [])];
  const rows = `${rowsOfOneRun(database)} WHERE run_uuid = ? AND key = ? ${inRange}`;
  let count = 0;
  await database.read(`SELECT count(*) FROM ${rows}`, values, signal, (row) => {
    count = row.number(0);
  });
  const indexes = pickEvenly(count, maxPointsPerRun);
  const series = seriesOfLength(indexes.length);
  let [index, filled] = [0, 0];
  if (count > 0)
    await database.read(
      // NaN is stored as 0: it goes behind the numbers of its step and time, as in every `Series`.
      `SELECT ${COLUMNS} FROM ${rows} ORDER BY step, timestamp, is_nan, value`,
      values,
      signal,
      (row) => {
        if (indexes[filled] === index) fillPoint(series, filled++, row);
        index += 1;
      },
    );
  return { runId, series, isComplete: count === indexes.length };
}

/**
 * Without being told, SQLite walks the primary key, that is, this metric's points of all runs.
 * `index_metrics_run_uuid_key_step` came with MLflow 3.x; the other one is older than 2.22.
 */
function rowsOfOneRun(database: Database): string {
  const index = ['index_metrics_run_uuid_key_step', 'index_metrics_run_uuid'].find((name) =>
    database.hasIndex(name),
  );
  return index ? `metrics INDEXED BY ${index}` : 'metrics';
}

/** Row numbers 0 … count - 1, at most `limit` of them, evenly spread with both ends; of one, the last. */
export function pickEvenly(count: number, limit: number): Uint32Array {
  if (count <= limit) return Uint32Array.from({ length: count }, (_, index) => index);
  if (limit <= 1) return Uint32Array.of(count - 1);
  return Uint32Array.from({ length: limit }, (_, index) => Math.round((index * (count - 1)) / (limit - 1)));
}

/**
 * One page in MLflow's order: timestamp, step, value. The token is the last point, so that a page costs the same
 * wherever it starts; `+run_uuid` makes SQLite walk the primary key (key, timestamp, step, …) instead of sorting the
 * whole history for each page.
 */
export async function readHistoryPage(
  database: Database,
  { runId, key, pageToken }: HistoryPageRequest,
  signal: AbortSignal,
): Promise<HistoryPage> {
  const after = pageToken === undefined ? undefined : decodeToken(pageToken);
  const page = seriesOfLength(HISTORY_PAGE_SIZE);
  let [length, hasMore, lastToken] = [0, false, ''];
  await database.read(
    `SELECT ${COLUMNS} FROM metrics WHERE key = ? AND +run_uuid = ?
     ${after ? 'AND (timestamp, step, value, is_nan) > (?, ?, ?, ?)' : ''}
     ORDER BY timestamp, step, value, is_nan LIMIT ${HISTORY_PAGE_SIZE + 1}`,
    [key, runId, ...(after ?? [])],
    signal,
    (row) => {
      if (length === HISTORY_PAGE_SIZE) {
        hasMore = true;
        return;
      }
      if (length === HISTORY_PAGE_SIZE - 1) lastToken = encodeToken(row);
      fillPoint(page, length++, row);
    },
  );
  return {
    series: firstPoints(page, length),
    nextPageToken: hasMore ? lastToken : undefined,
    sizeBytes: length * POINT_BYTES,
  };
}

function encodeToken(row: Row): string {
  return JSON.stringify([row.number(1), row.number(0), row.number(2), row.number(3)]);
}

function decodeToken(token: string): readonly number[] {
  const values: unknown = JSON.parse(token);
  return Array.isArray(values) ? values.map(Number) : [];
}

function fillPoint(series: Series, index: number, row: Row): void {
  series.steps[index] = row.number(0);
  series.timestampsMs[index] = row.number(1);
  series.values[index] = readStoredValue(row, 2, 3);
}

/** Copies, so that a short page does not hold the memory of a full one. */
function firstPoints({ steps, timestampsMs, values }: Series, length: number): Series {
  return {
    steps: steps.slice(0, length),
    timestampsMs: timestampsMs.slice(0, length),
    values: values.slice(0, length),
  };
}
