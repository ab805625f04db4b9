import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { always, type FakeAnswer, type FakeServer, startFakeServer } from '../../testing/fake-server.ts';
import { toTrackingFailure } from '../errors.ts';
import { createHttp } from '../http.ts';
import { createMlflowSource } from './source.ts';

const SIGNAL = new AbortController().signal;
const SIZE = 5_000_000;
const root = { kind: 'run', runId: 'r' as RunId } as const;
const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: FakeAnswer): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  open.push(server);
  return server;
}

/** As S3 answers another origin: the size of the whole is not shown. */
const part = (words: string) => (_request: IncomingMessage, response: ServerResponse) => {
  response.writeHead(206);
  response.end(words);
};

interface SetUp {
  readonly store?: FakeAnswer;
  readonly rootUri?: string;
  readonly presigns?: boolean;
  readonly signed?: (storeUrl: string) => unknown;
}

/** A server that says `server` of each range, before a store. */
async function setUp({
  store: answer = part('store'),
  rootUri = 'mlflow-artifacts:/3/r/artifacts',
  presigns = true,
  signed = (storeUrl) => ({ url: `${storeUrl}/b/a%20%23.log?sig=1%2B2`, headers: {}, file_size: SIZE }),
}: SetUp) {
  const store = await serve(answer);
  const server = await serve((request, response) => {
    const path = request.url ?? '';
    if (path === '/version') response.end('3.17.2');
    else if (path.endsWith('/server-info'))
      response.end(JSON.stringify({ store_type: 'SqlStore', multipart_downloads_enabled: presigns }));
    else if (path.includes('artifacts/list')) response.end(JSON.stringify({ root_uri: rootUri, files: [] }));
    else if (path.includes('/presigned/')) response.end(JSON.stringify(signed(store.url)));
    else part('server')(request, response);
  });
  const http = createHttp({ baseUrl: server.url, backoffMs: 1 });
  const source = createMlflowSource({ baseUrl: server.url, label: 'fake', http });
  await source.listArtifacts({ root, path: '', pageToken: undefined }, SIGNAL);
  const read = async (sizeBytes: number | undefined = SIZE, range = { start: 0, end: 6 }) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const request = { root, path: 'a #.log', range, sizeBytes, priority: 'visible' } as const;
    const settled = await source
      .readArtifact(request, (bytes) => parts.push(bytes), SIGNAL)
      .catch(toTrackingFailure);
    return { settled, text: await new Blob(parts).text() };
  };
  const asked = () => server.requests.filter((line) => line.includes('/presigned/'));
  return { read, store, asked };
}

const late: FakeAnswer = (request, response, count) =>
  (count === 2 ? always(403, 'expired') : part('store'))(request, response, count);

const cut: FakeAnswer = (_request, response) => {
  response.writeHead(206, { 'Content-Length': '6' });
  response.write('sto');
  setImmediate(() => response.destroy());
};

describe('ranges of a large file in a remote store', () => {
  it('come from the store, by one address that the server signed', async () => {
    const { read, store, asked } = await setUp({});
    expect(await read()).toEqual({ settled: { totalBytes: SIZE }, text: 'store' });
    expect((await read(SIZE, { start: 6, end: 12 })).text).toBe('store');
    expect(store.requests).toEqual(Array(2).fill('GET /b/a%20%23.log?sig=1%2B2'));
    expect(asked()).toEqual(['GET /ajax-api/2.0/mlflow-artifacts/presigned/3/r/artifacts/a%20%23.log']);
  });

  it('come from the server where the file is small or grows, lies elsewhere, or no address is given', async () => {
    const near = await setUp({});
    expect((await near.read(999_999)).text).toBe('server');
    expect((await near.read(0)).text).toBe('server');
    for (const each of [
      { rootUri: 's3://bucket/3/r/artifacts' },
      { presigns: false },
      { signed: () => ({ url: 'https://store.test/a', headers: { 'x-own': '1' } }) },
      { signed: () => ({ url: 'file:///etc/passwd', headers: {} }) },
    ]) {
      const { read, store } = await setUp(each);
      expect((await read()).text).toBe('server');
      expect(store.requests).toEqual([]);
    }
  });

  it('come from the server from then on where the store refuses', async () => {
    const { read, store, asked } = await setUp({ store: always(403, 'no') });
    expect((await read()).text).toBe('server');
    expect((await read()).text).toBe('server');
    expect([store.requests.length, asked().length]).toEqual([1, 1]);
  });

  it('come by a new address where the one before has run out', async () => {
    const { read, asked } = await setUp({ store: late });
    await read();
    expect((await read()).text).toBe('store');
    expect(asked()).toHaveLength(2);
  });

  it('are not begun anew where the store stops half way', async () => {
    const { settled, text } = await (await setUp({ store: cut })).read();
    expect([settled, text]).toEqual([expect.objectContaining({ cause: 'truncated' }), 'sto']);
  });
});
