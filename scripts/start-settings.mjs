// @ts-check
/** What `npm start` is told by the environment, decoded once. Pure: no network, no clock. */

/**
 * @typedef {object} TrackingServer
 * @property {string} origin `http://host:port`
 * @property {string} prefix `''` or `/ml`: MLflow's --static-prefix, without a slash at its end
 * @property {string} address origin and prefix: safe to show, holds no credentials
 * @property {string | undefined} authorization value of the header that the proxy adds
 *
 * @typedef {object} StartSettings
 * @property {string} host address to listen on
 * @property {number} port 0 takes a free one
 * @property {boolean} isOpenToLan listens on more than this machine, or was told that others reach it
 * @property {readonly string[]} hostNames further names under which the page is opened
 * @property {TrackingServer | undefined} tracking undefined: the embedded demo
 */

/** A mistake of the person who starts Runlens; its message is the one line to print. */
export class StartError extends Error {}

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {StartSettings}
 */
export function readStartSettings(env) {
  const host = env['HOST'] || '127.0.0.1';
  const tracking = readTracking(env);
  const allowsLan = env['RUNLENS_ALLOW_LAN'] === '1';
  if (!isLoopback(host) && tracking?.authorization !== undefined && !allowsLan) {
    throw new StartError(
      `HOST=${host} would let everyone on the network use your MLflow credentials. Set RUNLENS_ALLOW_LAN=1 if that is meant.`,
    );
  }
  return {
    host,
    port: readPort(env['PORT']),
    isOpenToLan: allowsLan || !isLoopback(host),
    hostNames: listOf(env['RUNLENS_HOSTS']),
    tracking,
  };
}

/** @param {string} host a name or address, IPv6 with or without brackets */
export function isLoopback(host) {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** @param {string | undefined} text */
function readPort(text) {
  if (!text) return 4173;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new StartError(`PORT=${text} is not a port. Use a number from 1 to 65535.`);
  }
  return port;
}

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {TrackingServer | undefined}
 */
function readTracking(env) {
  const text = env['MLFLOW_TRACKING_URI']?.trim();
  if (!text) return undefined;
  const url = parseAddress(text);
  const prefix = url.pathname.replace(/\/+$/, '');
  return {
    origin: url.origin,
    prefix,
    address: url.origin + prefix,
    authorization: readAuthorization(env, url),
  };
}

/** @param {string} text */
function parseAddress(text) {
  // The text is not repeated where it may hold a password.
  const shown = text.includes('@') ? 'MLFLOW_TRACKING_URI' : `MLFLOW_TRACKING_URI=${text}`;
  const advice = `${shown} is not a server address. Use http://host:port or https://host/prefix.`;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new StartError(advice);
  const url = new URL(text);
  if (url.search || url.hash) throw new StartError(advice);
  return url;
}

/**
 * Same order as MLflow's own client: user and password, then the token; last what stands in the address.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {URL} url
 */
function readAuthorization(env, url) {
  const username = env['MLFLOW_TRACKING_USERNAME'];
  const password = env['MLFLOW_TRACKING_PASSWORD'];
  if (Boolean(username) !== Boolean(password)) {
    throw new StartError(
      'MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD belong together: set both or none.',
    );
  }
  if (username && password) return basic(username, password);
  const token = env['MLFLOW_TRACKING_TOKEN'];
  if (token) return bearer(token);
  if (!url.username) return undefined;
  return basic(decodeUserInfo(url.username), decodeUserInfo(url.password));
}

/** @param {string} text */
function decodeUserInfo(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} token */
function bearer(token) {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new StartError('MLFLOW_TRACKING_TOKEN holds a character that a header cannot carry.');
  }
  return `Bearer ${token}`;
}

/**
 * @param {string} username
 * @param {string} password
 */
function basic(username, password) {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** @param {string | undefined} text */
function listOf(text) {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
