// One exact chart of 1,000,000 points less the same page without data, each in a browser of its own.
import { collectedBytes, privateBytes } from './memory.mjs';
import { poll, spreadFields } from './measure.mjs';
import { openQuietPage, startQuietBrowser } from './quiet-browser.mjs';

const LOAD_LIMIT_MS = 300_000;

/**
 * Answers come from memory, the same as the server's. "Without data": another front of the app answers every request for
 * a history with an empty one.
 */
export async function measureMemory({ slowTries, workload, runlens, emptyBase, replayBase }) {
  const { experimentId, runIds, lengths } = workload.long;
  const points = Math.max(...lengths);
  const hash = runlens.hashOfOneRun(experimentId, runIds[lengths.indexOf(points)]);
  const samples = [];
  for (let index = 0; index < slowTries; index += 1) {
    try {
      const empty = await observe(`${emptyBase}/#${hash}`, 'empty');
      const full = await observe(`${replayBase}/#${hash}`, 'exact');
      samples.push({
        heapPerPoint: (full.heapBytes - empty.heapBytes) / points,
        privatePerPoint: (full.privateBytes - empty.privateBytes) / points,
        peakPerPoint: (full.peakBytes - empty.peakBytes) / points,
        emptyMB: empty.privateBytes / 1e6,
        fullMB: full.privateBytes / 1e6,
        isolates: full.isolates,
        read: full.read,
      });
    } catch (error) {
      samples.push({ error: String(error.message ?? error).slice(0, 300) });
    }
  }
  return { ...spreadFields(samples, 1), errors: samples.filter(({ error }) => error) };
}

/** Beyond its budget of seconds and bytes a card waits until somebody asks. */
const MAKE_EXACT = `document.querySelector('button[data-requests]')?.click()`;
const FIGURE = `document.querySelector(':is(figure, [role=figure])[data-state]')?.dataset`;

/** Memory of the page when its card has reached `state`, and the highest on the way there. */
async function observe(url, state) {
  const browser = await startQuietBrowser();
  try {
    const page = await openQuietPage(browser, url);
    let peakBytes = 0;
    const hasArrived = await poll(async () => {
      peakBytes = Math.max(peakBytes, await privateBytes(browser));
      await page.evaluate(MAKE_EXACT);
      return (await page.evaluate(`${FIGURE}?.state`)) === state;
    }, LOAD_LIMIT_MS);
    if (!hasArrived) throw new Error(`no card is ${state}; it is ${await page.evaluate(`${FIGURE}?.state`)}`);
    const read = Number(await page.evaluate(`${FIGURE}?.pointsRead`));
    return { peakBytes, read, ...(await collectedBytes(browser, page)) };
  } finally {
    await browser.close();
  }
}
