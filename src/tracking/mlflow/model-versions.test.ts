import { afterEach, describe, expect, it } from 'vitest';
import { startFakeServer } from '../../testing/fake-server.ts';
import type { FakeServer } from '../../testing/fake-server.ts';
import { createHttp } from '../http.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { listModelVersions, listVersionsOfRuns } from './model-versions.ts';

const SIGNAL = new AbortController().signal;
const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Answers by path and page token. */
async function serve(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const filters: string[] = [];
  const lineBytes: number[] = [];
  const server = await startFakeServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const name = `${url.pathname.split('/').at(-2)} ${url.searchParams.get('page_token') ?? ''}`.trim();
    asked.push(name);
    filters.push(url.searchParams.get('filter') ?? '');
    lineBytes.push((request.url ?? '').length);
    response.end(JSON.stringify(answers[name] ?? {}));
  });
  open.push(server);
  return { asked, filters, lineBytes, http: createHttp({ baseUrl: server.url, backoffMs: 1 }) };
}

describe('versions of registered models', () => {
  it('take their aliases from the models, page after page', async () => {
    const { asked, http } = await serve({
      'registered-models': {
        registered_models: [{ name: 'net', aliases: [{ alias: 'champion', version: '2' }] }],
        next_page_token: 'more',
      },
      'registered-models more': {
        registered_models: [
          {
            name: '한국어',
            aliases: [
              { alias: 'a', version: '1' },
              { alias: 'b', version: '1' },
            ],
          },
          { name: 'no aliases' },
        ],
      },
      'model-versions': {
        model_versions: [
          { name: 'net', version: '1', run_id: 'r1' },
          { name: 'net', version: '2', run_id: 'r2' },
        ],
        next_page_token: 'more',
      },
      'model-versions more': {
        model_versions: [
          { name: '한국어', version: '1', run_id: 'r1' },
          { name: 'net', version: '3' },
        ],
      },
    });
    expect(await listModelVersions(http, SIGNAL)).toEqual([
      { runId: 'r1', model: 'net', version: '1', aliases: [] },
      { runId: 'r2', model: 'net', version: '2', aliases: ['champion'] },
      { runId: 'r1', model: '한국어', version: '1', aliases: ['a', 'b'] },
    ]);
    expect(asked).toHaveLength(4);
  });

  it('are not asked for where no model is registered', async () => {
    const { asked, http } = await serve({});
    expect(await listModelVersions(http, SIGNAL)).toEqual([]);
    expect(asked).toEqual(['registered-models']);
  });

  it('end where a page token comes again', async () => {
    const page = { registered_models: [{ name: 'net' }], next_page_token: 'x' };
    const { asked, http } = await serve({ 'registered-models': page, 'registered-models x': page });
    await listModelVersions(http, SIGNAL);
    expect(asked).toEqual(['registered-models', 'registered-models x', 'model-versions']);
  });
});

function version(name: string) {
  return { name, version: '1', run_id: 'r1' };
}

function ids(count: number): RunId[] {
  return Array.from({ length: count }, (_, index) => String(index).padStart(32, '0') as RunId);
}

describe('versions of some runs', () => {
  it('of few models take the aliases from these models', async () => {
    const { asked, filters, http } = await serve({
      'model-versions': { model_versions: [version('net')] },
      'registered-models': {
        registered_model: { name: 'net', aliases: [{ alias: 'champion', version: '1' }] },
      },
    });
    const found = await listVersionsOfRuns(http, ['r1', 'r2', 'r1'] as RunId[], SIGNAL);
    expect(found).toEqual([{ runId: 'r1', model: 'net', version: '1', aliases: ['champion'] }]);
    expect(asked).toEqual(['model-versions', 'registered-models']);
    expect(filters[0]).toBe("run_id IN ('r1','r2')");
  });

  it('of many models take them from the list of models', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { asked, http } = await serve({
      'model-versions': { model_versions: names.map(version) },
      'registered-models': {
        registered_models: names.map((name) => ({
          name,
          aliases: [{ alias: `best ${name}`, version: '1' }],
        })),
      },
    });
    const found = await listVersionsOfRuns(http, ids(1), SIGNAL);
    expect(found.map(({ aliases }) => aliases)).toEqual(names.map((name) => [`best ${name}`]));
    expect(asked).toEqual(['model-versions', 'registered-models']);
  });

  it('ask once for 75 runs, so that request lines stay below 4,094 bytes, and of none nothing', async () => {
    const { asked, lineBytes, http } = await serve({});
    expect(await listVersionsOfRuns(http, ids(151), SIGNAL)).toEqual([]);
    expect(asked).toHaveLength(3);
    expect(Math.max(...lineBytes)).toBeLessThan(4_000);
    expect(await listVersionsOfRuns(http, [], SIGNAL)).toEqual([]);
    expect(asked).toHaveLength(3);
  });

  it('are none where the server has no registry', async () => {
    const server = await startFakeServer((_request, response) => {
      response.writeHead(404).end('<h1>Not Found</h1>');
    });
    open.push(server);
    const http = createHttp({ baseUrl: server.url, backoffMs: 1 });
    expect(await listVersionsOfRuns(http, ids(1), SIGNAL)).toEqual([]);
    await expect(listModelVersions(http, SIGNAL)).rejects.toThrow('not-found');
  });
});
