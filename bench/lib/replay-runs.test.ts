import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { replayRuns } from './replay-runs.mjs';

const HISTORY = '/ajax-api/2.0/mlflow/metrics/get-history?metric_key=loss';

type Middleware = (...words: [...Parameters<RequestListener>, () => void]) => void;

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
}

function serveReplay(trackingBase: string): Promise<string> {
  let handle: Middleware | undefined;
  const use = (middleware: Middleware) => {
    handle = middleware;
  };
  replayRuns(trackingBase).configurePreviewServer({ middlewares: { use } });
  return serve((request, response) => handle?.(request, response, () => response.end('not ours')));
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

it('tells what the tracking server still works on, also for a page that is gone', async () => {
  const waiting: (() => void)[] = [];
  const replay = await serveReplay(
    await serve((_, response) => {
      waiting.push(() => response.end('{"metrics": []}'));
    }),
  );
  const readCounts = async (): Promise<unknown> => (await fetch(`${replay}/bench-replay`)).json();
  const page = new AbortController();
  const reading = fetch(replay + HISTORY, { signal: page.signal });
  await expect.poll(() => waiting.length).toBe(1);
  page.abort();
  await expect(reading).rejects.toThrow('abort');
  expect(await readCounts()).toEqual({ asked: 1, underWay: 1 });

  waiting[0]?.();
  await expect.poll(readCounts).toEqual({ asked: 1, underWay: 0 });
  // The next page has it from memory.
  expect(await (await fetch(replay + HISTORY)).text()).toBe('{"metrics": []}');
  expect(await readCounts()).toEqual({ asked: 1, underWay: 0 });
});
