import { useCallback, useMemo, useState } from 'react';
import { encodePath, nameOfPath } from '../domain/artifacts/artifact-path.ts';
import { type ArtifactEntry, type ArtifactRoot, formatArtifactUri } from '../domain/artifacts/artifact.ts';
import { readArtifactBytes } from '../queries/artifact-queries.ts';
import { useConnection } from '../queries/data-client-context.tsx';
import type { ArtifactFile } from './artifact-file.ts';

interface FilePlace {
  readonly root: ArtifactRoot;
  readonly entry: Pick<ArtifactEntry, 'path' | 'sizeBytes'>;
  /** Of the folder that it was found in. */
  readonly addressStart: string | undefined;
  /** Its run goes on. */
  readonly isGrowing: boolean;
}

export interface OpenedFile {
  readonly file: ArtifactFile;
  /** How long first bytes of it were waited for, at the longest; undefined: nothing was read yet. */
  readonly firstByteMs: number | undefined;
}

/** A file of the open source, as viewers see it. The same file while what it is stays the same. */
export function useArtifactFile({ root, entry, addressStart, isGrowing }: FilePlace): OpenedFile {
  const { client, epoch } = useConnection();
  const [firstByteMs, setFirstByteMs] = useState<number>();
  const note = useCallback(
    (waitedMs: number | undefined) =>
      setFirstByteMs((before) => (waitedMs === undefined ? before : Math.max(before ?? 0, waitedMs))),
    [],
  );
  const uri = formatArtifactUri(root);
  const { path, sizeBytes } = entry;
  const file = useMemo<ArtifactFile>(() => {
    const shared = { root, path, sizeBytes, isGrowing, priority: 'visible' } as const;
    return {
      key: `${epoch} ${uri} ${sizeBytes ?? ''} ${path}`,
      path,
      name: nameOfPath(path),
      sizeBytes,
      isGrowing,
      directUrl: addressStart === undefined ? undefined : addressStart + encodePath(path),
      readRange: async (start, end, signal) => {
        const read = await readArtifactBytes(client, { ...shared, range: { start, end } }, signal);
        note(read.firstByteMs);
        return { bytes: read.bytes, totalBytes: read.totalBytes };
      },
      readWhole: async (signal, onProgress) => {
        const read = await readArtifactBytes(client, { ...shared, range: undefined }, signal, onProgress);
        note(read.firstByteMs);
        return read.bytes;
      },
    };
    // `uri` stands for `root`, which callers make anew with every rendering.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, epoch, uri, path, sizeBytes, addressStart, isGrowing, note]);
  return { file, firstByteMs };
}
