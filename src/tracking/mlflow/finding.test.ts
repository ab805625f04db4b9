import { afterEach, describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { startFakeServer, type FakeServer } from '../../testing/fake-server.ts';
import { createHttp } from '../http.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { readRuns } from './read-runs.ts';
import { readLastActivity, searchActivity } from './run-activity.ts';
import { createMlflowSource } from './source.ts';

const SIGNAL = new AbortController().signal;
const open: FakeServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

interface Search {
  readonly experiment_ids: readonly string[];
  readonly max_results: number;
  readonly page_token?: string;
  readonly filter?: string;
}

type AnswerSearch = (search: Search) => unknown;

/** A server that answers searches of runs and counts what it was asked. */
async function serve(answer: AnswerSearch) {
  const searches: Search[] = [];
  const server = await startFakeServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const search = JSON.parse(Buffer.concat(parts).toString() || '{}') as Search;
      searches.push(search);
      response.end(JSON.stringify(answer(search)));
    });
  });
  open.push(server);
  return { http: createHttp({ baseUrl: server.url, backoffMs: 1 }), searches };
}

function wireRun(id: string, endMs: number, text = '') {
  const info = { run_id: id, experiment_id: '1', run_name: id, status: 'FAILED', lifecycle_stage: 'active' };
  return { info: { ...info, start_time: 1, end_time: endMs }, data: { tags: [{ key: 'x', value: text }] } };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index) as ExperimentId);
const REQUEST = { kind: 'ended', sinceMs: 1000.7, limit: 100 } as const;

/** Pages without an end, of runs with a tag of this text. */
const page = (text: string) => (search: Search) => {
  const start = Number(search.page_token ?? 0);
  const runs = Array.from({ length: search.max_results }, (_, index) =>
    wireRun(`run ${start + index}`, 1, text),
  );
  return { runs, next_page_token: String(start + runs.length) };
};

describe('activity over many experiments', () => {
  it('is asked for with 5,000 experiments at a time, and put in order again', async () => {
    const { http, searches } = await serve(({ experiment_ids: [first] }) => ({
      runs: [wireRun(`run ${first}`, Number(first))],
    }));
    const found = await searchActivity(http, { ...REQUEST, experimentIds: ids(12_001) }, SIGNAL);
    expect(searches.map(({ experiment_ids }) => experiment_ids.length).toSorted((a, b) => a - b)).toEqual([
      2001, 5000, 5000,
    ]);
    expect(new Set(searches.map(({ filter }) => filter))).toEqual(new Set(['attributes.end_time >= 1000']));
    expect(found.runs.map(({ id }) => id)).toEqual(['run 10000', 'run 5000', 'run 0']);
    expect(found.hasMore).toBe(false);
  });

  it('reads on by the size of runs, and says that there is more where these are large', async () => {
    const small = await serve(page(''));
    const all = await searchActivity(small.http, { ...REQUEST, experimentIds: ids(1) }, SIGNAL);
    expect(small.searches.map(({ max_results }) => max_results)).toEqual([20, 100]);
    expect(all).toMatchObject({ hasMore: true });
    expect(all.runs).toHaveLength(100);

    const large = await serve(page('x'.repeat(200_000)));
    const some = await searchActivity(large.http, { ...REQUEST, experimentIds: ids(1) }, SIGNAL);
    expect(large.searches).toHaveLength(1);
    expect(some).toMatchObject({ hasMore: true });
    expect(some.runs).toHaveLength(20);
  });

  it('is asked for once where there is no experiment or no run', async () => {
    const { http, searches } = await serve(() => ({}));
    expect(await searchActivity(http, { ...REQUEST, experimentIds: [] }, SIGNAL)).toMatchObject({ runs: [] });
    expect(await searchActivity(http, { ...REQUEST, experimentIds: ids(1) }, SIGNAL)).toMatchObject({
      hasMore: false,
    });
    expect(await readLastActivity(http, ids(2), SIGNAL)).toEqual([undefined, undefined]);
    expect(searches).toHaveLength(3);
  });
});

describe('runs of many ids', () => {
  it('are all read, in further searches where they are so large that one ends early', async () => {
    const text = 'x'.repeat(200_000);
    const { http, searches } = await serve(({ filter = '', max_results, page_token }) => {
      const asked = [...filter.matchAll(/'([^']+)'/g)].map(([, id = '']) => id);
      const start = Number(page_token ?? 0);
      const some = asked.slice(start, start + max_results).filter((id) => id !== 'gone');
      const end = start + max_results;
      return {
        runs: some.map((id) => wireRun(id, 1, text)),
        next_page_token: end < asked.length ? String(end) : undefined,
      };
    });
    const wanted = [...Array.from({ length: 45 }, (_, index) => `run-${index}`), 'gone'] as RunId[];
    const runs = await readRuns(http, () => Promise.resolve(ids(1)), wanted, SIGNAL);
    expect(runs).toHaveLength(45);
    expect(searches.map(({ filter }) => filter?.split(',').length)).toEqual([46, 26, 6]);
  });
});

describe('a run looked up by its id', () => {
  it.each([
    [404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'no' }, 'not-found'],
    [403, 'Permission denied', 'forbidden'],
  ])('of which the server says %i is told so', async (status, body, idProblem) => {
    const server = await startFakeServer((_, response) => {
      response.statusCode = status;
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    open.push(server);
    const source = createMlflowSource({ baseUrl: server.url, label: 'fake' });
    const found = await source.lookUpRuns({ text: 'A'.repeat(32), limit: 5 }, SIGNAL);
    expect(found).toEqual({ runs: [], hasMore: false, idProblem });
  });
});
