// @ts-check
import { spawn } from 'node:child_process';

/**
 * @typedef {object} ChildResult
 * @property {number | undefined} code undefined when a signal ended it
 * @property {string} output both streams in the order they came, at most the last 400,000 characters
 * @property {string} stdout
 * @property {boolean} isTimedOut
 *
 * @typedef {object} ChildOptions
 * @property {number} limitMs after which the whole process group is killed
 * @property {Record<string, string | undefined>} [env] added to our own
 * @property {string} [cwd]
 * @property {(text: string) => void} [onOutput]
 */

const KEPT_CHARACTERS = 400_000;

/** Process groups of ours that still run; ended with us, whatever ends us. @type {Set<number>} */
const groups = new Set();

/**
 * Runs a program to its end in a process group of its own, so that a limit takes its children too.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {ChildOptions} options
 * @returns {Promise<ChildResult>}
 */
export function runChild(program, args, { limitMs, env = {}, cwd, onOutput }) {
  const child = startChild(program, args, { env, cwd });
  let output = '';
  let stdout = '';
  let isTimedOut = false;
  /** @param {Buffer} piece */
  const take = (piece) => {
    const text = piece.toString();
    output = (output + text).slice(-KEPT_CHARACTERS);
    onOutput?.(text);
    return text;
  };
  child.stdout?.on('data', (piece) => (stdout += take(piece)));
  child.stderr?.on('data', take);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      isTimedOut = true;
      if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
    }, limitMs);
    /** @param {number | undefined} code */
    const end = (code) => {
      clearTimeout(timer);
      resolve({ code, output, stdout, isTimedOut });
    };
    child.once('error', (error) => {
      output += String(error);
      end(undefined);
    });
    // Not 'exit': what is still in the pipes belongs to the output.
    child.once('close', (code) => end(code ?? undefined));
  });
}

/**
 * Starts a program in a process group of its own.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string | undefined }} options
 */
export function startChild(program, args, { env = {}, cwd }) {
  endGroupsWithUs();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) {
    groups.add(pid);
    // The group may outlive its first process (workers of a server): asked again when we end.
    child.once('close', () => groups.delete(pid));
  }
  return child;
}

/**
 * Asks a process group to end, and ends it when it has not after `graceMs`.
 * @param {import('node:child_process').ChildProcess} child made by startChild
 * @param {number} [graceMs]
 */
export async function stopChild(child, graceMs = 4000) {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  killGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => killGroup(pid, 'SIGKILL'), graceMs);
  await closed;
  clearTimeout(timer);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

let isWatching = false;

function endGroupsWithUs() {
  if (isWatching) return;
  isWatching = true;
  process.once('exit', () => {
    for (const pid of groups) killGroup(pid, 'SIGKILL');
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
  }
}
