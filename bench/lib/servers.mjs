// Starts and stops what is measured: one MLflow server, and the built app in front of it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ensureEnvironment, findPython as findSystemPython } from '../../scripts/mlflow-environments.mjs';
import { poll } from './measure.mjs';

export const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The interpreter of an environment with MLflow 3.17.2; `RUNLENS_MLFLOW3_VENV` names one that exists already. */
export async function findPython() {
  const given = process.env['RUNLENS_MLFLOW3_VENV'];
  if (given) return join(given, 'bin', 'python');
  return ensureEnvironment('mlflow3', await findSystemPython(), console.log);
}

/** Makes the workload, or finds it in the cache: the folder with `mlflow.db` and `workload.json`. */
export async function makeWorkload(python, ...args) {
  const output = await run(python, [join(REPOSITORY, 'bench', 'make_workload.py'), ...args]);
  const folder = output.trim().split('\n').at(-1);
  if (!folder) throw new Error('make_workload.py named no folder');
  return folder;
}

/** Of the server with basic auth; it lives for minutes on this machine only. */
export const ADMIN = { username: 'admin', password: 'password12345' };

/** On the workload's database; with basic auth its users are in a database of their own. */
export async function startMlflow(python, folder, { hasBasicAuth = false } = {}) {
  const port = await freePort();
  const auth = hasBasicAuth ? prepareAuth() : { args: [], env: {}, remove: () => {} };
  const child = start(
    python,
    `-m mlflow server --host 127.0.0.1 --port ${port} --workers 2`
      .split(' ')
      .concat('--backend-store-uri', `sqlite:///${join(folder, 'mlflow.db')}`)
      .concat('--artifacts-destination', join(folder, 'artifacts'), auth.args),
    {
      ...auth.env,
      MLFLOW_DISABLE_TELEMETRY: 'true',
      DO_NOT_TRACK: 'true',
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    },
  );
  const base = `http://127.0.0.1:${port}`;
  await untilAnswers(`${base}/health`, child, 'mlflow server');
  return {
    base,
    group: child.pid,
    async stop() {
      await stop(child);
      auth.remove();
    },
  };
}

/** As MLflow's own manual sets it up: nothing but the first person is said. */
function prepareAuth() {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-bench-auth-'));
  const settings = join(folder, 'auth.ini');
  const lines = [
    '[mlflow]',
    'default_permission = READ',
    `database_uri = sqlite:///${join(folder, 'auth.db')}`,
    `admin_username = ${ADMIN.username}`,
    `admin_password = ${ADMIN.password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
  ];
  writeFileSync(settings, lines.join('\n'));
  return {
    args: ['--app-name', 'basic-auth'],
    env: { MLFLOW_AUTH_CONFIG_PATH: settings, MLFLOW_FLASK_SERVER_SECRET_KEY: 'of the benchmark' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Builds the app into `outDir`; names stay readable for profiles. */
export async function buildRunlens(outDir, { isReadable = false } = {}) {
  const minify = isReadable ? false : undefined;
  await build({ root: REPOSITORY, logLevel: 'error', build: { outDir, emptyOutDir: true, minify } });
}

/** A build of the app, served as `npm start` does. */
export async function startRunlens(trackingUri, outDir, env = {}, ...flags) {
  const port = await freePort();
  const child = start('node', [join(REPOSITORY, 'bench', 'lib', 'serve-app.mjs'), outDir, ...flags], {
    PORT: String(port),
    MLFLOW_TRACKING_URI: trackingUri,
    ...env,
  });
  const base = `http://127.0.0.1:${port}`;
  await untilAnswers(`${base}/`, child, 'serve-app.mjs');
  return { base, stop: () => stop(child) };
}

/** A busy machine takes minutes for what takes seconds otherwise. */
const START_LIMIT_MS = 300_000;

const children = new Set();
process.once('exit', () => {
  for (const child of children) process.kill(-child.pid, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** A process group of its own, so that the workers of the server end with it. */
function start(command, args, environment) {
  const child = spawn(command, args, {
    cwd: REPOSITORY,
    env: { ...process.env, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.output = '';
  children.add(child);
  child.once('exit', () => children.delete(child));
  const keep = (chunk) => {
    child.output = (child.output + chunk).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(String(error)));
  return child;
}

async function stop(child) {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGTERM');
  const forced = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(forced);
}

async function untilAnswers(url, child, what) {
  const isUp = await poll(async () => {
    if (child.exitCode !== null) throw new Error(`${what} ended with ${child.exitCode}: ${child.output}`);
    const response = await fetch(url).catch(() => undefined);
    // With basic auth: 401.
    return response !== undefined && response.status < 500;
  }, START_LIMIT_MS);
  if (isUp) return;
  await stop(child);
  throw new Error(`${what} did not answer at ${url}: ${child.output}`);
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${args[0]} ended with ${code}`)),
    );
  });
}
