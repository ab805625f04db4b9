// @ts-check
import { isOwnHost, findForeignSender, isProxied, PROXIED_PATHS, upstreamPath } from './request-rules.mjs';

/**
 * @typedef {import('./start-settings.mjs').StartSettings} StartSettings
 * @typedef {import('./start-settings.mjs').TrackingServer} TrackingServer
 * @typedef {import('node:http').IncomingMessage} Incoming
 * @typedef {import('node:http').ServerResponse} Answer
 */

/**
 * Vite plugin of `npm start` and `npm run dev`: refuses strangers, serves `/config.json` and passes the tracking
 * server's paths on from the app's own origin.
 * @param {StartSettings} settings
 * @param {{ rootPrefix: string }} found what the first contact with the server has shown
 * @returns {import('vite').Plugin}
 */
export function runlensProxy(settings, { rootPrefix }) {
  const guard = guardWith(settings);
  const config = settings.tracking && configFor(settings.tracking);
  const proxy = settings.tracking && proxyTo(settings.tracking, rootPrefix);
  // Vite's own CORS default lets every page of this machine read the answers.
  const shared = { allowedHosts: [...settings.hostNames], cors: false, proxy };
  /** @param {import('vite').Connect.Server} middlewares */
  const install = (middlewares) => {
    middlewares.use(guard);
    if (config !== undefined) middlewares.use('/config.json', (_request, answer) => sendJson(answer, config));
  };
  return {
    name: 'runlens-proxy',
    config: () => ({ server: shared, preview: shared }),
    configureServer: ({ middlewares }) => install(middlewares),
    configurePreviewServer: ({ middlewares }) => install(middlewares),
  };
}

/**
 * @param {TrackingServer} tracking
 * @returns {string} the app's `config.json`
 */
function configFor({ address }) {
  return JSON.stringify({ source: { kind: 'mlflow', baseUrl: '.' }, mlflowUi: address });
}

/**
 * @param {StartSettings} settings
 * @returns {import('vite').Connect.NextHandleFunction}
 */
function guardWith(settings) {
  return (request, answer, next) => {
    if (!isOwnHost(request.headers.host, settings)) {
      return refuse(
        answer,
        'Runlens is not known under this host name. Start it with RUNLENS_HOSTS=name to allow it.',
      );
    }
    if (settings.tracking === undefined || !isProxied(request.url ?? '')) return next();
    const reason = findForeignSender({
      host: request.headers.host,
      origin: request.headers.origin,
      fetchSite: headerOf(request, 'sec-fetch-site'),
      fetchMode: headerOf(request, 'sec-fetch-mode'),
      localPort: request.socket.localPort,
    });
    return reason === undefined ? next() : refuse(answer, reason);
  };
}

/**
 * @param {TrackingServer} tracking
 * @param {string} rootPrefix
 * @returns {Record<string, import('vite').ProxyOptions>}
 */
function proxyTo(tracking, rootPrefix) {
  return {
    [PROXIED_PATHS]: {
      target: tracking.origin,
      changeOrigin: true,
      rewrite: (url) => upstreamPath(url, { prefix: tracking.prefix, rootPrefix }),
      configure: (proxy) => {
        proxy.on('proxyReq', (request) => {
          // The guard has let only our own origin through, which MLflow's check would not know.
          request.removeHeader('origin');
          // Cookies ignore ports: these may belong to any other program of this machine.
          request.removeHeader('cookie');
          if (tracking.authorization !== undefined) {
            request.setHeader('authorization', tracking.authorization);
          }
        });
        proxy.on('proxyRes', (answer, _request, page) => {
          // Else the page would wait for the rest of an answer that stopped half way.
          answer.once('close', () => {
            if (!answer.complete) endHalfWay(page);
          });
          // The page asks for the sign-in itself; this header would open the browser's own prompt.
          delete answer.headers['www-authenticate'];
          // Upstream connections are closed after each answer (see `agent`), the browser's are kept.
          delete answer.headers['connection'];
        });
        proxy.on('error', (_error, _request, answer) => refuseUnreachable(answer, tracking.address));
      },
    },
  };
}

/**
 * What has come goes out first: the page is to see an answer cut off, not a connection that broke.
 * @param {Answer} page
 */
function endHalfWay(page) {
  if (!page.headersSent) page.flushHeaders();
  page.socket?.destroySoon();
}

/**
 * @param {import('node:http').ServerResponse | import('node:net').Socket} answer
 * @param {string} address
 */
function refuseUnreachable(answer, address) {
  if (!('headersSent' in answer) || answer.headersSent || answer.writableEnded) return;
  // The app tells by this header that the 502 is ours: the tracking server has said nothing.
  answer.writeHead(502, { 'content-type': 'text/plain; charset=utf-8', 'x-runlens-proxy': 'unreachable' });
  answer.end(`Runlens cannot reach the tracking server at ${address}.`);
}

/**
 * @param {Incoming} request
 * @param {string} name
 */
function headerOf(request, name) {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * @param {Answer} answer
 * @param {string} text
 */
function refuse(answer, text) {
  answer.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  answer.end(text);
}

/**
 * @param {Answer} answer
 * @param {string} text
 */
function sendJson(answer, text) {
  answer.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  answer.end(text);
}
