// A page watched from outside: its long tasks and, at the end, what its heaps hold.
import { OBSERVE_INIT } from './browser.mjs';
import { poll, round, sleep } from './measure.mjs';
import { collectedBytes } from './memory.mjs';
import { openQuietPage, startQuietBrowser } from './quiet-browser.mjs';

const LIMIT_MS = 300_000;
/** What still goes on when the last rows are here. */
const REST_MS = 3000;
const LONG_MS = 50;

/**
 * Opens `url` in a browser of its own and waits until the expression `isThere` holds in the page. With `replayBase`
 * it is visited twice, so that in the second visit, which counts, no server works.
 */
export async function observeQuietly(visit) {
  try {
    if (visit.replayBase) await observeOnce(visit);
    return await observeOnce(visit);
  } catch (error) {
    return { error: String(error.message ?? error).slice(0, 300) };
  }
}

async function observeOnce({ url, isThere, scripts = [], replayBase }) {
  const askedBefore = await countAsked(replayBase);
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
      askedServer: (await countAsked(replayBase)) - askedBefore,
    };
  } finally {
    await browser.close();
  }
}

async function countAsked(replayBase) {
  if (!replayBase) return 0;
  return (await (await fetch(`${replayBase}/bench-replay`)).json()).asked;
}
