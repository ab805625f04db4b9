// Memory of the renderer: private bytes of its processes (Linux), and what its JavaScript heaps hold (anywhere).
import { readFileSync } from 'node:fs';
import { sleep } from './measure.mjs';

/**
 * Attaches to the page and its workers, whose heaps are their own.
 * `Target.sendMessageToTarget` because Playwright gives no session for a worker.
 */
export async function openMemory(browser, { context, page }) {
  const session = await context.newCDPSession(page);
  const browserSession = await browser.newBrowserCDPSession();
  const workers = new Set();
  const waiting = new Map();
  let nextId = 1;
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId));
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });

  const askWorker = (sessionId, method) => {
    const id = nextId++;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    const message = JSON.stringify({ id, method });
    void session
      .send('Target.sendMessageToTarget', { sessionId, message })
      .catch(() => waiting.get(id)?.(undefined));
    return Promise.race([answer, sleep(20_000)]);
  };
  const askAll = async (method) => [
    await session.send(method),
    ...(await Promise.all([...workers].map((id) => askWorker(id, method)))),
  ];

  return {
    privateBytes: () => privateBytes(browserSession),
    /** After two collections, because the first only finds what finalizers then release. */
    async collected() {
      await askAll('HeapProfiler.collectGarbage');
      await sleep(500);
      await askAll('HeapProfiler.collectGarbage');
      await sleep(1500);
      const usages = await askAll('Runtime.getHeapUsage');
      const heapBytes = usages.reduce(
        (sum, usage) => sum + (usage?.usedSize ?? 0) + (usage?.backingStorageSize ?? 0),
        0,
      );
      return { heapBytes, privateBytes: await privateBytes(browserSession), workers: workers.size };
    },
  };
}

/** Of all renderers of this browser together: a spare one costs the same before and after. */
async function privateBytes(browserSession) {
  const { processInfo } = await browserSession.send('SystemInfo.getProcessInfo');
  let bytes = 0;
  for (const { type, id } of processInfo) {
    if (type === 'renderer') bytes += privateOf(id);
  }
  return bytes || undefined;
}

function privateOf(processId) {
  try {
    const text = readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8');
    const sizes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)];
    return sizes.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
  } catch {
    return 0;
  }
}
