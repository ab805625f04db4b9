// Bundles micro.ts and runs it in a worker of the measured browser, whose engine is the one that counts.
import { join } from 'node:path';
import { build } from 'vite';
import { REPOSITORY } from './servers.mjs';

/** @param pageText answer of `get-history` with one page of points, as the server sent it */
export async function runMicro(browser, pageText) {
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
