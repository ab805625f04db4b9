import {
  isStage,
  type ModelAlias,
  type RegisteredModel,
  type RegisteredVersion,
} from '../../domain/registry/registered-model.ts';
import type { ExperimentId, KeyText } from '../../domain/runs/experiment.ts';
import type { LoggedModelOrigin } from '../../domain/runs/run-details.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { RegistrySource } from '../registry-source.ts';
import type { BindValue, Database, Row } from './database.ts';
import { decodeOffset, encodeOffset, readTimeMs } from './row-fields.ts';

const PROMPT_TAG = 'mlflow.prompt.is_prompt';
/** Deleted versions stay in the table, with their sources redacted (3.17.2, 2.22.4). */
const IS_LEFT = "current_stage <> 'Deleted_Internal'";

/** The registry in a database file (schemas of MLflow 2.22 and 3.x), which is read only. */
export function createSqliteRegistry(database: Database): RegistrySource {
  return {
    searchModels: async ({ pageSize, pageToken }, signal) => {
      const offset = decodeOffset(pageToken);
      const clauses = `WHERE name NOT IN (SELECT name FROM registered_model_tags WHERE key = '${PROMPT_TAG}')
        ORDER BY name LIMIT ? OFFSET ?`;
      const models = await readModels(database, clauses, [pageSize + 1, offset], signal);
      return {
        models: models.slice(0, pageSize),
        nextPageToken: encodeOffset(offset + pageSize, models.length > pageSize),
      };
    },
    getModel: async (name, signal) => {
      const [model] = await readModels(database, 'WHERE name = ?', [name], signal);
      return found(model, name);
    },
    searchVersions: async ({ model, pageSize, pageToken }, signal) => {
      const offset = decodeOffset(pageToken);
      const clauses = `AND name = ? ORDER BY version DESC LIMIT ? OFFSET ?`;
      const versions = await readVersions(database, clauses, [model, pageSize + 1, offset], signal);
      return {
        versions: versions.slice(0, pageSize),
        nextPageToken: encodeOffset(offset + pageSize, versions.length > pageSize),
      };
    },
    getVersion: async ({ model, version }, signal) => {
      const values = [model, Number(version)];
      const [only] = await readVersions(database, 'AND name = ? AND version = ?', values, signal);
      return found(only, `${model} ${version}`);
    },
    getLoggedModel: (id, signal) => readLoggedModel(database, id, signal),
    change: () => Promise.reject(new TrackingError({ kind: 'unsupported' })),
    readUserName: () => Promise.resolve(undefined),
  };
}

async function readLoggedModel(
  database: Database,
  id: string,
  signal: AbortSignal,
): Promise<LoggedModelOrigin> {
  let model: LoggedModelOrigin | undefined;
  if (database.hasTable('logged_models'))
    await database.read(
      `SELECT name, experiment_id, source_run_id FROM logged_models
       WHERE model_id = ? AND lifecycle_stage <> 'deleted'`,
      [id],
      signal,
      (row) => {
        model = {
          name: row.text(0) ?? '',
          experimentId: String(row.number(1)) as ExperimentId,
          runId: (row.text(2) || undefined) as RunId | undefined,
        };
      },
    );
  return found(model, id);
}

async function readModels(
  database: Database,
  clauses: string,
  values: readonly BindValue[],
  signal: AbortSignal,
): Promise<readonly RegisteredModel[]> {
  if (!database.hasTable('registered_models')) return [];
  const heads: Omit<RegisteredModel, 'tags' | 'aliases' | 'latest'>[] = [];
  await database.read(
    `SELECT name, description, creation_time, last_updated_time FROM registered_models ${clauses}`,
    values,
    signal,
    (row) => {
      const description = row.text(1) ?? '';
      heads.push({
        name: row.text(0) ?? '',
        description,
        createdMs: readTimeMs(row, 2),
        updatedMs: readTimeMs(row, 3),
      });
    },
  );
  const names = JSON.stringify(heads.map(({ name }) => name));
  const ofNames = 'WHERE name IN (SELECT value FROM json_each(?))';
  const read = async <Item>(sql: string, toItem: (row: Row) => Item) => {
    const items = new Map<string, Item[]>();
    await database.read(sql, [names], signal, (row) => {
      const name = row.text(0) ?? '';
      items.set(name, [...(items.get(name) ?? []), toItem(row)]);
    });
    return items;
  };
  const tags = await read(
    `SELECT name, key, value FROM registered_model_tags ${ofNames} ORDER BY key`,
    toTag,
  );
  // Databases from before 2.3 have no aliases.
  const aliases = database.hasTable('registered_model_aliases')
    ? await read(
        `SELECT name, alias, version FROM registered_model_aliases ${ofNames} ORDER BY alias`,
        toAlias,
      )
    : new Map<string, ModelAlias[]>();
  const latest = await read(
    `SELECT name, MAX(version), current_stage FROM model_versions ${ofNames} AND ${IS_LEFT} GROUP BY name, current_stage`,
    (row) => ({ version: String(row.number(1)), stage: readStage(row.text(2)) }),
  );
  return heads.map((head) => ({
    ...head,
    tags: tags.get(head.name) ?? [],
    aliases: aliases.get(head.name) ?? [],
    latest: latest.get(head.name) ?? [],
  }));
}

async function readVersions(
  database: Database,
  clauses: string,
  values: readonly BindValue[],
  signal: AbortSignal,
): Promise<readonly RegisteredVersion[]> {
  if (!database.hasTable('model_versions')) return [];
  const versions: Omit<RegisteredVersion, 'tags'>[] = [];
  await database.read(
    `SELECT name, version, creation_time, last_updated_time, user_id, current_stage, description, source, run_id,
       status, status_message FROM model_versions WHERE ${IS_LEFT} ${clauses}`,
    values,
    signal,
    (row) => versions.push(readVersion(row)),
  );
  const tags = new Map<string, KeyText[]>();
  const numbers = JSON.stringify(versions.map(({ version }) => Number(version)));
  await database.read(
    `SELECT version, key, value FROM model_version_tags
     WHERE name = ? AND version IN (SELECT value FROM json_each(?)) ORDER BY key`,
    [versions[0]?.model ?? '', numbers],
    signal,
    (row) => {
      const version = String(row.number(0));
      tags.set(version, [...(tags.get(version) ?? []), toTag(row)]);
    },
  );
  return versions.map((version) => ({ ...version, tags: tags.get(version.version) ?? [] }));
}

function readVersion(row: Row): Omit<RegisteredVersion, 'tags'> {
  return {
    model: row.text(0) ?? '',
    version: String(row.number(1)),
    createdMs: readTimeMs(row, 2),
    updatedMs: readTimeMs(row, 3),
    user: row.text(4) || undefined,
    stage: readStage(row.text(5)),
    description: row.text(6) ?? '',
    source: row.text(7) ?? '',
    runId: (row.text(8) || undefined) as RunId | undefined,
    status: row.text(9) || 'READY',
    statusMessage: row.text(10) || undefined,
  };
}

function toTag(row: Row): KeyText {
  return { key: row.text(1) ?? '', value: row.text(2) ?? '' };
}

function toAlias(row: Row): ModelAlias {
  return { alias: row.text(1) ?? '', version: String(row.number(2)) };
}

function readStage(text: string | undefined) {
  return isStage(text) ? text : undefined;
}

function found<Item>(item: Item | undefined, subject: string): Item {
  if (item === undefined) throw new TrackingError({ kind: 'not-found', subject });
  return item;
}
