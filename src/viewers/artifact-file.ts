/**
 * One file of a run or a logged model, as a viewer sees it: bytes on request, wherever they come from. What holds the
 * bytes (the data client, its caches, direct addresses) stands behind it.
 */
export interface ArtifactFile {
  /** Of this file at this source, and other bytes have another one: a running run's log that has grown. */
  readonly key: string;
  /** Within its root, folders by `/`: `logs/train.log`. */
  readonly path: string;
  /** The last part of `path`. */
  readonly name: string;
  /** Undefined where the listing did not tell. */
  readonly sizeBytes: number | undefined;
  /**
   * Bytes from `start` up to, and without, `end`; fewer where the file ends before. Ranges that were read are kept.
   * Rejects with `TrackingError`.
   */
  readonly readRange: (start: number, end: number, signal: AbortSignal) => Promise<ArtifactBytes>;
  /** The whole file. Rejects with `TrackingError`; viewers ask the person first where it is large. */
  readonly readWhole: (
    signal: AbortSignal,
    onProgress?: (loadedBytes: number) => void,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** An address that the browser may load by itself, with Range: only where no header is needed to sign in. */
  readonly directUrl: string | undefined;
  /** The file may grow: its run goes on. */
  readonly isGrowing: boolean;
}

export interface ArtifactBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the whole file, as the answer told; undefined where it did not. */
  readonly totalBytes: number | undefined;
}
