import { useCallback, useMemo, useState } from 'react';
import { encodePath, nameOfPath } from '../domain/artifacts/artifact-path.ts';
import { type ArtifactEntry, type ArtifactRoot, formatArtifactUri } from '../domain/artifacts/artifact.ts';
import { readArtifactBytes } from '../queries/artifact-queries.ts';
import { useConnection } from '../queries/data-client-context.tsx';
import type { DataClient } from '../worker/rpc/rpc.ts';
import type { ArtifactFile } from './artifact-file.ts';

interface FilePlace {
  readonly root: ArtifactRoot;
  readonly entry: Pick<ArtifactEntry, 'path' | 'sizeBytes'>;
  /** Of the folder that it was found in. */
  readonly addressStart: string | undefined;
  /** Its run goes on. */
  readonly isGrowing: boolean;
}

interface FileSource {
  readonly client: DataClient;
  readonly epoch: number;
  /** How long the first byte was waited for; undefined: it was kept. */
  readonly onRead: (firstByteMs: number | undefined) => void;
}

function createArtifactFile(
  { root, entry, addressStart, isGrowing }: FilePlace,
  { client, epoch, onRead }: FileSource,
): ArtifactFile {
  const { path, sizeBytes } = entry;
  const shared = { root, path, sizeBytes, isGrowing, priority: 'visible' } as const;
  return {
    key: `${epoch} ${sizeBytes ?? ''} ${formatArtifactUri(root, path)}`,
    path,
    name: nameOfPath(path),
    sizeBytes,
    isGrowing,
    directUrl: addressStart === undefined ? undefined : addressStart + encodePath(path),
    readRange: async (start, end, signal) => {
      const read = await readArtifactBytes(client, { ...shared, range: { start, end } }, signal);
      onRead(read.firstByteMs);
      return { bytes: read.bytes, totalBytes: read.totalBytes };
    },
    readWhole: async (signal, onProgress) => {
      const read = await readArtifactBytes(client, { ...shared, range: undefined }, signal, onProgress);
      onRead(read.firstByteMs);
      return read.bytes;
    },
  };
}

export interface OpenedFile {
  readonly file: ArtifactFile;
  /** Another file of the same root. */
  readonly fileAt: (path: string) => ArtifactFile;
  /** How long first bytes were waited for, at the longest; undefined: nothing was read yet. */
  readonly firstByteMs: number | undefined;
}

/**
 * A file of the open source, as viewers see it; the same object while it is the same file.
 *
 * @param siblings entries whose sizes are known
 */
export function useArtifactFile(place: FilePlace, siblings: readonly ArtifactEntry[]): OpenedFile {
  const { root, entry, addressStart, isGrowing } = place;
  const { client, epoch } = useConnection();
  const [firstByteMs, setFirstByteMs] = useState<number>();
  const onRead = useCallback(
    (waitedMs: number | undefined) =>
      setFirstByteMs((before) => (waitedMs === undefined ? before : Math.max(before ?? 0, waitedMs))),
    [],
  );
  const uri = formatArtifactUri(root);
  const { path, sizeBytes } = entry;
  const makeFile = useCallback(
    (of: FilePlace['entry']) =>
      createArtifactFile({ root, entry: of, addressStart, isGrowing }, { client, epoch, onRead }),
    // `uri` stands for `root`, which is made anew with every rendering.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, epoch, onRead, uri, addressStart, isGrowing],
  );
  const file = useMemo(() => makeFile({ path, sizeBytes }), [makeFile, path, sizeBytes]);
  const fileAt = useCallback(
    (other: string) =>
      makeFile(siblings.find((each) => each.path === other) ?? { path: other, sizeBytes: undefined }),
    [makeFile, siblings],
  );
  return { file, fileAt, firstByteMs };
}
