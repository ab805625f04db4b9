import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Asked {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
}

/** Answers in place of the server, or leaves it to the server (false). */
export type Fault = (asked: Asked) => boolean;

export interface FaultProxy {
  readonly url: string;
  /** The server behind it. */
  readonly target: string;
  /** Undefined: everything works. */
  fault: Fault | undefined;
  readonly close: () => Promise<void>;
}

/** Stands before a server on a port of its own; real answers cross a real network, faults come on demand. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const asked = { request, response, body: Buffer.concat(parts) };
      if (!proxy.fault?.(asked)) passOn(new URL(target), asked);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const place = server.address();
  if (typeof place !== 'object' || place === null) throw new Error('no port');
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${place.port}/`,
    target,
    fault: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

/** `headers` replace those of the request. */
export function passOn(
  target: URL,
  { request, body, response }: Asked,
  headers: Readonly<Record<string, string>> = {},
): void {
  // The page's origin is this proxy's, which the server behind does not know.
  const { origin: _origin, connection: _connection, ...kept } = request.headers;
  const upstream = send(
    new URL(request.url ?? '/', target),
    { method: request.method, headers: { ...kept, host: target.host, ...headers }, agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.on('error', () => response.destroy());
  upstream.end(body);
}
