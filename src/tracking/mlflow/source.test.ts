import { setMaxListeners } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { always, startFakeServer } from '../../testing/fake-server.ts';
import type { FakeAnswer, FakeServer } from '../../testing/fake-server.ts';
import { toTrackingFailure } from '../errors.ts';
import { createHttp } from '../http.ts';
import type { RunsRequest, TrackingSource } from '../source.ts';
import { createMlflowSource } from './source.ts';

const SIGNAL = new AbortController().signal;
// Node warns of more listeners on one signal than ten; here hundreds of requests wait at once.
setMaxListeners(0, SIGNAL);
const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A source on a fake server that tells its version and store and answers all else with `answer`. */
async function serve(version: string, answer: FakeAnswer, { prefix = '', storeType = 'SqlStore' } = {}) {
  let count = 0;
  const server = await startFakeServer((request, response) => {
    if (request.url === '/version') response.end(version);
    else if (request.url?.endsWith('/server-info')) response.end(JSON.stringify({ store_type: storeType }));
    else answer(request, response, (count += 1));
  });
  open.push(server);
  const baseUrl = server.url + prefix;
  const source = createMlflowSource({ baseUrl, label: 'fake', http: createHttp({ baseUrl, backoffMs: 1 }) });
  return { server, source };
}

async function failureOf(promise: Promise<unknown>) {
  return promise.then(
    () => expect.unreachable('expected a rejection'),
    (thrown: unknown) => toTrackingFailure(thrown),
  );
}

const RUNS: RunsRequest = {
  experimentIds: ['1' as ExperimentId],
  lifecycle: 'active',
  filter: undefined,
  sort: undefined,
  pageSize: 2,
  pageToken: undefined,
  priority: 'visible',
};

describe('a version', () => {
  it.each([
    ['3.17.2', true, true],
    ['3.15.0', true, true],
    ['3.14.9', true, false],
    ['3.1.1', true, false],
    ['3.1.0', false, false],
    ['2.22.4', false, false],
    ['4.0.0', true, true],
    ['10.0.0', true, true],
    ['3.16.0.dev0\n', true, true],
    ['3.15.0rc1', true, true],
  ])('of %s tells what the server can do', async (version, pagedHistories, bulkSamples) => {
    const { source } = await serve(version, always(404, ''));
    const info = await source.describe(SIGNAL);
    expect(info).toMatchObject({ kind: 'mlflow', label: 'fake', version: version.trim() });
    expect(info.capabilities).toMatchObject({ pagedHistories, bulkSamples, writes: 'server' });
  });

  it('is asked for at the root where a static prefix has none', async () => {
    const { server, source } = await serve('2.22.4', always(404, '<h1>Not Found</h1>'), { prefix: '/ml' });
    expect((await source.describe(SIGNAL)).version).toBe('2.22.4');
    expect(server.requests).toContain('GET /ml/version');
  });

  it.each(['<!doctype html><p>Welcome', 'v3', '1.2', '', '{"version":"3.17.2"}'])(
    'is not %j',
    async (text) => {
      const { source } = await serve(text, always(404, ''));
      expect(await failureOf(source.describe(SIGNAL))).toMatchObject({
        kind: 'bad-response',
        cause: 'not-mlflow',
      });
    },
  );

  it('is missing where another program answers', async () => {
    const { source } = await serve('', always(404, ''), { prefix: '/elsewhere' });
    expect(await failureOf(source.describe(SIGNAL))).toMatchObject({ cause: 'not-mlflow' });
  });

  it('is not told without a sign-in', async () => {
    const server = await startFakeServer(always(401, 'You are not authenticated.'));
    open.push(server);
    const source = createMlflowSource({ baseUrl: server.url, label: '' });
    expect(await failureOf(source.describe(SIGNAL))).toMatchObject({ kind: 'unauthorized', status: 401 });
  });
});

function page(ids: readonly string[], token?: string): string {
  const runs = ids.map((id) => ({ info: { run_id: id, experiment_id: '1' } }));
  return JSON.stringify({ runs, next_page_token: token });
}

/** The body that a search for runs sends. */
async function bodyOf(request: RunsRequest): Promise<unknown> {
  const bodies: string[] = [];
  const { source } = await serve('3.17.2', (incoming, response) => {
    incoming.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
    incoming.on('end', () => response.end('{}'));
  });
  await source.searchRuns(request, SIGNAL);
  return JSON.parse(bodies.join(''));
}

describe('runs', () => {
  it('of the pages before stay when the server dies while paging', async () => {
    const { server, source } = await serve('3.17.2', (request, response, count) => {
      if (count === 1) response.end(page(['a', 'b'], 'next'));
      else request.socket.destroy();
    });
    const first = await source.searchRuns(RUNS, SIGNAL);
    expect(first.runs.map((run) => run.id)).toEqual(['a', 'b']);
    const second = source.searchRuns({ ...RUNS, pageToken: first.nextPageToken }, SIGNAL);
    expect(await failureOf(second)).toMatchObject({ kind: 'network', status: undefined });
    expect(server.requests).toHaveLength(4);
    expect(first.sizeBytes).toBe(page(['a', 'b'], 'next').length);
  });

  it('are asked for newest first, without empty keys', async () => {
    expect(await bodyOf(RUNS)).toEqual({
      experiment_ids: ['1'],
      run_view_type: 'ACTIVE_ONLY',
      max_results: 2,
      order_by: ['attributes.start_time DESC'],
    });
  });

  it.each([
    [{ kind: 'metric', key: 'val/f1 score' }, ['metrics.`val/f1 score` ASC']],
    [{ kind: 'tag', key: '팀' }, ['tags.`팀` ASC']],
    [{ kind: 'attribute', key: 'user' }, ['attributes.user_id ASC']],
    [{ kind: 'attribute', key: 'duration' }, undefined],
    [{ kind: 'metric', key: 'no`such' }, undefined],
  ] as const)('are asked for in the order of %j', async (column, orderBy) => {
    const body = await bodyOf({ ...RUNS, sort: { ...NEWEST_FIRST, column, isDescending: false } });
    expect(body).toHaveProperty('max_results', 2);
    expect((body as { order_by?: unknown }).order_by).toEqual(orderBy);
  });
});

describe('samples', () => {
  const runIds = Array.from({ length: 230 }, (_, index) => String(index).padStart(32, '0') as RunId);
  const sample = (source: TrackingSource, key: string, maxPointsPerRun = 320) =>
    source.sampleHistories(
      { runIds, key, maxPointsPerRun, stepRange: undefined, priority: 'visible' },
      SIGNAL,
    );

  it.each(['loss', '긴 이름 '.repeat(40)])('of 230 runs keep to short request lines: %s', async (key) => {
    const { server, source } = await serve('3.17.2', always(200, '{}'));
    const samples = await sample(source, key, 9999);
    expect(samples.map(({ runId }) => runId)).toEqual(runIds);
    const asked = server.requests.filter((line) => line.includes('get-history-bulk-interval'));
    expect(asked.flatMap((line) => line.match(/run_ids=/g) ?? [])).toHaveLength(230);
    expect(Math.max(...asked.map((line) => line.length))).toBeLessThan(4000);
    expect(asked.every((line) => line.includes('max_results=2500'))).toBe(true);
    expect(asked.length).toBeLessThan(key === 'loss' ? 4 : 12);
  });

  it('of a 2.22 server are asked run by run, negative steps included', async () => {
    const { server, source } = await serve('2.22.4', always(200, '{}'));
    await sample(source, 'loss');
    const asked = server.requests.filter((line) => line.includes('get-history-bulk-interval'));
    expect(asked).toHaveLength(230);
    expect(asked[0]).toContain('start_step=-9007199254740991');
  });

  it.each(['2.22.4', '3.17.2'])('of a narrow range are asked for all runs together (%s)', async (version) => {
    const { server, source } = await serve(version, always(200, '{}'), { storeType: '' });
    const request = {
      runIds: runIds.slice(0, 60),
      key: 'loss',
      maxPointsPerRun: 2_500,
      priority: 'visible',
    } as const;
    await source.sampleHistories({ ...request, stepRange: { start: 500, end: 2_999 } }, SIGNAL);
    expect(server.requests.filter((line) => line.includes('-interval'))).toHaveLength(1);
    await source.sampleHistories({ ...request, stepRange: { start: 500, end: 3_000 } }, SIGNAL);
    expect(server.requests.filter((line) => line.includes('-interval'))).toHaveLength(61);
  });

  it.each(['FileStore', ''])(
    'of a 3.17 server with the store "%s" are asked run by run',
    async (storeType) => {
      const { server, source } = await serve('3.17.2', always(200, '{}'), { storeType });
      await sample(source, 'loss');
      expect((await source.describe(SIGNAL)).capabilities.bulkSamples).toBe(false);
      expect(server.requests.filter((line) => line.includes('-interval'))).toHaveLength(230);
    },
  );

  it('of a 2.22 server that cut the rows of a step are not complete', async () => {
    const point = { run_id: runIds[0], key: 'loss', step: 0, timestamp: 0, value: 1 };
    const body = JSON.stringify({ metrics: Array.from({ length: 25_000 }, () => point) });
    const { source } = await serve('2.22.4', always(200, body));
    const [first] = await source.sampleHistories(
      {
        runIds: runIds.slice(0, 1),
        key: 'loss',
        maxPointsPerRun: 320,
        stepRange: undefined,
        priority: 'visible',
      },
      SIGNAL,
    );
    expect(first?.isComplete).toBe(false);
  });
});

describe('traces', () => {
  it('of a server without the 2.x search are asked for by the 3.x one', async () => {
    const { server, source } = await serve('4.0.0', (request, response) => {
      if (request.method === 'POST') response.end('{"traces":[{"trace_id":"tr-1"}]}');
      else response.writeHead(404).end();
    });
    expect(await source.hasTraces('3' as ExperimentId, SIGNAL)).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  it('of a server without any are none', async () => {
    const { source } = await serve('2.10.0', always(404, ''));
    expect(await source.hasTraces('3' as ExperimentId, SIGNAL)).toBe(false);
  });
});

describe('a tag', () => {
  it('is not set twice when the server fails', async () => {
    const { server, source } = await serve('3.17.2', always(503, ''));
    const failure = await failureOf(
      source.changeRun({ kind: 'set-tag', id: 'a' as RunId, key: 'k', value: 'v' }, SIGNAL),
    );
    expect(failure).toMatchObject({ kind: 'server', status: 503 });
    expect(server.requests).toEqual(['POST /ajax-api/2.0/mlflow/runs/set-tag']);
  });
});
