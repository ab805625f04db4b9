// node bench/serving.mjs: what a visit asks of the server, for docs/scaling.md. Needs the build in dist/.
//
// The requests of a real visit, recorded in a browser; then each is sent ten times again, alone, and the processor time
// of the server's processes is read from /proc. Time on a clock would depend on what else the machine does.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unpackDemo } from '../scripts/mlflow-servers.mjs';
import { startTrackingServer } from '../scripts/tracking-server.mjs';
import { openFreshPage, startBrowser, untilQuiet } from './lib/browser.mjs';
import { sleep } from './lib/measure.mjs';
import { findPython, REPOSITORY, startRunlens } from './lib/servers.mjs';

const REPEATS = 10;
const TICKS_PER_SECOND = 100;
const DIST = join(REPOSITORY, 'dist');

/** Steps of a visit: what is done, and what it asked for. */
async function recordVisit(base) {
  const browser = await startBrowser();
  const { page, requests } = await openFreshPage(browser);
  const steps = [];
  let seen = 0;
  const step = async (name, act) => {
    await act();
    await untilQuiet({ requests });
    steps.push({ name, requests: requests.slice(seen) });
    seen = requests.length;
  };
  await step('first visit, list of experiments', () => page.goto(base));
  const untilCharts = () => page.locator('figure[data-state="exact"]').first().waitFor();
  // The sweep, of which every run has a curve.
  await step('an experiment: table and charts', async () => {
    await page.goto(`${base}/#/runs?e=3`);
    await untilCharts();
  });
  await step('a run', async () => {
    await page.locator('[role="row"] a[href^="#/run/"]').first().click();
    await page.waitForURL(/#\/run\//);
    await sleep(500);
  });
  await step('back to the experiment', async () => {
    await page.goBack();
    await untilCharts();
  });
  await step('the same experiment on another day', async () => {
    await page.reload();
    await untilCharts();
  });
  await step('a tab left open for a minute', () => sleep(60_000));
  await browser.close();
  return steps;
}

const isApi = ({ url }) => /\/(ajax-api|api|version|graphql|get-artifact)\b/.test(new URL(url).pathname);

/** Seconds of processor that a process and those below it have used. */
function processorSeconds(port) {
  let ticks = 0;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const groups = new Set();
  const stats = [];
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      stats.push({ group: stat[2], ticks: Number(stat[11]) + Number(stat[12]) });
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--port\0${port}\0`)) groups.add(stat[2]);
    } catch {
      // It ended while the list was read.
    }
  }
  for (const { group, ticks: used } of stats) if (groups.has(group)) ticks += used;
  return ticks / TICKS_PER_SECOND;
}

/** Plain and packed bytes of the answers to API requests, and milliseconds of processor for each of them on average. */
async function costOf(requests, server) {
  let [plain, packed] = [0, 0];
  const before = processorSeconds(new URL(server).port);
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const { method, url, body } of requests) {
      const { pathname, search } = new URL(url);
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await fetch(server + pathname + search, { method, body, headers });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (repeat > 0) continue;
      plain += bytes.length;
      packed += gzipSync(bytes, { level: 5 }).length;
    }
  }
  const processorMs = ((processorSeconds(new URL(server).port) - before) * 1000) / REPEATS;
  return { plain, packed, processorMs };
}

/** Bytes of files of the build, packed. Names that stand in the cache already are not asked for. */
function filesOf(requests, known) {
  let [count, packed] = [0, 0];
  for (const { url } of requests) {
    const { pathname } = new URL(url);
    if (known.has(pathname) && pathname.startsWith('/assets/')) continue;
    known.add(pathname);
    const file = join(DIST, pathname === '/' ? 'index.html' : pathname);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    count += 1;
    packed += gzipSync(readFileSync(file), { level: 5 }).length;
  }
  return { count, packed };
}

const kB = (bytes) => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-serving-'));
  const server = await startTrackingServer(await findPython(), await unpackDemo(folder));
  const app = await startRunlens(server.url, DIST);
  try {
    const steps = await recordVisit(app.base);
    const known = new Set();
    console.log('| step | files | packed | API requests | plain | packed | processor of MLflow |');
    console.log('|---|---|---|---|---|---|---|');
    for (const { name, requests } of steps) {
      const api = requests.filter(isApi);
      const files = filesOf(
        requests.filter((request) => !isApi(request)),
        known,
      );
      const { plain, packed, processorMs } = await costOf(api, server.url);
      const cells = [name, files.count, kB(files.packed), api.length, kB(plain), kB(packed)];
      console.log(`| ${cells.join(' | ')} | ${processorMs.toFixed(0)} ms |`);
    }
  } finally {
    await app.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
