import { useEffect, useRef, useState } from 'react';
import { archiveNames } from '../../domain/artifacts/archive-names.ts';
import { archiveName, nameOfPath } from '../../domain/artifacts/artifact-path.ts';
import type { TreeModel } from '../../domain/artifacts/artifact-tree.ts';
import type { Run } from '../../domain/runs/run.ts';
import type { ArtifactTreeStore, FoundFile, WalkProgress } from '../../queries/artifact-tree-store.ts';
import { type LeftOut, zipArtifacts, type ZipProgress } from '../../queries/artifact-zip.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { downloadBlob } from '../../ui/download-blob.ts';
import { canSaveToDisk, openSaveStream } from '../../ui/save-stream.ts';
import type { ZipPlace } from './zip-dialog.tsx';

/** Where the browser cannot write to disk as it reads, the archive is held until it is whole. */
export const MAX_BLOB_BYTES = 2_000_000_000;
const TELL_EVERY_MS = 100;

const NOTHING: WalkProgress = { folders: 0, files: 0, bytes: 0, unsized: 0 };

export type ZipState =
  | { readonly phase: 'counting'; readonly walk: WalkProgress }
  | {
      readonly phase: 'ready';
      readonly walk: WalkProgress;
      readonly failedFolders: number;
      readonly isTooLarge: boolean;
      readonly isToDisk: boolean;
    }
  | { readonly phase: 'saving'; readonly walk: WalkProgress; readonly done: ZipProgress }
  | { readonly phase: 'saved'; readonly done: ZipProgress; readonly leftOut: readonly LeftOut[] }
  | { readonly phase: 'failed'; readonly failure: TrackingFailure };

interface ZipInput {
  readonly store: ArtifactTreeStore;
  readonly places: readonly ZipPlace[];
  readonly run: Run;
  readonly models: readonly TreeModel[];
}

export function useZip({ store, places, run, models }: ZipInput) {
  const client = useDataClient();
  const [state, setState] = useState<ZipState>({ phase: 'counting', walk: NOTHING });
  const counted = useRef<{ readonly files: readonly FoundFile[]; readonly walk: WalkProgress }>(undefined);
  const controller = useRef<AbortController>(undefined);

  useEffect(() => {
    const own = new AbortController();
    controller.current = own;
    const { signal } = own;
    const count = async () => {
      const found = await store.walk(
        places.filter(({ isFolder }) => isFolder).map(({ place }) => place),
        signal,
        (walk) => {
          if (!signal.aborted) setState({ phase: 'counting', walk });
        },
      );
      if (signal.aborted) return;
      const { files, walk } = withSingles(found.files, found.progress, places);
      counted.current = { files, walk };
      setState({
        phase: 'ready',
        walk,
        failedFolders: found.failed.length,
        isToDisk: canSaveToDisk(),
        isTooLarge: !canSaveToDisk() && walk.bytes > MAX_BLOB_BYTES,
      });
    };
    void count();
    return () => own.abort();
  }, [store, places]);

  const save = async () => {
    const { files, walk } = counted.current ?? { files: [], walk: NOTHING };
    const [only] = places;
    const start = places.length === 1 && only?.isFolder ? only.place : undefined;
    const modelNames = new Map(models.map(({ modelId, name }) => [modelId, name]));
    const names = archiveNames(
      files.map(({ place }) => place),
      start,
      modelNames,
    );
    const toZip = files.map((file, index) => ({ ...file, name: names[index] ?? `${index}` }));
    const fileName = `${archiveName(nameOf(start, run, modelNames)).replaceAll('/', '_')}.zip`;
    const own = new AbortController();
    controller.current = own;
    const leftOut: LeftOut[] = [];
    let done: ZipProgress = { bytes: 0, files: 0 };
    let toldMs = 0;
    try {
      const target = canSaveToDisk() ? await openSaveStream(fileName) : undefined;
      setState({ phase: 'saving', walk, done });
      const stream = zipArtifacts(client, toZip, {
        signal: own.signal,
        onLeftOut: (left) => leftOut.push(left),
        onProgress: (progress) => {
          done = progress;
          if (own.signal.aborted || performance.now() - toldMs < TELL_EVERY_MS) return;
          toldMs = performance.now();
          setState({ phase: 'saving', walk, done });
        },
      });
      if (target) await stream.pipeTo(target, { signal: own.signal });
      else downloadBlob(await new Response(stream).blob(), fileName);
      setState({ phase: 'saved', done, leftOut });
    } catch (thrown) {
      // Who closes the browser's own dialog chose not to save.
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return;
      if (!own.signal.aborted) setState({ phase: 'failed', failure: failureOf(thrown) });
    }
  };
  return { state, save: () => void save(), stop: () => controller.current?.abort() };
}

/** Files that were ticked by themselves, unless a ticked folder holds them. */
function withSingles(found: readonly FoundFile[], walk: WalkProgress, places: readonly ZipPlace[]) {
  const known = new Set(found.map(({ place }) => keyOf(place)));
  const singles = places.filter(({ isFolder, place }) => !isFolder && !known.has(keyOf(place)));
  const files = new Map([...found, ...singles].map((file) => [keyOf(file.place), file]));
  const all = [...files.values()].map(({ place, sizeBytes }) => ({ place, sizeBytes }));
  return {
    files: all,
    walk: {
      folders: walk.folders,
      files: all.length,
      bytes: all.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
      unsized: all.filter(({ sizeBytes }) => sizeBytes === undefined).length,
    },
  };
}

function keyOf({ root, path }: ZipPlace['place']): string {
  return `${root.kind === 'run' ? root.runId : root.modelId} ${path}`;
}

function nameOf(
  start: ZipPlace['place'] | undefined,
  run: Run,
  modelNames: ReadonlyMap<string, string>,
): string {
  const name = run.name || run.id;
  if (!start) return `${name} artifacts`;
  if (start.path !== '') return `${name} ${nameOfPath(start.path)}`;
  return start.root.kind === 'run' ? name : `${name} ${modelNames.get(start.root.modelId) ?? ''}`;
}
