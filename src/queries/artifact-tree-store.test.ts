import { describe, expect, it, vi } from 'vitest';
import { type ArtifactPlace, placeKey } from '../domain/artifacts/artifact-place.ts';
import type { RunId } from '../domain/runs/run.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { ArtifactFolder } from './artifact-queries.ts';
import { ArtifactTreeStore, type WalkProgress } from './artifact-tree-store.ts';

const root = { kind: 'run', runId: 'r' as RunId } as const;
const at = (path: string): ArtifactPlace => ({ root, path });

/** `dir/` is a folder, everything else a file of 10 bytes. */
function storeOf(tree: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const failing = new Set<string>();
  const store = new ArtifactTreeStore(async ({ path }): Promise<ArtifactFolder> => {
    asked.push(path);
    await Promise.resolve();
    if (failing.has(path)) throw new TrackingError({ kind: 'forbidden', status: 403 });
    const start = path === '' ? '' : `${path}/`;
    const entries = (tree[path] ?? []).map((name) => ({
      path: start + name.replace(/\/$/, ''),
      isFolder: name.endsWith('/'),
      sizeBytes: name.endsWith('/') ? undefined : 10,
    }));
    return { entries, rootUri: 's3://b', addressStart: undefined, hasMore: false };
  });
  return { store, asked, failing };
}

const folderOf = (...paths: readonly string[]): ArtifactFolder => ({
  entries: paths.map((path) => ({ path, isFolder: true, sizeBytes: undefined })),
  rootUri: undefined,
  addressStart: undefined,
  hasMore: false,
});

const TREE = { '': ['a/', 'b/', 'x'], a: ['c/', 'y'], 'a/c': ['z'], b: [] };

describe('the folders of a tree', () => {
  it('are read once each, and told of', async () => {
    const { store, asked } = storeOf(TREE);
    let told = 0;
    const stop = store.subscribe(() => {
      told += 1;
    });
    const [first, second] = await Promise.all([store.load(at('')), store.load(at(''))]);
    await store.load(at(''));
    expect([asked, first.state, second]).toEqual([[''], 'ready', first]);
    expect(told).toBe(2);
    stop();
  });

  it('keep what was known when they are read again and that fails', async () => {
    const { store, failing } = storeOf(TREE);
    await store.load(at('a'));
    failing.add('a');
    const failed = await store.reload(at('a'));
    expect([failed.state, failed.failure?.kind, failed.entries?.length]).toEqual(['failed', 'forbidden', 2]);
    failing.clear();
    expect((await store.load(at('a'))).state).toBe('ready');
  });

  it('are read again without a word, and told of where they changed or failed', async () => {
    const tree: Record<string, readonly string[]> = { '': ['x'] };
    const { store, asked, failing } = storeOf(tree);
    await store.load(at(''));
    const told: (string | undefined)[] = [];
    store.subscribe(() => {
      const folder = store.folderAt(at(''));
      told.push(`${folder?.state} ${folder?.entries?.map(({ path }) => path).join(' ')}`);
    });
    const before = store.get();
    await Promise.all([store.refresh(at('')), store.refresh(at(''))]);
    expect([asked, told, store.get() === before]).toEqual([['', ''], [], true]);
    tree[''] = ['x', 'y'];
    await store.refresh(at(''));
    failing.add('');
    await store.refresh(at(''));
    failing.clear();
    await store.refresh(at(''));
    expect(told).toEqual(['ready x y', 'failed x y', 'ready x y']);
  });

  it('are all read by a walk, which skips what is known and tells what failed', async () => {
    const { store, asked, failing } = storeOf(TREE);
    await store.load(at('a'));
    failing.add('b');
    const progress: WalkProgress[] = [];
    const { files, failed } = await store.walk([at('')], new AbortController().signal, (each) =>
      progress.push(each),
    );
    expect(files.map(({ place }) => place.path).toSorted()).toEqual(['a/c/z', 'a/y', 'x']);
    expect(asked.toSorted()).toEqual(['', 'a', 'a/c', 'b']);
    expect(progress.at(-1)).toEqual({ folders: 4, files: 3, bytes: 30, unsized: 0 });
    expect(failed.map(({ place, failure }) => [place.path, failure.kind])).toEqual([['b', 'forbidden']]);
    expect(store.get().get(placeKey(at('a/c')))?.state).toBe('ready');
  });

  it('are read several at a time, and one that takes its time holds no other up', async () => {
    const asked: string[] = [];
    let answerSlow: ((folder: ArtifactFolder) => void) | undefined;
    const store = new ArtifactTreeStore(({ path }) => {
      asked.push(path);
      if (path === 'slow') return new Promise<ArtifactFolder>((resolve) => (answerSlow = resolve));
      const below: Readonly<Record<string, readonly string[]>> = {
        '': ['slow', 'a'],
        a: ['a/b', 'a/c'],
        'a/b': ['a/b/d'],
      };
      return Promise.resolve(folderOf(...(below[path] ?? [])));
    });
    const walked = store.walk([at('')], new AbortController().signal, () => undefined);
    await vi.waitFor(() => expect(asked).toEqual(['', 'slow', 'a', 'a/b', 'a/c', 'a/b/d']));
    answerSlow?.(folderOf());
    expect((await walked).progress.folders).toBe(6);
  });

  it('are left alone once a walk is stopped', async () => {
    const { store, asked } = storeOf(TREE);
    await store.walk([at('')], AbortSignal.abort(), () => undefined);
    expect(asked).toEqual([]);
  });
});
