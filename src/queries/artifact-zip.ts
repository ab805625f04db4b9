import { makeZip } from 'client-zip';
import type { ArtifactPlace } from '../domain/artifacts/artifact-place.ts';
import { TrackingError, type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';

export interface FileToZip {
  readonly place: ArtifactPlace;
  readonly sizeBytes: number | undefined;
  /** In the archive. */
  readonly name: string;
}

export interface LeftOut {
  readonly file: FileToZip;
  readonly failure: TrackingFailure;
}

export interface ZipProgress {
  /** Of what the files hold. */
  readonly bytes: number;
  readonly files: number;
}

interface ZipOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ZipProgress) => void;
  /** A file that cannot be read is left out and told here; one that stops half way ends the archive. */
  readonly onLeftOut: (left: LeftOut) => void;
}

/** A server answers in 50 ms at best: small files are asked for ahead of their turn. */
const AHEAD_BYTES = 4_000_000;
const AHEAD_FILES = 4;
const LIST_OF_LEFT_OUT = '_not_downloaded.txt';

/** An archive of these files as it is read, never whole in memory. */
export function zipArtifacts(
  client: DataClient,
  files: readonly FileToZip[],
  options: ZipOptions,
): ReadableStream<Uint8Array> {
  return makeZip(entriesOf(client, files, options));
}

async function* entriesOf(client: DataClient, files: readonly FileToZip[], options: ZipOptions) {
  const { signal, onProgress, onLeftOut } = options;
  const leftOut: LeftOut[] = [];
  let bytes = 0;
  let done = 0;
  const onBytes = (count: number) => {
    bytes += count;
    onProgress({ bytes, files: done });
  };
  const ahead: { readonly file: FileToZip; readonly opening: Promise<Opening> }[] = [];
  let next = 0;
  const openAhead = () => {
    const waiting = () => ahead.reduce((sum, { file }) => sum + (file.sizeBytes ?? AHEAD_BYTES), 0);
    while (next < files.length && ahead.length < AHEAD_FILES) {
      const file = files[next];
      if (!file || (ahead.length > 0 && waiting() + (file.sizeBytes ?? AHEAD_BYTES) > AHEAD_BYTES)) return;
      ahead.push({ file, opening: openArtifactStream(client, file, signal, onBytes) });
      next += 1;
    }
  };
  for (openAhead(); ahead.length > 0; openAhead()) {
    const first = ahead[0];
    if (!first) break;
    const opening = await first.opening;
    if (signal.aborted) throw new TrackingError({ kind: 'aborted' });
    if ('stream' in opening) yield { name: first.file.name, input: opening.stream };
    else {
      leftOut.push({ file: first.file, failure: opening.failure });
      onLeftOut({ file: first.file, failure: opening.failure });
    }
    ahead.shift();
    done += 1;
    onProgress({ bytes, files: done });
  }
  if (leftOut.length > 0) yield { name: LIST_OF_LEFT_OUT, input: listOf(leftOut) };
}

export type Opening = { readonly stream: ReadableStream<Uint8Array> } | { readonly failure: TrackingFailure };

/** Settles with the first bytes of the file, or with why there are none; never rejects. */
export function openArtifactStream(
  client: DataClient,
  { place, sizeBytes }: Pick<FileToZip, 'place' | 'sizeBytes'>,
  outer: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Opening> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  outer.addEventListener('abort', abort, { once: true });
  return new Promise((resolve) => {
    const stream = new ReadableStream<Uint8Array>({
      start: (out) => {
        const request = {
          ...place,
          sizeBytes,
          range: undefined,
          // Not kept: an archive would push out what viewers have read.
          isGrowing: true,
          priority: 'background',
        } as const;
        client
          .call('artifacts.read', request, {
            signal: controller.signal,
            onProgress: ({ bytes }) => {
              out.enqueue(bytes);
              onBytes(bytes.length);
              resolve({ stream });
            },
          })
          .then(
            () => {
              resolve({ stream });
              if (!controller.signal.aborted) out.close();
            },
            (thrown: unknown) => {
              resolve({ failure: toTrackingFailure(thrown) });
              out.error(thrown);
            },
          )
          .finally(() => outer.removeEventListener('abort', abort));
      },
      cancel: abort,
    });
  });
}

function listOf(leftOut: readonly LeftOut[]): string {
  const lines = leftOut.map(
    ({ file, failure }) => `${file.name}\t${failure.kind}${failure.status ? ` ${failure.status}` : ''}`,
  );
  return `${lines.join('\n')}\n`;
}
