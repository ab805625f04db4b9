import type { TrackingFailure } from '../../tracking/errors.ts';
import type { DataProtocol } from '../data-protocol.ts';

/** From message name to what is asked and answered. */
export type ProtocolOf<Protocol> = {
  readonly [Name in keyof Protocol]: {
    readonly request: unknown;
    readonly reply: unknown;
    readonly progress: unknown;
  };
};

export type NameIn<Protocol> = keyof Protocol & string;

/** What both sides of a worker boundary need of a `Worker`, a `MessagePort` or a worker's own scope. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export type ToWorker =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly request: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'ping' };

export type FromWorker =
  | { readonly kind: 'ok'; readonly id: number; readonly reply: unknown }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: TrackingFailure }
  | { readonly kind: 'pong' };

export interface CallOptions<
  Name extends NameIn<Protocol>,
  Protocol extends ProtocolOf<Protocol> = DataProtocol,
> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Protocol[Name]['progress']) => void;
  /** Nobody waits for its answer: it does not count as pending. */
  readonly isInBackground?: boolean;
}

/** The near side: what the main thread (and a unit test) calls. Rejects with `TrackingError` only. */
export interface WorkerClient<Protocol extends ProtocolOf<Protocol>> {
  call<Name extends NameIn<Protocol>>(
    name: Name,
    request: Protocol[Name]['request'],
    options?: CallOptions<Name, Protocol>,
  ): Promise<Protocol[Name]['reply']>;
}

export type DataClient = WorkerClient<DataProtocol>;

export interface HandlerContext<
  Name extends NameIn<Protocol>,
  Protocol extends ProtocolOf<Protocol> = DataProtocol,
> {
  readonly signal: AbortSignal;
  /** Buffers in `transfer` are moved, not copied: nothing here may hold them afterwards. */
  progress(progress: Protocol[Name]['progress'], transfer?: Transferable[]): void;
}

/** The far side: one function for each message. */
export type WorkerHandlers<Protocol extends ProtocolOf<Protocol>> = {
  readonly [Name in NameIn<Protocol>]: (
    request: Protocol[Name]['request'],
    context: HandlerContext<Name, Protocol>,
  ) => Promise<Protocol[Name]['reply']>;
};

export type DataHandlers = WorkerHandlers<DataProtocol>;
