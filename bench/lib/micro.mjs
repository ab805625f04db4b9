// Bundles micro.ts and runs it in a worker of the measured browser, whose engine is the one that counts.
import { join } from 'node:path';
import { build } from 'vite';
import { median, round, spread } from './measure.mjs';
import { REPOSITORY } from './servers.mjs';

const PAGE_POINTS = 25_000;

/** The worker's hot functions on one history of 1,000,000 points, in the measured browser's own engine. */
export async function measureMicro({ browser }) {
  const { pagePoints, ...times } = await runMicro(browser, historyText(PAGE_POINTS));
  if (pagePoints !== PAGE_POINTS) throw new Error(`a page of ${pagePoints} points`);
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [
      name,
      { ...spread(list, 2), median: round(median(list), 2) },
    ]),
  );
}

/** A page of a history as MLflow prints it; values are what float32 becomes in double precision, as torch logs it. */
function historyText(points) {
  const value = new Float32Array(1);
  const metrics = Array.from({ length: points }, (_, step) => {
    value[0] = 0.2 + 2 * Math.exp((-5 * step) / points) + 0.05 * Math.sin(step * 1.7);
    return { key: 'loss', value: value[0], timestamp: 1_780_000_000_000 + step * 20, step };
  });
  return JSON.stringify({ metrics, next_page_token: 'next' }, undefined, 2);
}

/** @param pageText answer of `get-history` with one page of points, as the server sent it */
async function runMicro(browser, pageText) {
  const code = await bundle();
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      ([code, pageText]) =>
        new Promise((resolve, reject) => {
          const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
          const worker = new Worker(url);
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => reject(new Error(event.message || 'the worker did not start'));
          worker.postMessage(pageText);
        }),
      [code, pageText],
    );
  } finally {
    await page.close();
  }
}

async function bundle() {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      lib: { entry: join(REPOSITORY, 'bench', 'micro.ts'), formats: ['es'], fileName: 'micro' },
      target: 'chrome120',
      write: false,
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  return output.output[0].code;
}
