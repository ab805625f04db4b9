// Memory of the renderer: private bytes of its processes (Linux), and what its JavaScript heaps hold (anywhere).
import { readFileSync } from 'node:fs';
import { sleep } from './measure.mjs';

/** Private bytes of all renderers of a quiet browser together: a spare one costs the same before and after. */
export async function privateBytes(browser) {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { id }) => sum + privateBytesOf(id), 0);
}

function privateBytesOf(processId) {
  try {
    const text = readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8');
    const sizes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)];
    return sizes.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
  } catch {
    return Number.NaN;
  }
}

/** After two collections, because the first only finds what finalizers then release. */
export async function collectedBytes(browser, { sessions }) {
  const askAll = (method) => Promise.all([...sessions].map((id) => browser.send(method, {}, id)));
  await askAll('HeapProfiler.collectGarbage');
  await sleep(500);
  await askAll('HeapProfiler.collectGarbage');
  await sleep(3000);
  const usages = await askAll('Runtime.getHeapUsage');
  const sizes = usages.map(({ usedSize, backingStorageSize = 0 }) => usedSize + backingStorageSize);
  return {
    heapBytes: sizes.reduce((sum, size) => sum + size, 0),
    pageHeapBytes: sizes[0],
    privateBytes: await privateBytes(browser),
    isolates: sessions.size,
  };
}
