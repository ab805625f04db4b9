// @ts-check
/** A real tracking server as a process of its own, on a free port of this machine. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startChild, stopChild } from './child-process.mjs';

const START_LIMIT_MS = 120_000;

/** No telemetry, no background jobs: nothing but answers. */
export const QUIET = {
  MLFLOW_DISABLE_TELEMETRY: 'true',
  DO_NOT_TRACK: 'true',
  MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
  PYTHONUNBUFFERED: '1',
  GIT_PYTHON_REFRESH: 'quiet',
  // Ours are for the app's proxy, not for the servers' own clients.
  MLFLOW_TRACKING_URI: undefined,
  MLFLOW_TRACKING_USERNAME: undefined,
  MLFLOW_TRACKING_PASSWORD: undefined,
  MLFLOW_TRACKING_TOKEN: undefined,
};

/**
 * @typedef {object} TrackingServer
 * @property {string} url without a slash at its end
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} TrackingServerOptions
 * @property {string} [backend] address of the database; otherwise `mlflow.db` in the folder
 * @property {string} [artifacts] where artifacts go; otherwise `artifacts` in the folder
 * @property {readonly string[]} [args] further ones of `mlflow server`
 * @property {NodeJS.ProcessEnv} [env] over the quiet one
 * @property {string} [health] path that answers once it is up; otherwise `/health`
 */

/**
 * @param {string} python
 * @param {string} folder with mlflow.db and artifacts/
 * @param {TrackingServerOptions} [options]
 * @returns {Promise<TrackingServer>} once it answers
 */
export async function startTrackingServer(python, folder, options = {}) {
  const { backend, artifacts, args = [], env = {}, health = '/health' } = options;
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = startChild(
    python,
    [
      '-m',
      'mlflow',
      'server',
      '--host',
      '127.0.0.1',
      '--port',
      new URL(url).port,
      '--workers',
      '2',
      '--backend-store-uri',
      backend ?? `sqlite:///${join(folder, 'mlflow.db')}`,
      '--serve-artifacts',
      '--artifacts-destination',
      artifacts ?? join(folder, 'artifacts'),
      ...args,
    ],
    { env: { ...QUIET, ...env }, cwd: folder },
  );
  let log = '';
  /** @param {Buffer} piece */
  const keep = (piece) => (log = (log + piece.toString()).slice(-4000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const stop = () => stopChild(child);
  try {
    await waitUntilUp(
      url + health,
      () => child.exitCode === null && child.signalCode === null,
      () => log,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/**
 * @param {string} address
 * @param {() => boolean} isRunning
 * @param {() => string} log
 */
async function waitUntilUp(address, isRunning, log) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (!isRunning()) throw new Error(`The tracking server ended at its start:\n${log()}`);
    const isUp = await fetch(address, { signal: AbortSignal.timeout(2000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The tracking server did not answer within ${START_LIMIT_MS / 1000} s:\n${log()}`);
}

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const place = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof place !== 'object' || place === null) throw new Error('no free port');
  return place.port;
}
