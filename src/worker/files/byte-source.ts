import { TrackingError, type TrackingFailure } from '../../tracking/errors.ts';
import type { BytesWanted } from './table-protocol.ts';

export interface SourceBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly totalBytes: number | undefined;
}

export type GivenBytes =
  | { readonly id: number; readonly read: SourceBytes }
  | { readonly id: number; readonly failure: TrackingFailure };

/** Ranges of a file that another thread reads: what is wanted is told there, and given when it is here. */
export interface ByteSource {
  /** Tells what is wanted until the signal ends. */
  listen(tell: (wanted: BytesWanted) => void, signal: AbortSignal): Promise<void>;
  give(given: GivenBytes): void;
  read(start: number, end: number): Promise<SourceBytes>;
}

interface Waiting extends BytesWanted {
  readonly resolve: (read: SourceBytes) => void;
  readonly reject: (thrown: TrackingError) => void;
}

export function createByteSource(): ByteSource {
  const waiting = new Map<number, Waiting>();
  let tell: ((wanted: BytesWanted) => void) | undefined;
  let lastId = 0;
  return {
    listen: (listener, signal) => {
      tell = listener;
      for (const { id, start, end } of waiting.values()) listener({ id, start, end });
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          if (tell === listener) tell = undefined;
          resolve();
        });
      });
    },
    give: (given) => {
      const call = waiting.get(given.id);
      waiting.delete(given.id);
      if ('read' in given) call?.resolve(given.read);
      else call?.reject(new TrackingError(given.failure));
    },
    read: (start, end) => {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { id, start, end, resolve, reject });
        tell?.({ id, start, end });
      });
    },
  };
}
