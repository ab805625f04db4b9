// How soon the page answers a hand: from the event itself to the end of the frame that shows the answer.
import { longTasks } from './browser.mjs';
import { round, sleep } from './measure.mjs';

const LIMIT_MS = 60_000;
/** Frames between two looks at the rows, so that looking costs next to nothing. */
const COUNT_EVERY = 6;
const WHEEL_EVERY_MS = 16;
const BETWEEN_KEYS_MS = 60;
const MOVES = 150;
const MOVE_EVERY_MS = 16;
const LONG_MS = 50;

/**
 * Milliseconds from the next `eventType`, made by `act`, to the end of the first frame where `test(argument, read)` holds;
 * `read` is a function that the test needs in the page.
 */
export async function timeReaction(page, { eventType, ...answer }, act) {
  const [ms] = await timeReactions(page, eventType, [answer], act);
  return ms;
}

async function timeReactions(page, eventType, answers, act) {
  const sources = answers.map(({ test, argument, read }) => ({
    source: String(test),
    argument,
    reader: read && String(read),
  }));
  await page.evaluate(arm, { eventType, answers: sources, limitMs: LIMIT_MS });
  await act();
  return page.evaluate(() => window.__bench.reactions);
}

/**
 * Runs inside the page: looks in every frame, and takes the time after its painting. Functions are made here and not in a
 * frame: the content security policy of the page lets nothing but the call of the driver itself make any.
 */
function arm({ eventType, answers, limitMs }) {
  let from;
  addEventListener(eventType, (event) => (from = event.timeStamp), { capture: true, once: true });
  const end = performance.now() + limitMs;
  // oxlint-disable-next-line typescript/no-implied-eval -- a function crosses into the page as text
  const made = (text) => text && new Function(`return (${text})`)();
  const watch = ({ source, argument, reader }) => {
    const test = made(source);
    const read = made(reader);
    let problem = '';
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(performance.now() - from));
      port1.start();
      const look = () => {
        try {
          if (from !== undefined && test(argument, read)) return port2.postMessage(0);
        } catch (thrown) {
          // What is looked at may be made anew at this moment.
          problem = String(thrown);
        }
        if (performance.now() > end)
          return reject(new Error(`no answer: ${problem} ${source.slice(0, 120)}`));
        return requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  };
  window.__bench.reactions = Promise.all(answers.map(watch));
  // It may fail before anybody waits for it.
  window.__bench.reactions.catch(() => undefined);
}

/**
 * Types into the focused box: the longest time from a key to the end of the next frame, and from the last key until
 * `isFound(text)` holds in the page.
 */
export async function typeKeys(page, text, isFound) {
  const nextFrame = { test: () => true };
  const times = [];
  for (const key of text.slice(0, -1)) {
    times.push(...(await timeReactions(page, 'keydown', [nextFrame], () => page.keyboard.press(key))));
    await sleep(BETWEEN_KEYS_MS);
  }
  const answers = [nextFrame, { test: isFound, argument: text }];
  const [last, foundMs] = await timeReactions(page, 'keydown', answers, () =>
    page.keyboard.press(text.at(-1)),
  );
  return { longestKeyMs: Math.max(...times, last), foundMs };
}

/** Time between frames while `act` runs, and the share of rows (by `countRows`) that stood empty meanwhile. */
export async function recordFrames(page, act, countRows) {
  await page.evaluate(startFrames, [String(countRows), COUNT_EVERY]);
  await act();
  return page.evaluate(() => window.__bench.stopFrames());
}

/** Runs inside the page. */
function startFrames([source, countEvery]) {
  // oxlint-disable-next-line typescript/no-implied-eval -- a function crosses into the page as text
  const countRows = new Function(`return (${source})`)();
  const gaps = [];
  const rows = { all: 0, empty: 0 };
  let last = performance.now();
  let isOn = true;
  const tick = () => {
    if (!isOn) return;
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    if (gaps.length % countEvery === 0) {
      const { all, empty } = countRows();
      rows.all += all;
      rows.empty += empty;
    }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.__bench.stopFrames = () => {
    isOn = false;
    const sorted = gaps.toSorted((a, b) => a - b);
    return {
      p95Ms: sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)],
      maxMs: sorted.at(-1),
      frames: sorted.length,
      emptyPercent: rows.all === 0 ? 0 : (100 * rows.empty) / rows.all,
    };
  };
}

/** A steady turn of the wheel over the middle of a box. */
export async function turnWheel(page, box, { x = 0, y = 0, forMs = 3000 }) {
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const end = Date.now() + forMs;
  while (Date.now() < end) {
    await page.mouse.wheel(x, y);
    await sleep(WHEEL_EVERY_MS);
  }
}

/** The pointer goes to and fro over the plot: frames, tasks, and what the handlers of a move take. */
export async function hover({ page }, box, moves = MOVES) {
  const sinceMs = await page.evaluate(() => {
    const taken = [];
    let began = 0;
    addEventListener('pointermove', () => (began = performance.now()), { capture: true });
    addEventListener('pointermove', () => taken.push(performance.now() - began));
    window.__bench.handlers = taken;
    return performance.now();
  });
  const move = async () => {
    for (let index = 0; index < moves; index += 1) {
      const across = 0.5 + 0.45 * Math.sin(index / 12);
      const down = 0.5 + 0.4 * Math.sin(index / 7);
      await page.mouse.move(box.x + box.width * across, box.y + box.height * down);
      await sleep(MOVE_EVERY_MS);
    }
  };
  const frames = await recordFrames(page, move, () => ({ all: 0, empty: 0 }));
  const handlers = (await page.evaluate(() => window.__bench.handlers)).toSorted((a, b) => a - b);
  const tasks = await longTasks(page, sinceMs);
  return {
    hoverP95Ms: frames.p95Ms,
    handlerP95Ms: round(handlers[Math.ceil(handlers.length * 0.95) - 1], 1),
    handlerMaxMs: round(handlers.at(-1), 1),
    hoverTasks: tasks.filter(({ ms }) => ms > LONG_MS).length,
  };
}
