import type { Experiment, ExperimentId, KeyText } from '../../domain/runs/experiment.ts';
import { TrackingError } from '../errors.ts';
import type { ExperimentsPage, ExperimentsRequest } from '../source.ts';
import type { Database, Row } from './database.ts';
import { decodeOffset, encodeOffset, readTimeMs } from './row-fields.ts';

const COLUMNS = 'experiment_id, name, lifecycle_stage, creation_time, last_update_time, artifact_location';

/** Ordered as MLflow orders them unasked: newest first, then by id (`_get_search_experiments_order_by_clauses`). */
export async function searchExperiments(
  database: Database,
  { lifecycle, pageSize, pageToken }: ExperimentsRequest,
  signal: AbortSignal,
): Promise<ExperimentsPage> {
  const offset = decodeOffset(pageToken);
  const found: Experiment[] = [];
  await database.read(
    `SELECT ${COLUMNS} FROM experiments WHERE lifecycle_stage = ?
     ORDER BY creation_time DESC, experiment_id LIMIT ? OFFSET ?`,
    [lifecycle, pageSize + 1, offset],
    signal,
    (row) => found.push(readExperiment(row)),
  );
  return {
    experiments: await withTags(database, found.slice(0, pageSize), signal),
    nextPageToken: encodeOffset(offset + pageSize, found.length > pageSize),
  };
}

export async function getExperiment(
  database: Database,
  id: ExperimentId,
  signal: AbortSignal,
): Promise<Experiment> {
  const found: Experiment[] = [];
  await database.read(
    `SELECT ${COLUMNS} FROM experiments WHERE CAST(experiment_id AS TEXT) = ?`,
    [id],
    signal,
    (row) => found.push(readExperiment(row)),
  );
  const [experiment] = await withTags(database, found, signal);
  if (!experiment) throw new TrackingError({ kind: 'not-found', subject: id });
  return experiment;
}

/** False where the database is older than traces (before MLflow 2.14). */
export async function hasTraces(database: Database, id: ExperimentId, signal: AbortSignal): Promise<boolean> {
  if (!database.hasTable('trace_info')) return false;
  let isFound = false;
  await database.read(
    'SELECT 1 FROM trace_info WHERE CAST(experiment_id AS TEXT) = ? LIMIT 1',
    [id],
    signal,
    () => {
      isFound = true;
    },
  );
  return isFound;
}

function readExperiment(row: Row): Experiment {
  return {
    id: (row.text(0) ?? '') as ExperimentId,
    name: row.text(1) ?? '',
    lifecycle: row.text(2) === 'deleted' ? 'deleted' : 'active',
    createdMs: readTimeMs(row, 3),
    updatedMs: readTimeMs(row, 4),
    artifactLocation: row.text(5),
    tags: [],
  };
}

async function withTags(
  database: Database,
  experiments: readonly Experiment[],
  signal: AbortSignal,
): Promise<readonly Experiment[]> {
  const tags = new Map<string, KeyText[]>(experiments.map(({ id }) => [id, []]));
  await database.read(
    `SELECT experiment_id, key, value FROM experiment_tags
     WHERE experiment_id IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) ORDER BY key`,
    [JSON.stringify([...tags.keys()])],
    signal,
    (row) => tags.get(row.text(0) ?? '')?.push({ key: row.text(1) ?? '', value: row.text(2) ?? '' }),
  );
  return experiments.map((experiment) => ({ ...experiment, tags: tags.get(experiment.id) ?? [] }));
}
