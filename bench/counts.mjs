// What `npm test` and `npm run test:long` count: requests, bytes, nodes of the document, points and spikes of the built
// app on a real server. No clock decides: the same build gives the same counts on any machine.
//
//   node bench/counts.mjs [--full] [--repeats 2]
//
// Takes the build in dist/ and a small workload; --full the benchmark's own (10,000 runs, 3,000,000 points).
// A line for each count, which begins with `ok` or `FAIL`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stopChild } from '../scripts/child-process.mjs';
import { startApp } from '../scripts/start-app.mjs';
import * as runlens from './drivers/runlens.mjs';
import { openDiff } from './drivers/runlens-compare.mjs';
import { costOfRequests, openFreshPage, startBrowser, untilQuiet } from './lib/browser.mjs';
import { readInk } from './lib/pixels.mjs';
import { findPython, makeWorkload, startMlflow } from './lib/servers.mjs';

/** At most, a tenth over what was counted; what is exact is compared with the workload itself. */
const LIMITS = {
  small: {
    // The slower the server, the smaller the pages that are asked for: 14 requests here, more elsewhere.
    table: { requests: 30, dataMB: 7, nodes: 1_100 },
    charts: { requests: 11, dataMB: 8.3, nodes: 550 },
  },
  full: {
    table: { requests: 60, dataMB: 72, nodes: 1_100 },
    charts: { requests: 400, dataMB: 420, nodes: 1_500 },
  },
};

async function main() {
  const { values } = parseArgs({
    options: { full: { type: 'boolean', default: false }, repeats: { type: 'string', default: '2' } },
  });
  const python = await findPython();
  const folder = await makeWorkload(python, ...(values.full ? [] : ['--small']));
  const workload = JSON.parse(readFileSync(join(folder, 'workload.json'), 'utf8'));
  const limits = values.full ? LIMITS.full : LIMITS.small;
  const apps = [];
  const stops = [];
  const checks = [];
  try {
    const server = await startMlflow(python, folder);
    stops.push(() => server.stop());
    const base = (await startApp(apps, server.base)).replace(/\/$/, '');
    const browser = await startBrowser();
    stops.push(() => browser.close());
    for (let index = 0; index < Number(values.repeats); index += 1) {
      checks.push(
        ...(await visit(browser, [], (open) => countTable(open, base, workload.sweep, limits.table))),
        ...(await visit(browser, [], (open) => countDiff(open, base, workload.sweep))),
      );
      const scripts = [runlens.SPIKE_INIT];
      checks.push(
        ...(await visit(browser, scripts, (open) => countCharts(open, base, workload.long, limits.charts))),
      );
    }
  } finally {
    for (const stop of stops) await stop();
    await Promise.all(apps.map((app) => stopChild(app)));
  }
  for (const { words, isMet } of checks) console.log(`${isMet ? 'ok  ' : 'FAIL'} ${words}`);
  const failed = checks.filter(({ isMet }) => !isMet).length;
  process.exitCode = failed > 0 ? 1 : 0;
}

async function visit(browser, scripts, count) {
  const open = await openFreshPage(browser, scripts);
  try {
    return await count(open);
  } catch (error) {
    return [{ words: `${error.message} ${open.errors.slice(0, 3).join(' ')}`, isMet: false }];
  } finally {
    await open.context.close();
  }
}

/** All runs of the sweep, as a table. */
async function countTable(open, base, { experimentId, runs }, limits) {
  await runlens.openRunsTable(open, base, experimentId, { isUntilAll: true });
  await untilQuiet(open);
  return [
    exactly('runs in the table', await runlens.countedRows(open), runs),
    ...(await costs('table', open, limits)),
  ];
}

const DIFF_RUNS = 50;

/** Runs side by side, which come in pages: their models are asked for once, when all are there. */
async function countDiff(open, base, { experimentId }) {
  await openDiff(open, base, { experimentId, set: `top:${DIFF_RUNS}`, count: DIFF_RUNS });
  await untilQuiet(open);
  const asked = (path) => open.requests.filter(({ url }) => path.test(url)).length;
  return [
    exactly('diff: searches of logged models', asked(/\/logged-models\/search/), 1),
    exactly('diff: searches of registered versions', asked(/\/model-versions\/search/), 1),
  ];
}

/** All points of the long runs, as a chart: every spike is on it. */
async function countCharts(open, base, workload, limits) {
  const total = workload.lengths.reduce((sum, length) => sum + length, 0);
  const counted = await runlens.countSpikes(open, base, workload);
  await untilQuiet(open);
  const box = await runlens.plotBox(open);
  await readInk(open, box);
  return [
    exactly('points that the chart is made from', counted.read, total),
    exactly('lines of the chart', counted.lines, workload.lengths.length),
    exactly('one-point spikes on the chart', counted.spikesInked, workload.spikes.length),
    // Four for each column of pixels and line: first, last, lowest, highest.
    atMost('points drawn', counted.points, 4 * Math.ceil(box.width) * counted.lines),
    ...(await costs('charts', open, limits)),
  ];
}

async function costs(page, open, limits) {
  const { requests, dataMB } = costOfRequests(open);
  const nodes = await open.page.evaluate(() => document.querySelectorAll('*').length);
  return [
    atMost(`${page}: requests to the server`, requests, limits.requests),
    atMost(`${page}: megabytes of its answers`, Math.round(dataMB * 100) / 100, limits.dataMB),
    atMost(`${page}: nodes of the document`, nodes, limits.nodes),
  ];
}

const exactly = (what, found, wanted) => ({
  words: `${what}: ${found} (${wanted})`,
  isMet: found === wanted,
});
const atMost = (what, found, limit) => ({
  words: `${what}: ${found} (at most ${limit})`,
  isMet: found <= limit,
});

await main();
