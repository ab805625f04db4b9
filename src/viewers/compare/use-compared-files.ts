import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { readArtifactBytes, readArtifactFolder } from '../../queries/artifact-queries.ts';
import {
  type ComparedFile,
  ComparedFiles,
  type ComparedFilesOptions,
  FIRST_RUNS,
  type FileReader,
} from '../../queries/compared-files.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import type { DataClient } from '../../worker/rpc/rpc.ts';

export interface FilesOfRuns {
  readonly store: ComparedFiles;
  readonly files: ReadonlyMap<RunId, ComparedFile>;
  /** The runs that were asked for. */
  readonly asked: readonly ComparedRun[];
  readonly onMore: () => void;
}

/** One path of the first of these runs, and of more of them on a click. */
export function useComparedFiles(
  runs: readonly ComparedRun[],
  { path, mostBytes, tailBytes }: ComparedFilesOptions,
): FilesOfRuns {
  const { client, epoch } = useConnection();
  const running = useMemo(() => new Set(runs.filter((run) => run.isRunning).map(({ id }) => id)), [runs]);
  const store = useMemo(
    () => new ComparedFiles(readerOf(client), { path, mostBytes, tailBytes }),
    // Another source answers through the same client.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, epoch, path, mostBytes, tailBytes],
  );
  const files = useSyncExternalStore(store.subscribe, store.get);
  const [count, setCount] = useState(FIRST_RUNS);
  const asked = useMemo(() => runs.slice(0, count), [runs, count]);
  useEffect(() => store.ask(asked.map(({ id }) => id)), [store, asked]);
  useEffect(() => {
    if (tailBytes === undefined || running.size === 0) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      for (const { id } of asked) if (running.has(id)) void store.refresh(id);
    }, FOLLOW_MS);
    return () => clearInterval(timer);
  }, [store, asked, running, tailBytes]);
  return { store, files, asked, onMore: () => setCount(count + FIRST_RUNS) };
}

const FOLLOW_MS = 5_000;

function readerOf(client: DataClient): FileReader {
  return {
    list: async (runId, folder, signal) =>
      (await readArtifactFolder(client, { kind: 'run', runId }, folder, signal)).entries,
    read: async (runId, { path, sizeBytes }, range, signal) => {
      const root = { kind: 'run', runId } as const;
      const request = { root, path, sizeBytes, range, isGrowing: false, priority: 'visible' } as const;
      return (await readArtifactBytes(client, request, signal)).bytes;
    },
  };
}
