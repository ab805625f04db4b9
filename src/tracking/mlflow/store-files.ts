import { encodePath } from '../../domain/artifacts/artifact-path.ts';
import { type ArtifactRoot, formatArtifactUri } from '../../domain/artifacts/artifact.ts';
import { TrackingError } from '../errors.ts';
import { createHttp, type Http, REQUEST_LINE_MAX_BYTES } from '../http.ts';
import type { ArtifactAnswer, ArtifactRequest } from '../source.ts';
import { PATHS, readOptionalText, readRecord } from './wire.ts';

/** Smaller files are soon fetched whole, and an address costs a question of its own. */
const WORTH_BYTES = 1_000_000;
/** MLflow's addresses are good for 300 s (`MLFLOW_PRESIGNED_DOWNLOAD_URL_TTL_SECONDS`). */
const KEPT_MS = 240_000;
/** A store that this browser cannot reach may not answer at all; the server's own way is left. */
const SILENCE_MS = 5_000;

interface StoreAddress {
  readonly url: URL;
  readonly totalBytes: number | undefined;
  readonly untilMs: number;
}

interface StoreFilesSettings {
  /** Whether the server can be asked for addresses of its store (`multipart_downloads_enabled`). */
  readonly presigns: (signal: AbortSignal) => Promise<boolean>;
  /** Without what signs in at the server: a store gets none of it. */
  readonly httpOf?: (origin: string) => Http;
  readonly nowMs?: () => number;
}

/**
 * Ranges of large files from the remote store itself, by addresses that MLflow signs: asked for a range, MLflow fetches
 * the whole file from its store. Where the store refuses this page (CORS) or cannot be reached, it is not tried again.
 */
export class StoreFiles {
  readonly #http: Http;
  readonly #settings: StoreFilesSettings;
  readonly #rootUris = new Map<string, string>();
  readonly #addresses = new Map<string, StoreAddress>();
  readonly #stores = new Map<string, Http>();
  #isRefused = false;

  constructor(http: Http, settings: StoreFilesSettings) {
    this.#http = http;
    this.#settings = settings;
  }

  /** Where files lie, as their listing tells. */
  note(root: ArtifactRoot, rootUri: string | undefined): void {
    if (rootUri !== undefined) this.#rootUris.set(formatArtifactUri(root), rootUri);
  }

  /** Undefined: it is to be read from the server. Rejects only where the signal aborts or parts were handed out. */
  async read(
    request: ArtifactRequest,
    onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
    signal: AbortSignal,
  ): Promise<ArtifactAnswer | undefined> {
    if (this.#isRefused || !request.range || (request.sizeBytes ?? 0) < WORTH_BYTES) return undefined;
    if (this.#pathOf(request) === undefined || !(await this.#settings.presigns(signal))) return undefined;
    const name = formatArtifactUri(request.root, request.path);
    const known = this.#addresses.get(name);
    const isKept = known !== undefined && known.untilMs > this.#nowMs();
    let hasBegun = false;
    const hand = (bytes: Uint8Array<ArrayBuffer>) => {
      hasBegun = true;
      onPart(bytes);
    };
    try {
      const address = isKept ? known : await this.#ask(request, signal);
      this.#addresses.set(name, address);
      return await this.#get(address, request, hand, signal);
    } catch (thrown) {
      if (hasBegun || signal.aborted) throw thrown;
      this.#addresses.delete(name);
      // An address may run out before its time: a new one tells.
      if (isKept) return this.read(request, onPart, signal);
      // Of a file that is gone the server's own answer tells; nothing is known of the others.
      this.#isRefused = !(thrown instanceof TrackingError && thrown.failure.kind === 'not-found');
      return undefined;
    }
  }

  async #get(
    { url, totalBytes }: StoreAddress,
    { range, priority }: ArtifactRequest,
    onPart: (bytes: Uint8Array<ArrayBuffer>) => void,
    signal: AbortSignal,
  ): Promise<ArtifactAnswer> {
    const store = this.#stores.get(url.origin) ?? (this.#settings.httpOf ?? httpOfStore)(url.origin);
    this.#stores.set(url.origin, store);
    const options = { range, onPart, signal, priority };
    const answer = await store.getFile(url.pathname, url.search.slice(1), options);
    // Of another origin the page is not shown `Content-Range`.
    return { totalBytes: answer.totalBytes ?? totalBytes };
  }

  async #ask(request: ArtifactRequest, signal: AbortSignal): Promise<StoreAddress> {
    const path = this.#pathOf(request) ?? '';
    const { value } = await this.#http.getJson(path, {}, { signal, priority: request.priority });
    const { url, headers, file_size: size } = readRecord(value, 'presigned');
    const address = readOptionalText(url) ?? '';
    // Headers of a store's own would need its leave in advance.
    const isPlain = Object.keys(readRecord(headers ?? {}, 'headers')).length === 0;
    if (!isPlain || !/^https?:/.test(address) || !URL.canParse(address))
      throw new TrackingError({ kind: 'unsupported', subject: request.path });
    return {
      url: new URL(address),
      totalBytes: typeof size === 'number' ? size : undefined,
      untilMs: this.#nowMs() + KEPT_MS,
    };
  }

  /** Of the question for an address; undefined: the store is not the one behind the server, or nobody listed it. */
  #pathOf({ root, path }: ArtifactRequest): string | undefined {
    const rootUri = this.#rootUris.get(formatArtifactUri(root)) ?? '';
    const place = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.+?)\/*$/.exec(rootUri)?.[1];
    if (place === undefined) return undefined;
    const asked = `${PATHS.presigned}/${encodePath(`${place}/${path}`)}`;
    return this.#http.requestLineBytes(asked, {}) < REQUEST_LINE_MAX_BYTES ? asked : undefined;
  }

  #nowMs(): number {
    return (this.#settings.nowMs ?? Date.now)();
  }
}

function httpOfStore(origin: string): Http {
  return createHttp({ baseUrl: origin, timeoutMs: SILENCE_MS, attempts: 1 });
}
