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

function relay(from, to, wire, handshakeMs) {
  const usableAtMs = performance.now() + handshakeMs;
  let waiting = 0;
  const later = (atMs, act) => {
    setTimeout(() => act(), Math.max(0, atMs - performance.now()));
  };
  from.on('data', (chunk) => {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES);
      waiting += piece.length;
      later(wire(piece.length, usableAtMs), () => {
        waiting -= piece.length;
        if (!to.destroyed) to.write(piece);
        // What the line has taken in is bounded, as a real one's buffers are.
        if (from.isPaused() && waiting < 16 * PIECE_BYTES) from.resume();
      });
    }
    if (waiting > 64 * PIECE_BYTES) from.pause();
  });
  from.on('end', () => later(wire(0, usableAtMs) + 1, () => to.end()));
  from.on('error', () => to.destroy());
}
