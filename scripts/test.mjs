// @ts-check
/**
 * `npm test`: every part in order, whatever failed before; the last line counts them all. `npm run test:long` (`--long`)
 * is what takes too long for each change; its last result stands in docs/test-long.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { findPython, MissingError } from './mlflow-environments.mjs';
import { startServers } from './mlflow-servers.mjs';
import { addCounts, failAtLeastOnce, NONE, summaryLine } from './test-counts.mjs';
import { LONG_PARTS, PARTS } from './test-parts.mjs';

const ROOT = join(import.meta.dirname, '..');
const BROWSER_PARTS = new Set(['bench', 'counts', 'e2e', 'journeys']);
const SERVER_PARTS = new Set([...BROWSER_PARTS, 'contract']);
const SHOWN_CHARACTERS = 12_000;

/** @typedef {{ name: string, counts: import('./test-counts.mjs').Counts, durationMs: number }} Outcome */

async function main() {
  const parts = chooseParts(process.argv.slice(2));
  const isSkippingServers = process.env['RUNLENS_SKIP_MLFLOW'] === '1';
  const needsServers = !isSkippingServers && parts.some(({ name }) => SERVER_PARTS.has(name));
  const needsBrowser = parts.some(({ name }) => BROWSER_PARTS.has(name));
  // What the machine lacks is said before anything runs, not after ten minutes.
  if (needsServers) await findPython();
  const browser = once(() => findBrowser(say));
  if (needsBrowser) await browser();
  const servers = once(() => startServers(say));
  // Downloads and the first start of the servers pass beside lint, types and unit tests.
  if (needsServers) void servers().catch(() => {});
  mkdirSync(join(ROOT, 'test-results'), { recursive: true });

  const startedAt = performance.now();
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const part of parts) {
    outcomes.push(await runPart(part, { root: ROOT, isSkippingServers, servers, browser }));
  }
  if (needsServers)
    await servers().then(
      ({ stop }) => stop(),
      () => {},
    );
  const sum = outcomes.map(({ counts }) => counts).reduce(addCounts, NONE);
  printSummary(outcomes, performance.now() - startedAt);
  console.log(summaryLine(sum));
  // Of some parts it would not be the whole result.
  if (parts === LONG_PARTS) writeLongResult(outcomes);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

/**
 * @param {import('./test-parts.mjs').Part} part
 * @param {import('./test-parts.mjs').Context} context
 * @returns {Promise<Outcome>}
 */
async function runPart(part, context) {
  const startedAt = performance.now();
  // A build of an earlier run must not be tested in place of one that fails.
  if (part.name === 'build') rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const {
    counts,
    output,
    remarks = [],
  } = await part.run(context).catch((error) => ({
    counts: failAtLeastOnce(NONE, false),
    remarks: [],
    output: error instanceof MissingError ? error.message : String(error?.stack ?? error),
  }));
  const durationMs = performance.now() - startedAt;
  if (counts.failed > 0) console.log(`\n--- ${part.name} ---\n${output.trim().slice(-SHOWN_CHARACTERS)}\n`);
  for (const remark of remarks) console.log(remark);
  console.log(lineOf({ name: part.name, counts, durationMs }));
  return { name: part.name, counts, durationMs };
}

/** @param {readonly string[]} args */
function chooseParts(args) {
  const all = args.includes('--long') ? LONG_PARTS : PARTS;
  const index = args.indexOf('--only');
  if (index < 0) return all;
  const wanted = new Set((args[index + 1] ?? '').split(','));
  const known = new Set(all.map(({ name }) => name));
  const unknown = [...wanted].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new MissingError(`No part ${unknown.join(', ')}. The parts: ${[...known].join(', ')}.`);
  }
  return all.filter(({ name }) => wanted.has(name));
}

/** The last whole result, for those who do not wait for it. @param {readonly Outcome[]} outcomes */
function writeLongResult(outcomes) {
  const commit = execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
  const place = `${cpus().length} cores (${cpus()[0]?.model.trim()}), load ${loadavg()[0]?.toFixed(1)} at its end`;
  const lines = [
    '# Last result of `npm run test:long`',
    '',
    'Written by the command itself: properties with ten times the runs of `npm test`, the counts of the benchmark on its whole',
    'workload (10,000 runs, 3,000,000 points), and the journeys tagged `@long`.',
    '',
    `${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${place}`,
    '',
    '| part | time | result |',
    '|---|---|---|',
    ...outcomes.map(
      ({ name, counts, durationMs }) =>
        `| ${name} | ${inSeconds(durationMs).trim()} | ${summaryLine(counts)} |`,
    ),
    '',
  ];
  writeFileSync(join(ROOT, 'docs', 'test-long.md'), lines.join('\n'));
}

/**
 * @param {readonly Outcome[]} outcomes
 * @param {number} durationMs
 */
function printSummary(outcomes, durationMs) {
  console.log('');
  for (const outcome of outcomes) console.log(lineOf(outcome));
  console.log(`${'all'.padEnd(14)}${inSeconds(durationMs)}`);
}

/** @param {Outcome} outcome */
function lineOf({ name, counts, durationMs }) {
  return `${name.padEnd(14)}${inSeconds(durationMs)}  ${summaryLine(counts)}`;
}

/** @param {number} durationMs */
function inSeconds(durationMs) {
  return `${(durationMs / 1000).toFixed(1)} s`.padStart(8);
}

/** @param {string} line */
function say(line) {
  console.log(`· ${line}`);
}

/**
 * @template Value
 * @param {() => Promise<Value>} make
 * @returns {() => Promise<Value>}
 */
function once(make) {
  /** @type {Promise<Value> | undefined} */
  let made;
  return () => (made ??= make());
}

main()
  .catch((error) => {
    console.error(error instanceof MissingError ? error.message : error);
    process.exitCode = 1;
  })
  // A handle that a library left open must not keep a finished run.
  .finally(() => process.exit());
