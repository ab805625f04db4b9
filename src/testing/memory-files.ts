import { type ArtifactEntry, formatArtifactUri, sortEntries } from '../domain/artifacts/artifact.ts';
import type { ArtifactsPage, ArtifactsRequest, TrackingSource } from '../tracking/source.ts';
import { type Answer, found } from './memory-answer.ts';

export interface MemoryFiles {
  /** By `formatArtifactUri` of the root and the path. */
  readonly files?: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** Where the files lie. */
  readonly rootUri?: string;
}

export function createMemoryFiles(
  answer: Answer,
  { files = {}, rootUri = 'memory:/' }: MemoryFiles,
): Pick<TrackingSource, 'listArtifacts' | 'readArtifact'> {
  return {
    listArtifacts: (request, signal) =>
      answer('listArtifacts', request, signal, () => ({ ...listFiles(files, request), rootUri })),
    readArtifact: (request, onPart, signal) =>
      answer('readArtifact', request, signal, () => {
        const file = found(files[formatArtifactUri(request.root, request.path)], request.path);
        const { start, end } = request.range ?? { start: 0, end: file.length };
        if (start < file.length) onPart(file.slice(start, end));
        return { totalBytes: file.length };
      }),
  };
}

function listFiles(
  files: Readonly<Record<string, Uint8Array>>,
  { root, path }: ArtifactsRequest,
): Omit<ArtifactsPage, 'rootUri'> {
  const start = `${formatArtifactUri(root, path)}/`;
  const entries = new Map<string, ArtifactEntry>();
  for (const [uri, bytes] of Object.entries(files)) {
    if (!uri.startsWith(start)) continue;
    const [name = '', ...below] = uri.slice(start.length).split('/');
    const isFolder = below.length > 0;
    const entryPath = path === '' ? name : `${path}/${name}`;
    entries.set(name, { path: entryPath, isFolder, sizeBytes: isFolder ? undefined : bytes.length });
  }
  return {
    entries: sortEntries([...entries.values()]),
    nextPageToken: undefined,
    addressStart: undefined,
  };
}
