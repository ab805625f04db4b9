// npm run bench: Runlens beside MLflow's own UI, on the same server, data and machine, in one run.
//
//   node bench/run.mjs [--tries 3] [--only list,table,grid,huge,wide,columns,charts,spikes,memory,micro]
//   node bench/run.mjs --profile [--only list,table,click,grid,wide,columns,charts,spikes]
//
// --profile measures nothing: it builds with readable names and prints which functions the worst tasks were spent in.
// RUNLENS_MLFLOW3_VENV names an environment with mlflow 3.17.2 (else one is made, as for the tests).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as mlflow from './drivers/mlflow.mjs';
import * as mlflowTable from './drivers/mlflow-table.mjs';
import * as runlens from './drivers/runlens.mjs';
import * as runlensTable from './drivers/runlens-table.mjs';
import { startBrowser } from './lib/browser.mjs';
import { describeMachine } from './lib/machine.mjs';
import { measureGrid, measureHuge } from './lib/measure-grid.mjs';
import { measureColumns, measureWide } from './lib/measure-keys.mjs';
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
    mlflow: { ...mlflow, table: mlflowTable, base: server.base },
    runlens: { ...runlens, table: runlensTable, base: app.base },
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
  await measures.warmUp(context);
  const results = {};
  for (const part of parts) {
    const measure = PARTS[part];
    if (!measure) throw new Error(`no part ${part}; there are ${Object.keys(PARTS).join(', ')}`);
    console.log(`${part} …`);
    results[part] = await measure(context);
    console.log(JSON.stringify(results[part]));
  }
  const rows = buildRows(results);
  const isWhole = parts.length === Object.keys(PARTS).length;
  const name = isWhole ? 'latest' : 'partial.raw';
  const to = join(REPOSITORY, 'bench', 'results');
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, `${name}.json`), `${JSON.stringify({ machine, rows, results }, undefined, 1)}\n`);
  const markdown = renderMarkdown(machine, rows, results);
  if (isWhole) writeFileSync(join(to, 'latest.md'), markdown);
  console.log(markdown);
}

await main();
