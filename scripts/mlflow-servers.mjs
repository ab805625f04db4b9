// @ts-check
/** The two real tracking servers of the tests, on free ports of this machine, each on a copy of its data. */
import {
  cpSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { runChild, startChild, stopChild } from './child-process.mjs';
import {
  cacheFolder,
  constraintsFile,
  ensureEnvironment,
  findPython,
  hashOf,
  makeOnce,
} from './mlflow-environments.mjs';

const ROOT = join(import.meta.dirname, '..');
const START_LIMIT_MS = 120_000;
const SEED_LIMIT_MS = 6 * 60_000;

/** No telemetry, no background jobs: nothing but answers. */
const QUIET = {
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
 * @typedef {object} Servers
 * @property {string} mlflow3Url 3.17.2 on the demo's data; beside it an experiment with very many runs, and one of requeued trainings
 * @property {string} mlflow2Url 2.22.4 on seeded data
 * @property {string} python3 the Python with mlflow 3.17.2
 * @property {() => Promise<void>} stop
 */

/**
 * Makes what is missing in the cache: both environments and the data of 2.22.
 * @param {(line: string) => void} [say]
 */
export async function prepareServers(say = () => {}) {
  const python = await findPython();
  // One after the other: pip is bound by the processor when it unpacks.
  const python2 = await ensureEnvironment('mlflow2', python, say);
  const data2 = await ensureSeed(python2, say);
  const python3 = await ensureEnvironment('mlflow3', python, say);
  return { python2, python3, data2 };
}

/**
 * @param {(line: string) => void} [say]
 * @returns {Promise<Servers>}
 */
export async function startServers(say = () => {}) {
  const { python2, python3, data2 } = await prepareServers(say);
  const folder = mkdtempSync(join(tmpdir(), 'runlens-servers-'));
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const stop = async () => {
    await Promise.all(children.map((child) => stopChild(child)));
    remove();
    process.off('exit', remove);
  };
  try {
    const data3 = await unpackDemo(join(folder, 'mlflow3'));
    for (const script of ['add_many_runs.py', 'add_requeued_runs.py']) await addRuns(python3, data3, script);
    cpSync(data2, join(folder, 'mlflow2'), { recursive: true });
    const [mlflow3Url, mlflow2Url] = await Promise.all([
      startServer(python3, data3, children),
      startServer(python2, join(folder, 'mlflow2'), children),
    ]);
    return { mlflow3Url, mlflow2Url, python3, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The demo's database and artifacts as a server keeps them. A copy: a server writes into its database at start.
 * @param {string} folder
 */
async function unpackDemo(folder) {
  const demo = join(ROOT, 'public', 'demo');
  mkdirSync(folder, { recursive: true });
  await pipeline(
    createReadStream(join(demo, 'mlflow.db.gz')),
    createGunzip(),
    createWriteStream(join(folder, 'mlflow.db')),
  );
  const artifacts = join(folder, 'artifacts');
  if (existsSync(join(demo, 'artifacts'))) cpSync(join(demo, 'artifacts'), artifacts, { recursive: true });
  else mkdirSync(artifacts);
  return folder;
}

/**
 * @param {string} python
 * @param {string} folder with mlflow.db
 * @param {string} script
 */
async function addRuns(python, folder, script) {
  const args = [join(import.meta.dirname, script), join(folder, 'mlflow.db')];
  const { code, output } = await runChild(python, args, { limitMs: 60_000, cwd: folder, env: QUIET });
  if (code !== 0) throw new Error(`scripts/${script} failed:\n${output.slice(-2000)}`);
}

/**
 * A database that 2.22 has made itself: one of 3.x would be refused, and the other way round migrated.
 * @param {string} python
 * @param {(line: string) => void} say
 */
async function ensureSeed(python, say) {
  const demo = join(ROOT, 'demo');
  const scripts = readdirSync(demo)
    .filter((name) => name.endsWith('.py'))
    .toSorted()
    .map((name) => join(demo, name));
  const folder = join(cacheFolder(), 'seeds', `mlflow2-${hashOf([...scripts, constraintsFile('mlflow2')])}`);
  await makeOnce(folder, async () => {
    say('logging the runs of mlflow2');
    mkdirSync(join(folder, 'artifacts'), { recursive: true });
    const uri = `sqlite:///${join(folder, 'mlflow.db')}`;
    const args = [join(demo, 'seed.py'), '--tracking-uri', uri, '--parts', 'odd,production'];
    const { code, output, isTimedOut } = await runChild(python, args, {
      limitMs: SEED_LIMIT_MS,
      cwd: folder,
      env: { ...QUIET, PYTHONDONTWRITEBYTECODE: '1' },
    });
    if (code !== 0)
      throw new Error(`demo/seed.py ${isTimedOut ? 'took too long' : 'failed'}:\n${output.slice(-2000)}`);
  });
  return folder;
}

/**
 * @param {string} python
 * @param {string} folder with mlflow.db and artifacts/
 * @param {import('node:child_process').ChildProcess[]} children gets the process
 * @returns {Promise<string>} its address, once it answers
 */
async function startServer(python, folder, children) {
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
      `sqlite:///${join(folder, 'mlflow.db')}`,
      '--serve-artifacts',
      '--artifacts-destination',
      join(folder, 'artifacts'),
    ],
    { env: QUIET, cwd: folder },
  );
  children.push(child);
  let log = '';
  /** @param {Buffer} piece */
  const keep = (piece) => (log = (log + piece.toString()).slice(-4000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  await waitUntilUp(
    url,
    () => child.exitCode === null && child.signalCode === null,
    () => log,
  );
  return url;
}

/**
 * @param {string} url
 * @param {() => boolean} isRunning
 * @param {() => string} log
 */
async function waitUntilUp(url, isRunning, log) {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (!isRunning()) throw new Error(`The tracking server ended at its start:\n${log()}`);
    const isUp = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) }).then(
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
