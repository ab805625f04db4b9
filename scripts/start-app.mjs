// @ts-check
/** The built app as its users start it, in a process of its own. */
import { join } from 'node:path';
import { startChild } from './child-process.mjs';

const ROOT = join(import.meta.dirname, '..');
const START_LIMIT_MS = 60_000;

/**
 * @param {import('node:child_process').ChildProcess[]} apps gets the process
 * @param {string | undefined} trackingUri undefined: the demo
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} its address
 */
export async function startApp(apps, trackingUri, env = {}) {
  const child = startChild(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), '--no-build'], {
    cwd: ROOT,
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      RUNLENS_HOSTS: 'lan.test',
      MLFLOW_TRACKING_URI: trackingUri,
      MLFLOW_TRACKING_USERNAME: undefined,
      MLFLOW_TRACKING_PASSWORD: undefined,
      MLFLOW_TRACKING_TOKEN: undefined,
      ...env,
    },
  });
  apps.push(child);
  return saidAddress(child, /^Runlens: (\S+)/m);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {RegExp} pattern of the line that says where it listens
 * @returns {Promise<string>} the address
 */
export function saidAddress(child, pattern) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () => reject(new Error(`${child.spawnargs.join(' ')} did not start:\n${output}`));
    const timer = setTimeout(fail, START_LIMIT_MS);
    /** @param {Buffer} piece */
    const read = (piece) => {
      output += piece.toString();
      const address = pattern.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', () => {
      clearTimeout(timer);
      fail();
    });
  });
}
