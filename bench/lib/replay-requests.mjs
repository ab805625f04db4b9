// The server's own time for what the app asked of it.

/**
 * Sends the app's own requests straight to the server, in their order and as many at a time as the app had, each answer
 * read to its end. Milliseconds for all of them.
 */
export async function replayAll(base, requests) {
  const waiting = [...requests];
  const send = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await replay(base, next);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: mostAtOnce(requests) }, send));
  return performance.now() - start;
}

/** One request, sent alone. */
export async function replay(base, { method, url, body }) {
  const { pathname, search } = new URL(url);
  const response = await fetch(base + pathname.slice(pathname.search(/\/(ajax-)?api\//)) + search, {
    method,
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`replay of ${pathname}: ${response.status}`);
}

function mostAtOnce(requests) {
  const isUnderWay =
    (at) =>
    ({ startedAt, ms = 0 }) =>
      startedAt <= at && at < startedAt + ms;
  return Math.max(1, ...requests.map(({ startedAt }) => requests.filter(isUnderWay(startedAt)).length));
}
