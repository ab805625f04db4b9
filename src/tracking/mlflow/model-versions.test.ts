import { afterEach, describe, expect, it } from 'vitest';
import { startFakeServer } from '../../testing/fake-server.ts';
import type { FakeServer } from '../../testing/fake-server.ts';
import { createHttp } from '../http.ts';
import { listModelVersions } from './model-versions.ts';

const SIGNAL = new AbortController().signal;
const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** Answers by path and page token. */
async function serve(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const server = await startFakeServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const name = `${url.pathname.split('/').at(-2)} ${url.searchParams.get('page_token') ?? ''}`.trim();
    asked.push(name);
    response.end(JSON.stringify(answers[name] ?? {}));
  });
  open.push(server);
  return { asked, http: createHttp({ baseUrl: server.url, backoffMs: 1 }) };
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
