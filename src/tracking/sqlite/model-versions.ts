import type { RunId } from '../../domain/runs/run.ts';
import type { ModelVersion } from '../source.ts';
import type { Database, Row } from './database.ts';

/** Versions with a run, and their aliases; none where the database has no registry (or no aliases: before 2.3). */
export async function listModelVersions(
  database: Database,
  signal: AbortSignal,
): Promise<readonly ModelVersion[]> {
  if (!database.hasTable('model_versions')) return [];
  const aliases = new Map<string, string[]>();
  if (database.hasTable('registered_model_aliases')) {
    await database.read(
      'SELECT name, version, alias FROM registered_model_aliases ORDER BY alias',
      [],
      signal,
      (row) => {
        const key = nameAt(row);
        aliases.set(key, [...(aliases.get(key) ?? []), row.text(2) ?? '']);
      },
    );
  }
  const versions: ModelVersion[] = [];
  await database.read(
    `SELECT name, version, run_id FROM model_versions
     WHERE run_id IS NOT NULL AND run_id <> '' AND current_stage <> 'Deleted_Internal' ORDER BY name, version`,
    [],
    signal,
    (row) => {
      versions.push({
        runId: (row.text(2) ?? '') as RunId,
        model: row.text(0) ?? '',
        version: String(row.number(1)),
        aliases: aliases.get(nameAt(row)) ?? [],
      });
    },
  );
  return versions;
}

/** Names of all registered models, in name order. */
export async function listModelNames(database: Database, signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  if (!database.hasTable('registered_models')) return names;
  await database.read('SELECT name FROM registered_models', [], signal, (row) =>
    names.push(row.text(0) ?? ''),
  );
  return names.toSorted();
}

/** Rows begin with name and version. */
function nameAt(row: Row): string {
  return `${row.number(1)} ${row.text(0) ?? ''}`;
}
