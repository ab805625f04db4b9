// @ts-check
import { createServer } from 'node:net';
import { StartError } from './start-settings.mjs';

const LIMIT_MS = 5000;

/**
 * Asks the tracking server once before anything is built.
 * @param {import('./start-settings.mjs').TrackingServer} tracking
 * @param {number} [limitMs]
 * @returns {Promise<{ rootPrefix: string, warning: string | undefined }>} `rootPrefix` stands before /version,
 *   /health and /graphql; rejects with StartError when nothing answers
 */
export async function contactServer(tracking, limitMs = LIMIT_MS) {
  const signal = AbortSignal.timeout(limitMs);
  // Open without sign-in on 2.22 and 3.x, and the only sure sign of where 2.22 keeps its root paths.
  const prefixed = await ask(tracking, `${tracking.prefix}/health`, signal);
  const isMoved = tracking.prefix !== '' && !prefixed.isOk;
  const rootPrefix = isMoved && (await ask(tracking, '/health', signal)).isOk ? '' : tracking.prefix;
  const version = await ask(tracking, `${rootPrefix}/version`, signal);
  return { rootPrefix, warning: warningFor(version, tracking) };
}

/**
 * @param {{ status: number, isOk: boolean, text: string }} version
 * @param {import('./start-settings.mjs').TrackingServer} tracking
 */
function warningFor({ status, isOk, text }, { address, authorization }) {
  if (status === 401 || status === 403) {
    return authorization === undefined
      ? `${address} asks for a sign-in: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.`
      : `${address} refuses these credentials (${status}).`;
  }
  if (!isOk || !/^\d+\.\d+/.test(text)) {
    return `${address} answers, but not as an MLflow tracking server (GET /version: ${status}).`;
  }
  return undefined;
}

/**
 * @param {import('./start-settings.mjs').TrackingServer} tracking
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function ask({ origin, address, authorization }, path, signal) {
  try {
    const answer = await fetch(origin + path, {
      signal,
      redirect: 'manual',
      headers: authorization === undefined ? {} : { authorization },
    });
    return { status: answer.status, isOk: answer.ok, text: (await answer.text()).slice(0, 100) };
  } catch (error) {
    throw new StartError(
      `${address} cannot be reached (${reasonOf(error)}). Is the tracking server running?`,
    );
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError') return `no answer within ${LIMIT_MS / 1000} s`;
  const cause = error.cause;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.message;
}

/**
 * Finds out before the build whether the port can be had.
 * @param {{ host: string, port: number }} place
 * @returns {Promise<void>}
 */
export async function checkPort({ host, port }) {
  const server = createServer();
  try {
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, exclusive: true }, () => resolve(undefined));
    });
  } catch (error) {
    throw new StartError(portLine(error, host, port));
  }
  await new Promise((resolve) => server.close(resolve));
}

/**
 * @param {unknown} error
 * @param {string} host
 * @param {number} port
 */
function portLine(error, host, port) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use. Choose another: PORT=${port + 1}.`;
  if (code === 'EACCES') return `Port ${port} needs more rights. Choose one above 1023 with PORT.`;
  return `Runlens cannot listen on ${host}:${port} (${String(code ?? error)}). Check HOST and PORT.`;
}
