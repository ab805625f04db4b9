import { createContext, useContext, useEffect, useState } from 'react';
import type { FileProtocol } from '../worker/files/file-protocol.ts';
import { createRpcClient, type RpcClient } from '../worker/rpc/rpc-client.ts';
import type { Port } from '../worker/rpc/rpc.ts';

/** A `Worker`, or a port with another end. */
export type FileWorkerPort = Port & { terminate?(): void };

export type FileClient = Pick<RpcClient<FileProtocol>, 'call'>;

/** How a file worker is started; tests give one that answers in this thread. */
export const FileWorkerContext = createContext<() => FileWorkerPort>(
  () => new Worker(new URL('../worker/file-worker.ts', import.meta.url), { type: 'module' }),
);

/** A worker of this component alone, started by its first call; it ends with the component or another `key`. */
export function useFileWorker(key: string): FileClient {
  const spawn = useContext(FileWorkerContext);
  const [held, setHeld] = useState(() => ({ key, worker: createFileWorker(spawn) }));
  let { worker } = held;
  if (held.key !== key) {
    worker = createFileWorker(spawn);
    setHeld({ key, worker });
  }
  useEffect(() => () => worker.end(), [worker]);
  return worker;
}

/** Ends only what was started: a component that mounts twice (strict mode) goes on with a second worker. */
function createFileWorker(spawn: () => FileWorkerPort): FileClient & { end(): void } {
  let life: { readonly port: FileWorkerPort; readonly rpc: RpcClient<FileProtocol> } | undefined;
  const start = () => {
    const port = spawn();
    return { port, rpc: createRpcClient<FileProtocol>(port) };
  };
  const end = (failure: Parameters<RpcClient['close']>[0]) => {
    life?.rpc.close(failure);
    life?.port.terminate?.();
    life = undefined;
  };
  return {
    call: (name, request, options) => {
      if (!life) {
        life = start();
        const { port } = life;
        // Out of memory, or a script that did not come: what waits is told, and the next call starts another.
        if (port instanceof EventTarget) {
          port.addEventListener(
            'error',
            () => life?.port === port && end({ kind: 'server', subject: 'file-worker' }),
          );
        }
      }
      return life.rpc.call(name, request, options);
    },
    end: () => end({ kind: 'aborted' }),
  };
}
