import { type RunChange, TAG_RUN_NAME } from '../../domain/runs/run-change.ts';
import { TrackingError } from '../errors.ts';
import type { Database } from './database.ts';
import { getRun } from './runs.ts';

/** The copy in memory changes, not the file. As on the server: `mlflow.runName` renames, deleted runs refuse. */
export async function changeRun(database: Database, change: RunChange, signal: AbortSignal): Promise<void> {
  const run = await getRun(database, change.id, signal);
  const isLifecycle = change.kind === 'delete' || change.kind === 'restore';
  if (run.lifecycle === 'deleted' && !isLifecycle)
    throw new TrackingError({ kind: 'rejected', subject: change.id });
  write(database, change);
}

function write(database: Database, change: RunChange): void {
  const { id } = change;
  switch (change.kind) {
    case 'rename':
      return setTag(database, id, TAG_RUN_NAME, change.name);
    case 'set-tag':
      return setTag(database, id, change.key, change.value);
    case 'delete-tag': {
      const count = database.write('DELETE FROM tags WHERE run_uuid = ? AND key = ?', [id, change.key]);
      if (count === 0) throw new TrackingError({ kind: 'not-found', subject: change.key });
      return;
    }
    case 'set-status':
      database.write('UPDATE runs SET status = ?, end_time = NULLIF(?, 0) WHERE run_uuid = ?', [
        change.status,
        change.endMs ?? 0,
        id,
      ]);
      return;
    case 'delete':
    case 'restore':
      database.write('UPDATE runs SET lifecycle_stage = ? WHERE run_uuid = ?', [
        change.kind === 'delete' ? 'deleted' : 'active',
        id,
      ]);
  }
}

function setTag(database: Database, id: string, key: string, value: string): void {
  database.write('INSERT OR REPLACE INTO tags (key, value, run_uuid) VALUES (?, ?, ?)', [key, value, id]);
  if (key === TAG_RUN_NAME) database.write('UPDATE runs SET name = ? WHERE run_uuid = ?', [value, id]);
}
