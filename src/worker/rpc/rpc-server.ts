import { toTrackingFailure } from '../../tracking/errors.ts';
import type { FromWorker, Port, ToWorker } from './rpc.ts';

interface AnyContext {
  readonly signal: AbortSignal;
  progress(progress: unknown, transfer?: Transferable[]): void;
}

type AnyHandler = (request: unknown, context: AnyContext) => Promise<unknown>;

/**
 * Answers the calls that arrive at the port. A caller's abort ends the handler's signal; nothing is posted for that
 * call afterwards. Returns a function that aborts all calls and stops listening.
 */
export function serve(
  port: Port,
  handlers: Readonly<Record<string, (request: never, context: never) => Promise<unknown>>>,
): () => void {
  const running = new Map<number, AbortController>();
  const post = (message: FromWorker, transfer: Transferable[] = []) => port.postMessage(message, transfer);

  const answer = async (id: number, name: string, request: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const { signal } = controller;
    const context: AnyContext = {
      signal,
      progress: (progress, transfer) => {
        if (!signal.aborted) post({ kind: 'progress', id, progress }, transfer);
      },
    };
    try {
      // The type of each map of handlers (`WorkerHandlers`) proves that the handler of a name takes that name's request.
      const reply = await (handlers[name] as AnyHandler)(request, context);
      if (!signal.aborted) post({ kind: 'ok', id, reply });
    } catch (thrown) {
      if (!signal.aborted) post({ kind: 'failed', id, failure: toTrackingFailure(thrown) });
    } finally {
      running.delete(id);
    }
  };

  const onMessage = ({ data }: MessageEvent): void => {
    const message = data as ToWorker;
    if (message.kind === 'ping') post({ kind: 'pong' });
    else if (message.kind === 'abort') running.get(message.id)?.abort();
    else void answer(message.id, message.name, message.request);
  };
  port.addEventListener('message', onMessage);
  return () => {
    port.removeEventListener('message', onMessage);
    for (const controller of running.values()) controller.abort();
  };
}
