import type { RunId } from '../domain/runs/run.ts';
import type { Http } from '../tracking/http.ts';

/** What the product itself never writes, on a real server. */

const OPTIONS = { signal: new AbortController().signal, priority: 'visible' } as const;

function path(name: string): string {
  return `/ajax-api/2.0/mlflow/${name}`;
}

export const SCHEMA = '{"mlflow_colspec":[{"type":"double","name":"x","required":true}]}';
/** As MLflow 2 writes it. */
export const MODEL_HISTORY = JSON.stringify([
  {
    artifact_path: 'model',
    utc_time_created: '2026-01-02 03:04:05.000000',
    flavors: { python_function: {}, sklearn: {} },
  },
]);

export async function logDataset(http: Http, id: RunId): Promise<void> {
  const dataset = {
    name: 'MyData',
    digest: '12345678',
    source_type: 'http',
    source: '{"url":"https://example.org/d.csv"}',
    schema: SCHEMA,
    profile: '{"num_rows":10}',
  };
  const tags = [{ key: 'mlflow.data.context', value: 'training' }];
  await http.postJson(path('runs/log-inputs'), { run_id: id, datasets: [{ tags, dataset }] }, OPTIONS);
}

export async function logModel(http: Http, experimentId: string, id: RunId): Promise<void> {
  const body = { experiment_id: experimentId, name: 'net', model_type: 'torch', source_run_id: id };
  await http.postJson(path('logged-models'), body, OPTIONS);
}

export async function createExperiment(http: Http): Promise<string> {
  const name = `runlens contract changes ${Date.now()}`;
  const { value } = await http.postJson(path('experiments/create'), { name }, OPTIONS);
  return (value as { readonly experiment_id: string }).experiment_id;
}

export async function createRun(http: Http, experimentId: string): Promise<RunId> {
  const body = { experiment_id: experimentId, run_name: 'to be changed', start_time: 1_770_000_000_000 };
  const { value } = await http.postJson(path('runs/create'), body, OPTIONS);
  return (value as { readonly run: { readonly info: { readonly run_id: string } } }).run.info.run_id as RunId;
}

export async function deleteExperiment(http: Http, experimentId: string): Promise<void> {
  await http.postJson(path('experiments/delete'), { experiment_id: experimentId }, OPTIONS);
}

/** By DELETE, which the product's own client does not have. */
export async function deleteModel(serverUrl: string, name: string): Promise<void> {
  const answer = await fetch(`${serverUrl}${path('registered-models/delete')}`, {
    method: 'DELETE',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

/** As MLflow's own page does; at most 10 MiB, not empty. */
export async function uploadFile(
  serverUrl: string,
  runId: RunId,
  filePath: string,
  body: string,
): Promise<void> {
  const query = `run_uuid=${runId}&path=${encodeURIComponent(filePath)}`;
  const answer = await fetch(`${serverUrl}${path('upload-artifact')}?${query}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}
