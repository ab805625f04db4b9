import type { Http } from '../tracking/http.ts';

/*
 * Runs that a filter gets wrong easily, logged into an experiment of their own on a real server: quotes of all kinds,
 * capital letters beyond ASCII, NaN and infinities, keys that some runs lack, datasets.
 */

interface FilterRun {
  readonly name: string;
  readonly status?: 'FINISHED' | 'FAILED' | 'KILLED' | 'SCHEDULED';
  readonly user?: string;
  /** NaN and infinities as protobuf's JSON writes them: servers take `nan` for 0. */
  readonly metrics?: Readonly<Record<string, number | 'NaN' | 'Infinity' | '-Infinity'>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly datasets?: readonly {
    readonly name: string;
    readonly digest: string;
    readonly context?: string;
  }[];
  readonly hasLostNameTag?: boolean;
}

export const FILTER_BASE_MS = 1_785_000_000_000;

export const FILTER_RUNS: readonly FilterRun[] = [
  {
    name: 'ResNet-50 baseline',
    status: 'FINISHED',
    user: 'kim',
    metrics: { loss: 0.5, 'val/f1 score': 1, 검증: 3 },
    params: { optimizer: 'adam', lr: '1e-3', path: 'C:\\data\\' },
    tags: { team: 'vision', 'mlflow.note.content': 'first line\nsecond line' },
    datasets: [
      { name: 'MyData', digest: 'ABCDEF12', context: 'Training' },
      { name: 'test', digest: '12345678' },
    ],
  },
  {
    name: 'vit 한글',
    status: 'FAILED',
    metrics: { loss: 'NaN', 'val/f1 score': 0 },
    params: { optimizer: "it's", lr: '0.001', path: 'C:_data' },
    tags: { team: "the 'best' team", 'mlflow.parentRunId': 'a'.repeat(32) },
    datasets: [
      { name: 'mydata', digest: '12345678', context: 'eval' },
      { name: 'back\\slash\nand line', digest: '1' },
    ],
  },
  {
    name: '한글'.normalize('NFD'),
    status: 'FINISHED',
    metrics: { loss: 'Infinity', 검증: -1 },
    params: { optimizer: 'say "hi"', lr: 'auto' },
    tags: { team: 'say "hi"' },
  },
  {
    name: 'ÉTÉ 100%_sure',
    status: 'KILLED',
    metrics: { loss: '-Infinity', 'val/f1 score': 'NaN' },
    params: { optimizer: `both ' and "`, lr: '3' },
    tags: { team: '' },
  },
  {
    name: 'été 100xxsure',
    status: 'SCHEDULED',
    metrics: { loss: 0 },
    params: { optimizer: 'ADAM', lr: '-0.25' },
    tags: { team: 'VISION', 'mlflow.note.content': 'SECOND' },
  },
  { name: 'v1.2+cu', status: 'FINISHED', metrics: { loss: 2e-300 }, params: { optimizer: 'adam ', lr: '1' } },
  {
    name: 'no name tag',
    status: 'FINISHED',
    metrics: { loss: 1e22 },
    tags: { 'mlflow.user': 'lee' },
    hasLostNameTag: true,
  },
  { name: 'bare', params: { optimizer: '긴 값 100%' } },
];

/** Logs them and returns the experiment's id. */
export async function logFilterRuns(http: Http): Promise<string> {
  const { experiment_id: experimentId } = await post(http, 'experiments/create', {
    name: `filters ${Date.now()} ${Math.random()}`,
  });
  for (const [index, run] of FILTER_RUNS.entries())
    await logRun(http, String(experimentId), run, FILTER_BASE_MS + index * 1000);
  return String(experimentId);
}

/** The journeys that run on the same servers shall not see them. */
export async function removeFilterRuns(http: Http, experimentId: string): Promise<void> {
  await post(http, 'experiments/delete', { experiment_id: experimentId });
}

async function logRun(http: Http, experimentId: string, run: FilterRun, startMs: number): Promise<void> {
  const created = await post(http, 'runs/create', {
    experiment_id: experimentId,
    run_name: run.name,
    start_time: startMs,
    ...(run.user === undefined ? {} : { user_id: run.user }),
  });
  const runId = runIdOf(created['run']);
  await post(http, 'runs/log-batch', {
    run_id: runId,
    metrics: Object.entries(run.metrics ?? {}).map(([key, value]) => ({
      key,
      value,
      timestamp: startMs,
      step: 1,
    })),
    params: pairsOf(run.params),
    tags: pairsOf(run.tags),
  });
  await logDatasets(http, runId, run.datasets ?? []);
  if (run.hasLostNameTag) await post(http, 'runs/delete-tag', { run_id: runId, key: 'mlflow.runName' });
  if (run.status)
    await post(http, 'runs/update', { run_id: runId, status: run.status, end_time: startMs + 60_000 });
}

async function logDatasets(
  http: Http,
  runId: string,
  datasets: NonNullable<FilterRun['datasets']>,
): Promise<void> {
  if (datasets.length === 0) return;
  await post(http, 'runs/log-inputs', {
    run_id: runId,
    datasets: datasets.map(({ name, digest, context }) => ({
      tags: context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }],
      dataset: { name, digest, source_type: 'local', source: '{}' },
    })),
  });
}

function pairsOf(values: Readonly<Record<string, string>> = {}) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

type Fields = Readonly<Record<string, unknown>>;

async function post(http: Http, path: string, body: Fields): Promise<Fields> {
  const signal = new AbortController().signal;
  const { value } = await http.postJson(`/ajax-api/2.0/mlflow/${path}`, body, {
    signal,
    priority: 'visible',
  });
  return value as Fields;
}

function runIdOf(run: unknown): string {
  return (run as { readonly info: { readonly run_id: string } }).info.run_id;
}
