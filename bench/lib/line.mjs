// A line between browser and server: every byte arrives later, and no faster than the line carries. A relay of TCP, so
// that it holds for workers, downloads and whatever else a page opens; one line for all connections, as at home.
import { connect, createServer } from 'node:net';

/**
 * @param target `http://host:port`
 * @param roundTripMs also spent once when a connection is made, as a handshake does
 * @param bytesPerSecond in each direction
 */
export async function startLine(target, { roundTripMs, bytesPerSecond }) {
  const { hostname, port } = new URL(target);
  const oneWayMs = roundTripMs / 2;
  const sockets = new Set();
  const up = makeWire(oneWayMs, bytesPerSecond);
  const down = makeWire(oneWayMs, bytesPerSecond);
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
    }
    relay(client, upstream, up, roundTripMs);
    relay(upstream, client, down, 0);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One direction of the line: when a piece that is sent now has arrived whole. */
function makeWire(oneWayMs, bytesPerSecond) {
  let freeAtMs = 0;
  return (bytes, notBeforeMs) => {
    freeAtMs = Math.max(freeAtMs, performance.now(), notBeforeMs) + (bytes / bytesPerSecond) * 1000;
    return freeAtMs + oneWayMs;
  };
}

const PIECE_BYTES = 16_384;
/** What the line has taken in and not delivered is bounded, as a real one's buffers are. */
const MOST_WAITING = 64;

function relay(from, to, wire, handshakeMs) {
  const usableAtMs = performance.now() + handshakeMs;
  // In their order: timers of different lengths may come before their turn.
  const waiting = [];
  let timer;
  const deliver = () => {
    timer = undefined;
    while (waiting.length > 0 && waiting[0].atMs <= performance.now()) {
      const { piece } = waiting.shift();
      if (to.destroyed) continue;
      if (piece) to.write(piece);
      else to.end();
    }
    if (waiting.length < MOST_WAITING) from.resume();
    if (waiting.length > 0) timer = setTimeout(deliver, Math.max(1, waiting[0].atMs - performance.now()));
  };
  const take = (piece) => {
    waiting.push({ piece, atMs: wire(piece?.length ?? 0, usableAtMs) });
    timer ??= setTimeout(deliver, 1);
  };
  from.on('data', (chunk) => {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      take(chunk.subarray(start, start + PIECE_BYTES));
    }
    if (waiting.length > MOST_WAITING) from.pause();
  });
  from.on('end', () => take(undefined));
  from.on('error', () => to.destroy());
  from.on('close', () => {
    if (waiting.length === 0) to.end();
  });
}
