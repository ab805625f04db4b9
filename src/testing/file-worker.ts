import { createFileHandlers } from '../worker/files/file-handlers.ts';
import type { Port } from '../worker/rpc/rpc.ts';
import { serve } from '../worker/rpc/rpc-server.ts';
import { joinedPorts } from './joined-port.ts';

/** A file worker that answers in this thread, over a real channel. */
export function spawnNearFileWorker(): Port & { terminate(): void } {
  const ports = joinedPorts();
  const { near } = ports;
  const stop = serve(ports.far, createFileHandlers());
  return {
    postMessage: (message, transfer) => near.postMessage(message, transfer),
    addEventListener: (type, listener) => near.addEventListener(type, listener),
    removeEventListener: (type, listener) => near.removeEventListener(type, listener),
    terminate: () => {
      stop();
      ports.close();
    },
  };
}
