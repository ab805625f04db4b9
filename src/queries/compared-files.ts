import { folderOfPath } from '../domain/artifacts/artifact-path.ts';
import type { ArtifactEntry, ArtifactRoot } from '../domain/artifacts/artifact.ts';
import { imagesOfSameKey, parseLoggedImage } from '../domain/artifacts/logged-image.ts';
import type { RunId } from '../domain/runs/run.ts';
import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';

/** Runs whose files are read at once; the rest on a click. */
export const FIRST_RUNS = 20;
/** Files that are asked for side by side: a server has six lanes. */
const AT_ONCE = 4;
const RANGE_NOT_SATISFIABLE = 416;

export type ComparedFile =
  /** Not asked for: many runs stand before it. */
  | { readonly state: 'waiting' }
  | { readonly state: 'reading' }
  | { readonly state: 'absent' }
  | { readonly state: 'large'; readonly sizeBytes: number | undefined }
  | { readonly state: 'failed'; readonly failure: TrackingFailure }
  | {
      readonly state: 'ready';
      /** Of images of `log_image` each run has its own. */
      readonly path: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Where the bytes begin: behind 0 where only the end was read. */
      readonly startByte: number;
    };

export interface ComparedFilesOptions {
  readonly path: string;
  /** Larger files wait for a click. */
  readonly mostBytes: number;
  /** Only so many bytes from the end. */
  readonly tailBytes?: number | undefined;
}

export interface FileReader {
  /** Where the file of this run is; undefined: it logged no such model. */
  readonly rootOf: (runId: RunId, signal: AbortSignal) => Promise<ArtifactRoot | undefined>;
  readonly list: (
    root: ArtifactRoot,
    folder: string,
    signal: AbortSignal,
  ) => Promise<readonly ArtifactEntry[]>;
  readonly read: (
    root: ArtifactRoot,
    entry: ArtifactEntry,
    range: { readonly start: number; readonly end: number },
    signal: AbortSignal,
  ) => Promise<Uint8Array<ArrayBuffer>>;
}

const WAITING: ComparedFile = { state: 'waiting' };
const ABSENT: ComparedFile = { state: 'absent' };

/** One path of many runs: listed and read a few at a time, in the order of the runs. Never rejects. */
export class ComparedFiles {
  readonly #reader: FileReader;
  readonly #options: ComparedFilesOptions;
  #controller = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #queue: { readonly runId: RunId; readonly mostBytes: number }[] = [];
  #working = 0;
  #files: ReadonlyMap<RunId, ComparedFile> = new Map();

  constructor(reader: FileReader, options: ComparedFilesOptions) {
    this.#reader = reader;
    this.#options = options;
  }

  /** Without anybody to tell nothing is read on; what was on its way is asked for again. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#controller.abort();
      this.#controller = new AbortController();
      this.#queue.length = 0;
      this.#working = 0;
      this.#files = new Map([...this.#files].filter(([, { state }]) => state !== 'reading'));
    };
  };

  /** The same map until something changed; runs that were not asked for are not in it. */
  readonly get = (): ReadonlyMap<RunId, ComparedFile> => this.#files;

  /** Reads those that are not read yet. */
  ask(runIds: readonly RunId[]): void {
    for (const runId of runIds) if (!this.#files.has(runId)) this.#enqueue(runId, this.#options.mostBytes);
    this.#work();
  }

  /** Reads once more, whatever its size. */
  readAgain(runId: RunId): void {
    this.#enqueue(runId, Number.POSITIVE_INFINITY);
    this.#work();
  }

  /** Of a file that grows: what is shown stays until the answer is here. */
  async refresh(runId: RunId): Promise<void> {
    if (this.#files.get(runId)?.state === 'reading') return;
    const { signal } = this.#controller;
    const file = await this.#read(runId, this.#options.mostBytes);
    if (!signal.aborted && file.state === 'ready') this.#put(runId, file);
  }

  #enqueue(runId: RunId, mostBytes: number): void {
    this.#queue.push({ runId, mostBytes });
    this.#put(runId, { state: 'reading' });
  }

  #work(): void {
    while (this.#working < AT_ONCE && this.#queue.length > 0) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#working++;
      const { signal } = this.#controller;
      void this.#read(next.runId, next.mostBytes).then((file) => {
        if (signal.aborted) return;
        this.#working--;
        this.#put(next.runId, file);
        this.#work();
      });
    }
  }

  async #read(runId: RunId, mostBytes: number): Promise<ComparedFile> {
    const { path, tailBytes } = this.#options;
    const { signal } = this.#controller;
    try {
      const root = await this.#reader.rootOf(runId, signal);
      const entry = root && findFile(await this.#list(root, folderOfPath(path), signal), path);
      if (!root || !entry) return ABSENT;
      const sizeBytes = entry.sizeBytes ?? 0;
      if (tailBytes === undefined && sizeBytes > mostBytes) return { state: 'large', sizeBytes };
      // Servers leave the size of an empty file out, and refuse a range of it (416).
      const start = tailBytes === undefined ? 0 : Math.max(0, sizeBytes - tailBytes);
      const end = entry.sizeBytes ?? mostBytes;
      const bytes = await this.#reader.read(root, entry, { start, end }, signal);
      return { state: 'ready', path: entry.path, bytes, startByte: start };
    } catch (thrown) {
      const failure = toTrackingFailure(thrown);
      if (failure.status === RANGE_NOT_SATISFIABLE)
        return { state: 'ready', path, bytes: new Uint8Array(), startByte: 0 };
      return { state: 'failed', failure };
    }
  }

  /** A folder that is not there holds nothing. */
  async #list(root: ArtifactRoot, folder: string, signal: AbortSignal): Promise<readonly ArtifactEntry[]> {
    try {
      return await this.#reader.list(root, folder, signal);
    } catch (thrown) {
      if (toTrackingFailure(thrown).kind === 'not-found' && folder !== '') return [];
      throw thrown;
    }
  }

  #put(runId: RunId, file: ComparedFile): void {
    this.#files = new Map(this.#files).set(runId, file);
    for (const listener of this.#listeners) listener();
  }
}

/** As `get` has it, where nothing was asked for. */
export function fileOf(files: ReadonlyMap<RunId, ComparedFile>, runId: RunId): ComparedFile {
  return files.get(runId) ?? WAITING;
}

/** The file of this path; of an image of `log_image` the one of the same key and step, whose name is another in each run. */
function findFile(entries: readonly ArtifactEntry[], path: string): ArtifactEntry | undefined {
  const files = entries.filter(({ isFolder }) => !isFolder);
  const own = files.find((entry) => entry.path === path);
  const image = parseLoggedImage(path);
  if (own || !image) return own;
  const step = imagesOfSameKey(
    path,
    files.map((entry) => entry.path),
  ).findLast((each) => each.step === image.step);
  return files.find((entry) => entry.path === step?.path);
}

/** Whether they hold the same: 20 MB byte for byte would hold the page for 100 ms, by words it is a tenth. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  const isEven = left.byteOffset % 4 === 0 && right.byteOffset % 4 === 0;
  const wordCount = isEven ? left.length >> 2 : 0;
  const [words, others] = [left, right].map((each) =>
    isEven ? new Uint32Array(each.buffer, each.byteOffset, wordCount) : new Uint32Array(),
  );
  for (let at = 0; at < wordCount; at++) if (words?.[at] !== others?.[at]) return false;
  for (let at = wordCount * 4; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}
