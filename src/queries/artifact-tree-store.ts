import { type ArtifactPlace, placeKey } from '../domain/artifacts/artifact-place.ts';
import type { ArtifactEntry } from '../domain/artifacts/artifact.ts';
import type { FolderOfTree } from '../domain/artifacts/artifact-tree.ts';
import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { ArtifactFolder } from './artifact-queries.ts';

/** Folders that are asked for side by side: a server has six lanes, and viewers need some. */
const AT_ONCE = 4;
/** While all is walked, what shows it is told so often. */
const TELL_EVERY_MS = 250;

export interface StoredFolder extends FolderOfTree {
  readonly folder: ArtifactFolder | undefined;
  readonly failure: TrackingFailure | undefined;
}

export interface WalkProgress {
  readonly folders: number;
  readonly files: number;
  readonly bytes: number;
  /** Files whose size nobody told. */
  readonly unsized: number;
}

export interface FoundFile {
  readonly place: ArtifactPlace;
  readonly sizeBytes: number | undefined;
}

export interface WalkResult {
  readonly files: readonly FoundFile[];
  readonly progress: WalkProgress;
  /** Folders that could not be read, with why. */
  readonly failed: readonly { readonly place: ArtifactPlace; readonly failure: TrackingFailure }[];
}

export type ReadFolder = (place: ArtifactPlace, signal: AbortSignal) => Promise<ArtifactFolder>;

/** The folders of one run's tree as far as they were read; each is asked for once, and again when that is wanted. */
export class ArtifactTreeStore {
  readonly #read: ReadFolder;
  #folders: ReadonlyMap<string, StoredFolder> = new Map();
  readonly #listeners = new Set<() => void>();
  readonly #reading = new Map<string, Promise<StoredFolder>>();
  #isMuted = false;

  constructor(read: ReadFolder) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same map until something changed. */
  readonly get = (): ReadonlyMap<string, StoredFolder> => this.#folders;

  folderAt(place: ArtifactPlace): StoredFolder | undefined {
    return this.#folders.get(placeKey(place));
  }

  /** Reads a folder that is not known yet. */
  load(place: ArtifactPlace): Promise<StoredFolder> {
    const known = this.folderAt(place);
    return known?.state === 'ready' ? Promise.resolve(known) : this.reload(place);
  }

  /** Reads a folder once more; what is known of it stays until the answer is there. Never rejects. */
  reload(place: ArtifactPlace): Promise<StoredFolder> {
    const key = placeKey(place);
    const under = this.#reading.get(key);
    if (under) return under;
    const before = this.#folders.get(key)?.folder;
    this.#put(key, { state: 'reading', ...shown(before), failure: undefined });
    return this.#ask(place);
  }

  /** Reads a folder once more without a word: told of is only what is other than before. Never rejects. */
  refresh(place: ArtifactPlace): Promise<StoredFolder> {
    return this.#reading.get(placeKey(place)) ?? this.#ask(place);
  }

  #ask(place: ArtifactPlace): Promise<StoredFolder> {
    const key = placeKey(place);
    const before = this.#folders.get(key)?.folder;
    const reading = this.#read(place, new AbortController().signal)
      .then(
        (folder): StoredFolder => ({ state: 'ready', ...shown(folder), failure: undefined }),
        (thrown: unknown): StoredFolder => ({
          state: 'failed',
          ...shown(before),
          failure: toTrackingFailure(thrown),
        }),
      )
      .then((next) => {
        this.#reading.delete(key);
        const now = this.#folders.get(key);
        if (now?.state === 'ready' && !next.failure && isSameFolder(now.folder, next.folder)) return now;
        this.#put(key, next);
        return next;
      });
    this.#reading.set(key, reading);
    return reading;
  }

  /** Reads all that lies in these places, folder by folder. Stops asking when the signal aborts, and tells what it has. */
  async walk(
    starts: readonly ArtifactPlace[],
    signal: AbortSignal,
    onProgress: (progress: WalkProgress) => void,
  ): Promise<WalkResult> {
    const waiting = [...starts];
    const files: FoundFile[] = [];
    const failed: { place: ArtifactPlace; failure: TrackingFailure }[] = [];
    let progress: WalkProgress = { folders: 0, files: 0, bytes: 0, unsized: 0 };
    let told = progress;
    const tell = () => {
      if (told === progress) return;
      told = progress;
      this.#isMuted = false;
      this.#tell();
      onProgress(progress);
      this.#isMuted = true;
    };
    const under = new Set<Promise<void>>();
    const read = async (place: ArtifactPlace) => {
      const { failure, entries = [] } = await this.load(place);
      if (signal.aborted) return;
      if (failure) failed.push({ place, failure });
      for (const entry of failure ? [] : entries) {
        const below = { root: place.root, path: entry.path };
        if (entry.isFolder) waiting.push(below);
        else files.push({ place: below, sizeBytes: entry.sizeBytes });
      }
      progress = addUp(progress, failure ? [] : entries);
    };
    const aborted = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    const timer = setInterval(tell, TELL_EVERY_MS);
    this.#isMuted = true;
    try {
      while (!signal.aborted && (waiting.length > 0 || under.size > 0)) {
        const place = under.size < AT_ONCE ? waiting.shift() : undefined;
        if (place) {
          const reading = read(place).finally(() => under.delete(reading));
          under.add(reading);
        } else {
          // A folder that takes its time is read on, but who cancels does not wait for it.
          await Promise.race([...under, aborted]);
        }
      }
    } finally {
      clearInterval(timer);
      this.#isMuted = false;
      this.#tell();
    }
    onProgress(progress);
    return { files, progress, failed };
  }

  #put(key: string, folder: StoredFolder): void {
    this.#folders = new Map(this.#folders).set(key, folder);
    this.#tell();
  }

  #tell(): void {
    if (this.#isMuted) return;
    for (const listener of this.#listeners) listener();
  }
}

function shown(folder: ArtifactFolder | undefined) {
  return { folder, entries: folder?.entries, hasMore: folder?.hasMore ?? false };
}

function isSameFolder(one: ArtifactFolder | undefined, other: ArtifactFolder | undefined): boolean {
  if (!one || !other || one.entries.length !== other.entries.length) return false;
  return (
    one.rootUri === other.rootUri &&
    one.addressStart === other.addressStart &&
    one.hasMore === other.hasMore &&
    one.entries.every(({ path, isFolder, sizeBytes }, index) => {
      const entry = other.entries[index];
      return path === entry?.path && isFolder === entry.isFolder && sizeBytes === entry.sizeBytes;
    })
  );
}

function addUp(before: WalkProgress, entries: readonly ArtifactEntry[]): WalkProgress {
  const files = entries.filter(({ isFolder }) => !isFolder);
  return {
    folders: before.folders + 1,
    files: before.files + files.length,
    bytes: before.bytes + files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
    unsized: before.unsized + files.filter(({ sizeBytes }) => sizeBytes === undefined).length,
  };
}
