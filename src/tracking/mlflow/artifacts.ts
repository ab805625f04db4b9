import { encodePath, folderOfPath } from '../../domain/artifacts/artifact-path.ts';
import { type ArtifactEntry, type ArtifactRoot, sortEntries } from '../../domain/artifacts/artifact.ts';
import { TrackingError } from '../errors.ts';
import { type Http, type Query, REQUEST_LINE_MAX_BYTES } from '../http.ts';
import type {
  ArtifactAnswer,
  ArtifactRequest,
  ArtifactsPage,
  ArtifactsRequest,
  TrackingSource,
} from '../source.ts';
import { StoreFiles } from './store-files.ts';
import { PATHS, readAnswer, readList, readOptionalText, readRecord, readText } from './wire.ts';

/** The files of one server: listed by it, and read from it or from its store. */
export function createArtifacts(
  http: Http,
  presigns: (signal: AbortSignal) => Promise<boolean>,
): Pick<TrackingSource, 'listArtifacts' | 'readArtifact'> {
  const store = new StoreFiles(http, { presigns });
  return {
    listArtifacts: async (request, signal) => {
      const page = await listArtifacts(http, request, signal);
      store.note(request.root, page.rootUri);
      return page;
    },
    readArtifact: async (request, onPart, signal) =>
      (await store.read(request, onPart, signal)) ?? readArtifact(http, request, onPart, signal),
  };
}

/**
 * One level of the files of a run, or of a logged model (3.x: 2.22.4 has none and answers 404). Servers answer whole
 * folders; those of Databricks by pages.
 */
async function listArtifacts(
  http: Http,
  { root, path, pageToken }: ArtifactsRequest,
  signal: AbortSignal,
): Promise<ArtifactsPage> {
  const { listPath, listQuery } = placesOf(root);
  const query = { ...listQuery(path === '' ? undefined : path), page_token: pageToken };
  if (http.requestLineBytes(listPath, query) >= REQUEST_LINE_MAX_BYTES)
    throw new TrackingError({ kind: 'rejected', subject: path });
  const { value } = await http.getJson(listPath, query, { signal, priority: 'visible' });
  // `{}`, which 3.17.2 answers of an empty folder, has no known key and is known all the same.
  const answer = readAnswer(value, ['root_uri', 'files', 'next_page_token']);
  return {
    entries: sortEntries(readList(answer['files'], 'files').map(decodeEntry)),
    rootUri: readOptionalText(answer['root_uri']),
    nextPageToken: readOptionalText(answer['next_page_token']),
    addressStart: addressStart(http, root),
  };
}

/** 3.17.2 leaves the size out for folders and for files of no bytes. */
function decodeEntry(value: unknown): ArtifactEntry {
  const { path, is_dir: isDir, file_size: size } = readRecord(value, 'file');
  const isFolder = isDir === true;
  // Of logged models, `.` gives paths that begin with it.
  const plain = readText(path, 'path').replace(/^(?:\.\/)+/, '');
  return { path: plain, isFolder, sizeBytes: isFolder ? undefined : readSize(size) };
}

/** An int64, which MLflow writes as a number and protobuf as text. */
function readSize(size: unknown): number | undefined {
  const bytes = Number(size ?? Number.NaN);
  return Number.isFinite(bytes) ? bytes : undefined;
}

/** By the servers' own routes: they reach files in every store, the artifact proxy only those behind itself. */
async function readArtifact(
  http: Http,
  request: ArtifactRequest,
  onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
  signal: AbortSignal,
): Promise<ArtifactAnswer> {
  const { root, path, range, priority } = request;
  const { filePath, fileQuery } = placesOf(root);
  try {
    const query = fileQuery + encodePath(path);
    return await http.getFile(filePath, query, { range, onPart, signal, priority });
  } catch (thrown) {
    if (isUnclear(thrown) && !(await isListed(http, request, signal)))
      throw new TrackingError({ ...thrown.failure, kind: 'not-found' });
    throw thrown;
  }
}

/** What servers say of a file that is not there: 404 (3.17.2), 400 of a folder (3.17.2), HTML 500 (2.22.4). */
function isUnclear(thrown: unknown): thrown is TrackingError {
  return thrown instanceof TrackingError && (thrown.failure.status === 400 || thrown.failure.status === 500);
}

async function isListed(http: Http, { root, path }: ArtifactRequest, signal: AbortSignal): Promise<boolean> {
  try {
    const folder = { root, path: folderOfPath(path), pageToken: undefined };
    const { entries, nextPageToken } = await listArtifacts(http, folder, signal);
    return nextPageToken !== undefined || entries.some((entry) => entry.path === path && !entry.isFolder);
  } catch {
    // Then the first failure is what is known.
    return true;
  }
}

interface Places {
  readonly listPath: string;
  readonly listQuery: (path: string | undefined) => Query;
  readonly filePath: string;
  /** Encoded; the path of the file belongs behind it. */
  readonly fileQuery: string;
}

function placesOf(root: ArtifactRoot): Places {
  if (root.kind === 'run') {
    return {
      listPath: PATHS.artifactsList,
      listQuery: (path) => ({ run_id: root.runId, path }),
      filePath: PATHS.artifactGet,
      fileQuery: `run_id=${encodeURIComponent(root.runId)}&path=`,
    };
  }
  const model = `${PATHS.loggedModels}/${encodeURIComponent(root.modelId)}/artifacts`;
  return {
    listPath: `${model}/directories`,
    listQuery: (path) => ({ artifact_directory_path: path }),
    filePath: `${model}/files`,
    fileQuery: 'artifact_file_path=',
  };
}

function addressStart(http: Http, root: ArtifactRoot): string | undefined {
  const { filePath, fileQuery } = placesOf(root);
  return http.needsHeaders() ? undefined : http.addressOf(filePath, fileQuery);
}
