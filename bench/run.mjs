// npm run bench: Runlens beside MLflow's own UI, on the same server, data and machine, in one run.
//
//   npm run bench -- [--only PART,PART] [--runs 5] [--slow-runs 3] [--json FILE] [--no-build]
//   npm run bench -- --profile [--only PART,PART]
//
// --no-build takes the build of the run before. Each part takes its place beside the others as they were last measured, in bench/results/latest.json and
// bench/RESULTS.md, with its date, commit and load: a run can be made in pieces. --json FILE keeps it apart from those.
// Visits that take over 20 s are tried --slow-runs times. --profile measures nothing: it builds with readable names and
// prints which functions the worst tasks were spent in. RUNLENS_MLFLOW3_VENV names an environment with mlflow 3.17.2
// (else one is made, as for the tests). `npm run bench:micro` needs no server.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as mlflow from './drivers/mlflow.mjs';
import * as mlflowCompare from './drivers/mlflow-compare.mjs';
import * as mlflowFiles from './drivers/mlflow-files.mjs';
import * as mlflowTable from './drivers/mlflow-table.mjs';
import * as runlens from './drivers/runlens.mjs';
import * as runlensCompare from './drivers/runlens-compare.mjs';
import * as runlensFiles from './drivers/runlens-files.mjs';
import * as runlensTable from './drivers/runlens-table.mjs';
import { startBrowser } from './lib/browser.mjs';
import { describeMachine, describeRun } from './lib/machine.mjs';
import { measureDiff, measureParallel, measureScatter } from './lib/measure-compare.mjs';
import { measureArtifacts } from './lib/measure-files.mjs';
import { measureGrid, measureHuge } from './lib/measure-grid.mjs';
import { measureAuth, measureLine } from './lib/measure-journeys.mjs';
import { measureColumns, measureWide } from './lib/measure-keys.mjs';
import { measureLines } from './lib/measure-lines.mjs';
import { measureMemory } from './lib/measure-memory.mjs';
import { measureRegistry } from './lib/measure-registry.mjs';
import * as measures from './lib/measures.mjs';
import { measureMicro } from './lib/micro.mjs';
import { profileAll } from './lib/profile-pages.mjs';
import { readCount } from './lib/measure.mjs';
import { buildRows, renderMarkdown } from './lib/report.mjs';
import {
  buildRunlens,
  findPython,
  makeWorkload,
  REPOSITORY,
  startMlflow,
  startRunlens,
} from './lib/servers.mjs';

const PARTS = {
  list: measures.measureLists,
  table: measures.measureTables,
  grid: measureGrid,
  huge: measureHuge,
  wide: measureWide,
  columns: measureColumns,
  charts: measures.measureCharts,
  lines: measureLines,
  diff: measureDiff,
  parallel: measureParallel,
  scatter: measureScatter,
  artifacts: measureArtifacts,
  registry: measureRegistry,
  auth: measureAuth,
  line: measureLine,
  spikes: measures.measureSpikes,
  memory: measureMemory,
  micro: measureMicro,
};

/** Fronts of the app that answer from memory, or without histories, and the parts that need them. */
const OTHER_APPS = {
  emptyBase: { flag: '--empty-histories', parts: ['memory'] },
  replayBase: {
    flag: '--replay',
    parts: ['grid', 'wide', 'columns', 'charts', 'lines', 'parallel', 'scatter', 'memory'],
  },
  inventBase: { flag: '--invent', parts: ['huge', 'parallel', 'scatter'] },
};

const RESULTS = join(REPOSITORY, 'bench', 'results', 'latest.json');

const USAGE = `npm run bench -- [--only PART,PART] [--runs 5] [--slow-runs 3] [--json FILE] [--no-build] [--profile]
parts: ${Object.keys(PARTS).join(', ')}`;

/** What cannot be meant ends the program before it writes over the published results. */
function readOptions() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if (!values.help) return optionsOf(values);
    console.log(USAGE);
    return process.exit();
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const OPTIONS = {
  runs: { type: 'string' },
  // Its older name.
  tries: { type: 'string' },
  'slow-runs': { type: 'string' },
  only: { type: 'string', default: Object.keys(PARTS).join(',') },
  json: { type: 'string' },
  profile: { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
};

function optionsOf(values) {
  const tries = readCount('runs', values.runs ?? values.tries, 5);
  const parts = values.only.split(',').filter((part) => part !== '');
  const unknown = parts.filter((part) => !(part in PARTS) && !values.profile);
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(', ')}`);
  if (parts.length === 0) throw new Error('no part is named');
  return {
    tries,
    slowTries: readCount('slow-runs', values['slow-runs'], Math.min(tries, 3)),
    parts,
    json: values.json,
    isProfile: values.profile,
    isBuilt: values['no-build'],
  };
}

async function main() {
  const { tries, slowTries, parts, json, isProfile, isBuilt } = readOptions();
  const outDir = join(REPOSITORY, 'node_modules', '.cache', isProfile ? 'bench-readable' : 'bench-dist');
  const stops = [];
  const started = async (starting) => {
    const running = await starting;
    stops.unshift(running.stop ?? (() => running.close()));
    return running;
  };
  try {
    const browser = await started(startBrowser());
    const context = { browser, tries, slowTries, outDir };
    // These functions need neither servers nor data.
    if (parts.every((part) => part === 'micro')) return await measureAll(context, parts, json);
    context.python = await findPython();
    context.folder = await makeWorkload(context.python);
    context.workload = JSON.parse(readFileSync(join(context.folder, 'workload.json'), 'utf8'));
    if (!isBuilt) await buildRunlens(outDir, { isReadable: isProfile });
    const server = await started(startMlflow(context.python, context.folder));
    const start = (...flags) => started(startRunlens(server.base, outDir, {}, ...flags));
    Object.assign(context, {
      server,
      mlflow: {
        ...mlflow,
        table: mlflowTable,
        compare: mlflowCompare,
        files: mlflowFiles,
        base: server.base,
      },
      runlens: {
        ...runlens,
        table: runlensTable,
        compare: runlensCompare,
        files: runlensFiles,
        base: (await start()).base,
      },
    });
    for (const [name, { flag, parts: users }] of Object.entries(OTHER_APPS)) {
      if (isProfile || parts.some((part) => users.includes(part))) context[name] = (await start(flag)).base;
    }
    await (isProfile ? profileAll(context, parts) : measureAll(context, parts, json));
  } finally {
    for (const stop of stops) await stop();
  }
}

async function measureAll(context, parts, json = RESULTS) {
  const machine = describeMachine(context.browser);
  const run = { ...describeRun(), tries: context.tries, slowTries: context.slowTries };
  const warmUp = context.server && (await measures.warmUp(context));
  if (warmUp) console.log(`warm-up: ${JSON.stringify(warmUp)}`);
  for (const part of parts) {
    const startedAt = performance.now();
    console.log(`${part} …`);
    const result = await PARTS[part](context);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(keep(json, { machine, part, run: { ...run, seconds }, result }));
  }
}

/** Beside the other parts as they were last measured: each is one run of both products in itself. */
function keep(path, { machine, part, run, result }) {
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const runs = inOrder({ ...before.runs, [part]: run });
  const results = inOrder({ ...before.results, [part]: result });
  const rows = buildRows(results);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ machine, runs, rows, results }, undefined, 1)}\n`);
  if (path === RESULTS) {
    writeFileSync(join(REPOSITORY, 'bench', 'RESULTS.md'), renderMarkdown(machine, runs, rows, results));
  }
  return renderMarkdown(machine, { [part]: run }, buildRows({ [part]: result }), { [part]: result });
}

function inOrder(byPart) {
  return Object.fromEntries(
    Object.keys(PARTS).flatMap((part) => (part in byPart ? [[part, byPart[part]]] : [])),
  );
}

await main();
