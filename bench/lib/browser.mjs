// One browser, fresh contexts, clocks inside the page. Knows no product.
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/find-browser.mjs';
import { poll, sleep } from './measure.mjs';

export async function startBrowser() {
  return chromium.launch({ executablePath: await findBrowser(), args: BROWSER_FLAGS });
}

/** A fresh context (empty cache) whose observers are in place before any script of the product runs. */
export async function openFreshPage(browser, initScripts = [], contextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const requests = recordRequests(page);
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text().slice(0, 300)));
  page.on('pageerror', (error) => errors.push(String(error).slice(0, 300)));
  await page.addInitScript(observe);
  for (const script of initScripts) await page.addInitScript(script);
  return { context, page, requests, errors };
}

/** Of a request that was given up the sizes never come. */
const SIZES_LIMIT_MS = 300;

/** Playwright's events, because those of a page's own CDP session leave out what its workers fetch. */
function recordRequests(page) {
  const requests = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('http')) return;
    const entry = {
      method: request.method(),
      url: request.url(),
      body: request.postData() ?? undefined,
      startedAt: Date.now(),
      isDone: false,
    };
    requests.push(entry);
    const end = async () => {
      const { startTime } = request.timing();
      if (startTime > 0) entry.startedAt = startTime;
      const { responseStart } = request.timing();
      if (startTime > 0 && responseStart >= 0) entry.firstByteAt = startTime + responseStart;
      entry.ms = Date.now() - entry.startedAt;
      entry.isDone = true;
      const response = await request.response().catch(() => null);
      entry.status = response?.status();
      entry.contentType = response?.headers()['content-type'] ?? '';
      // The context may be gone by now.
      const headers = await response
        ?.request()
        .allHeaders()
        .catch(() => undefined);
      entry.referer = headers?.['referer'];
      const sizes =
        response && (await Promise.race([request.sizes().catch(() => null), sleep(SIZES_LIMIT_MS)]));
      entry.bytes = sizes ? sizes.responseBodySize + sizes.responseHeadersSize : 0;
    };
    const isThis = (other) => other === request && void end();
    page.on('requestfinished', isThis);
    page.on('requestfailed', isThis);
  });
  return requests;
}

/** Runs inside the page: keeps long tasks and marks, even those that the product clears. */
function observe() {
  const bench = { longTasks: [], marks: [], clickedAt: undefined };
  window.__bench = bench;
  const watch = (type, keep) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
  watch('longtask', ({ startTime, duration }) => bench.longTasks.push({ start: startTime, ms: duration }));
  watch('mark', ({ name, startTime, detail }) => bench.marks.push({ name, at: startTime, detail }));
  addEventListener('click', () => (bench.clickedAt = performance.now()), { capture: true });
}

/** For browsers that take no functions. */
export const OBSERVE_INIT = `(${String(observe)})()`;

/** Resolves with `performance.now()` of the frame after `test(argument)` became truthy inside the page. */
export function whenInPage(page, test, argument, limitMs = 120_000) {
  return page.evaluate(
    ([source, argument, limitMs]) =>
      new Promise((resolve, reject) => {
        // oxlint-disable-next-line typescript/no-implied-eval -- a function crosses into the page as text
        const test = new Function(`return (${source})`)();
        const end = performance.now() + limitMs;
        const look = () => {
          let isTrue = false;
          try {
            isTrue = test(argument);
          } catch {
            // The page is not there yet.
          }
          if (isTrue) return requestAnimationFrame(() => resolve(performance.now()));
          if (performance.now() > end) return reject(new Error(`never true: ${source.slice(0, 120)}`));
          return setTimeout(look, 16);
        };
        look();
      }),
    [String(test), argument, limitMs],
  );
}

/** Time and detail of the first mark with the name at or after `sinceMs`, waiting for it. */
export async function waitForMark(page, name, { sinceMs = 0, detail, limitMs = 120_000 } = {}) {
  const find = ({ name, sinceMs, detail }) =>
    window.__bench.marks.find(
      (mark) => mark.name === name && mark.at >= sinceMs && (detail === undefined || mark.detail === detail),
    );
  const argument = { name, sinceMs, detail };
  await whenInPage(page, find, argument, limitMs).catch(() => {
    throw new Error(`no mark ${name} within ${limitMs / 1000} s`);
  });
  return page.evaluate(find, argument);
}

/** Main-thread tasks over 50 ms that began in [fromMs, toMs], longest first. */
export async function longTasks(page, fromMs = 0, toMs = Number.MAX_VALUE) {
  // The observer is told of a task after the task.
  await sleep(100);
  const tasks = await page.evaluate(() => window.__bench.longTasks);
  return tasks.filter(({ start }) => start >= fromMs && start < toMs).sort((a, b) => b.ms - a.ms);
}

export const clickedAt = (page) => page.evaluate(() => window.__bench.clickedAt);

/** Playwright never hears the end of some requests: a worker's script, an answer that nobody waits for any more. */
const LOST_AFTER_MS = 5000;

/** No request under way and none begun for `quietMs`. */
export async function untilQuiet({ requests }, quietMs = 700, limitMs = 60_000) {
  const isQuiet = () => {
    const now = Date.now();
    const isOver = ({ isDone, startedAt }) => isDone || now - startedAt > LOST_AFTER_MS;
    return requests.every(isOver) && now - (requests.at(-1)?.startedAt ?? 0) > quietMs;
  };
  return poll(isQuiet, limitMs, 50);
}

/** Asked of the tracking server, and not files of the page. */
export const isOfApi = ({ url }) => /\/(ajax-)?api\/|\/graphql|get-artifact|\/mlflow-artifacts\//.test(url);

/** Requests to the tracking server, and the megabytes of its answers. */
export function costOfRequests({ requests }) {
  const asked = requests.filter(isOfApi);
  return { requests: asked.length, dataMB: asked.reduce((sum, { bytes = 0 }) => sum + bytes, 0) / 1e6 };
}

/** Longer visits are told of while the benchmark runs. */
const SLOW_S = 20;
const VISIT_LIMIT_S = 400;

/** Repeats a measure in fresh contexts; a try that fails is kept as `{error}`. */
export async function repeat(browser, tries, initScripts, measure, contextOptions = {}) {
  const samples = [];
  for (let index = 0; index < tries; index += 1) {
    const open = await openFreshPage(browser, initScripts, contextOptions);
    const startedAt = performance.now();
    try {
      // A visit that only fills a memory has nothing to tell.
      samples.push((await withinLimit(measure(open, index))) ?? {});
    } catch (error) {
      samples.push({
        error: String(error.message ?? error).slice(0, 300),
        consoleErrors: open.errors.slice(0, 5),
      });
      console.error(`· a try failed: ${samples.at(-1).error.slice(0, 200)}`);
    }
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    if (seconds > SLOW_S) console.error(`· a visit took ${seconds} s: ${open.page.url().slice(0, 120)}`);
    await open.context.close().catch(() => undefined);
  }
  return samples;
}

/** A page that draws no frames any more answers nothing: its try fails, the others go on. */
async function withinLimit(visit) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${VISIT_LIMIT_S} s`)), VISIT_LIMIT_S * 1000);
  });
  try {
    return await Promise.race([visit, limit]);
  } finally {
    clearTimeout(timer);
  }
}
