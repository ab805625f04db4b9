import { unreachable } from '../../base/assert.ts';
import {
  isStage,
  type RegisteredModel,
  type RegisteredVersion,
  type RegistryChange,
} from '../../domain/registry/registered-model.ts';
import type { ExperimentId, KeyText } from '../../domain/runs/experiment.ts';
import type { VersionName } from '../../domain/runs/run-details.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { Http, RequestOptions } from '../http.ts';
import type { RegistrySource } from '../registry-source.ts';
import {
  PATHS,
  readAnswer,
  readInteger,
  readList,
  readOptionalText,
  readRecord,
  readText,
  readTimeMs,
  type WireRecord,
} from './wire.ts';

const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** The registry of an MLflow server (3.17.2, 2.22.4). */
export function createMlflowRegistry(http: Http): RegistrySource {
  return {
    searchModels: async ({ pageSize, pageToken }, signal) => {
      const query = { max_results: pageSize, page_token: pageToken };
      const { value } = await http.getJson(PATHS.modelsSearch, query, visible(signal));
      const answer = readAnswer(value, ['registered_models', 'next_page_token']);
      const models = readList(answer['registered_models'], 'registered_models').map((each) =>
        decodeModel(readRecord(each, 'model')),
      );
      return {
        models: models.filter(({ tags }) => !tags.some(({ key }) => key === PROMPT_TAG)),
        nextPageToken: readOptionalText(answer['next_page_token']),
      };
    },
    getModel: async (name, signal) => {
      const { value } = await http.getJson(PATHS.modelsGet, { name }, visible(signal));
      return decodeModel(readRecord(readRecord(value, 'answer')['registered_model'], 'model'));
    },
    searchVersions: async ({ model, pageSize, pageToken }, signal) => {
      const query = {
        filter: nameFilter(model),
        order_by: ['version_number DESC'],
        max_results: pageSize,
        page_token: pageToken,
      };
      const { value } = await http.getJson(PATHS.versionsSearch, query, visible(signal));
      const answer = readAnswer(value, ['model_versions', 'next_page_token']);
      const versions = readList(answer['model_versions'], 'model_versions');
      return {
        versions: versions
          .map((each) => decodeVersion(readRecord(each, 'version')))
          .filter((each) => each.model === model),
        nextPageToken: readOptionalText(answer['next_page_token']),
      };
    },
    getVersion: async ({ model, version }, signal) => {
      const query = { name: model, version };
      const { value } = await http.getJson(PATHS.versionsGet, query, visible(signal));
      return decodeVersion(readRecord(readRecord(value, 'answer')['model_version'], 'version'));
    },
    getLoggedModel: async (id, signal) => {
      const { value } = await http.getJson(
        `${PATHS.loggedModels}/${encodeURIComponent(id)}`,
        {},
        visible(signal),
      );
      const model = readRecord(readRecord(value, 'answer')['model'], 'model');
      const info = readRecord(model['info'], 'model info');
      return {
        name: readOptionalText(info['name']) ?? '',
        experimentId: readText(info['experiment_id'], 'experiment_id') as ExperimentId,
        runId: readOptionalText(info['source_run_id']) as RunId | undefined,
      };
    },
    change: (change, signal) => makeChange(http, change, signal),
    readUserName: async (signal) => {
      try {
        const { value } = await http.getJson(PATHS.usersCurrent, {}, visible(signal));
        return readOptionalText(readRecord(readRecord(value, 'answer')['user'], 'user')['username']);
      } catch (thrown) {
        if (thrown instanceof TrackingError && thrown.failure.kind === 'aborted') throw thrown;
        // Nobody is signed in, or this release does not tell: whatever else is wrong, other answers say.
        return undefined;
      }
    },
  };
}

function visible(signal: AbortSignal): RequestOptions {
  return { signal, priority: 'visible' };
}

/**
 * The grammar has no escapes: what holds one kind of quote is quoted by the other. A name with both is searched with
 * LIKE's sign for any character, which finds others, too.
 */
function nameFilter(name: string): string {
  if (!name.includes("'")) return `name = '${name}'`;
  return name.includes('"') ? `name LIKE '${name.replaceAll("'", '_')}'` : `name = "${name}"`;
}

function decodeModel(model: WireRecord): RegisteredModel {
  return {
    name: readText(model['name'], 'name'),
    createdMs: readTimeMs(readInteger(model['creation_timestamp'], 'creation_timestamp')),
    updatedMs: readTimeMs(readInteger(model['last_updated_timestamp'], 'last_updated_timestamp')),
    description: readOptionalText(model['description']) ?? '',
    tags: decodeTags(model['tags']),
    aliases: readList(model['aliases'], 'aliases').map((each) => {
      const { alias, version } = readRecord(each, 'alias');
      return { alias: readText(alias, 'alias'), version: versionText(version) };
    }),
    latest: readList(model['latest_versions'], 'latest_versions').map((each) => {
      const latest = readRecord(each, 'version');
      return { version: versionText(latest['version']), stage: decodeStage(latest['current_stage']) };
    }),
  };
}

function decodeVersion(version: WireRecord): RegisteredVersion {
  return {
    model: readText(version['name'], 'name'),
    version: versionText(version['version']),
    createdMs: readTimeMs(readInteger(version['creation_timestamp'], 'creation_timestamp')),
    updatedMs: readTimeMs(readInteger(version['last_updated_timestamp'], 'last_updated_timestamp')),
    user: readOptionalText(version['user_id']),
    stage: decodeStage(version['current_stage']),
    description: readOptionalText(version['description']) ?? '',
    source: readOptionalText(version['source']) ?? '',
    runId: readOptionalText(version['run_id']) as RunId | undefined,
    status: readOptionalText(version['status']) ?? 'READY',
    statusMessage: readOptionalText(version['status_message']),
    tags: decodeTags(version['tags']),
  };
}

/** A number in some stores, a text in others. */
function versionText(value: unknown): string {
  return typeof value === 'number' ? String(value) : readText(value, 'version');
}

function decodeStage(value: unknown) {
  const text = readOptionalText(value);
  return isStage(text) ? text : undefined;
}

function decodeTags(value: unknown): readonly KeyText[] {
  return readList(value, 'tags').map((each) => {
    const tag = readRecord(each, 'tag');
    return { key: readText(tag['key'], 'key'), value: readOptionalText(tag['value']) ?? '' };
  });
}

async function makeChange(http: Http, change: RegistryChange, signal: AbortSignal): Promise<void> {
  const [method, path, body] = requestOf(change);
  const options = { signal, priority: 'visible' } as const;
  try {
    if (method === 'POST') await http.postJson(path, body, options);
    else if (method === 'PATCH') await http.patchJson(path, body, options);
    else await http.deleteJson(path, body, options);
  } catch (thrown) {
    // What is gone already is what was asked for.
    const isGone = thrown instanceof TrackingError && thrown.failure.kind === 'not-found';
    if (!isGone || (change.kind !== 'delete-version' && change.kind !== 'delete-model')) throw thrown;
  }
}

type Request = readonly ['POST' | 'PATCH' | 'DELETE', string, Readonly<Record<string, unknown>>];

function requestOf(change: RegistryChange): Request {
  switch (change.kind) {
    case 'create-model':
      return ['POST', PATHS.modelsCreate, { name: change.model, description: change.description }];
    case 'rename-model':
      return ['POST', PATHS.modelsRename, { name: change.model, new_name: change.name }];
    case 'describe-model':
      return ['PATCH', PATHS.modelsUpdate, { name: change.model, description: change.text }];
    case 'delete-model':
      return ['DELETE', PATHS.modelsDelete, { name: change.model }];
    case 'set-model-tag':
      return ['POST', PATHS.modelsSetTag, { name: change.model, key: change.key, value: change.value }];
    case 'delete-model-tag':
      return ['DELETE', PATHS.modelsDeleteTag, { name: change.model, key: change.key }];
    case 'delete-alias':
      return ['DELETE', PATHS.modelsAlias, { name: change.model, alias: change.alias }];
    case 'set-alias':
    case 'describe-version':
    case 'set-version-tag':
    case 'delete-version-tag':
    case 'delete-version':
    case 'set-stage':
      return requestOfVersion(change);
  }
}

function requestOfVersion(change: Extract<RegistryChange, VersionName>): Request {
  const named = { name: change.model, version: change.version };
  switch (change.kind) {
    case 'set-alias':
      return ['POST', PATHS.modelsAlias, { ...named, alias: change.alias }];
    case 'describe-version':
      return ['PATCH', PATHS.versionsUpdate, { ...named, description: change.text }];
    case 'set-version-tag':
      return ['POST', PATHS.versionsSetTag, { ...named, key: change.key, value: change.value }];
    case 'delete-version-tag':
      return ['DELETE', PATHS.versionsDeleteTag, { ...named, key: change.key }];
    case 'delete-version':
      return ['DELETE', PATHS.versionsDelete, named];
    case 'set-stage': {
      // With `None` the flag answers 500 (3.17.2, 2.22.4).
      const archives = change.stage === undefined ? false : change.archives;
      const body = { ...named, stage: change.stage ?? 'None', archive_existing_versions: archives };
      return ['POST', PATHS.versionsStage, body];
    }
    default:
      return unreachable(change);
  }
}
