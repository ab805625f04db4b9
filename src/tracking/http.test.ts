import { afterEach, describe, expect, it, vi } from 'vitest';
import { always, startFakeServer } from '../testing/fake-server.ts';
import type { FakeAnswer, FakeServer } from '../testing/fake-server.ts';
import recordedErrors from '../testing/recorded/mlflow-errors.json' with { type: 'json' };
import { toTrackingFailure } from './errors.ts';
import type { TrackingFailure } from './errors.ts';
import { createHttp } from './http.ts';
import type { HttpSettings } from './http.ts';

const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(answer: FakeAnswer, settings: Partial<HttpSettings> = {}) {
  const server = await startFakeServer(answer);
  open.push(server);
  return { server, http: createHttp({ baseUrl: server.url, backoffMs: 1, ...settings }) };
}

const OPTIONS = { signal: new AbortController().signal, priority: 'visible' } as const;

async function failureOf(promise: Promise<unknown>): Promise<TrackingFailure> {
  return promise.then(
    () => expect.unreachable('expected a rejection'),
    (thrown: unknown) => toTrackingFailure(thrown),
  );
}

describe('an answer', () => {
  it('comes with its value and size', async () => {
    const { http } = await serve(always(200, '{"a":"한"}'));
    expect(await http.getJson('/x', {}, OPTIONS)).toEqual({ value: { a: '한' }, sizeBytes: 11 });
  });

  it('keeps bare NaN and Infinity as words, and texts as they are', async () => {
    const { http } = await serve(
      always(200, '{"a":[NaN,-Infinity,Infinity,1],"b":"is NaN, \\"Infinity\\""}'),
    );
    expect((await http.getJson('/x', {}, OPTIONS)).value).toEqual({
      a: ['NaN', '-Infinity', 'Infinity', 1],
      b: 'is NaN, "Infinity"',
    });
  });

  it('may be cut between the bytes of one letter', async () => {
    const bytes = Buffer.from('{"a":"한글"}');
    const { http } = await serve((_request, response) => {
      response.write(bytes.subarray(0, 7), () => response.end(bytes.subarray(7)));
    });
    expect((await http.getJson('/x', {}, OPTIONS)).value).toEqual({ a: '한글' });
  });
});

describe('a request', () => {
  it('repeats list keys, leaves undefined ones out and keeps the static prefix', async () => {
    const { server } = await serve(always(200, '{}'));
    const http = createHttp({ baseUrl: `${server.url}/ml/` });
    await http.getJson('/x', { id: ['a', 'b c'], none: undefined, n: 5 }, OPTIONS);
    await http.getText('/version', {}, { ...OPTIONS, isUnprefixed: true });
    expect(server.requests).toEqual(['GET /ml/x?id=a&id=b+c&n=5', 'GET /version']);
  });

  it('has no Content-Type when it is a GET', async () => {
    const types: unknown[] = [];
    const { http } = await serve((request, response) => {
      types.push(request.headers['content-type']);
      response.end('{}');
    });
    await http.getJson('/x', {}, OPTIONS);
    await http.postJson('/x', {}, OPTIONS);
    expect(types).toEqual([undefined, 'application/json']);
  });

  it('drops null and undefined keys of its body', async () => {
    const { http } = await serve((request, response) => request.pipe(response));
    const body = { a: 1, b: null, c: undefined, d: false };
    expect((await http.postJson('/x', body, OPTIONS)).value).toEqual({ a: 1, d: false });
  });

  it('has a body where it deletes', async () => {
    const { http, server } = await serve((request, response) => request.pipe(response));
    expect((await http.deleteJson('/x', { name: 'a' }, OPTIONS)).value).toEqual({ name: 'a' });
    expect(server.requests).toEqual(['DELETE /x']);
  });

  it('is refused as our own error when its first line is too long', async () => {
    const { http, server } = await serve(always(200, '{}'));
    const query = { id: Array.from({ length: 500 }, () => '0123456789') };
    expect(http.requestLineBytes('/x', query)).toBeGreaterThan(4000);
    await expect(http.getJson('/x', query, OPTIONS)).rejects.toThrow('invariant: request line');
    expect(server.requests).toEqual([]);
  });
});

describe('a recorded error', () => {
  const expected: Record<string, readonly [kind: string, cause?: string]> = {
    'error-400-filter': ['rejected'],
    'error-401-auth': ['unauthorized'],
    'error-403-host': ['forbidden', 'host-refused'],
    'error-403-origin-lan': ['forbidden', 'origin-refused'],
    'error-403-permission': ['forbidden', 'permission-denied'],
    'error-404-route': ['not-found'],
    'error-404-run': ['not-found'],
    'error-500-html': ['server'],
  };

  it.each(recordedErrors)('of $version, $name, becomes its kind', async ({ name, status, body }) => {
    const { http, server } = await serve(always(status, body));
    const failure = await failureOf(http.getJson('/x', {}, OPTIONS));
    const [kind, cause] = expected[name] ?? [];
    expect(failure).toMatchObject({ kind, cause, status, subject: `${server.url}/x` });
    expect(failure.detail).toMatch(/^[^<>{}]+$/);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a question about the registry', () => {
  const NONE = " Model registry functionality is unavailable; got unsupported URI 'x://y'";
  it.each([
    // 3.17.2 and 2.22.4 with `--registry-store-uri x://y`.
    [400, JSON.stringify({ error_code: 'INVALID_PARAMETER_VALUE', message: NONE }), 'no-registry'],
    [404, '<!doctype html><title>404 Not Found</title>', 'no-registry'],
    [404, '', 'no-registry'],
    [404, '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no such model"}', undefined],
  ])('with status %i and body %s', async (status, body, cause) => {
    const { http } = await serve(always(status, body));
    for (const path of ['/ajax-api/2.0/mlflow/registered-models/get', '/x/model-versions/search'])
      expect(await failureOf(http.getJson(path, {}, OPTIONS))).toMatchObject({ kind: 'not-found', cause });
    const other = await failureOf(http.getJson('/ajax-api/2.0/mlflow/runs/get', {}, OPTIONS));
    expect(other).toMatchObject({ kind: status === 404 ? 'not-found' : 'rejected', cause: undefined });
  });
});

describe('an error', () => {
  it.each([
    [400, '{"error_code":"RESOURCE_ALREADY_EXISTS","message":"Experiment exists"}', 'conflict', undefined],
    [409, '', 'conflict', undefined],
    [405, '<h1>Method Not Allowed</h1>', 'rejected', undefined],
    [403, '{"error_code":"PERMISSION_DENIED","message":"no"}', 'forbidden', 'permission-denied'],
    [403, '<html><body>Forbidden by the proxy</body></html>', 'forbidden', undefined],
    [500, '{"error_code":"INTERNAL_ERROR","message":"x"}', 'server', undefined],
  ])('with status %i and body %s is %s', async (status, body, kind, cause) => {
    const { http } = await serve(always(status, body));
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({ kind, cause, status });
  });

  it.each([
    ['<!doctype html><html><title>Sign in</title><p>Sign in</p></html>', 'not-mlflow', 'Sign in'],
    ['hello', 'not-mlflow', 'hello'],
    ['{"runs":[{"info":{"run_id":"a', 'truncated', '{"runs":[{"info":{"run_id":"a'],
    ['{"value":NaN,"b', 'truncated', '{"value":NaN,"b'],
    ['', 'truncated', ''],
  ])('in a body %j with status 200 is a bad response', async (body, cause, detail) => {
    const { http } = await serve(always(200, body));
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({
      kind: 'bad-response',
      cause,
      detail,
    });
  });

  it('shows only the beginning of a page of megabytes', async () => {
    const { http } = await serve(always(500, `<p>${'word '.repeat(1e6)}</p>`));
    expect((await failureOf(http.getJson('/x', {}, OPTIONS))).detail?.length).toBeLessThan(700);
  });

  it('of a connection that nobody accepts is network', async () => {
    const { http, server } = await serve(always(200, '{}'));
    await server.close();
    const failure = await failureOf(http.getJson('/x', {}, OPTIONS));
    expect(failure).toMatchObject({ kind: 'network', status: undefined, cause: undefined });
    expect(failure.subject).toBe(`${server.url}/x`);
  });

  it('of our own proxy that reaches no server is network, and is tried again like any 502', async () => {
    const { http, server } = await serve(always(502, 'no server', { 'x-runlens-proxy': 'unreachable' }));
    const failure = await failureOf(http.getJson('/x', {}, OPTIONS));
    expect(failure).toMatchObject({ kind: 'network', status: 502, cause: undefined, detail: 'no server' });
    expect(server.requests).toHaveLength(3);
  });

  it('with a 502 of another proxy is the answer of a server', async () => {
    const { http } = await serve(always(502, '<h1>Bad Gateway</h1>'));
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({ kind: 'server', status: 502 });
  });

  it('of an address that is none is network, and names it', async () => {
    const failure = await failureOf(createHttp({ baseUrl: 'nonsense' }).getJson('/x', {}, OPTIONS));
    expect(failure).toMatchObject({ kind: 'network', subject: 'nonsense' });
  });

  it('of a server that never answers is a time-out, and is not tried again', async () => {
    const { http, server } = await serve(() => undefined, { timeoutMs: 20 });
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({
      kind: 'network',
      cause: 'timeout',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('of a server that stops in the middle is a time-out', async () => {
    const { http } = await serve((_request, response) => void response.write('{"runs":['), { timeoutMs: 20 });
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({ cause: 'timeout' });
  });
});

/** Fails a number of times, then answers. */
function failing(status: number, times: number, headers: Record<string, string> = {}): FakeAnswer {
  return (_request, response, count) => {
    if (count > times) response.end('{"ok":true}');
    else response.writeHead(status, headers).end('later');
  };
}

describe('a retry', () => {
  it.each([429, 502, 503, 504])('follows status %i', async (status) => {
    const { http, server } = await serve(failing(status, 2));
    expect((await http.getJson('/x', {}, OPTIONS)).value).toEqual({ ok: true });
    expect(server.requests).toHaveLength(3);
  });

  it('ends after three tries', async () => {
    const { http, server } = await serve(failing(429, 10));
    const failure = await failureOf(http.getJson('/x', {}, OPTIONS));
    expect(failure).toMatchObject({ kind: 'server', cause: 'rate-limited', status: 429 });
    expect(server.requests).toHaveLength(3);
  });

  it('waits as long as Retry-After says, in seconds or as a date', async () => {
    for (const header of ['0.02', new Date(0).toUTCString()]) {
      const { http, server } = await serve(failing(503, 1, { 'Retry-After': header }), { backoffMs: 1e9 });
      await http.getJson('/x', {}, OPTIONS);
      expect(server.requests).toHaveLength(2);
    }
  });

  it('is left to the person when Retry-After asks for more than ten seconds', async () => {
    const { http, server } = await serve(failing(429, 1, { 'Retry-After': '3600' }));
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({ cause: 'rate-limited' });
    expect(server.requests).toHaveLength(1);
  });

  it('follows a connection that broke, before or within an answer', async () => {
    const { http, server } = await serve((request, response, count) => {
      if (count === 1) return void request.socket.destroy();
      if (count === 2) return void response.write('{"runs":[', () => request.socket.destroy());
      response.end('{"ok":true}');
    });
    expect((await http.getJson('/x', {}, OPTIONS)).value).toEqual({ ok: true });
    expect(server.requests).toHaveLength(3);
  });

  it('is for a POST only when it says that it reads', async () => {
    const { http, server } = await serve(failing(503, 1));
    expect(await failureOf(http.postJson('/write', {}, OPTIONS))).toMatchObject({ status: 503 });
    await http.postJson('/read', {}, { ...OPTIONS, isReadOnly: true });
    expect(server.requests).toEqual(['POST /write', 'POST /read']);
  });

  it('ends where the policy of the page holds the address back', async () => {
    const { http, server } = await serve((request) => void request.socket.destroy(), {
      isHeldBack: () => true,
    });
    expect(await failureOf(http.getJson('/x', {}, OPTIONS))).toMatchObject({
      kind: 'network',
      cause: 'policy-refused',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('of a reading POST goes on after a failure', async () => {
    const { http, server } = await serve(failing(503, 2));
    await http.postJson('/read', {}, { ...OPTIONS, isReadOnly: true });
    expect(server.requests).toHaveLength(3);
  });
});

describe('an abort', () => {
  it('ends a request that waits for its answer, and is no retry', async () => {
    const abort = new AbortController();
    const { http, server } = await serve(() => abort.abort());
    const failure = await failureOf(http.getJson('/x', {}, { ...OPTIONS, signal: abort.signal }));
    expect(failure.kind).toBe('aborted');
    expect(server.requests).toHaveLength(1);
  });

  it('ends a request that has half of its answer', async () => {
    const abort = new AbortController();
    const { http } = await serve((_request, response) => void response.write('{"a":'));
    const asked = failureOf(http.getJson('/x', {}, { ...OPTIONS, signal: abort.signal }));
    await vi.waitFor(() => expect(open[0]?.requests).toHaveLength(1));
    abort.abort();
    expect((await asked).kind).toBe('aborted');
  });

  it('ends the pause before a retry', async () => {
    const abort = new AbortController();
    const { http, server } = await serve(always(503, ''), { backoffMs: 5000 });
    const asked = failureOf(http.getJson('/x', {}, { ...OPTIONS, signal: abort.signal }));
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    abort.abort();
    expect((await asked).kind).toBe('aborted');
  });

  it('before the start sends nothing', async () => {
    const { http, server } = await serve(always(200, '{}'));
    const asked = http.getJson('/x', {}, { ...OPTIONS, signal: AbortSignal.abort() });
    expect((await failureOf(asked)).kind).toBe('aborted');
    expect(server.requests).toEqual([]);
  });
});
