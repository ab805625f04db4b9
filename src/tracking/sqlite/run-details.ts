import type { KeyText } from '../../domain/runs/experiment.ts';
import type { DatasetInput, MetricValue, Run, RunId } from '../../domain/runs/run.ts';
import type { Database, Row } from './database.ts';
import { readStoredValue } from './stored-value.ts';

export type RunDetails = Pick<Run, 'metrics' | 'params' | 'tags' | 'datasets'>;

interface GrowingDetails {
  readonly metrics: MetricValue[];
  readonly params: KeyText[];
  readonly tags: KeyText[];
  readonly datasets: DatasetInput[];
}

const IN_RUNS = 'run_uuid IN (SELECT value FROM json_each(?))';

/** Everything that hangs on the runs, in the order of `ids`: one query for each table, not for each run. */
export async function readRunDetails(
  database: Database,
  ids: readonly RunId[],
  signal: AbortSignal,
): Promise<readonly RunDetails[]> {
  const byId = new Map<string, GrowingDetails>(
    ids.map((id) => [id, { metrics: [], params: [], tags: [], datasets: [] }]),
  );
  const read = (sql: string, onRow: (details: GrowingDetails, row: Row) => void): Promise<void> =>
    database.read(sql, [JSON.stringify(ids)], signal, (row) => {
      const details = byId.get(row.text(0) ?? '');
      if (details) onRow(details, row);
    });
  await read(
    `SELECT run_uuid, key, value, is_nan, step, timestamp FROM latest_metrics WHERE ${IN_RUNS} ORDER BY key`,
    ({ metrics }, row) => metrics.push(readMetric(row)),
  );
  await read(`SELECT run_uuid, key, value FROM params WHERE ${IN_RUNS} ORDER BY key`, ({ params }, row) =>
    params.push(readKeyText(row)),
  );
  await read(`SELECT run_uuid, key, value FROM tags WHERE ${IN_RUNS} ORDER BY key`, ({ tags }, row) =>
    tags.push(readKeyText(row)),
  );
  // Datasets came with MLflow 2.4.
  if (database.hasTable('inputs') && database.hasTable('datasets'))
    await read(DATASETS_SQL, ({ datasets }, row) => datasets.push(readDataset(row)));
  return ids.map((id) => byId.get(id) ?? { metrics: [], params: [], tags: [], datasets: [] });
}

const DATASETS_SQL = `
  SELECT i.destination_id, d.name, d.digest, d.dataset_source_type, t.value
  FROM inputs i
  JOIN datasets d ON d.dataset_uuid = i.source_id
  LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context'
  WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN'
    AND i.destination_id IN (SELECT value FROM json_each(?))
  ORDER BY d.name, t.value`;

function readMetric(row: Row): MetricValue {
  return {
    key: row.text(1) ?? '',
    value: readStoredValue(row, 2, 3),
    step: row.number(4),
    timestampMs: row.number(5),
  };
}

function readKeyText(row: Row): KeyText {
  return { key: row.text(1) ?? '', value: row.text(2) ?? '' };
}

function readDataset(row: Row): DatasetInput {
  return {
    name: row.text(1) ?? '',
    digest: row.text(2) ?? '',
    sourceType: row.text(3) ?? '',
    context: row.text(4),
  };
}
