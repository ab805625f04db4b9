import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopChild } from '../scripts/child-process.mjs';
import { environmentFolder, findPython } from '../scripts/mlflow-environments.mjs';
import { ensureSeed, unpackDemo } from '../scripts/mlflow-servers.mjs';
import { startApp } from '../scripts/start-app.mjs';
import { startTrackingServer, type TrackingServerOptions } from '../scripts/tracking-server.mjs';

export interface OwnServer {
  /** The tracking server's address. */
  readonly url: string;
  /** Runlens before it. */
  readonly appUrl: string;
  /** The Python with its client. */
  readonly python: string;
  /** Its data: mlflow.db, artifacts/ and what a test puts there. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** A tracking server of a test's own, on a copy of the shared one's data: with sign-in, another store, a plug-in. */
export async function startOwnServer(
  name: 'mlflow3' | 'mlflow2',
  optionsOf: (folder: string) => TrackingServerOptions = () => ({}),
): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-own-'));
  const python = join(environmentFolder(name), 'bin', 'python');
  const apps: Parameters<typeof startApp>[0] = [];
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all([...stops.map((end) => end()), ...apps.map((app) => stopChild(app))]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const data = join(folder, 'data');
    if (name === 'mlflow3') await unpackDemo(data);
    else cpSync(await ensureSeed(await findPython(), () => {}), data, { recursive: true });
    mkdirSync(join(data, 'artifacts'), { recursive: true });
    const server = await startTrackingServer(python, data, optionsOf(data));
    stops.push(server.stop);
    const appUrl = await startApp(apps, server.url);
    return { url: server.url, appUrl, python, folder: data, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export const ADMIN = { name: 'admin', password: 'password12345' };

/** MLflow's basic auth with ADMIN; everybody else may read only, where a test makes them. */
export function withBasicAuth(folder: string): TrackingServerOptions {
  const settings = join(folder, 'auth.ini');
  writeFileSync(
    settings,
    [
      '[mlflow]',
      'default_permission = READ',
      `database_uri = sqlite:///${join(folder, 'auth.db')}`,
      `admin_username = ${ADMIN.name}`,
      `admin_password = ${ADMIN.password}`,
      'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
      // A password hash is slow on purpose: 430 ms a request where each checks it.
      'auth_cache_ttl_seconds = 60',
    ].join('\n'),
  );
  return {
    args: ['--app-name', 'basic-auth'],
    env: { MLFLOW_AUTH_CONFIG_PATH: settings, MLFLOW_FLASK_SERVER_SECRET_KEY: 'of the tests' },
  };
}
