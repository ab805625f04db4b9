// @ts-check
/**
 * Virtual environments with the pinned real servers, in the user's cache folder. One for each constraints file, named
 * after its content: a changed pin makes a new one, and several checkouts share them.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { runChild } from './child-process.mjs';

/** @typedef {'mlflow3' | 'mlflow2'} ServerName */

/** PyArrow below 20, which MLflow 2.22 asks for, has no wheels for Python 3.14. */
const NEWEST_MINOR = 13;
const OLDEST_MINOR = 10;
const INSTALL_LIMIT_MS = 8 * 60_000;
const LOCK_WAIT_MS = 10 * 60_000;

/** A machine that lacks something; its message is the one line to print. */
export class MissingError extends Error {}

/** Folder of ours in the user's cache. */
export function cacheFolder() {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'runlens');
}

/** @param {ServerName} name */
export function constraintsFile(name) {
  return join(import.meta.dirname, `constraints-${name}.txt`);
}

/** @param {ServerName} name */
export function environmentFolder(name) {
  return join(cacheFolder(), 'venvs', `${name}-${hashOf([constraintsFile(name)])}`);
}

/**
 * Twelve hexadecimal digits over names and contents.
 * @param {readonly string[]} files
 */
export function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/**
 * A Python that can make the environments.
 * @returns {Promise<string>}
 */
export async function findPython() {
  const versions = [12, 13, 11, 10].map((minor) => `python3.${minor}`);
  const seen = [];
  for (const program of ['python3', ...versions, 'python']) {
    if (!isOnPath(program)) continue;
    const { code, stdout } = await runChild(program, ['-c', PROBE], { limitMs: 20_000 });
    // A version manager's placeholder for a version that is not chosen fails here.
    if (code !== 0) continue;
    const [major, minor, hasVenv] = stdout.trim().split(' ').map(Number);
    if (major !== 3 || minor === undefined || minor < OLDEST_MINOR || minor > NEWEST_MINOR) {
      seen.push(`${program} is ${major}.${minor}`);
      continue;
    }
    if (hasVenv === 1) return program;
    seen.push(`${program} lacks venv (Debian, Ubuntu: apt-get install python3-venv)`);
  }
  const found = seen.length > 0 ? ` Found: ${seen.join('; ')}.` : '';
  throw new MissingError(
    `Python 3.${OLDEST_MINOR} to 3.${NEWEST_MINOR} with venv is needed for the tests on real servers: install python3 and python3-venv, or set RUNLENS_SKIP_MLFLOW=1.${found}`,
  );
}

const PROBE =
  'import sys, importlib.util as u; print(*sys.version_info[:2], int(all(u.find_spec(n) for n in ("venv", "ensurepip"))))';

/** @param {string} program */
function isOnPath(program) {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/**
 * The environment of a server, made when it does not exist.
 * @param {ServerName} name
 * @param {string} python
 * @param {(line: string) => void} [say]
 * @returns {Promise<string>} its Python
 */
export async function ensureEnvironment(name, python, say = () => {}) {
  const folder = environmentFolder(name);
  const program = join(folder, 'bin', 'python');
  await makeOnce(folder, async () => {
    say(`making the environment of ${name}`);
    await must(python, ['-m', 'venv', folder]);
    await must(program, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-input',
      // Everything is pinned: nothing to resolve. Compiling all of it costs more than what a server imports.
      '--no-deps',
      '--no-compile',
      '--only-binary=:all:',
      '-r',
      constraintsFile(name),
    ]);
  });
  return program;
}

/**
 * Makes a folder in the cache, unless it is there and whole. A half-made one (no `.done` inside) is made anew; other
 * processes wait.
 * @param {string} folder
 * @param {() => Promise<void>} make fills it; the folder does not exist before
 */
export async function makeOnce(folder, make) {
  const marker = join(folder, '.done');
  if (existsSync(marker)) return;
  mkdirSync(join(folder, '..'), { recursive: true });
  const release = await lock(`${folder}.lock`);
  try {
    if (existsSync(marker)) return;
    rmSync(folder, { recursive: true, force: true });
    await make();
    writeFileSync(marker, '');
  } finally {
    release();
  }
}

/**
 * @param {string} path a folder that stands for the lock
 * @returns {Promise<() => void>}
 */
async function lock(path) {
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'pid'), String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (isAbandoned(path)) rmSync(path, { recursive: true, force: true });
    else if (Date.now() > deadline)
      throw new MissingError(`Another process holds ${path}. Remove it if none does.`);
    else await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    process.kill(Number(readFileSync(join(path, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return false;
    // No process file yet: its owner may be between the two steps.
    return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 5000;
  }
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function must(program, args) {
  const { code, output, isTimedOut } = await runChild(program, args, { limitMs: INSTALL_LIMIT_MS });
  if (code === 0) return;
  const reason = isTimedOut ? `no end after ${INSTALL_LIMIT_MS / 60_000} min` : output.trim().slice(-1500);
  throw new Error(`${basename(program)} ${args.slice(0, 3).join(' ')} failed: ${reason}`);
}
