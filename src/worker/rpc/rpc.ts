import type { TrackingFailure } from '../../tracking/errors.ts';
import type { MessageName, ProgressOf, ReplyOf, RequestOf } from '../data-protocol.ts';

/** What both sides of a worker boundary need of a `Worker`, a `MessagePort` or a worker's own scope. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export type ToWorker =
  | { readonly kind: 'call'; readonly id: number; readonly name: MessageName; readonly request: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'ping' };

export type FromWorker =
  | { readonly kind: 'ok'; readonly id: number; readonly reply: unknown }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: TrackingFailure }
  | { readonly kind: 'pong' };

export interface CallOptions<Name extends MessageName> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProgressOf<Name>) => void;
}

/** The near side: what the main thread (and a unit test) calls. Rejects with `TrackingError` only. */
export interface DataClient {
  call<Name extends MessageName>(
    name: Name,
    request: RequestOf<Name>,
    options?: CallOptions<Name>,
  ): Promise<ReplyOf<Name>>;
}

export interface HandlerContext<Name extends MessageName> {
  readonly signal: AbortSignal;
  /** Buffers in `transfer` are moved, not copied: nothing here may hold them afterwards. */
  progress(progress: ProgressOf<Name>, transfer?: Transferable[]): void;
}

/** The far side: one function for each message. */
export type DataHandlers = {
  readonly [Name in MessageName]: (
    request: RequestOf<Name>,
    context: HandlerContext<Name>,
  ) => Promise<ReplyOf<Name>>;
};
