import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview, type PreviewServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runlensProxy } from './runlens-proxy.mjs';
import { readStartSettings } from './start-settings.mjs';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let upstream: Server;
let seen: Seen[] = [];
let root: string;
const running: PreviewServer[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'runlens-proxy-'));
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'index.html'), '<title>Runlens</title>');
  writeFileSync(join(root, 'dist', 'config.json'), '{"source":{"kind":"demo"}}');
  upstream = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (piece: Buffer) => (body += piece.toString()));
    incoming.on('end', () => {
      seen.push({ method: incoming.method, url: incoming.url, headers: incoming.headers, body });
      if (incoming.url?.endsWith('/locked') === true) {
        answer.writeHead(401, { 'www-authenticate': 'Basic realm="mlflow"' });
      }
      if (incoming.url?.endsWith('/cut') === true) {
        answer.writeHead(200, { 'content-length': '100' });
        answer.write('half', () => answer.destroy());
      } else answer.end('answer of the tracking server');
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  seen = [];
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
  rmSync(root, { recursive: true, force: true });
});

function portOf(server: { address(): unknown }): number {
  const place = server.address();
  if (typeof place !== 'object' || place === null || !('port' in place)) throw new Error('not listening');
  return Number(place.port);
}

function upstreamAddress(): string {
  return `http://127.0.0.1:${portOf(upstream)}`;
}

/** Starts the app as `npm start` does and returns its port. */
async function startApp(env: Record<string, string>, rootPrefix = ''): Promise<number> {
  const settings = readStartSettings(env);
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'silent',
    plugins: [runlensProxy(settings, { rootPrefix })],
    preview: { host: settings.host, port: 0 },
  });
  running.push(server);
  return portOf(server.httpServer);
}

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** `fetch` sets no Host and no Origin. */
function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const headers = { connection: 'close', ...options.headers };
    const outgoing = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers },
      (answer) => {
        let text = '';
        answer.on('data', (piece: Buffer) => (text += piece.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.method === 'POST' ? '{"max_results":1}' : undefined);
  });
}

const SEARCH = '/ajax-api/2.0/mlflow/runs/search';
const CREDENTIALS = { MLFLOW_TRACKING_USERNAME: 'me', MLFLOW_TRACKING_PASSWORD: 'secret' };
const BASIC = `Basic ${Buffer.from('me:secret').toString('base64')}`;

describe('a post from another page', () => {
  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://localhost'])(
    'of origin %s gets 403 and never reaches the server',
    async (origin) => {
      const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress(), ...CREDENTIALS });
      const reply = await send(port, SEARCH, { method: 'POST', headers: { origin } });
      expect(reply.status).toBe(403);
      expect(reply.headers['content-type']).toContain('text/plain');
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
      expect(JSON.stringify(reply)).not.toContain(BASIC);
      expect(seen).toEqual([]);
    },
  );

  it('gets no permission from a preflight', async () => {
    const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress(), ...CREDENTIALS });
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const reply = await send(port, SEARCH, { method: 'OPTIONS', headers });
    expect(reply.status).toBe(403);
    expect(seen).toEqual([]);
  });
});

describe('a post of our own page', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])(
    'at %s is passed on with credentials and without origin',
    async (name) => {
      const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress(), ...CREDENTIALS });
      const headers = { origin: `http://${name}:${port}`, host: `${name}:${port}`, cookie: 'other=program' };
      const reply = await send(port, SEARCH, { method: 'POST', headers });
      expect(reply).toMatchObject({ status: 200, text: 'answer of the tracking server' });
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatchObject({ method: 'POST', url: SEARCH, body: '{"max_results":1}' });
      expect(seen[0]?.headers).toMatchObject({ authorization: BASIC, host: new URL(upstreamAddress()).host });
      expect(seen[0]?.headers).not.toHaveProperty('origin');
      expect(seen[0]?.headers).not.toHaveProperty('cookie');
    },
  );

  it('keeps the sign-in of the page when none is set, and shows no native prompt', async () => {
    const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress() });
    const reply = await send(port, '/api/locked', { headers: { authorization: 'Basic cGFnZQ==' } });
    expect(reply.status).toBe(401);
    expect(reply.headers).not.toHaveProperty('www-authenticate');
    expect(seen[0]?.headers.authorization).toBe('Basic cGFnZQ==');
  });

  it('is answered under the static prefix', async () => {
    const port = await startApp({ MLFLOW_TRACKING_URI: `${upstreamAddress()}/ml` });
    await send(port, `${SEARCH}?q=a%2Fb`);
    await send(port, '/version');
    expect(seen.map(({ url }) => url)).toEqual([`/ml${SEARCH}?q=a%2Fb`, '/version']);
  });

  it('hears 502 and where the server should have been, when it has gone', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${portOf(gone)}`;
    await new Promise((resolve) => gone.close(resolve));
    const reply = await send(await startApp({ MLFLOW_TRACKING_URI: address }), SEARCH);
    expect(reply).toMatchObject({
      status: 502,
      text: `Runlens cannot reach the tracking server at ${address}.`,
    });
    expect(reply.headers['x-runlens-proxy']).toBe('unreachable');
  });

  it('is told where an answer stops half way', async () => {
    const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress(), ...CREDENTIALS });
    // Often: what has come and the end of the connection are read together only now and then.
    for (let count = 0; count < 30; count++) {
      expect(await readCut(`http://127.0.0.1:${port}/ajax-api/2.0/mlflow/cut`)).toEqual({
        status: 200,
        text: 'half',
        isComplete: false,
      });
    }
  });
});

/** What came of an answer that stopped half way. */
function readCut(url: string) {
  return new Promise((resolve, reject) => {
    get(url, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.on('error', () => undefined);
      answer.on('close', () => resolve({ status: answer.statusCode, text, isComplete: answer.complete }));
    }).on('error', reject);
  });
}

describe('host names', () => {
  it('refuses a rebound name for every path', async () => {
    const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress(), ...CREDENTIALS });
    const headers = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
    for (const path of [SEARCH, '/', '/config.json']) {
      const { status } = await send(port, path, { headers });
      expect({ path, status }).toEqual({ path, status: 403 });
    }
    expect(seen).toEqual([]);
  });

  it('takes the request’s own host as origin when others may come', async () => {
    const env = { MLFLOW_TRACKING_URI: upstreamAddress(), ...CREDENTIALS, RUNLENS_ALLOW_LAN: '1' };
    const port = await startApp(env);
    const host = '192.168.7.7:8080';
    const own = await send(port, SEARCH, { method: 'POST', headers: { host, origin: `http://${host}` } });
    const foreign = await send(port, SEARCH, {
      method: 'POST',
      headers: { host, origin: 'http://192.168.7.8:8080' },
    });
    expect([own.status, foreign.status]).toEqual([200, 403]);
    expect(seen).toHaveLength(1);
  });

  it('takes a name that was listed', async () => {
    const port = await startApp({ MLFLOW_TRACKING_URI: upstreamAddress(), RUNLENS_HOSTS: 'lan.test' });
    const headers = { host: `lan.test:${port}`, origin: `http://lan.test:${port}` };
    expect((await send(port, SEARCH, { method: 'POST', headers })).status).toBe(200);
  });
});

describe('config.json', () => {
  it('names the server without credentials', async () => {
    const address = upstreamAddress();
    const port = await startApp({ MLFLOW_TRACKING_URI: address.replace('//', '//in:address@') + '/ml' });
    const reply = await send(port, '/config.json');
    expect(JSON.parse(reply.text)).toEqual({
      source: { kind: 'mlflow', baseUrl: '.' },
      mlflowUi: `${address}/ml`,
    });
  });

  it('is the demo of the build when no server is set, and nothing is passed on', async () => {
    const port = await startApp({});
    expect(JSON.parse((await send(port, '/config.json')).text)).toEqual({ source: { kind: 'demo' } });
    await send(port, SEARCH);
    expect(seen).toEqual([]);
  });
});
