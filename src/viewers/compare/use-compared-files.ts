import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { modelOfName } from '../../domain/artifacts/artifact-place.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
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
  {
    path,
    modelName,
    mostBytes,
    tailBytes,
  }: ComparedFilesOptions & { readonly modelName: string | undefined },
): FilesOfRuns {
  const { client, epoch } = useConnection();
  const running = useMemo(() => new Set(runs.filter((run) => run.isRunning).map(({ id }) => id)), [runs]);
  const [experimentOf] = useState(() => new Map<RunId, ExperimentId>());
  useEffect(() => {
    for (const { id, experimentId } of runs) experimentOf.set(id, experimentId);
  }, [runs, experimentOf]);
  const store = useMemo(
    () => new ComparedFiles(readerOf(client, experimentOf, modelName), { path, mostBytes, tailBytes }),
    // Another source answers through the same client.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, epoch, experimentOf, path, modelName, mostBytes, tailBytes],
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

function readerOf(
  client: DataClient,
  experimentOf: ReadonlyMap<RunId, ExperimentId>,
  modelName: string | undefined,
): FileReader {
  return {
    rootOf: async (id, signal) => {
      const experimentId = experimentOf.get(id);
      if (modelName === undefined || experimentId === undefined) return { kind: 'run', runId: id };
      // Models of MLflow 3 do not stand in the tags.
      const { models } = await client.call('run.details', { id, experimentId, tags: [] }, { signal });
      const modelId = modelOfName(models, modelName);
      return modelId === undefined ? undefined : { kind: 'model', modelId };
    },
    list: async (root, folder, signal) => (await readArtifactFolder(client, root, folder, signal)).entries,
    read: async (root, { path, sizeBytes }, range, signal) => {
      const request = { root, path, sizeBytes, range, isGrowing: false, priority: 'visible' } as const;
      return (await readArtifactBytes(client, request, signal)).bytes;
    },
  };
}
