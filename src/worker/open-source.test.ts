import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSource } from './open-source.ts';

const { signal } = new AbortController();
const url = 'http://127.0.0.1/demo/mlflow.db.gz';
const foreign =
  'Not a database, but longer than the header of one is, which has one hundred bytes and no more.';

afterEach(() => vi.unstubAllGlobals());

function answerWith(body: string, status = 200): void {
  vi.stubGlobal('fetch', async () => new Response(body, { status }));
}

describe('opening a source', () => {
  it('fails with the status where the database is not there', async () => {
    answerWith('gone', 404);
    await expect(openSource({ kind: 'sqlite-url', url, label: 'demo' }, signal)).rejects.toMatchObject({
      failure: { kind: 'not-found', status: 404, subject: url },
    });
  });

  it('fails as network where nothing answers', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(openSource({ kind: 'sqlite-url', url, label: 'demo' }, signal)).rejects.toMatchObject({
      failure: { kind: 'network', subject: url, detail: 'Failed to fetch' },
    });
  });

  it('names the file that is no database, from an address and from disk', async () => {
    answerWith(foreign);
    const failure = { kind: 'bad-response', cause: 'not-a-database' };
    await expect(openSource({ kind: 'sqlite-url', url, label: 'demo' }, signal)).rejects.toMatchObject({
      failure: { ...failure, subject: 'demo' },
    });
    const file = new File([foreign], 'notes.db');
    await expect(openSource({ kind: 'sqlite-file', file }, signal)).rejects.toMatchObject({
      failure: { ...failure, subject: 'notes.db' },
    });
  });

  it('fails as not found where the chosen file can no longer be read', async () => {
    const file = new File(['x'], 'moved.db');
    vi.spyOn(file, 'arrayBuffer').mockRejectedValue(new DOMException('moved', 'NotReadableError'));
    await expect(openSource({ kind: 'sqlite-file', file }, signal)).rejects.toMatchObject({
      failure: { kind: 'not-found', subject: 'moved.db' },
    });
  });

  it('names a server by its host', async () => {
    answerWith('3.17.2');
    const source = await openSource({ kind: 'mlflow', baseUrl: 'http://lan.test:5000/ml' }, signal);
    await expect(source.describe(signal)).resolves.toMatchObject({ kind: 'mlflow', label: 'lan.test:5000' });
  });

  it('names a server behind a proxy as it is told', async () => {
    answerWith('3.17.2');
    const spec = { kind: 'mlflow', baseUrl: 'http://127.0.0.1:4611', label: 'lan.test:5000' } as const;
    const source = await openSource(spec, signal);
    await expect(source.describe(signal)).resolves.toMatchObject({ label: 'lan.test:5000' });
  });
});
