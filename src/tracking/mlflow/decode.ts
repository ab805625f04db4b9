import type { Experiment, ExperimentId, KeyText } from '../../domain/runs/experiment.ts';
import { RUN_STATUSES, tagValue } from '../../domain/runs/run.ts';
import type { DatasetInput, MetricValue, Run, RunId, RunStatus } from '../../domain/runs/run.ts';
import type { ExperimentsPage } from '../source.ts';
import {
  readAnswer,
  readInteger,
  readList,
  readMetricValue,
  readOptionalText,
  readRecord,
  readText,
  readTimeMs,
} from './wire.ts';

/** `{experiments[], next_page_token}` of experiments/search. Throws `bad-response` for any other shape. */
export function decodeExperimentsPage(answer: unknown): ExperimentsPage {
  const page = readAnswer(answer, ['experiments', 'next_page_token']);
  return {
    experiments: readList(page['experiments'], 'experiments').map(decodeExperiment),
    nextPageToken: readOptionalText(page['next_page_token']),
  };
}

/** `{experiment}` of experiments/get. */
export function decodeExperimentAnswer(answer: unknown): Experiment {
  return decodeExperiment(readRecord(answer, 'answer')['experiment']);
}

function decodeExperiment(value: unknown): Experiment {
  const experiment = readRecord(value, 'experiment');
  return {
    id: readText(experiment['experiment_id'], 'experiment_id') as ExperimentId,
    name: readText(experiment['name'], 'name'),
    lifecycle: experiment['lifecycle_stage'] === 'deleted' ? 'deleted' : 'active',
    createdMs: readTimeMs(experiment['creation_time']),
    updatedMs: readTimeMs(experiment['last_update_time']),
    artifactLocation: readOptionalText(experiment['artifact_location']),
    tags: decodeKeyTexts(experiment['tags']),
  };
}

/** `{runs[], next_page_token}` of runs/search. */
export function decodeRunsPage(answer: unknown): {
  readonly runs: readonly Run[];
  readonly nextPageToken: string | undefined;
} {
  const page = readAnswer(answer, ['runs', 'next_page_token']);
  return {
    runs: readList(page['runs'], 'runs').map(decodeRun),
    nextPageToken: readOptionalText(page['next_page_token']),
  };
}

/** `{run}` of runs/get. */
export function decodeRunAnswer(answer: unknown): Run {
  return decodeRun(readRecord(answer, 'answer')['run']);
}

function decodeRun(value: unknown): Run {
  const run = readRecord(value, 'run');
  const info = readRecord(run['info'], 'run info');
  const data = readRecord(run['data'] ?? {}, 'run data');
  const inputs = readRecord(run['inputs'] ?? {}, 'run inputs');
  const tags = decodeKeyTexts(data['tags']);
  return {
    id: readText(info['run_id'] ?? info['run_uuid'], 'run_id') as RunId,
    experimentId: readText(info['experiment_id'], 'experiment_id') as ExperimentId,
    name: readOptionalText(info['run_name']) ?? tagValue(tags, 'mlflow.runName') ?? '',
    status: decodeStatus(info['status']),
    lifecycle: info['lifecycle_stage'] === 'deleted' ? 'deleted' : 'active',
    startMs: readTimeMs(info['start_time']),
    endMs: readTimeMs(info['end_time']),
    // Clients that send no user_id still set the tag.
    user: readOptionalText(info['user_id']) ?? tagValue(tags, 'mlflow.user'),
    artifactUri: readOptionalText(info['artifact_uri']),
    metrics: readList(data['metrics'], 'metrics').map(decodeMetric),
    params: decodeKeyTexts(data['params']),
    tags,
    datasets: readList(inputs['dataset_inputs'], 'dataset_inputs').map(decodeDataset),
  };
}

/** A status of a later release counts as waiting: it claims neither progress nor an end. */
function decodeStatus(value: unknown): RunStatus {
  return RUN_STATUSES.find((status) => status === value) ?? 'SCHEDULED';
}

function decodeMetric(value: unknown): MetricValue {
  const metric = readRecord(value, 'metric');
  return {
    key: readText(metric['key'], 'metric key'),
    value: readMetricValue(metric['value'], 'metric value'),
    step: readInteger(metric['step'], 'metric step'),
    timestampMs: readInteger(metric['timestamp'], 'metric timestamp'),
  };
}

function decodeKeyTexts(value: unknown): readonly KeyText[] {
  return readList(value, 'keys').map((item) => {
    const pair = readRecord(item, 'key');
    // An empty text may be left out.
    return { key: readText(pair['key'], 'key'), value: readText(pair['value'] ?? '', 'value') };
  });
}

/** One entry of `inputs.dataset_inputs`. */
export function decodeDataset(value: unknown): DatasetInput {
  const input = readRecord(value, 'dataset input');
  const dataset = readRecord(input['dataset'], 'dataset');
  return {
    name: readText(dataset['name'], 'dataset name'),
    digest: readText(dataset['digest'] ?? '', 'dataset digest'),
    sourceType: readText(dataset['source_type'] ?? '', 'dataset source_type'),
    context: tagValue(decodeKeyTexts(input['tags']), 'mlflow.data.context'),
  };
}
