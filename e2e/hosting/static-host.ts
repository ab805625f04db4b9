import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { extname, join, normalize } from 'node:path';
import { runChild } from '../../scripts/child-process.mjs';

const DIST = join(import.meta.dirname, '..', '..', 'dist');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface StaticHost {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The build as any static host gives it away: no rules, no headers but the type; `configOf` stands for config.json. */
export async function startStaticHost(
  config: () => string,
  tls?: { readonly key: string; readonly cert: string },
): Promise<StaticHost> {
  const listen: RequestListener = (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://host').pathname);
    if (path === '/config.json')
      return void response.setHeader('content-type', TYPES['.json'] ?? '').end(config());
    const file = join(DIST, path === '/' ? 'index.html' : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  };
  const server = tls ? createSecureServer(tls, listen) : createPlainServer(listen);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const place = server.address();
  if (typeof place !== 'object' || place === null) throw new Error('no port');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: place.port, close };
}

/** A certificate of this test alone. */
export async function makeCertificate(): Promise<{ key: string; cert: string }> {
  const args =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  const out = ['-keyout', '-', '-out', '-'];
  const { code, stdout } = await runChild('openssl', [...args.split(' '), ...out], { limitMs: 20_000 });
  const [, key = '', cert = ''] =
    /(-+BEGIN PRIVATE[\s\S]*?END PRIVATE KEY-+)[\s\S]*?(-+BEGIN CERT[\s\S]*?END CERTIFICATE-+)/.exec(
      stdout,
    ) ?? [];
  if (code !== 0 || cert === '') throw new Error('openssl made no certificate');
  return { key, cert };
}
