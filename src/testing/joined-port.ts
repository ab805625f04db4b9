import type { Port } from '../worker/rpc/rpc.ts';

export interface JoinedPorts {
  readonly near: Port;
  readonly far: Port;
  close(): void;
}

/** Two ends of a real `MessageChannel`: structured clone and transfer are the engine's own. */
export function joinedPorts(): JoinedPorts {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  return { near: port1, far: port2, close: () => port1.close() };
}
