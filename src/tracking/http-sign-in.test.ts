import { afterEach, describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeServer, startFakeServer } from '../testing/fake-server.ts';
import type { RunId } from '../domain/runs/run.ts';
import { createHttp, type HttpSettings } from './http.ts';
import { createArtifacts } from './mlflow/artifacts.ts';
import { createSignInGate, type GateKeeper, type GateNews } from './sign-in-gate.ts';

const OPTIONS = { signal: new AbortController().signal, priority: 'visible' } as const;
const GOOD = { Authorization: 'Basic good' };
const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** `onNews` plays the person. */
async function serve(
  answer: FakeAnswer,
  onNews: (news: GateNews, keeper: GateKeeper) => void,
  settings: Partial<HttpSettings> = {},
) {
  const server = await startFakeServer(answer);
  open.push(server);
  const keeper: GateKeeper = createSignInGate((news) => queueMicrotask(() => onNews(news, keeper)));
  const http = createHttp({ baseUrl: server.url, backoffMs: 1, gate: keeper.gate, ...settings });
  return { server, http, keeper };
}

const guarded: FakeAnswer = (request, response) => {
  const isIn = request.headers.authorization === GOOD.Authorization;
  response.writeHead(isIn ? 200 : 401, isIn ? {} : { 'WWW-Authenticate': 'Basic realm="mlflow"' });
  response.end(isIn ? '{"a":1}' : 'You are not authenticated.');
};

describe('a server with sign-in', () => {
  it('gets every kind of request again once the person has signed in: a write is made once', async () => {
    const { http, server } = await serve(guarded, (news, keeper) => {
      if (news.state === 'needed') keeper.give(GOOD);
    });
    const parts: Uint8Array[] = [];
    const file = { ...OPTIONS, range: undefined, onPart: (part: Uint8Array) => void parts.push(part) };
    const answers = await Promise.all([
      http.getJson('/x', {}, OPTIONS),
      http.postJson('/write', { a: 1 }, OPTIONS),
      http.deleteJson('/gone', { a: 1 }, OPTIONS),
      http.getText('/version', {}, OPTIONS),
      http.getFile('/file', '', file),
    ]);
    expect(answers[0]).toEqual({ value: { a: 1 }, sizeBytes: 7 });
    expect(new TextDecoder().decode(parts[0])).toBe('{"a":1}');
    // Refused once, made once.
    expect(server.requests.filter((each) => each === 'POST /write')).toHaveLength(2);
  });

  it('fails as unauthorized where the person does not', async () => {
    const { http } = await serve(guarded, (news, keeper) => {
      if (news.state === 'needed') keeper.decline();
    });
    await expect(http.getJson('/x', {}, OPTIONS)).rejects.toMatchObject({
      failure: { kind: 'unauthorized', status: 401 },
    });
  });

  it('tells of a failure to try what was entered', async () => {
    let count = 0;
    const told: GateNews[] = [];
    const { http } = await serve(
      (request, response, number) => {
        if (number === 1) return guarded(request, response, number);
        count += 1;
        response.writeHead(500).end('broken');
      },
      (news, keeper) => {
        told.push(news);
        if (news.state === 'needed') keeper.give(GOOD);
      },
    );
    await expect(http.getJson('/x', {}, OPTIONS)).rejects.toMatchObject({ failure: { kind: 'server' } });
    expect([count, told.at(-1)]).toMatchObject([1, { state: 'failed', failure: { kind: 'server' } }]);
  });

  it('lists files with their addresses only where these alone let one in', async () => {
    const { http, keeper } = await serve(
      (_request, response) => response.end('{"files":[]}'),
      () => undefined,
    );
    const root = { kind: 'run', runId: 'a' as RunId } as const;
    const { listArtifacts } = createArtifacts(http, async () => false);
    const list = () => listArtifacts({ root, path: '', pageToken: undefined }, OPTIONS.signal);
    expect((await list()).addressStart).toContain('/get-artifact?run_id=a');
    keeper.give(GOOD);
    expect((await list()).addressStart).toBeUndefined();
  });

  it('knows nobody to it where no gate stands before it', async () => {
    const server = await startFakeServer(guarded);
    open.push(server);
    const http = createHttp({ baseUrl: server.url });
    await expect(http.getJson('/x', {}, OPTIONS)).rejects.toMatchObject({
      failure: { kind: 'unauthorized' },
    });
  });
});

describe('a proxy at the own address that leads away to sign in', () => {
  /** As browsers show a redirect that is not to be followed. */
  const away = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });

  function withProxy(isSignedIn: () => boolean) {
    const asked: RequestInit[] = [];
    const told: GateNews[] = [];
    const fetch = async (_url: unknown, init: RequestInit = {}): Promise<Response> => {
      asked.push(init);
      if (isSignedIn() && init.credentials === 'same-origin') return new Response('{"a":1}');
      if (init.redirect === 'manual') return away;
      throw new TypeError('Failed to fetch');
    };
    const keeper: GateKeeper = createSignInGate((news) => told.push(news));
    const settings = { baseUrl: 'https://ml.test', pageOrigin: 'https://ml.test', gate: keeper.gate };
    return {
      http: createHttp({ ...settings, fetch }),
      keeper,
      asked,
      told,
    };
  }

  it('gets the cookies, and needs no word of the person while it takes them', async () => {
    const { http, asked, told } = withProxy(() => true);
    expect(await http.postJson('/x', {}, OPTIONS)).toMatchObject({ value: { a: 1 } });
    expect(asked.map(({ credentials }) => credentials)).toEqual(['omit', 'same-origin']);
    expect(told).toEqual([]);
  });

  it('is recognised once the cookies are no longer taken, and goes on when they are', async () => {
    let isSignedIn = false;
    const { http, keeper, told } = withProxy(() => isSignedIn);
    const answer = http.getJson('/x', {}, OPTIONS);
    await expect.poll(() => told).toMatchObject([{ state: 'needed', way: 'page' }]);
    isSignedIn = true;
    keeper.tryAgain();
    expect(await answer).toMatchObject({ value: { a: 1 } });
    expect(told.at(-1)).toEqual({ state: 'accepted' });
  });
});
