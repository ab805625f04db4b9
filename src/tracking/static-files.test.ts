import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakeServer, startFakeServer } from '../testing/fake-server.ts';
import { toTrackingFailure } from './errors.ts';
import { createStaticFiles } from './static-files.ts';

const DEMO = resolve(import.meta.dirname, '../../public/demo');
const INDEX = { files: { '3/r/artifacts/a #1%+.txt': 3, '3/r/artifacts/logs/한글.log': 5, '33/r/b': 1 } };
const open: FakeServer[] = [];
const NO_SIGNAL = new AbortController().signal;

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(index: string) {
  const server = await startFakeServer((request, response) => {
    if (request.url === '/artifacts.json') return response.end(index);
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
    const body = Buffer.from('abcdefgh');
    if (!range) return response.end(body);
    const [start, end] = [Number(range[1]), Number(range[2]) + 1];
    response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/8` });
    return response.end(body.subarray(start, end));
  });
  open.push(server);
  const files = createStaticFiles({
    indexUrl: `${server.url}/artifacts.json`,
    filesUrl: `${server.url}/artifacts`,
  });
  return { server, files };
}

describe('files of a static host', () => {
  it('are those that the list names below a place', async () => {
    const { files, server } = await serve(JSON.stringify(INDEX));
    const [first, second] = await Promise.all([
      files.list('mlflow-artifacts:/3/r/artifacts', NO_SIGNAL),
      files.list('mlflow-artifacts:/33', NO_SIGNAL),
    ]);
    expect([...first]).toEqual([
      ['a #1%+.txt', 3],
      ['logs/한글.log', 5],
    ]);
    expect([...second]).toEqual([['r/b', 1]]);
    expect((await files.list('file:///home/me/mlruns', NO_SIGNAL)).size).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  it('are read by ranges, by addresses that keep odd names', async () => {
    const { files, server } = await serve(JSON.stringify(INDEX));
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const file = { rootUri: 'mlflow-artifacts:/3/r/artifacts', path: 'a #1%+.txt' };
    const answer = await files.read(
      { ...file, range: { start: 2, end: 4 } },
      (part) => parts.push(part),
      NO_SIGNAL,
    );
    expect([answer.totalBytes, await new Blob(parts).text()]).toEqual([8, 'cd']);
    expect(server.requests).toEqual(['GET /artifacts/3/r/artifacts/a%20%231%25+.txt']);
    expect(files.addressStart(file.rootUri)).toBe(`${server.url}/artifacts/3/r/artifacts/`);
  });

  it.each(['<html>', '{"files":3}', 'null'])('fail where the list says %s', async (index) => {
    const { files } = await serve(index);
    const failure = await files.list('mlflow-artifacts:/3', NO_SIGNAL).catch(toTrackingFailure);
    expect(failure).toMatchObject({ kind: 'bad-response' });
  });
});

describe('the list of the demo', () => {
  it('names every file with its size', () => {
    const { files } = JSON.parse(readFileSync(join(DEMO, 'artifacts.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, number>>;
    };
    const root = join(DEMO, 'artifacts');
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((name) => ({ name: name.replaceAll('\\', '/'), stat: statSync(join(root, name)) }))
      .filter(({ stat }) => stat.isFile())
      .map(({ name, stat }) => [name, stat.size] as const);
    expect(new Map(Object.entries(files))).toEqual(new Map(found));
  });
});
