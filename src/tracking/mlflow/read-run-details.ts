import { TAG_LOGGED_MODELS } from '../../domain/runs/logged-models.ts';
import type { DatasetDetails, LoggedModel, RunDetails } from '../../domain/runs/run-details.ts';
import { type Run, tagValue } from '../../domain/runs/run.ts';
import { TrackingError } from '../errors.ts';
import type { Http, RequestOptions } from '../http.ts';
import { decodeDataset } from './decode.ts';
import { PATHS, readAnswer, readList, readOptionalText, readRecord, readText, readTimeMs } from './wire.ts';

/** More models of one run are not listed. */
const MAX_MODELS = 100;

/** Datasets come with runs/get; logged models of MLflow 3 by their run, those of MLflow 2 from a tag. */
export async function readRunDetails(
  http: Http,
  run: Pick<Run, 'id' | 'experimentId' | 'tags'>,
  signal: AbortSignal,
): Promise<RunDetails> {
  const options = { signal, priority: 'visible' } as const;
  const [{ value }, models] = await Promise.all([
    http.getJson(PATHS.runsGet, { run_id: run.id }, options),
    searchLoggedModels(http, run, options),
  ]);
  const read = readRecord(readRecord(value, 'answer')['run'], 'run');
  const inputs = readRecord(read['inputs'] ?? {}, 'run inputs');
  return {
    datasets: readList(inputs['dataset_inputs'], 'dataset_inputs').map(decodeDetails),
    models: [...models, ...modelsOfTag(run, readRecord(read['info'], 'run info')['artifact_uri'])],
  };
}

function decodeDetails(value: unknown): DatasetDetails {
  const { schema, profile, source } = readRecord(readRecord(value, 'dataset input')['dataset'], 'dataset');
  return {
    ...decodeDataset(value),
    schema: readOptionalText(schema),
    profile: readOptionalText(profile),
    source: readOptionalText(source),
  };
}

/** None before MLflow 3 (404 of 2.22.4), and where a store has none of them. */
async function searchLoggedModels(
  http: Http,
  { id, experimentId }: Pick<Run, 'id' | 'experimentId'>,
  options: RequestOptions,
): Promise<readonly LoggedModel[]> {
  const body = {
    experiment_ids: [experimentId],
    filter: `source_run_id = '${id}'`,
    max_results: MAX_MODELS,
  };
  try {
    const { value } = await http.postJson(PATHS.loggedModelsSearch, body, { ...options, isReadOnly: true });
    const answer = readAnswer(value, ['models', 'next_page_token']);
    return readList(answer['models'], 'models').map(decodeModel);
  } catch (thrown) {
    if (thrown instanceof TrackingError && thrown.failure.kind === 'not-found') return [];
    throw thrown;
  }
}

function decodeModel(value: unknown): LoggedModel {
  const info = readRecord(readRecord(value, 'model')['info'], 'model info');
  const id = readText(info['model_id'], 'model_id');
  return {
    id,
    name: readText(info['name'] ?? '', 'model name'),
    source: `models:/${id}`,
    flavor: readOptionalText(info['model_type']),
    createdMs: readTimeMs(info['creation_timestamp_ms']),
  };
}

/** `[{artifact_path, flavors{…}, utc_time_created}]`, which MLflow 2 writes with every logged model. */
function modelsOfTag({ tags }: Pick<Run, 'tags'>, artifactUri: unknown): readonly LoggedModel[] {
  const entries = parseList(tagValue(tags, TAG_LOGGED_MODELS));
  const root = readOptionalText(artifactUri);
  const models = new Map<string, LoggedModel>();
  for (const entry of entries) {
    const { artifact_path: path, flavors, utc_time_created: created } = readRecord(entry, 'logged model');
    if (typeof path !== 'string' || root === undefined) continue;
    const names = Object.keys(readRecord(flavors ?? {}, 'flavors')).filter(
      (name) => name !== 'python_function',
    );
    const createdMs = typeof created === 'string' ? Date.parse(`${created.replace(' ', 'T')}Z`) : Number.NaN;
    models.set(path, {
      id: undefined,
      name: path,
      source: `${root.replace(/\/+$/, '')}/${path}`,
      flavor: names[0],
      createdMs: Number.isNaN(createdMs) ? undefined : createdMs,
    });
  }
  return [...models.values()].toReversed();
}

/** The tag is cut by servers where it grows long: then nothing of it can be read. */
function parseList(text: string | undefined): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
