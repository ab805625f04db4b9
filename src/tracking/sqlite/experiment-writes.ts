import type { ExperimentChange } from '../../domain/runs/experiment-change.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { TrackingError } from '../errors.ts';
import type { Database } from './database.ts';
import { getExperiment } from './experiments.ts';

/** In the copy in memory, not in the file. As on the server: names are unique, deleted ones included. */
export async function createExperiment(
  database: Database,
  name: string,
  signal: AbortSignal,
): Promise<ExperimentId> {
  await refuseTaken(database, name, signal);
  const nowMs = Date.now();
  database.write(
    `INSERT INTO experiments (experiment_id, name, lifecycle_stage, creation_time, last_update_time)
     VALUES ((SELECT COALESCE(MAX(experiment_id), 0) + 1 FROM experiments), ?, 'active', ?, ?)`,
    [name, nowMs, nowMs],
  );
  return (await idOfName(database, name, signal)) ?? ('' as ExperimentId);
}

/** Deleted ones take nothing but to be restored. */
export async function changeExperiment(
  database: Database,
  change: ExperimentChange,
  signal: AbortSignal,
): Promise<void> {
  const { id, lifecycle } = await getExperiment(database, change.id, signal);
  if ((lifecycle === 'deleted') !== (change.kind === 'restore'))
    throw new TrackingError({ kind: 'rejected', subject: id });
  switch (change.kind) {
    case 'rename':
      await refuseTaken(database, change.name, signal);
      database.write('UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?', [
        change.name,
        Date.now(),
        Number(id),
      ]);
      return;
    case 'set-tag':
      database.write('INSERT OR REPLACE INTO experiment_tags (key, value, experiment_id) VALUES (?, ?, ?)', [
        change.key,
        change.value,
        Number(id),
      ]);
      return;
    case 'delete-tag':
      if (
        database.write('DELETE FROM experiment_tags WHERE key = ? AND experiment_id = ?', [
          change.key,
          Number(id),
        ]) === 0
      )
        throw new TrackingError({ kind: 'not-found', subject: change.key });
      return;
    case 'delete':
    case 'restore':
      setLifecycle(database, id, change.kind === 'delete' ? 'deleted' : 'active');
  }
}

/** Runs go and come with their experiment (MLflow's sqlalchemy_store). */
function setLifecycle(database: Database, id: ExperimentId, lifecycle: string): void {
  database.write('UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?', [
    lifecycle,
    Date.now(),
    Number(id),
  ]);
  database.write('UPDATE runs SET lifecycle_stage = ? WHERE experiment_id = ?', [lifecycle, Number(id)]);
}

async function refuseTaken(database: Database, name: string, signal: AbortSignal): Promise<void> {
  if (name.trim() === '') throw new TrackingError({ kind: 'rejected', status: 400 });
  const taken = await idOfName(database, name, signal);
  if (taken !== undefined) throw new TrackingError({ kind: 'conflict', subject: taken });
}

async function idOfName(
  database: Database,
  name: string,
  signal: AbortSignal,
): Promise<ExperimentId | undefined> {
  let id: ExperimentId | undefined;
  await database.read('SELECT experiment_id FROM experiments WHERE name = ?', [name], signal, (row) => {
    id = (row.text(0) ?? '') as ExperimentId;
  });
  return id;
}
