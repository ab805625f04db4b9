// Serves a build of the app as `npm start` does, from a folder of its own: `dist/` may be rebuilt meanwhile.
// Usage: PORT=… MLFLOW_TRACKING_URI=… node serve-app.mjs OUT_DIR [--empty-histories | --replay | --invent]
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import { contactServer } from '../../scripts/first-contact.mjs';
import { runlensProxy } from '../../scripts/runlens-proxy.mjs';
import { readStartSettings } from '../../scripts/start-settings.mjs';
import { inventRuns, replayRuns } from './replay-runs.mjs';

const isReplay = process.argv[3] === '--replay';
// It stands for a server on another machine, which takes no core of the page's.
if (isReplay) setPriority(10);

const settings = readStartSettings(process.env);
const contact = settings.tracking && (await contactServer(settings.tracking));

/** For memory: the page as it is when nothing was logged. */
const emptyHistories = {
  name: 'bench-empty-histories',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      if (!request.url?.includes('/metrics/get-history')) return next();
      response.setHeader('Content-Type', 'application/json');
      return response.end('{}');
    });
  },
};

await preview({
  root: join(import.meta.dirname, '..', '..'),
  build: { outDir: process.argv[2] },
  plugins: [
    process.argv[3] === '--empty-histories' && emptyHistories,
    process.argv[3] === '--invent' && inventRuns(),
    isReplay && replayRuns(process.env['MLFLOW_TRACKING_URI']),
    runlensProxy(settings, { rootPrefix: contact?.rootPrefix ?? '' }),
  ],
  preview: { host: settings.host, port: settings.port, strictPort: true },
  logLevel: 'warn',
});
