// What a cold visit fetches before a moment: files named by network answers, weighed as gzip would send them.
import { gzipSync } from 'node:zlib';

const LEVEL = 6;

/**
 * Bytes of the app's files whose request began before `beforeMs` (in-page time); workers' own scripts apart, `other` for
 * documents, fonts, pictures and WebAssembly. Answers of the API are none of them.
 */
export async function weighScripts({ page, requests }, beforeMs) {
  const origin = await page.evaluate(() => performance.timeOrigin);
  const early = requests.filter(({ method, startedAt }) => method === 'GET' && startedAt < origin + beforeMs);
  const workerUrls = new Set(page.workers().map((worker) => worker.url()));
  const weights = { files: 0 };
  for (const kind of ['script', 'style', 'worker', 'other']) weights[kind] = weights[`${kind}Gzip`] = 0;
  const seen = new Set();
  for (const { url, contentType = '', referer } of early) {
    const kind = kindOf(contentType, workerUrls.has(url) || workerUrls.has(referer));
    if (!kind || seen.has(url)) continue;
    seen.add(url);
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    weights[kind] += bytes.length;
    weights[`${kind}Gzip`] += gzipSync(bytes, { level: LEVEL }).length;
    weights.files += 1;
  }
  return weights;
}

function kindOf(contentType, isWorker) {
  if (/javascript/.test(contentType)) return isWorker ? 'worker' : 'script';
  if (/text\/css/.test(contentType)) return 'style';
  return /text\/html|font|image\/|wasm/.test(contentType) ? 'other' : undefined;
}
