import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runChild } from '../../scripts/child-process.mjs';
import { environmentFolder, findPython } from '../../scripts/mlflow-environments.mjs';
import { ensureSeed, unpackDemo } from '../../scripts/mlflow-servers.mjs';
import { startTrackingServer, type TrackingServerOptions } from '../../scripts/tracking-server.mjs';
import { withBasicAuth } from '../own-server.ts';
import { commandsUnder, serverArgs } from './hosting-doc.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HEADING = 'As a plug-in of the MLflow server';

export type Version = 'mlflow3' | 'mlflow2';

export interface HostedServer {
  /** MLflow's own address, with its static prefix. */
  readonly mlflowUrl: string;
  /** Runlens, with a slash at its end. */
  readonly url: string;
  /** `mlflow.db`, `artifacts/`, and what a test puts there. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

function pythonOf(version: Version): string {
  return join(environmentFolder(version), 'bin', 'python');
}

/** Builds the wheel and installs it into a folder beside the shared environment, by the commands of the document. */
export async function installPlugin(folder: string, version: Version): Promise<string> {
  const [site, bin] = [join(folder, 'site'), join(folder, 'bin')];
  mkdirSync(bin);
  symlinkSync(join(ROOT, 'deploy'), join(folder, 'deploy'));
  // Not a link: a Python finds its environment by the path that it was called by.
  writeFileSync(join(bin, 'python3'), `#!/bin/sh\nexec ${pythonOf(version)} "$@"\n`, { mode: 0o755 });
  for (const command of commandsUnder(HEADING, 'python3 -m pip')) {
    const { code, output } = await runChild('sh', ['-c', command], {
      cwd: folder,
      limitMs: 120_000,
      env: {
        PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
        PIP_TARGET: site,
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
      },
    });
    if (code !== 0) throw new Error(`${command}\n${output}`);
  }
  return site;
}

/** Data of the shared servers, of which a server of a test's own works on a copy. */
async function copyData(version: Version, folder: string): Promise<void> {
  if (version === 'mlflow3') await unpackDemo(folder);
  else cpSync(await ensureSeed(await findPython(), () => {}), folder, { recursive: true });
  mkdirSync(join(folder, 'artifacts'), { recursive: true });
}

interface PluginOptions {
  readonly args?: readonly string[];
  /** Gets the folder of its data. */
  readonly env?: (folder: string) => NodeJS.ProcessEnv;
  /** Whether it asks for a sign-in, below `/ml`. */
  readonly isGuarded?: boolean;
}

/** MLflow with the plug-in, started by the command of the document. */
export async function startPlugin(version: Version, options: PluginOptions = {}): Promise<HostedServer> {
  const { args = [], env = () => ({}), isGuarded = false } = options;
  const folder = mkdtempSync(join(tmpdir(), 'runlens-plugin-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  try {
    const site = await installPlugin(folder, version);
    const data = join(folder, 'data');
    await copyData(version, data);
    const [line = ''] = commandsUnder(isGuarded ? "With MLflow's basic auth" : HEADING, 'mlflow server');
    const auth: TrackingServerOptions = isGuarded ? withBasicAuth(data) : {};
    const prefix = isGuarded ? '/ml' : '';
    const server = await startTrackingServer(pythonOf(version), data, {
      args: [...serverArgs(line), ...args],
      env: { ...auth.env, PYTHONPATH: site, ...env(data) },
      // MLflow 2.22 leaves this one at the root.
      health: version === 'mlflow2' ? '/health' : `${prefix}/health`,
    });
    const stop = async () => {
      await server.stop();
      clear();
    };
    const mlflowUrl = server.url + prefix;
    return { mlflowUrl, url: `${mlflowUrl}/runlens/`, folder: data, stop };
  } catch (error) {
    clear();
    throw error;
  }
}
