import { formatArtifactUri } from '../../domain/artifacts/artifact.ts';
import type { ArtifactAnswer, ByteRange, TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ArtifactReadReply, ArtifactReadRequest } from './artifact-protocol.ts';
import { BlockCache } from './block-cache.ts';

export const BLOCK_BYTES = 256 * 1024;
const MAX_CHUNK_BYTES = 8 * 1024 * 1024;
/** MLflow before a remote store fetches the whole file for every range: then few long ranges cost less. */
const LATE_MS = 500;
const KEPT_BYTES = 64 * 1024 * 1024;

type OnBytes = (bytes: Uint8Array<ArrayBuffer>) => void;

/** Reads files of one source by ranges, keeps what was read, and asks for longer ranges where first bytes come late. */
export class ArtifactReader {
  readonly #source: Pick<TrackingSource, 'readArtifact'>;
  readonly #clock: Clock;
  readonly #blocks: BlockCache;
  /** Bytes of the whole file, as far as answers told. */
  readonly #totals = new Map<string, number>();
  #chunkBytes = BLOCK_BYTES;

  constructor(source: Pick<TrackingSource, 'readArtifact'>, clock: Clock, keptBytes = KEPT_BYTES) {
    this.#source = source;
    this.#clock = clock;
    this.#blocks = new BlockCache(keptBytes);
  }

  /** `onBytes` gets the bytes in order, in arrays that are its own. Rejects with `TrackingError`. */
  async read(
    request: ArtifactReadRequest,
    onBytes: OnBytes,
    signal: AbortSignal,
  ): Promise<ArtifactReadReply> {
    const { sizeBytes, range, isGrowing } = request;
    if (range) return this.#readRange(request, range, onBytes, signal);
    const isSmall = sizeBytes !== undefined && sizeBytes > 0 && sizeBytes <= MAX_CHUNK_BYTES;
    if (isSmall && !isGrowing) return this.#readRange(request, { start: 0, end: sizeBytes }, onBytes, signal);
    const parts = gather(onBytes);
    const { answer, firstByteMs } = await this.#ask(request, undefined, parts.add, signal);
    parts.flush();
    return { totalBytes: answer.totalBytes, firstByteMs, chunkBytes: this.#chunkBytes };
  }

  async #readRange(
    request: ArtifactReadRequest,
    { start, end }: ByteRange,
    onBytes: OnBytes,
    signal: AbortSignal,
  ): Promise<ArtifactReadReply> {
    const name = nameOf(request);
    const waits: number[] = [];
    let at = start;
    while (at < Math.min(end, this.#endOf(request))) {
      const index = Math.floor(at / BLOCK_BYTES);
      const block = this.#blocks.read(name, index);
      if (block) {
        const from = at - index * BLOCK_BYTES;
        const bytes = block.slice(from, Math.min(block.length, end - index * BLOCK_BYTES));
        if (bytes.length === 0) break;
        // Before they are handed out: what is moved to the page has no length here.
        at += bytes.length;
        onBytes(bytes);
        continue;
      }
      const { readTo, isEnd, firstByteMs } = await this.#fetchBlocks(
        request,
        { start: at, end },
        onBytes,
        signal,
      );
      waits.push(firstByteMs);
      if (isEnd) break;
      at = readTo;
    }
    return {
      totalBytes: this.#totals.get(name),
      firstByteMs: waits.length === 0 ? undefined : Math.max(...waits),
      chunkBytes: this.#chunkBytes,
    };
  }

  /** Asks for the blocks from `start` on that are not kept, hands out what was asked for of them, and keeps them. */
  async #fetchBlocks(
    request: ArtifactReadRequest,
    { start, end }: ByteRange,
    onBytes: OnBytes,
    signal: AbortSignal,
  ): Promise<{ readonly readTo: number; readonly isEnd: boolean; readonly firstByteMs: number }> {
    const name = nameOf(request);
    const first = Math.floor(start / BLOCK_BYTES);
    const wantedEnd = Math.ceil(Math.max(end, first * BLOCK_BYTES + this.#chunkBytes) / BLOCK_BYTES);
    let last = first + 1;
    while (last < wantedEnd && last - first < MAX_CHUNK_BYTES / BLOCK_BYTES && !this.#blocks.has(name, last))
      last += 1;
    const asked = {
      start: first * BLOCK_BYTES,
      end: Math.min(last * BLOCK_BYTES, this.#endOf(request)),
    };
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let at = asked.start;
    const take: OnBytes = (bytes) => {
      parts.push(bytes);
      const from = Math.max(0, start - at);
      const to = Math.min(bytes.length, end - at);
      at += bytes.length;
      if (from < to) onBytes(bytes.slice(from, to));
    };
    const { answer, firstByteMs } = await this.#ask(request, asked, take, signal);
    this.#note(request, answer, at < asked.end && at > asked.start ? at : undefined);
    await this.#keep(request, first, parts);
    return { readTo: Math.min(at, end), isEnd: at < asked.end, firstByteMs };
  }

  /** What an answer tells of the file; of another size than before it is another file, but where it is written on. */
  #note(request: ArtifactReadRequest, { totalBytes }: ArtifactAnswer, metEnd: number | undefined): void {
    const name = nameOf(request);
    const known = this.#totals.get(name);
    const total = totalBytes ?? metEnd;
    if (total === undefined) return;
    const hasGrown = request.isGrowing && total > (known ?? 0);
    if (known !== undefined && known !== total && !hasGrown) this.#blocks.forget(name);
    this.#totals.set(name, total);
  }

  async #keep(request: ArtifactReadRequest, first: number, parts: readonly Uint8Array<ArrayBuffer>[]) {
    const name = nameOf(request);
    const bytes = new Uint8Array(await new Blob([...parts]).arrayBuffer());
    for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
      const block = bytes.slice(from, from + BLOCK_BYTES);
      if (block.length < BLOCK_BYTES && request.isGrowing) break;
      this.#blocks.write(name, first + from / BLOCK_BYTES, block);
    }
  }

  async #ask(
    { root, path, sizeBytes: listed, isGrowing, priority }: ArtifactReadRequest,
    range: ByteRange | undefined,
    onBytes: OnBytes,
    signal: AbortSignal,
  ): Promise<{ readonly answer: ArtifactAnswer; readonly firstByteMs: number }> {
    const startMs = this.#clock.nowMs();
    let firstByteMs: number | undefined;
    const take: OnBytes = (bytes) => {
      firstByteMs ??= this.#clock.nowMs() - startMs;
      onBytes(bytes);
    };
    const sizeBytes = isGrowing ? undefined : listed;
    const answer = await this.#source.readArtifact({ root, path, range, sizeBytes, priority }, take, signal);
    firstByteMs ??= this.#clock.nowMs() - startMs;
    const next = firstByteMs > LATE_MS ? this.#chunkBytes * 4 : this.#chunkBytes / 2;
    this.#chunkBytes = Math.min(MAX_CHUNK_BYTES, Math.max(BLOCK_BYTES, next));
    return { answer, firstByteMs };
  }

  /** No byte is asked for behind it. */
  #endOf(request: ArtifactReadRequest): number {
    if (request.isGrowing) return Number.POSITIVE_INFINITY;
    return this.#totals.get(nameOf(request)) ?? Number.POSITIVE_INFINITY;
  }
}

function nameOf({ root, path, sizeBytes }: ArtifactReadRequest): string {
  return `${sizeBytes ?? ''} ${formatArtifactUri(root, path)}`;
}

/** Small parts together: each that crosses to the page costs it a message. */
function gather(onBytes: OnBytes) {
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  const flush = () => {
    if (waitingBytes === 0) return;
    const whole = new Uint8Array(waitingBytes);
    let at = 0;
    for (const part of waiting) {
      whole.set(part, at);
      at += part.length;
    }
    waiting = [];
    waitingBytes = 0;
    onBytes(whole);
  };
  const add: OnBytes = (bytes) => {
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes >= BLOCK_BYTES) flush();
  };
  return { add, flush };
}
