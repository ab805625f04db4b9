import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TestInfo } from '@playwright/test';
import { environmentFolder } from '../scripts/mlflow-environments.mjs';

const ROOT = join(import.meta.dirname, '..');

/** One logged point as MLflow's own client reads it; the value as JavaScript writes that double. */
export interface TruePoint {
  readonly step: number;
  readonly timestampMs: number;
  readonly value: string;
}

/** The Python with the client of the project's server; undefined where its environment was never made. */
export function pythonOf(project: string): string | undefined {
  const program = join(environmentFolder(project === 'mlflow2' ? 'mlflow2' : 'mlflow3'), 'bin', 'python');
  return existsSync(program) ? program : undefined;
}

/** Asks the server's own client for whole histories, in the order that charts use: by step, then by time. */
export async function trueHistories(
  testInfo: TestInfo,
  runIds: readonly string[],
  key: string,
): Promise<ReadonlyMap<string, readonly TruePoint[]>> {
  const args = ['--tracking-uri', await trackingUriOf(testInfo), '--key', key, '--run-id', ...runIds];
  const printed = await printedBy(testInfo, join(ROOT, 'demo', 'dump_history.py'), args);
  const lines = printed.trim().split('\n');
  return new Map(runIds.map((id, index) => [id, readHistory(lines[index] ?? '')]));
}

/** What a program prints that finds the server of this project as MLflow's client does. */
export async function runPython(testInfo: TestInfo, program: string): Promise<string> {
  const path = testInfo.outputPath('program.py');
  await writeFile(path, program);
  return printedBy(testInfo, path, []);
}

/** What a Python file prints; run by scripts/run_programs.py, which has MLflow's client at hand. */
async function printedBy(testInfo: TestInfo, path: string, args: readonly string[]): Promise<string> {
  const isTwo = testInfo.project.name === 'mlflow2';
  const url = process.env[isTwo ? 'RUNLENS_PROGRAMS2_URL' : 'RUNLENS_PROGRAMS3_URL'] ?? '';
  const env = { MLFLOW_TRACKING_URI: await trackingUriOf(testInfo) };
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ path, args, env }) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

function readHistory(line: string): readonly TruePoint[] {
  const points = JSON.parse(line) as readonly (readonly [number, number, string])[];
  return points
    .map(([step, timestampMs, text]) => ({ step, timestampMs, value: String(Number(text)) }))
    .sort((a, b) => a.step - b.step || a.timestampMs - b.timestampMs);
}

/** The server behind the app; for the demo a copy of its database, which the client may write to. */
async function trackingUriOf(testInfo: TestInfo): Promise<string> {
  if (testInfo.project.name === 'demo') return `sqlite:///${await unpackDemo(testInfo)}`;
  const name = testInfo.project.name === 'mlflow2' ? 'RUNLENS_MLFLOW2_URL' : 'RUNLENS_MLFLOW3_URL';
  return process.env[name] ?? '';
}

/** Path of the demo's database, unpacked for this test. */
export async function unpackDemo(testInfo: TestInfo): Promise<string> {
  const path = testInfo.outputPath('mlflow.db');
  await writeFile(path, gunzipSync(await readFile(join(ROOT, 'public', 'demo', 'mlflow.db.gz'))));
  return path;
}
