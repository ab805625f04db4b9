import { type ArtifactRoot, sortEntries } from '../../domain/artifacts/artifact.ts';
import { TrackingError } from '../errors.ts';
import type {
  ArtifactAnswer,
  ArtifactRequest,
  ArtifactsPage,
  ArtifactsRequest,
  ByteRange,
} from '../source.ts';
import type { Database } from './database.ts';

/** Files that lie beside a database, by the uri of the place that the database names. */
export interface FileStore {
  /** Every file below the place by its path from there; the size in bytes. Rejects with `TrackingError`. */
  list(rootUri: string, signal: AbortSignal): Promise<ReadonlyMap<string, number>>;
  /** As `TrackingSource.readArtifact`. */
  read(
    file: { readonly rootUri: string; readonly path: string; readonly range: ByteRange | undefined },
    onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
    signal: AbortSignal,
  ): Promise<ArtifactAnswer>;
  /** As `ArtifactsPage.addressStart`. */
  addressStart(rootUri: string): string;
}

/** One folder of what a store holds for the run or the model. */
export async function listStoredArtifacts(
  database: Database,
  files: FileStore | undefined,
  { root, path }: ArtifactsRequest,
  signal: AbortSignal,
): Promise<ArtifactsPage> {
  const rootUri = await readRootUri(database, root, signal);
  if (!files) throw new TrackingError({ kind: 'unsupported', subject: rootUri });
  const start = path === '' ? '' : `${path}/`;
  const sizes = new Map<string, number | undefined>();
  for (const [file, sizeBytes] of await files.list(rootUri, signal)) {
    if (!file.startsWith(start)) continue;
    const [name = '', ...below] = file.slice(start.length).split('/');
    sizes.set(start + name, below.length > 0 ? undefined : sizeBytes);
  }
  return {
    entries: sortEntries(
      Array.from(sizes, ([entry, sizeBytes]) => ({
        path: entry,
        isFolder: sizeBytes === undefined,
        sizeBytes,
      })),
    ),
    rootUri,
    nextPageToken: undefined,
    addressStart: files.addressStart(rootUri),
  };
}

export async function readStoredArtifact(
  database: Database,
  files: FileStore | undefined,
  { root, path, range }: ArtifactRequest,
  onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
  signal: AbortSignal,
): Promise<ArtifactAnswer> {
  const rootUri = await readRootUri(database, root, signal);
  if (!files) throw new TrackingError({ kind: 'unsupported', subject: rootUri });
  const known = await files.list(rootUri, signal);
  // A static host may answer any address with its first page.
  if (!known.has(path)) throw new TrackingError({ kind: 'not-found', subject: path });
  return files.read({ rootUri, path, range }, onPart, signal);
}

async function readRootUri(database: Database, root: ArtifactRoot, signal: AbortSignal): Promise<string> {
  const [sql, id] =
    root.kind === 'run'
      ? (['SELECT artifact_uri FROM runs WHERE run_uuid = ?', root.runId] as const)
      : (['SELECT artifact_location FROM logged_models WHERE model_id = ?', root.modelId] as const);
  let uri: string | undefined;
  if (root.kind === 'run' || database.hasTable('logged_models')) {
    await database.read(sql, [id], signal, (row) => {
      uri = row.text(0) ?? '';
    });
  }
  if (uri === undefined) throw new TrackingError({ kind: 'not-found', subject: id });
  return uri;
}
