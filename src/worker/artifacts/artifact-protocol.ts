import type { ArtifactRoot } from '../../domain/artifacts/artifact.ts';
import type { ByteRange, RequestPriority } from '../../tracking/source.ts';

export interface ArtifactReadRequest {
  readonly root: ArtifactRoot;
  readonly path: string;
  /** As listed: a file of another size is another file, whatever was kept of it. */
  readonly sizeBytes: number | undefined;
  /** Undefined: the whole file. */
  readonly range: ByteRange | undefined;
  /** Its end moves: what stands there now is not kept. */
  readonly isGrowing: boolean;
  readonly priority: RequestPriority;
}

export interface ArtifactReadProgress {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ArtifactReadReply {
  /** Of the whole file, as an answer told, or as its end was met. */
  readonly totalBytes: number | undefined;
  /** The longest wait for the first byte of a range; undefined: nothing had to be asked for. */
  readonly firstByteMs: number | undefined;
  /** What is asked for at once by now: it grows where first bytes come late. */
  readonly chunkBytes: number;
}
