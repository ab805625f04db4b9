// @ts-check
/**
 * Journeys in a browser. `npm run e2e` builds and runs the demo's; `npm run e2e -- mlflow3 --grep charts` those on a
 * real server; `--no-build` takes the build that is there.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChild, startChild, stopChild } from './child-process.mjs';
import { findBrowser } from './find-browser.mjs';
import { environmentFolder, MissingError } from './mlflow-environments.mjs';
import { startServers } from './mlflow-servers.mjs';
import { saidAddress, startApp } from './start-app.mjs';
import { findHosting } from './system-programs.mjs';
import { countListed, countPlaywright, describeJourneys, failAtLeastOnce, NONE } from './test-counts.mjs';

/** @typedef {'demo' | 'mlflow3' | 'mlflow2'} Project */

const ROOT = join(import.meta.dirname, '..');
const REPORT = join(ROOT, 'test-results', 'playwright.json');
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
/** @type {readonly Project[]} */
export const PROJECTS = ['demo', 'mlflow3', 'mlflow2'];

/**
 * @typedef {object} E2eOptions
 * @property {readonly Project[]} projects
 * @property {{ mlflow3Url: string, mlflow2Url: string } | undefined} servers needed for the projects on servers
 * @property {string} browser
 * @property {number} limitMs
 * @property {readonly string[]} [args] further ones for Playwright
 * @property {(text: string) => void} [onOutput]
 */

/**
 * Runs the journeys of some projects on the build in dist/, one app for each source.
 * @param {E2eOptions} options
 */
export async function runE2e({ projects, servers, browser, limitMs, args = [], onOutput }) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const apps = [];
  try {
    const clients = [startPrograms(apps, 'mlflow3'), startPrograms(apps, 'mlflow2')];
    const hosting = servers && (await findHosting());
    const missing = typeof hosting === 'string' ? hosting : undefined;
    const programs = typeof hosting === 'object' ? hosting : undefined;
    const env = {
      RUNLENS_BROWSER: browser,
      RUNLENS_NGINX: programs?.nginx,
      RUNLENS_INITDB: programs?.initdb,
      RUNLENS_NO_HOSTING: missing,
      RUNLENS_MLFLOW3_URL: servers?.mlflow3Url,
      RUNLENS_MLFLOW2_URL: servers?.mlflow2Url,
      RUNLENS_DEMO_URL: await startApp(apps, undefined),
      RUNLENS_APP3_URL: servers && (await startApp(apps, servers.mlflow3Url)),
      RUNLENS_APP2_URL: servers && (await startApp(apps, servers.mlflow2Url)),
      RUNLENS_PROGRAMS3_URL: await clients[0],
      RUNLENS_PROGRAMS2_URL: await clients[1],
    };
    rmSync(REPORT, { force: true });
    const chosen = projects.map((project) => `--project=${project}`);
    const result = await runChild(process.execPath, [PLAYWRIGHT, 'test', ...chosen, ...args], {
      cwd: ROOT,
      limitMs,
      env,
      ...(onOutput === undefined ? {} : { onOutput }),
    });
    const report = existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : undefined;
    const counts = report === undefined ? NONE : countPlaywright(report);
    return {
      ...result,
      counts: failAtLeastOnce(counts, result.code === 0),
      remarks: [
        ...(missing === undefined ? [] : [`skipped: journeys behind nginx: ${missing}`]),
        ...(report === undefined ? [] : describeJourneys(report)),
      ],
    };
  } finally {
    await Promise.all(apps.map((app) => stopChild(app)));
  }
}

/**
 * How many journeys some projects have, without running them.
 * @param {readonly Project[]} projects
 */
export async function countJourneys(projects) {
  const chosen = projects.map((project) => `--project=${project}`);
  const { stdout } = await runChild(
    process.execPath,
    [PLAYWRIGHT, 'test', '--list', '--reporter=list', ...chosen],
    {
      cwd: ROOT,
      limitMs: 60_000,
    },
  );
  return countListed(stdout);
}

/**
 * What runs Python programs with the client of a server; undefined where its environment was never made.
 * @param {import('node:child_process').ChildProcess[]} children gets the process
 * @param {'mlflow3' | 'mlflow2'} name
 * @returns {Promise<string | undefined>} its address
 */
async function startPrograms(children, name) {
  const python = join(environmentFolder(name), 'bin', 'python');
  if (!existsSync(python)) return undefined;
  const child = startChild(python, [join(ROOT, 'scripts', 'run_programs.py')], {
    cwd: ROOT,
    env: { MLFLOW_DISABLE_TELEMETRY: 'true', GIT_PYTHON_REFRESH: 'quiet' },
  });
  children.push(child);
  return saidAddress(child, /^programs: (\S+)/m);
}

/** @param {string} text */
function print(text) {
  process.stdout.write(text);
}

async function main() {
  const words = process.argv.slice(2);
  const named = PROJECTS.filter((project) => words.includes(project));
  const projects = named.length > 0 ? named : [/** @type {const} */ ('demo')];
  const isBuilt = words.includes('--no-build');
  const args = words.filter((word) => word !== '--no-build' && !PROJECTS.some((project) => project === word));
  const say = console.log;
  const browser = await findBrowser(say);
  if (!isBuilt) {
    const { build } = await import('vite');
    await build({ root: ROOT, logLevel: 'warn' });
  }
  const needsServers = projects.some((project) => project !== 'demo');
  const servers = needsServers ? await startServers(say) : undefined;
  try {
    const { code } = await runE2e({
      projects,
      servers,
      browser,
      limitMs: 20 * 60_000,
      args,
      onOutput: print,
    });
    process.exitCode = code ?? 1;
  } finally {
    await servers?.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    console.error(error instanceof MissingError ? error.message : error);
    process.exit(1);
  });
}
