import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatArtifactUri } from '../domain/artifacts/artifact.ts';
import type { RunId } from '../domain/runs/run.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { ArtifactReadRequest } from '../worker/artifacts/artifact-protocol.ts';
import type { CallOptions, DataClient } from '../worker/rpc/rpc.ts';
import { type FileToZip, type LeftOut, zipArtifacts, type ZipProgress } from './artifact-zip.ts';

const root = { kind: 'run', runId: 'r' as RunId } as const;

/** Answers with two parts for each file; `failing` ones fail at once, `cut` ones after the first part. */
function clientOf(
  files: Readonly<Record<string, string>>,
  failing: readonly string[] = [],
  cut: readonly string[] = [],
) {
  const running = { now: 0, most: 0 };
  const call = async (
    _name: string,
    { path, root: of }: ArtifactReadRequest,
    { onProgress, signal }: CallOptions<'artifacts.read'>,
  ) => {
    running.now += 1;
    running.most = Math.max(running.most, running.now);
    await new Promise((resolve) => setImmediate(resolve));
    running.now -= 1;
    if (signal?.aborted) throw new TrackingError({ kind: 'aborted' });
    if (failing.includes(path)) throw new TrackingError({ kind: 'forbidden', status: 403 });
    const bytes = new TextEncoder().encode(files[formatArtifactUri(of, path)] ?? '');
    onProgress?.({ bytes: bytes.slice(0, 2) });
    if (cut.includes(path)) throw new TrackingError({ kind: 'bad-response', cause: 'truncated' });
    onProgress?.({ bytes: bytes.slice(2) });
    return { totalBytes: bytes.length, firstByteMs: 1, chunkBytes: 1 };
  };
  return { client: { call } as unknown as DataClient, running };
}

function toZip(path: string, sizeBytes = 5): FileToZip {
  return { place: { root, path }, sizeBytes, name: path };
}

async function zip(client: DataClient, files: readonly FileToZip[], signal = new AbortController().signal) {
  const left: LeftOut[] = [];
  const progress: ZipProgress[] = [];
  const stream = zipArtifacts(client, files, {
    signal,
    onProgress: (each) => progress.push(each),
    onLeftOut: (each) => left.push(each),
  });
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return { bytes, left, last: progress.at(-1) };
}

/** As Python reads it: another reader than the one that wrote it. */
function unzip(bytes: Uint8Array): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-zip-'));
  try {
    const file = join(folder, 'a.zip');
    writeFileSync(file, bytes);
    const script =
      'import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n' +
      'print(json.dumps({n:z.read(n).decode() for n in z.namelist()}))';
    return JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' })) as Record<
      string,
      string
    >;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('an archive of files', () => {
  it('holds each as it is, whatever it is called', async () => {
    const files = { 'runs:/r/한글 #1+2%.txt': 'hello', 'runs:/r/a/b.bin': 'world', 'runs:/r/empty': '' };
    const names = ['한글 #1+2%.txt', 'a/b.bin', 'empty'];
    const { client, running } = clientOf(files);
    const { bytes, left, last } = await zip(
      client,
      names.map((name) => toZip(name)),
    );
    expect(unzip(bytes)).toEqual({ '한글 #1+2%.txt': 'hello', 'a/b.bin': 'world', empty: '' });
    expect([left, last, running.most]).toEqual([[], { bytes: 10, files: 3 }, 3]);
  });

  it('asks for large files one after the other', async () => {
    const { client, running } = clientOf({});
    await zip(
      client,
      ['a', 'b', 'c'].map((name) => toZip(name, 50_000_000)),
    );
    expect(running.most).toBe(1);
  });

  it('leaves out what cannot be read, and says so in the archive too', async () => {
    const { client } = clientOf({ 'runs:/r/a': 'hello', 'runs:/r/c': 'there' }, ['b']);
    const { bytes, left } = await zip(client, [toZip('a'), toZip('b'), toZip('c')]);
    expect(unzip(bytes)).toEqual({ a: 'hello', c: 'there', '_not_downloaded.txt': 'b\tforbidden 403\n' });
    expect(left.map(({ file, failure }) => [file.name, failure.kind])).toEqual([['b', 'forbidden']]);
  });

  it('ends where a file stops half way, and where its signal aborts', async () => {
    const { client } = clientOf({ 'runs:/r/a': 'hello' }, [], ['a']);
    await expect(zip(client, [toZip('a')])).rejects.toMatchObject({ failure: { cause: 'truncated' } });
    await expect(zip(client, [toZip('a')], AbortSignal.abort())).rejects.toMatchObject({
      failure: { kind: 'aborted' },
    });
  });
});
