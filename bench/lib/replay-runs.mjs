// Answers searches for runs and histories from memory, so that the page is watched while no server works on the same cores.
import { countSynthetic, syntheticRun } from './synthetic-runs.mjs';

const SEARCH = /\/(ajax-)?api\/2\.0\/mlflow\/runs\/search$/;
const HISTORY = '/metrics/get-history';
const FIRST_PAGE_RUNS = 10;
const PAGE_BYTES = 8_000_000;
const MAX_PAGE_RUNS = 1000;

/**
 * Vite plugin for the preview server: the first search of a query reads all its runs from the tracking server, and
 * pages of any size are cut from those; a history is asked for once. `GET /bench-replay` says how often the tracking
 * server was asked, and how many of its answers are under way.
 */
export function replayRuns(trackingBase) {
  const known = new Map();
  const counts = { asked: 0, underWay: 0 };
  const counted = async (reading) => {
    counts.underWay += 1;
    try {
      return await reading;
    } finally {
      counts.underWay -= 1;
    }
  };
  const once = (key, read) => {
    if (!known.has(key)) {
      const reading = counted(read());
      known.set(key, reading);
      // Who asks again may have more luck.
      reading.catch(() => known.delete(key));
    }
    return known.get(key);
  };
  return answerSearches({
    counts,
    runsOf: (path, query) =>
      once(JSON.stringify(query), () => readAll(trackingBase + path, query, counts).then(toList)),
    historyOf: (path) => once(path, () => readText(trackingBase + path, counts)),
  });
}

async function readText(url, counts) {
  counts.asked += 1;
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

/** Vite plugin: every search for runs finds the same made ones. */
export function inventRuns() {
  const runs = { count: countSynthetic, textAt: (index) => JSON.stringify(syntheticRun(index)) };
  return answerSearches({ counts: { asked: 0, underWay: 0 }, runsOf: () => runs });
}

const toList = (texts) => ({ count: texts.length, textAt: (index) => texts[index] });

async function readAll(url, query, counts) {
  const runs = [];
  let size = FIRST_PAGE_RUNS;
  let token;
  do {
    counts.asked += 1;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...query, max_results: size, page_token: token }),
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
}

const pathOf = (url) => url.replace(/^.*(?=\/(ajax-)?api\/)/, '');

function answerSearches({ counts, runsOf, historyOf }) {
  const answer = async (request, response) => {
    if (request.url === '/bench-replay') return send(response, 200, JSON.stringify(counts));
    if (request.url.includes(HISTORY)) {
      const { status, text } = await historyOf(pathOf(request.url));
      return send(response, status, text);
    }
    const { max_results: size, page_token: token, ...query } = JSON.parse(await readBody(request));
    const { count, textAt } = await runsOf(pathOf(request.url), query);
    const start = Number(token ?? 0);
    const end = Math.min(count, start + (size ?? MAX_PAGE_RUNS));
    const texts = Array.from({ length: end - start }, (_, index) => textAt(start + index));
    const next = end < count ? `, "next_page_token": "${end}"` : '';
    return send(response, 200, `{"runs": [${texts.join(',')}]${next}}`);
  };
  return {
    name: 'bench-replay-runs',
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = request.url ?? '';
        const isHistory = historyOf !== undefined && url.includes(HISTORY);
        const isOurs = url === '/bench-replay' || SEARCH.test(url) || isHistory;
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
