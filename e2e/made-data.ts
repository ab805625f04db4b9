import type { TestInfo } from '@playwright/test';

/** The real server behind the app of this project. */
export function serverOf({ project }: TestInfo): string {
  const name = project.name === 'mlflow2' ? 'RUNLENS_MLFLOW2_URL' : 'RUNLENS_MLFLOW3_URL';
  return process.env[name] ?? '';
}

/** A change at the server, past the app. */
export async function tell(
  testInfo: TestInfo,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${serverOf(testInfo)}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

const HOUR_MS = 3_600_000;

export interface MadeRun {
  readonly name: string;
  readonly status: 'RUNNING' | 'FINISHED' | 'FAILED';
  /** How long ago it ended, or logged its last value. */
  readonly hoursAgo: number;
  readonly loss?: number;
}

/** An experiment of this test alone: a name that no other has, and who made it deletes it. */
export async function makeExperiment(testInfo: TestInfo, name: string): Promise<string> {
  const { experiment_id } = await tell(testInfo, 'experiments/create', { name });
  return String(experiment_id);
}

export async function makeRun(testInfo: TestInfo, experimentId: string, run: MadeRun): Promise<string> {
  const atMs = Date.now() - run.hoursAgo * HOUR_MS;
  const made = await tell(testInfo, 'runs/create', {
    experiment_id: experimentId,
    run_name: run.name,
    start_time: atMs - HOUR_MS,
  });
  const { info } = made['run'] as { readonly info: { readonly run_id: string } };
  const run_id = info.run_id;
  const metric = { key: 'loss', value: run.loss ?? 1, timestamp: Math.round(atMs), step: 1 };
  await tell(testInfo, 'runs/log-batch', { run_id, metrics: [metric] });
  if (run.status !== 'RUNNING') {
    await tell(testInfo, 'runs/update', { run_id, status: run.status, end_time: Math.round(atMs) });
  }
  return run_id;
}
