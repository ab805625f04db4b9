import { useState, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { TreeModel } from '../domain/artifacts/artifact-tree.ts';
import type { Run } from '../domain/runs/run.ts';
import { readArtifactFolder } from './artifact-queries.ts';
import { ArtifactTreeStore, type StoredFolder } from './artifact-tree-store.ts';
import { useConnection } from './data-client-context.tsx';
import { runDetailsQuery } from './run-queries.ts';

const NO_MODELS: readonly TreeModel[] = [];

export interface ArtifactTree {
  readonly store: ArtifactTreeStore;
  readonly folders: ReadonlyMap<string, StoredFolder>;
  /** Logged models that are entities of their own. */
  readonly models: readonly TreeModel[];
  /** False: there may be models of which nobody has told yet. */
  readonly areModelsRead: boolean;
  readonly modelsError: unknown;
  readonly readModelsAgain: () => void;
}

/** The files of one run, as far as they were read. Another run needs another key of the component. */
export function useArtifactTree(run: Run): ArtifactTree {
  const connection = useConnection();
  const { client } = connection;
  const [store] = useState(
    () => new ArtifactTreeStore(({ root, path }, signal) => readArtifactFolder(client, root, path, signal)),
  );
  const folders = useSyncExternalStore(store.subscribe, store.get);
  const details = useQuery({ ...runDetailsQuery(connection, run), select: modelsOf });
  return {
    store,
    folders,
    models: details.data ?? NO_MODELS,
    areModelsRead: details.isSuccess,
    modelsError: details.isError && !details.isFetching ? details.error : undefined,
    readModelsAgain: () => void details.refetch(),
  };
}

function modelsOf({
  models,
}: {
  readonly models: readonly { readonly id: string | undefined; readonly name: string }[];
}) {
  return models.flatMap(({ id, name }) => (id === undefined ? [] : [{ modelId: id, name: name || id }]));
}
