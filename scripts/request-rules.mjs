// @ts-check
/**
 * Who may use the proxy. It adds credentials and hides the page's origin from MLflow, so it must judge itself what
 * MLflow can no longer see: a page of another site that posts here, and a name that an attacker pointed at this
 * machine (DNS rebinding).
 */
import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { isLoopback } from './start-settings.mjs';

/**
 * @typedef {object} RequestFacts
 * @property {string | undefined} host header
 * @property {string | undefined} origin header
 * @property {string | undefined} fetchSite header `Sec-Fetch-Site`
 * @property {string | undefined} fetchMode header `Sec-Fetch-Mode`
 * @property {number | undefined} localPort the port that took the connection
 *
 * @typedef {object} HostRules
 * @property {boolean} isOpenToLan
 * @property {readonly string[]} hostNames
 */

/** Paths that belong to the tracking server, in `npm start` as in hosting behind nginx. */
export const PROXIED_PATHS =
  '^/(?:ajax-api|api|graphql|get-artifact|model-versions/get-artifact|version|health)(?=[/?]|$)';

/** MLflow 2.22 answers these without the static prefix; 3.x moves them under it. */
const ROOT_PATHS = /^\/(?:graphql|version|health)(?=[/?]|$)/;

const PROXIED = new RegExp(PROXIED_PATHS);

/** @param {string} url path and query */
export function isProxied(url) {
  return PROXIED.test(url);
}

/**
 * @param {string} url path and query as the app asks
 * @param {{ prefix: string, rootPrefix: string }} prefixes
 */
export function upstreamPath(url, { prefix, rootPrefix }) {
  return (ROOT_PATHS.test(url) ? rootPrefix : prefix) + url;
}

/**
 * Whether a Host header names this server. An address cannot be rebound, a name can: names count only when they are
 * the machine's own or were listed by the person who started us.
 * @param {string | undefined} host
 * @param {HostRules} rules
 */
export function isOwnHost(host, { isOpenToLan, hostNames }) {
  const name = hostNameOf(host);
  if (name === undefined) return false;
  if (isLoopback(name) || hostNames.includes(name)) return true;
  if (!isOpenToLan) return false;
  const machine = hostname().toLowerCase();
  return isIP(name) !== 0 || name === machine || name === `${machine}.local`;
}

/**
 * Why a request for the tracking server is refused, as the text of the 403; undefined lets it through.
 * @param {RequestFacts} facts
 */
export function findForeignSender({ host, origin, fetchSite, fetchMode, localPort }) {
  if (origin !== undefined) {
    const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${localPort}`);
    if (origin === `http://${host}` || own.includes(origin)) return undefined;
    return `Runlens does not pass on requests of other pages (origin ${origin}).`;
  }
  // Browsers send no Origin with a plain GET of another page (an image, a script); a link is a navigation.
  const isForeign = fetchSite === 'cross-site' || fetchSite === 'same-site';
  if (isForeign && fetchMode !== 'navigate') return 'Runlens does not pass on requests of other pages.';
  return undefined;
}

/** @param {string | undefined} host `name:port`, `[::1]:port` */
function hostNameOf(host) {
  if (!host || !URL.canParse(`http://${host}`)) return undefined;
  const url = new URL(`http://${host}`);
  if (url.username || url.pathname !== '/' || url.search || url.hash) return undefined;
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
