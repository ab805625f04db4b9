import { TrackingError } from '../errors.ts';

/** Paths below the base address. The `ajax-api` twins of `/api`: only they hold every endpoint that is used. */
export const PATHS = {
  version: '/version',
  serverInfo: '/ajax-api/3.0/mlflow/server-info',
  workspaces: '/ajax-api/3.0/mlflow/workspaces',
  experimentsSearch: '/ajax-api/2.0/mlflow/experiments/search',
  experimentsGet: '/ajax-api/2.0/mlflow/experiments/get',
  experimentsGetByName: '/ajax-api/2.0/mlflow/experiments/get-by-name',
  experimentsCreate: '/ajax-api/2.0/mlflow/experiments/create',
  experimentsUpdate: '/ajax-api/2.0/mlflow/experiments/update',
  experimentsDelete: '/ajax-api/2.0/mlflow/experiments/delete',
  experimentsRestore: '/ajax-api/2.0/mlflow/experiments/restore',
  experimentsSetTag: '/ajax-api/2.0/mlflow/experiments/set-experiment-tag',
  experimentsDeleteTag: '/ajax-api/2.0/mlflow/experiments/delete-experiment-tag',
  runsSearch: '/ajax-api/2.0/mlflow/runs/search',
  runsGet: '/ajax-api/2.0/mlflow/runs/get',
  runsSetTag: '/ajax-api/2.0/mlflow/runs/set-tag',
  runsDeleteTag: '/ajax-api/2.0/mlflow/runs/delete-tag',
  runsUpdate: '/ajax-api/2.0/mlflow/runs/update',
  runsDelete: '/ajax-api/2.0/mlflow/runs/delete',
  runsRestore: '/ajax-api/2.0/mlflow/runs/restore',
  history: '/ajax-api/2.0/mlflow/metrics/get-history',
  historySample: '/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval',
  modelsSearch: '/ajax-api/2.0/mlflow/registered-models/search',
  modelsCreate: '/ajax-api/2.0/mlflow/registered-models/create',
  modelsGet: '/ajax-api/2.0/mlflow/registered-models/get',
  modelsRename: '/ajax-api/2.0/mlflow/registered-models/rename',
  modelsUpdate: '/ajax-api/2.0/mlflow/registered-models/update',
  modelsDelete: '/ajax-api/2.0/mlflow/registered-models/delete',
  modelsSetTag: '/ajax-api/2.0/mlflow/registered-models/set-tag',
  modelsDeleteTag: '/ajax-api/2.0/mlflow/registered-models/delete-tag',
  modelsAlias: '/ajax-api/2.0/mlflow/registered-models/alias',
  versionsGet: '/ajax-api/2.0/mlflow/model-versions/get',
  versionsUpdate: '/ajax-api/2.0/mlflow/model-versions/update',
  versionsSetTag: '/ajax-api/2.0/mlflow/model-versions/set-tag',
  versionsDeleteTag: '/ajax-api/2.0/mlflow/model-versions/delete-tag',
  versionsStage: '/ajax-api/2.0/mlflow/model-versions/transition-stage',
  usersCurrent: '/ajax-api/2.0/mlflow/users/current',
  versionsCreate: '/ajax-api/2.0/mlflow/model-versions/create',
  versionsDelete: '/ajax-api/2.0/mlflow/model-versions/delete',
  loggedModelsSearch: '/ajax-api/2.0/mlflow/logged-models/search',
  versionsSearch: '/ajax-api/2.0/mlflow/model-versions/search',
  artifactsList: '/ajax-api/2.0/mlflow/artifacts/list',
  artifactGet: '/get-artifact',
  presigned: '/ajax-api/2.0/mlflow-artifacts/presigned',
  loggedModels: '/ajax-api/2.0/mlflow/logged-models',
  traces2: '/ajax-api/2.0/mlflow/traces',
  traces3: '/ajax-api/3.0/mlflow/traces/search',
} as const;

/** A JSON object of unknown contents. */
export type WireRecord = Readonly<Record<string, unknown>>;

/** Thrown by all readers: the answer is JSON, but not what MLflow sends there. */
export function notMlflow(what: string): TrackingError {
  return new TrackingError({ kind: 'bad-response', status: 200, cause: 'not-mlflow', detail: what });
}

export function readRecord(value: unknown, what: string): WireRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notMlflow(what);
  return value as WireRecord;
}

/** MLflow leaves empty lists out. */
export function readList(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw notMlflow(what);
  return value;
}

export function readText(value: unknown, what: string): string {
  if (typeof value !== 'string') throw notMlflow(what);
  return value;
}

export function readOptionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An int64, which MLflow writes as a number and protobuf as text; 0 where it is left out. */
export function readInteger(value: unknown, what: string): number {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null) return 0;
  const number = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw notMlflow(what);
  return number;
}

/** Milliseconds since the epoch; MLflow writes 0 or nothing for a time that is not known. */
export function readTimeMs(value: unknown): number | undefined {
  return typeof value === 'number' && value !== 0 ? value : undefined;
}

/** What SQL stores keep in place of ±Infinity: the largest double (MLflow's sqlalchemy_store). */
const LARGEST = 1.797_693_134_862_315_7e308;
const WORDS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A metric value: a number, or one of protobuf's three words. */
export function readMetricValue(value: unknown, what: string): number {
  if (typeof value === 'number') {
    if (value >= LARGEST) return Number.POSITIVE_INFINITY;
    return value <= -LARGEST ? Number.NEGATIVE_INFINITY : value;
  }
  const word = WORDS.get(value);
  if (word === undefined) throw notMlflow(what);
  return word;
}

/**
 * The object of an answer whose known keys are all optional: `{}` is "none". An object with other keys only is another
 * program's. Errors inside a 200 do not happen with MLflow.
 */
export function readAnswer(value: unknown, knownKeys: readonly string[]): WireRecord {
  const record = readRecord(value, 'answer');
  const keys = Object.keys(record);
  if (keys.length > 0 && !knownKeys.some((key) => key in record))
    throw notMlflow(keys.slice(0, 5).join(', '));
  return record;
}
