import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { always, type FakeAnswer, type FakeServer, startFakeServer } from '../testing/fake-server.ts';
import { toTrackingFailure } from './errors.ts';
import { createHttp } from './http.ts';
import type { ByteRange } from './source.ts';

const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function read(answer: FakeAnswer, range?: ByteRange, signal = new AbortController().signal) {
  const server = await startFakeServer(answer);
  open.push(server);
  const http = createHttp({ baseUrl: server.url, backoffMs: 1 });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const onPart = (part: Uint8Array<ArrayBuffer>) => parts.push(part);
  const options = { range, onPart, signal, priority: 'visible' } as const;
  const settled = await http.getFile('/get', 'path=a%23b', options).catch(toTrackingFailure);
  return { settled, text: await new Blob(parts).text(), requests: server.requests };
}

const ranged = (request: IncomingMessage, response: ServerResponse) => {
  const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
  const body = '0123456789'.slice(Number(start), Number(end) + 1);
  response.writeHead(206, { 'Content-Range': `bytes ${start}-${Number(end)}/10` });
  response.end(body);
};

const later: FakeAnswer = (_request, response) => {
  response.writeHead(206, { 'Content-Range': 'bytes 5-9/10' });
  response.end('56789');
};

describe('a file', () => {
  it('comes by ranges, with the size of the whole', async () => {
    const { settled, text, requests } = await read(ranged, { start: 2, end: 5 });
    expect([settled, text, requests]).toEqual([{ totalBytes: 10 }, '234', ['GET /get?path=a%23b']]);
  });

  it('comes by ranges from a server that sends all, and is not read to its end', async () => {
    let sent = 0;
    const endless: FakeAnswer = (_request, response) => {
      response.on('close', () => clearInterval(timer));
      const timer = setInterval(() => {
        sent += 1;
        response.write('0123456789');
      }, 1);
    };
    expect((await read(endless, { start: 8, end: 13 })).text).toBe('89012');
    expect(sent).toBeLessThan(1_000);
    const whole = await read(always(200, '0123456789', { 'Content-Length': '10' }), { start: 4, end: 6 });
    expect([whole.settled, whole.text]).toEqual([{ totalBytes: 10 }, '45']);
  });

  it('is empty behind its end', async () => {
    const { settled, text } = await read(always(416, '<html>', { 'Content-Range': 'bytes */10' }), {
      start: 10,
      end: 12,
    });
    expect([settled, text]).toEqual([{ totalBytes: 10 }, '']);
  });

  it('is refused where another range comes than was asked for', async () => {
    expect((await read(later, { start: 2, end: 4 })).settled).toMatchObject({ kind: 'bad-response' });
  });

  it.each([
    [403, 'forbidden'],
    [404, 'not-found'],
    [500, 'server'],
  ])('fails with what a status of %i says', async (status, kind) => {
    const { settled, text } = await read(always(status, 'no'));
    expect(settled).toMatchObject({ kind, status, detail: 'no' });
    expect(text).toBe('');
  });

  it('is asked for again after a passing failure, and not after its first part', async () => {
    const { text, requests } = await read((request, response, count) =>
      count === 1 ? always(503, '')(request, response, count) : always(200, 'abc')(request, response, count),
    );
    expect([text, requests.length]).toEqual(['abc', 2]);
    const cut = await read((_request, response) => {
      response.writeHead(200, { 'Content-Length': '10' });
      response.write('01234', () => response.destroy());
    });
    expect(cut.settled).toMatchObject({ kind: 'bad-response', cause: 'truncated' });
    expect(cut.requests).toHaveLength(1);
  });

  it('is called cut off where not one part came after its head, once asked for often enough', async () => {
    const { settled, requests } = await read((_request, response) => {
      response.writeHead(200, { 'Content-Length': '10' });
      response.flushHeaders();
      setImmediate(() => response.destroy());
    });
    expect(settled).toMatchObject({ kind: 'bad-response', cause: 'truncated' });
    expect(requests.length).toBeGreaterThan(1);
  });

  it('stops when its signal aborts', async () => {
    const abort = new AbortController();
    const silent: FakeAnswer = (_request, response) => {
      response.write('0');
      abort.abort();
    };
    expect((await read(silent, undefined, abort.signal)).settled).toMatchObject({ kind: 'aborted' });
  });
});
