import type { RunId } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { Http, RequestOptions } from '../http.ts';
import type { ModelVersion } from '../source.ts';
import {
  PATHS,
  readAnswer,
  readList,
  readOptionalText,
  readRecord,
  readText,
  type WireRecord,
} from './wire.ts';

/** The largest ones that 3.17.2 and 2.22.4 take. */
const PAGE_SIZES = { models: 1_000, versions: 10_000 };
/** Ends a search whose token never does. */
const MAX_PAGES = 1_000;

/**
 * Versions with a run, and their aliases. SQL stores leave the aliases out of model-versions/search (3.17.2, 2.22.4):
 * they come with the models.
 */
export async function listModelVersions(
  http: Http,
  signal: AbortSignal,
  pageSizes = PAGE_SIZES,
): Promise<readonly ModelVersion[]> {
  const options = { signal, priority: 'visible' } as const;
  const models = await readPages(http, PATHS.modelsSearch, 'registered_models', pageSizes.models, options);
  if (models.length === 0) return [];
  const versions = await readPages(http, PATHS.versionsSearch, 'model_versions', pageSizes.versions, options);
  return decodeVersions(versions, aliasesOf(models));
}

/** Of so many ids a request line stays below the 4,094 bytes that gunicorn takes. */
const IDS_PER_REQUEST = 75;
/** More models than these are read as a list. */
const MAX_SINGLE_MODELS = 4;

/**
 * The versions that these runs made; of a large registry nothing else is read while they are of few models. None where
 * the server has no registry (404).
 */
export async function listVersionsOfRuns(
  http: Http,
  runIds: readonly RunId[],
  signal: AbortSignal,
): Promise<readonly ModelVersion[]> {
  const options = { signal, priority: 'visible' } as const;
  const ids = [...new Set(runIds)].map((id) => `'${id.replaceAll("'", '')}'`);
  const parts = Array.from({ length: Math.ceil(ids.length / IDS_PER_REQUEST) }, (_, part) =>
    ids.slice(part * IDS_PER_REQUEST, (part + 1) * IDS_PER_REQUEST),
  );
  const pages = await Promise.all(
    parts.map((part) => {
      const filter = `run_id IN (${part.join(',')})`;
      return readPages(http, PATHS.versionsSearch, 'model_versions', PAGE_SIZES.versions, options, filter);
    }),
  ).catch((thrown: unknown) => {
    if (thrown instanceof TrackingError && thrown.failure.kind === 'not-found') return [];
    throw thrown;
  });
  const versions = pages.flat();
  const names = [...new Set(versions.map((each) => readText(each['name'], 'name')))];
  const models =
    names.length > MAX_SINGLE_MODELS
      ? await readPages(http, PATHS.modelsSearch, 'registered_models', PAGE_SIZES.models, options)
      : await Promise.all(names.map((name) => readModel(http, name, options)));
  return decodeVersions(versions, aliasesOf(models));
}

async function readModel(http: Http, name: string, options: RequestOptions): Promise<WireRecord> {
  const { value } = await http.getJson(PATHS.modelsGet, { name }, options);
  return readRecord(readAnswer(value, ['registered_model'])['registered_model'], 'registered_model');
}

/** Aliases by version and model. */
function aliasesOf(models: readonly WireRecord[]): ReadonlyMap<string, readonly string[]> {
  const aliases = new Map<string, string[]>();
  for (const model of models) {
    const name = readText(model['name'], 'name');
    for (const value of readList(model['aliases'], 'aliases')) {
      const { alias, version } = readRecord(value, 'alias');
      const key = nameOf(name, readText(version, 'version'));
      aliases.set(key, [...(aliases.get(key) ?? []), readText(alias, 'alias')]);
    }
  }
  return aliases;
}

function decodeVersions(
  versions: readonly WireRecord[],
  aliases: ReadonlyMap<string, readonly string[]>,
): readonly ModelVersion[] {
  return versions.flatMap((each) => {
    const runId = readOptionalText(each['run_id']);
    if (runId === undefined) return [];
    const model = readText(each['name'], 'name');
    const version = readText(each['version'], 'version');
    return [{ runId: runId as RunId, model, version, aliases: aliases.get(nameOf(model, version)) ?? [] }];
  });
}

/** Names of all registered models, in name order; prompts, which MLflow 3 keeps among them, are left out. */
export async function listModelNames(http: Http, signal: AbortSignal): Promise<readonly string[]> {
  const options = { signal, priority: 'visible' } as const;
  const models = await readPages(http, PATHS.modelsSearch, 'registered_models', PAGE_SIZES.models, options);
  return models
    .filter((model) => !isPrompt(model))
    .map((model) => readText(model['name'], 'name'))
    .toSorted();
}

function isPrompt(model: WireRecord): boolean {
  const tags = readList(model['tags'], 'tags').map((tag) => readRecord(tag, 'tag'));
  return tags.some(({ key }) => key === 'mlflow.prompt.is_prompt');
}

async function readPages(
  http: Http,
  path: string,
  listKey: string,
  pageSize: number,
  options: RequestOptions,
  filter?: string,
): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { filter, max_results: pageSize, page_token: pageToken };
    const { value } = await http.getJson(path, query, options);
    const answer = readAnswer(value, [listKey, 'next_page_token']);
    found.push(...readList(answer[listKey], listKey).map((each) => readRecord(each, listKey)));
    const next = readOptionalText(answer['next_page_token']);
    if (next === undefined || next === pageToken) break;
    pageToken = next;
  }
  return found;
}

function nameOf(model: string, version: string): string {
  return `${version} ${model}`;
}
