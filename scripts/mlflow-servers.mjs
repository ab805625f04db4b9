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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { runChild } from './child-process.mjs';
import {
  cacheFolder,
  constraintsFile,
  ensureEnvironment,
  findPython,
  hashOf,
  makeOnce,
} from './mlflow-environments.mjs';
import { QUIET, startTrackingServer } from './tracking-server.mjs';

const ROOT = join(import.meta.dirname, '..');
const SEED_LIMIT_MS = 6 * 60_000;

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
  /** @type {import('./tracking-server.mjs').TrackingServer[]} */
  const servers = [];
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    remove();
    process.off('exit', remove);
  };
  try {
    const data3 = await unpackDemo(join(folder, 'mlflow3'));
    for (const script of ['add_many_runs.py', 'add_requeued_runs.py']) await addRuns(python3, data3, script);
    cpSync(data2, join(folder, 'mlflow2'), { recursive: true });
    const started = await Promise.allSettled([
      startTrackingServer(python3, data3),
      startTrackingServer(python2, join(folder, 'mlflow2')),
    ]);
    for (const result of started) if (result.status === 'fulfilled') servers.push(result.value);
    const [mlflow3Url, mlflow2Url] = started.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value.url;
    });
    if (mlflow3Url === undefined || mlflow2Url === undefined) throw new Error('two servers');
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
export async function unpackDemo(folder) {
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
export async function ensureSeed(python, say) {
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
