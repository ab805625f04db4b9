import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeServer {
  readonly url: string;
  /** `GET /path?query` of every request, in order of arrival. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export type FakeAnswer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A real HTTP server on a free port of 127.0.0.1; `answer` gets the number of the request, from 1. */
export async function startFakeServer(answer: FakeAnswer): Promise<FakeServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response, requests.length);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An answer that is the same for every request. */
export function always(status: number, body: string, headers: Record<string, string> = {}): FakeAnswer {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}
