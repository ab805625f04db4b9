// Answers searches for runs from memory, so that the page is watched while no server works on the same cores.
// The first search of a query reads all its runs from the tracking server; pages of any size are cut from those.

const SEARCH = /\/api\/2\.0\/mlflow\/runs\/search$|\/ajax-api\/2\.0\/mlflow\/runs\/search$/;
const FIRST_PAGE_RUNS = 10;
const PAGE_BYTES = 8_000_000;
const MAX_PAGE_RUNS = 1000;

/** Vite plugin for the preview server; `GET /bench-replay` says how often the tracking server was asked. */
export function replayRuns(trackingBase) {
  const known = new Map();
  const counts = { asked: 0 };
  const readAll = async (path, query) => {
    const runs = [];
    let size = FIRST_PAGE_RUNS;
    let token;
    do {
      counts.asked += 1;
      const body = JSON.stringify({ ...query, max_results: size, page_token: token });
      const response = await fetch(trackingBase + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 200)}`);
      const page = JSON.parse(text);
      // As long as MLflow writes them.
      for (const run of page.runs ?? []) runs.push(JSON.stringify(run, undefined, 2));
      token = page.next_page_token;
      size = Math.min(MAX_PAGE_RUNS, Math.max(1, Math.floor((PAGE_BYTES / text.length) * size)));
    } while (token);
    return runs;
  };
  const answer = async (request, response) => {
    if (request.url === '/bench-replay') return send(response, 200, JSON.stringify(counts));
    const { max_results: size, page_token: token, ...query } = JSON.parse(await readBody(request));
    const key = JSON.stringify(query);
    if (!known.has(key)) known.set(key, readAll(request.url.replace(/^.*(?=\/(ajax-)?api\/)/, ''), query));
    const runs = await known.get(key);
    const start = Number(token ?? 0);
    const end = Math.min(runs.length, start + (size ?? MAX_PAGE_RUNS));
    const next = end < runs.length ? `, "next_page_token": "${end}"` : '';
    return send(response, 200, `{"runs": [${runs.slice(start, end).join(',')}]${next}}`);
  };
  return {
    name: 'bench-replay-runs',
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const isOurs = request.url === '/bench-replay' || SEARCH.test(request.url ?? '');
        if (!isOurs) return next();
        return answer(request, response).catch((error) => send(response, 500, String(error)));
      });
    },
  };
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(text);
}
