import type { ArtifactEntry, ArtifactRoot } from '../domain/artifacts/artifact.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import type { ArtifactReadReply, ArtifactReadRequest } from '../worker/artifacts/artifact-protocol.ts';

/** Servers of MLflow answer whole folders; of one that answers by pages no more are read at once. */
const MAX_PAGES = 20;

export interface ArtifactFolder {
  readonly entries: readonly ArtifactEntry[];
  readonly rootUri: string | undefined;
  readonly addressStart: string | undefined;
  /** There are more than came. */
  readonly hasMore: boolean;
}

/** One folder; the empty path is the root. Rejects with `TrackingError`. */
export async function readArtifactFolder(
  client: DataClient,
  root: ArtifactRoot,
  path: string,
  signal: AbortSignal,
): Promise<ArtifactFolder> {
  const entries: ArtifactEntry[] = [];
  let pageToken: string | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await client.call('artifacts.list', { root, path, pageToken }, { signal });
    entries.push(...answer.entries);
    pageToken = answer.nextPageToken;
    if (pageToken !== undefined && page < MAX_PAGES) continue;
    const { rootUri, addressStart } = answer;
    return { entries, rootUri, addressStart, hasMore: pageToken !== undefined };
  }
}

/** The bytes that were asked for; `onProgress` gets how many are there. Rejects with `TrackingError`. */
export async function readArtifactBytes(
  client: DataClient,
  request: ArtifactReadRequest,
  signal: AbortSignal,
  onProgress?: (loadedBytes: number) => void,
): Promise<ArtifactReadReply & { readonly bytes: Uint8Array<ArrayBuffer> }> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  const reply = await client.call('artifacts.read', request, {
    signal,
    onProgress: ({ bytes }) => {
      parts.push(bytes);
      loaded += bytes.length;
      onProgress?.(loaded);
    },
  });
  const [only] = parts;
  // Joined outside of this thread: 100 MB in one copy would hold it for 50 ms.
  const bytes = parts.length === 1 && only ? only : new Uint8Array(await new Blob(parts).arrayBuffer());
  return { ...reply, bytes };
}
