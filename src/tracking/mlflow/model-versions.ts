import type { RunId } from '../../domain/runs/run.ts';
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
  const aliases = new Map<string, string[]>();
  for (const model of models) {
    const name = readText(model['name'], 'name');
    for (const value of readList(model['aliases'], 'aliases')) {
      const { alias, version } = readRecord(value, 'alias');
      const key = nameOf(name, readText(version, 'version'));
      aliases.set(key, [...(aliases.get(key) ?? []), readText(alias, 'alias')]);
    }
  }
  if (models.length === 0) return [];
  const versions = await readPages(http, PATHS.versionsSearch, 'model_versions', pageSizes.versions, options);
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
): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { max_results: pageSize, page_token: pageToken };
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
