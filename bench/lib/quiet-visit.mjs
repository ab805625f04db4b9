// A page watched from outside: its long tasks and, at the end, what its heaps hold.
import { OBSERVE_INIT } from './browser.mjs';
import { poll, round, sleep, spreadFields } from './measure.mjs';
import { collectedBytes } from './memory.mjs';
import { openQuietPage, startQuietBrowser } from './quiet-browser.mjs';

const LIMIT_MS = 300_000;
/** What still goes on when the last rows are here. */
const REST_MS = 3000;
const LONG_MS = 50;

/** A page that is closed leaves requests behind, and the next visit goes on where it was. */
const VISITS = 8;

/**
 * Opens `url` in a browser of its own and waits until the expression `isThere` holds in the page. With `replayBase` a
 * visit counts that asked the tracking server for no runs and no histories, after all that was asked before has come.
 */
async function observeQuietly(visit) {
  try {
    for (let index = 0; index < VISITS; index += 1) {
      await untilServerRests(visit.replayBase);
      const seen = await observeOnce(visit);
      if (seen.askedServer === 0) return seen;
    }
    throw new Error(`the tracking server was asked by each of ${VISITS} visits`);
  } catch (error) {
    return { error: String(error.message ?? error).slice(0, 300) };
  }
}

/** So many visits of each product: a task that is long in one of them is not said of all. */
export async function observeBoth({ runlens, mlflow }) {
  const visits = { runlens: await observeOften(...runlens), mlflow: await observeOften(...mlflow) };
  return {
    runlens: spreadFields(visits.runlens, 1),
    mlflow: spreadFields(visits.mlflow, 1),
    errors: [...visits.runlens, ...visits.mlflow].filter(({ error }) => error),
  };
}

export async function observeOften(tries, visit) {
  const visits = [];
  for (let index = 0; index < tries; index += 1) visits.push(await observeQuietly(visit));
  return visits;
}

async function untilServerRests(replayBase) {
  const isResting = async () => (await replayCounts(replayBase)).underWay === 0;
  if (!(await poll(isResting, LIMIT_MS, 250))) throw new Error('the tracking server never rests');
}

async function observeOnce({ url, isThere, scripts = [], replayBase }) {
  const { asked: askedBefore } = await replayCounts(replayBase);
  const browser = await startQuietBrowser();
  try {
    const page = await openQuietPage(browser, url, [OBSERVE_INIT, ...scripts]);
    if (!(await poll(() => page.evaluate(isThere), LIMIT_MS, 250))) throw new Error(`never true: ${isThere}`);
    await sleep(REST_MS);
    const { longTasks, marks } = JSON.parse(
      await page.evaluate('JSON.stringify({ longTasks: __bench.longTasks, marks: __bench.marks })'),
    );
    const atOf = (name) => marks.find((mark) => mark.name === name)?.at;
    const interactiveMs = atOf('runlens:interactive') ?? 0;
    const behind = longTasks.filter(({ start, ms }) => start >= interactiveMs && ms > LONG_MS);
    const { heapBytes, pageHeapBytes, isolates } = await collectedBytes(browser, page);
    return {
      interactiveMs: round(interactiveMs),
      allMs: round(atOf('runlens:runs-all')),
      longTasks: behind.length,
      longestTaskMs: round(
        Math.max(0, ...longTasks.filter((t) => t.start >= interactiveMs).map(({ ms }) => ms)),
      ),
      worst: behind.toSorted((a, b) => b.ms - a.ms).slice(0, 5),
      heapMB: round(heapBytes / 1e6, 1),
      pageHeapMB: round(pageHeapBytes / 1e6, 1),
      isolates,
      askedServer: (await replayCounts(replayBase)).asked - askedBefore,
    };
  } finally {
    await browser.close();
  }
}

const replayCounts = async (replayBase) =>
  replayBase ? (await fetch(`${replayBase}/bench-replay`)).json() : { asked: 0, underWay: 0 };
