import { beforeAll, describe, expect, it } from 'vitest';
import type { ArtifactRoot } from '../domain/artifacts/artifact.ts';
import { encodePath } from '../domain/artifacts/artifact-path.ts';
import type { ByteRange } from '../tracking/source.ts';
import type { ChangedRun } from './source-contract-changes.ts';
import type { SourceTruth } from './odd-cases.ts';
import { failureOf, NO_SIGNAL, type OpenedSource, UNKNOWN_RUN } from './source-reading.ts';
import { uploadFile } from './written-runs.ts';

/** A database alone holds no files: it says where they lie. */
export function describeArtifactsOfFile(run: ChangedRun): void {
  it('list no files of it, and say where they lie', async () => {
    const { source, info } = run.opened;
    expect(info.capabilities.readsArtifacts).toBe(false);
    const root = { kind: 'run', runId: run.id } as const;
    const { artifactUri } = await run.read();
    const failure = { kind: 'unsupported', subject: artifactUri };
    const request = { root, path: '', pageToken: undefined };
    expect(await failureOf(source.listArtifacts(request, NO_SIGNAL))).toMatchObject(failure);
    const read = { root, path: 'a', range: undefined, priority: 'visible' } as const;
    expect(await failureOf(source.readArtifact(read, () => undefined, NO_SIGNAL))).toMatchObject(failure);
  });
}

/** Every character that addresses treat as something else, but for `#`, which MLflow refuses in any path. */
const ODD_FILES = ['a+b & c=d;e.txt', '100% 한글.log', `it's (1) [2] {3}.txt`, 'what?.txt', '~.bin', 'é.txt'];

export function describeArtifactsOfServer(run: ChangedRun, serverUrl: string): void {
  const list = (path: string, root: ArtifactRoot = { kind: 'run', runId: run.id }) =>
    run.opened.source.listArtifacts({ root, path, pageToken: undefined }, NO_SIGNAL);
  const read = async (path: string, range?: ByteRange, signal = NO_SIGNAL) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const root = { kind: 'run', runId: run.id } as const;
    const request = { root, path, range, priority: 'visible' } as const;
    const answer = await run.opened.source.readArtifact(request, (part) => parts.push(part), signal);
    return { ...answer, text: await new Blob(parts).text() };
  };

  describe('its files', () => {
    beforeAll(async () => {
      for (const name of ODD_FILES) await uploadFile(serverUrl, run.id, `odd names/폴더/${name}`, name);
      await uploadFile(serverUrl, run.id, 'step_10.txt', '0123456789');
      await uploadFile(serverUrl, run.id, 'step_9.txt', 'nine');
    });

    it('come level by level, folders first, with sizes and the place', async () => {
      const { addressStart, ...page } = await list('');
      expect(addressStart).toContain(serverUrl);
      expect(page).toEqual({
        entries: [
          { path: 'odd names', isFolder: true, sizeBytes: undefined },
          { path: 'step_9.txt', isFolder: false, sizeBytes: 4 },
          { path: 'step_10.txt', isFolder: false, sizeBytes: 10 },
        ],
        rootUri: (await run.read()).artifactUri,
        nextPageToken: undefined,
      });
      expect((await list('odd names')).entries.map(({ path }) => path)).toEqual(['odd names/폴더']);
    });

    it('are listed and read whatever they are called', async () => {
      const { entries, addressStart } = await list('odd names/폴더');
      expect(entries.map(({ path }) => path).toSorted()).toEqual(
        ODD_FILES.map((name) => `odd names/폴더/${name}`).toSorted(),
      );
      for (const name of ODD_FILES) {
        const path = `odd names/폴더/${name}`;
        expect((await read(path)).text).toBe(name);
        expect(await (await fetch(addressStart + encodePath(path))).text()).toBe(name);
      }
    });

    it('come by ranges, which end where the file does', async () => {
      const texts: [ByteRange | undefined, string][] = [
        [undefined, '0123456789'],
        [{ start: 0, end: 1 }, '0'],
        [{ start: 3, end: 6 }, '345'],
        [{ start: 8, end: 99 }, '89'],
      ];
      for (const [range, text] of texts)
        expect(await read('step_10.txt', range)).toMatchObject({ totalBytes: 10, text });
      expect(await read('step_10.txt', { start: 10, end: 20 })).toMatchObject({ totalBytes: 10, text: '' });
    });

    it('are not there: an empty folder, and not-found', async () => {
      expect((await list('no such folder')).entries).toEqual([]);
      for (const path of ['missing.txt', 'odd names', 'odd names/missing.txt'])
        expect((await failureOf(read(path))).kind).toBe('not-found');
      expect((await failureOf(list('', { kind: 'run', runId: UNKNOWN_RUN }))).kind).toBe('not-found');
      expect((await failureOf(list('', { kind: 'model', modelId: 'm-0' }))).kind).toBe('not-found');
    });

    it('are refused where the path leaves its place', async () => {
      for (const path of ['..', '../a', 'a/../../b', '/etc', 'a#b'])
        expect((await failureOf(list(path))).kind).toBe('rejected');
      expect((await failureOf(list('가'.repeat(1_000)))).kind).toBe('rejected');
    });

    it('stop when their signal aborts', async () => {
      expect((await failureOf(read('step_10.txt', undefined, AbortSignal.abort()))).kind).toBe('aborted');
    });
  });
}

/** Files of models that are entities of their own (MLflow 3). */
export function describeModelFiles(truth: SourceTruth, opened: OpenedSource): void {
  it.skipIf(truth.models === undefined)('list the files of logged models', async () => {
    const { source, info } = opened;
    // A database alone has none, and `describeArtifactsOfFile` proves it.
    if (!info.capabilities.readsArtifacts) return;
    const [version] = await source.listModelVersions(NO_SIGNAL);
    const run = await source.getRun(version?.runId ?? UNKNOWN_RUN, NO_SIGNAL);
    const { models } = await source.readRunDetails(run, NO_SIGNAL);
    const root = { kind: 'model', modelId: models[0]?.id ?? '' } as const;
    const { entries } = await source.listArtifacts({ root, path: '', pageToken: undefined }, NO_SIGNAL);
    expect(entries.map(({ path }) => path)).toContain('MLmodel');
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const request = { root, path: 'MLmodel', range: { start: 0, end: 5 }, priority: 'visible' } as const;
    await source.readArtifact(request, (part) => parts.push(part), NO_SIGNAL);
    expect(await new Blob(parts).text()).toHaveLength(5);
  });
}
