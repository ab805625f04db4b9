import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { TestInfo } from '@playwright/test';
import { serverOf } from './made-data.ts';

/** Steps of a training, each logged by itself. */
export const STEPS = 200;

/** A training as people write it, with MLflow's own client. */
const TRAINING = `
import sys, time, mlflow
mlflow.set_experiment(experiment_id=sys.argv[1])
with mlflow.start_run(run_name="training"):
    for step in range(${STEPS}):
        mlflow.log_metric("loss", 1.0 / (step + 1), step=step)
        time.sleep(0.15)
`;

/** Starts it on the server of the project; `ended` when all steps are logged and the run has ended. */
export async function startTraining(testInfo: TestInfo, python: string, experimentId: string) {
  const path = testInfo.outputPath('training.py');
  await writeFile(path, TRAINING);
  const child = spawn(python, [path, experimentId], {
    env: { ...process.env, MLFLOW_TRACKING_URI: serverOf(testInfo), MLFLOW_DISABLE_TELEMETRY: 'true' },
    stdio: 'ignore',
  });
  return { ended: once(child, 'exit') };
}
