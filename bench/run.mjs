// npm run bench: Runlens beside MLflow's own UI, on the same server, data and machine, in one run.
//
//   node bench/run.mjs [--tries 3] [--only list,table,grid,huge,wide,columns,charts,lines,diff,parallel,scatter,spikes,memory,micro]
//   node bench/run.mjs --profile [--only list,table,click,grid,wide,columns,charts,parallel,scatter,spikes]
//
// Each part that was measured takes its place in bench/results/latest.*, with its date, commit and load.
// --profile measures nothing: it builds with readable names and prints which functions the worst tasks were spent in.
// RUNLENS_MLFLOW3_VENV names an environment with mlflow 3.17.2 (else one is made, as for the tests).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as mlflow from './drivers/mlflow.mjs';
import * as mlflowCompare from './drivers/mlflow-compare.mjs';
import * as mlflowTable from './drivers/mlflow-table.mjs';
import * as runlens from './drivers/runlens.mjs';
import * as runlensCompare from './drivers/runlens-compare.mjs';
import * as runlensTable from './drivers/runlens-table.mjs';
import { startBrowser } from './lib/browser.mjs';
import { describeMachine, describeRun } from './lib/machine.mjs';
import { measureDiff, measureParallel, measureScatter } from './lib/measure-compare.mjs';
import { measureGrid, measureHuge } from './lib/measure-grid.mjs';
import { measureColumns, measureWide } from './lib/measure-keys.mjs';
import { measureLines } from './lib/measure-lines.mjs';
import { measureMemory } from './lib/measure-memory.mjs';
import * as measures from './lib/measures.mjs';
import { profileAll } from './lib/profile-pages.mjs';
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
  spikes: measures.measureSpikes,
  memory: measureMemory,
  micro: measures.measureMicro,
};

async function main() {
  const { values } = parseArgs({
    options: {
      tries: { type: 'string', default: '3' },
      only: { type: 'string', default: Object.keys(PARTS).join(',') },
      profile: { type: 'boolean', default: false },
    },
  });
  const python = await findPython();
  const folder = await makeWorkload(python);
  const workload = JSON.parse(readFileSync(join(folder, 'workload.json'), 'utf8'));
  const outDir = join(REPOSITORY, 'node_modules', '.cache', values.profile ? 'bench-readable' : 'bench-dist');
  await buildRunlens(outDir, { isReadable: values.profile });

  const server = await startMlflow(python, folder);
  const app = await startRunlens(server.base, outDir);
  const emptyApp = await startRunlens(server.base, outDir, '--empty-histories');
  const replayApp = await startRunlens(server.base, outDir, '--replay');
  const inventApp = await startRunlens(server.base, outDir, '--invent');
  const browser = await startBrowser();
  const context = {
    browser,
    workload,
    tries: Number(values.tries),
    mlflow: { ...mlflow, table: mlflowTable, compare: mlflowCompare, base: server.base },
    runlens: { ...runlens, table: runlensTable, compare: runlensCompare, base: app.base },
    emptyBase: emptyApp.base,
    replayBase: replayApp.base,
    inventBase: inventApp.base,
  };
  try {
    const parts = values.only.split(',');
    await (values.profile ? profileAll(context, parts) : measureAll(context, parts));
  } finally {
    await browser.close();
    await app.stop();
    await emptyApp.stop();
    await replayApp.stop();
    await inventApp.stop();
    await server.stop();
  }
}

async function measureAll(context, parts) {
  const machine = describeMachine(context.browser);
  const run = { ...describeRun(), tries: context.tries };
  await measures.warmUp(context);
  for (const part of parts) {
    const measure = PARTS[part];
    if (!measure) throw new Error(`no part ${part}; there are ${Object.keys(PARTS).join(', ')}`);
    console.log(`${part} …`);
    const result = await measure(context);
    console.log(JSON.stringify(result));
    console.log(keep(machine, part, run, result));
  }
}

/** Beside the other parts as they were last measured: each is one run of both products in itself. */
function keep(machine, part, run, result) {
  const folder = join(REPOSITORY, 'bench', 'results');
  const path = join(folder, 'latest.json');
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const runs = inOrder({ ...before.runs, [part]: run });
  const results = inOrder({ ...before.results, [part]: result });
  const rows = buildRows(results);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ machine, runs, rows, results }, undefined, 1)}\n`);
  writeFileSync(join(folder, 'latest.md'), renderMarkdown(machine, runs, rows, results));
  return renderMarkdown(machine, { [part]: run }, buildRows({ [part]: result }), { [part]: result });
}

function inOrder(byPart) {
  return Object.fromEntries(
    Object.keys(PARTS).flatMap((part) => (part in byPart ? [[part, byPart[part]]] : [])),
  );
}

await main();
