// @ts-check
/** `npm start` (build, then Vite's preview server) and `npm run dev` (--dev: Vite's dev server). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, createServer, preview } from 'vite';
import { checkPort, contactServer } from './first-contact.mjs';
import { runlensProxy } from './runlens-proxy.mjs';
import { isLoopback, readStartSettings, StartError } from './start-settings.mjs';

const ROOT = join(import.meta.dirname, '..');

async function main() {
  const flags = new Set(process.argv.slice(2));
  const settings = readStartSettings(process.env);
  await checkPort(settings);
  const { tracking } = settings;
  const contact = tracking && (await contactServer(tracking));
  if (contact?.warning) console.warn(contact.warning);
  const plugin = runlensProxy(settings, { rootPrefix: contact?.rootPrefix ?? '' });
  const place = { host: settings.host, port: settings.port, strictPort: true };
  const shared = { root: ROOT, plugins: [plugin] };

  const server = flags.has('--dev')
    ? await createServer({ ...shared, server: place }).then((dev) => dev.listen())
    : await startPreview({ ...shared, logLevel: /** @type {const} */ ('warn'), preview: place }, flags);
  stopOnSignal(server);
  console.log(`Runlens: ${addressOf(server, settings.host)}`);
  console.log(
    tracking
      ? `Shows ${tracking.address}`
      : 'Shows the embedded demo. MLFLOW_TRACKING_URI points it at a server.',
  );
}

/**
 * @param {import('vite').InlineConfig} config
 * @param {ReadonlySet<string>} flags
 */
async function startPreview(config, flags) {
  if (!flags.has('--no-build')) await build({ root: ROOT, logLevel: 'warn' });
  if (!existsSync(join(ROOT, 'dist', 'index.html'))) {
    throw new StartError('There is no build in dist/. Run npm start without --no-build.');
  }
  return preview(config);
}

/**
 * @param {{ httpServer: import('node:net').Server | import('vite').HttpServer | null }} server
 * @param {string} host
 */
function addressOf(server, host) {
  const place = server.httpServer?.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host;
  const note = isLoopback(host) ? '' : ' (open to the network)';
  return `http://${name}:${port}/${note}`;
}

/** @param {{ close(): Promise<void> }} server */
function stopOnSignal(server) {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    // A download or a slow tracking server must not keep us: what still runs is cut off.
    setTimeout(() => process.exit(0), 500).unref();
    void server.close().finally(() => process.exit(0));
  };
  // Vite's own listener would end with code 143.
  process.removeAllListeners('SIGTERM');
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error) => {
  if (error instanceof StartError) console.error(error.message);
  else console.error(error);
  process.exit(1);
});
