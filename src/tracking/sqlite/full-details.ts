import type { DatasetDetails, LoggedModel, ModelOfRun, RunDetails } from '../../domain/runs/run-details.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { FoundModels } from '../source.ts';
import type { Database } from './database.ts';
import { readTimeMs } from './row-fields.ts';

/** Datasets with their schemas, and the logged models of MLflow 3. */
export async function readFullDetails(
  database: Database,
  id: RunId,
  signal: AbortSignal,
): Promise<RunDetails> {
  const datasets: DatasetDetails[] = [];
  if (database.hasTable('inputs') && database.hasTable('datasets')) {
    await database.read(DATASETS_SQL, [id], signal, (row) => {
      datasets.push({
        name: row.text(0) ?? '',
        digest: row.text(1) ?? '',
        sourceType: row.text(2) ?? '',
        context: row.text(3),
        schema: row.text(4) || undefined,
        profile: row.text(5) || undefined,
        source: row.text(6) || undefined,
      });
    });
  }
  const models: LoggedModel[] = [];
  if (database.hasTable('logged_models')) {
    await database.read(MODELS_SQL, [id], signal, (row) => {
      const modelId = row.text(0) ?? '';
      models.push({
        id: modelId,
        name: row.text(1) ?? '',
        source: `models:/${modelId}`,
        flavor: row.text(2) || undefined,
        createdMs: readTimeMs(row, 3),
      });
    });
  }
  return { datasets, models };
}

/** All logged models of these runs; none where the database is older than MLflow 3. */
export async function listLoggedModels(
  database: Database,
  runs: readonly Pick<Run, 'id'>[],
  signal: AbortSignal,
): Promise<FoundModels> {
  if (signal.aborted) throw new TrackingError({ kind: 'aborted' });
  const models: ModelOfRun[] = [];
  const ids = JSON.stringify(runs.map(({ id }) => id));
  if (database.hasTable('logged_models')) {
    await database.read(MODELS_OF_RUNS_SQL, [ids], signal, (row) => {
      const runId = (row.text(0) ?? '') as RunId;
      models.push({ runId, name: row.text(1) ?? '', flavor: row.text(2) || undefined });
    });
  }
  return { models, hasMore: false };
}

const DATASETS_SQL = `
  SELECT d.name, d.digest, d.dataset_source_type, t.value, d.dataset_schema, d.dataset_profile, d.dataset_source
  FROM inputs i
  JOIN datasets d ON d.dataset_uuid = i.source_id
  LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context'
  WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = ?
  ORDER BY d.name, t.value`;

const MODELS_SQL = `
  SELECT model_id, name, model_type, creation_timestamp_ms FROM logged_models
  WHERE source_run_id = ? AND lifecycle_stage <> 'deleted' ORDER BY creation_timestamp_ms DESC`;

const MODELS_OF_RUNS_SQL = `
  SELECT source_run_id, name, model_type FROM logged_models
  WHERE source_run_id IN (SELECT value FROM json_each(?)) AND lifecycle_stage <> 'deleted'
  ORDER BY creation_timestamp_ms DESC`;
