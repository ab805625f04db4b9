import { TrackingError, type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { DataProtocol } from '../data-protocol.ts';
import type { CallOptions, FromWorker, NameIn, Port, ProtocolOf, ToWorker, WorkerClient } from './rpc.ts';

export interface RpcClient<Protocol extends ProtocolOf<Protocol> = DataProtocol>
  extends WorkerClient<Protocol> {
  /** Calls without an answer yet. */
  pendingCount(): number;
  ping(): void;
  /** Rejects every call without an answer, and every later one, with this failure; stops listening. */
  close(failure: Partial<TrackingFailure> & Pick<TrackingFailure, 'kind'>): void;
}

interface PendingCall {
  readonly resolve: (reply: unknown) => void;
  readonly reject: (thrown: TrackingError) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
  readonly isInBackground: boolean;
}

/** @param onSign called for every message that arrives: the far side is alive */
export function createRpcClient<Protocol extends ProtocolOf<Protocol> = DataProtocol>(
  port: Port,
  onSign?: () => void,
): RpcClient<Protocol> {
  const pending = new Map<number, PendingCall>();
  let lastId = 0;
  let closedBy: TrackingError | undefined;
  const post = (message: ToWorker) => port.postMessage(message, []);

  const onMessage = ({ data }: MessageEvent): void => {
    onSign?.();
    const message = data as FromWorker;
    if (message.kind === 'pong') return;
    const call = pending.get(message.id);
    // An answer that crossed with an abort.
    if (!call) return;
    if (message.kind === 'progress') {
      call.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.kind === 'ok') call.resolve(message.reply);
    else call.reject(new TrackingError(message.failure));
  };
  port.addEventListener('message', onMessage);

  async function call<Name extends NameIn<Protocol>>(
    name: Name,
    request: Protocol[Name]['request'],
    options: CallOptions<Name, Protocol> = {},
  ): Promise<Protocol[Name]['reply']> {
    const { signal, onProgress, isInBackground = false } = options;
    if (signal?.aborted) throw aborted(name);
    if (closedBy) throw closedBy;
    const id = ++lastId;
    const onAbort = () => {
      if (!pending.delete(id)) return;
      post({ kind: 'abort', id });
      rejectCall?.(aborted(name));
    };
    let rejectCall: ((thrown: TrackingError) => void) | undefined;
    try {
      return await new Promise<Protocol[Name]['reply']>((resolve, reject) => {
        rejectCall = reject;
        pending.set(id, {
          resolve,
          reject,
          onProgress: onProgress,
          isInBackground,
        });
        signal?.addEventListener('abort', onAbort);
        post({ kind: 'call', id, name, request });
      });
    } catch (thrown) {
      // A request that cannot be cloned throws in `post`.
      pending.delete(id);
      throw thrown instanceof TrackingError ? thrown : new TrackingError(toTrackingFailure(thrown));
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  return {
    call,
    pendingCount: () => [...pending.values()].filter((each) => !each.isInBackground).length,
    ping: () => post({ kind: 'ping' }),
    close: (failure) => {
      closedBy = new TrackingError(failure);
      port.removeEventListener('message', onMessage);
      for (const { reject } of pending.values()) reject(closedBy);
      pending.clear();
    },
  };
}

function aborted(name: string): TrackingError {
  return new TrackingError({ kind: 'aborted', subject: name });
}
