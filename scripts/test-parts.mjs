// @ts-check
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkBudget } from './bundle-budget.mjs';
import { runChild } from './child-process.mjs';
import { countJourneys, PROJECTS, runE2e } from './e2e.mjs';
import { countCheck, countLines, countVitest, failAtLeastOnce, NONE } from './test-counts.mjs';

/**
 * @typedef {import('./test-counts.mjs').Counts} Counts
 * @typedef {import('./mlflow-servers.mjs').Servers} Servers
 *
 * @typedef {object} PartResult
 * @property {Counts} counts
 * @property {string} output shown when something failed
 * @property {readonly string[]} [remarks] shown in any case
 *
 * @typedef {object} Context
 * @property {string} root
 * @property {boolean} isSkippingServers
 * @property {() => Promise<Servers>} servers starts them once
 * @property {() => Promise<string>} browser finds it once
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {(context: Context) => Promise<PartResult>} run
 */

const MINUTE_MS = 60_000;
const LINTED = ['src', 'e2e', 'scripts', 'bench', 'vite.config.ts', 'playwright.config.ts'];

/** In the order in which they run. @type {readonly Part[]} */
export const PARTS = [
  // First, because types, tests and build read what it generates.
  check('messages', 'paraglide-js', [
    'compile',
    '--project',
    './project.inlang',
    '--outdir',
    './src/paraglide',
    '--strategy',
    'globalVariable',
    'baseLocale',
    '--silent',
  ]),
  check('format', 'biome', ['format', '.']),
  // Named folders: without, it reads every script it finds, in virtual environments too, for minutes.
  check('lint', 'oxlint', ['--type-aware', '--deny-warnings', ...LINTED]),
  check('types', 'tsc', ['-p', 'tsconfig.json']),
  check('worker types', 'tsc', ['-p', 'tsconfig.worker.json']),
  check('knip', 'knip', []),
  { name: 'unit', run: ({ root }) => runVitest(root, 'unit', ['--exclude', '**/*.contract.test.ts'], {}) },
  check('build', 'vite', ['build', '--logLevel', 'warn']),
  { name: 'budget', run: ({ root }) => runBudget(root) },
  { name: 'bench', run: (context) => runCounts(context, []) },
  { name: 'contract', run: runContract },
  { name: 'e2e', run: runJourneys },
];

/** `npm run test:long`: what is too slow for each change. @type {readonly Part[]} */
export const LONG_PARTS = [
  {
    name: 'properties',
    run: ({ root }) =>
      runVitest(
        root,
        'properties',
        ['--exclude', '**/*.contract.test.ts'],
        { RUNLENS_LONG: '10' },
        40 * MINUTE_MS,
      ),
  },
  check('build', 'vite', ['build', '--logLevel', 'warn']),
  { name: 'counts', run: (context) => runCounts(context, ['--full', '--repeats', '1'], 20 * MINUTE_MS) },
  { name: 'journeys', run: runLongJourneys },
];

/**
 * One program that says by its exit code whether all is well.
 * @param {string} name
 * @param {string} program of node_modules/.bin
 * @param {readonly string[]} args
 * @returns {Part}
 */
function check(name, program, args) {
  return {
    name,
    run: async ({ root }) => {
      const existing = args.filter((arg) => !LINTED.includes(arg) || existsSync(join(root, arg)));
      const limitMs = 3 * MINUTE_MS;
      const path = join(root, 'node_modules', '.bin', program);
      const { code, output, isTimedOut } = await runChild(path, existing, { cwd: root, limitMs });
      return { counts: countCheck(code === 0), output: output + timeNote(isTimedOut, limitMs) };
    },
  };
}

/**
 * @param {string} root
 * @returns {Promise<PartResult>}
 */
async function runBudget(root) {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'index.html'))) return { counts: countCheck(false), output: 'no build' };
  const { lines, failures } = checkBudget(dist);
  const output = [...lines, ...failures.map((line) => `over the budget: ${line}`)].join('\n');
  return { counts: countCheck(failures.length === 0), output };
}

/**
 * @param {string} root
 * @param {string} name of the report
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {number} [limitMs] against hanging: those of `npm test` take one to three minutes
 * @returns {Promise<PartResult>}
 */
async function runVitest(root, name, args, env, limitMs = 8 * MINUTE_MS) {
  const report = join(root, 'test-results', `vitest-${name}.json`);
  rmSync(report, { force: true });
  const { code, output, isTimedOut } = await runChild(
    join(root, 'node_modules', '.bin', 'vitest'),
    ['run', ...args, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    { cwd: root, limitMs, env: { NO_COLOR: '1', ...env } },
  );
  const counts = existsSync(report) ? countVitest(readFileSync(report, 'utf8')) : NONE;
  return { counts: failAtLeastOnce(counts, code === 0), output: output + timeNote(isTimedOut, limitMs) };
}

/**
 * Requests, bytes, nodes, points and spikes of the built app on a generated workload; never times.
 * @param {Context} context
 * @param {readonly string[]} args of bench/counts.mjs
 * @param {number} [limitMs]
 * @returns {Promise<PartResult>}
 */
async function runCounts({ root, isSkippingServers, servers, browser }, args, limitMs = 4 * MINUTE_MS) {
  if (isSkippingServers) return { counts: { ...NONE, skipped: 1 }, output: '' };
  if (!existsSync(join(root, 'dist', 'index.html'))) return { counts: countCheck(false), output: 'no build' };
  // Made by now, and the environment with them: it takes that.
  await servers();
  const program = [join(root, 'bench', 'counts.mjs'), ...args];
  const env = { RUNLENS_BROWSER: await browser() };
  const { code, output, stdout, isTimedOut } = await runChild(process.execPath, program, {
    cwd: root,
    limitMs,
    env,
  });
  const counts = countLines(stdout);
  return { counts: failAtLeastOnce(counts, code === 0), output: output + timeNote(isTimedOut, limitMs) };
}

/** Journeys tagged @long, on every kind of server they are tagged for. @param {Context} context */
async function runLongJourneys({ isSkippingServers, servers, browser }) {
  if (isSkippingServers) return { counts: { ...NONE, skipped: 1 }, output: '' };
  process.env['RUNLENS_LONG'] = '1';
  const limitMs = 30 * MINUTE_MS;
  const result = await runE2e({
    projects: ['mlflow3'],
    servers: await servers(),
    browser: await browser(),
    limitMs,
  });
  return { ...result, output: result.output + timeNote(result.isTimedOut, limitMs) };
}

/** The suite that every kind of source passes; without servers their tests count as skipped. @param {Context} context */
async function runContract({ root, isSkippingServers, servers }) {
  const running = isSkippingServers ? undefined : await servers();
  return runVitest(root, 'contract', ['contract.test'], {
    RUNLENS_MLFLOW3_URL: running?.mlflow3Url,
    RUNLENS_MLFLOW2_URL: running?.mlflow2Url,
    RUNLENS_MLFLOW3_PYTHON: running?.python3,
  });
}

/**
 * @param {Context} context
 * @returns {Promise<PartResult>}
 */
async function runJourneys({ root, isSkippingServers, servers, browser }) {
  if (!existsSync(join(root, 'dist', 'index.html'))) return { counts: countCheck(false), output: 'no build' };
  // Against hanging: they take 11 to 14 minutes, and all parts together at most 25.
  const limitMs = 40 * MINUTE_MS;
  const result = await runE2e({
    projects: isSkippingServers ? ['demo'] : PROJECTS,
    servers: isSkippingServers ? undefined : await servers(),
    browser: await browser(),
    limitMs,
  });
  const unrun = isSkippingServers ? await countJourneys(['mlflow3', 'mlflow2']) : 0;
  const counts = { ...result.counts, skipped: result.counts.skipped + unrun };
  return { counts, output: result.output + timeNote(result.isTimedOut, limitMs), remarks: result.remarks };
}

/**
 * @param {boolean} isTimedOut
 * @param {number} limitMs
 */
function timeNote(isTimedOut, limitMs) {
  return isTimedOut ? `\nStopped after ${limitMs / MINUTE_MS} min.` : '';
}
