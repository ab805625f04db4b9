// How the tabs beside Runlens's charts are operated.
import { clickedAt, untilQuiet, waitForMark, whenInPage } from '../lib/browser.mjs';
import { sleep } from '../lib/measure.mjs';
import { readInk } from '../lib/pixels.mjs';
import { openRunsTable } from './runlens.mjs';

/**
 * Cold: a tab of the compare set. `firstMs` is the first picture or the first rows, which may be of the runs that have
 * come by then; `readyMs` that of all `count` runs.
 */
export async function openTab(open, base, experimentId, { tab, set, count }, limitMs = 120_000) {
  const hash = `/runs?e=${experimentId}&tab=${tab}&set=${set}`;
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  const { isWhole, boxOf } = TABS[tab];
  const readyMs = await whenInPage(open.page, isWhole, count, limitMs);
  // Set earlier where it stands for the first runs; later, where for the whole set in its final order.
  const firstMs = await open.page.evaluate(
    (tab) => window.__bench.marks.find(({ detail }) => detail === tab)?.at,
    tab,
  );
  const { inkPercent } = await readInk(open, await boxOf(open));
  return { firstMs: firstMs < readyMs ? firstMs : undefined, readyMs, inkPercent, linkLength: hash.length };
}

const TABS = {
  diff: {
    isWhole: (count) => {
      const grid = document.querySelector('[role=grid][aria-label="Diff"]');
      // Beside the column of keys.
      return Number(grid?.ariaColCount) > count && grid.querySelectorAll('[role=gridcell]').length > 20;
    },
    boxOf: ({ page }) => page.getByRole('grid', { name: 'Diff', exact: true }).boundingBox(),
  },
  parallel: {
    isWhole: (count) =>
      Number(document.querySelector('[role=figure][aria-label="Parallel coordinates"]')?.dataset.series) ===
      count,
    boxOf: (open) => figureBox(open, 'Parallel coordinates'),
  },
};

/** Cold: what differs among all runs of an experiment. */
export async function openSideBySide(open, base, { experimentId, runIds }) {
  return openDiff(open, base, { experimentId, set: 'all', count: runIds.length });
}

/** Until each of `count` runs has its column. */
export async function openDiff(open, base, { experimentId, set, count }) {
  await open.page.goto(`${base}/#/runs?e=${experimentId}&tab=diff&set=${set}`, { waitUntil: 'commit' });
  const readyMs = await whenInPage(open.page, TABS.diff.isWhole, count);
  await readInk(open, await TABS.diff.boxOf(open));
  return { readyMs };
}

/** Inside the page, before the app: when the worker's columns of the compared runs came. */
function watchAxes() {
  const look = (value, depth) => {
    if (typeof value !== 'object' || value === null || depth > 3 || ArrayBuffer.isView(value)) return;
    if (Array.isArray(value.axes) && value.unread) window.__axesAt = performance.now();
    else for (const inner of Object.values(value)) look(inner, depth + 1);
  };
  const NativeWorker = window.Worker;
  window.Worker = class extends NativeWorker {
    constructor(...words) {
      super(...words);
      this.addEventListener('message', ({ data }) => look(data, 0));
    }
  };
}

export const AXES_INIT = `(${String(watchAxes)})()`;

export const axesCameAt = ({ page }) => page.evaluate(() => window.__axesAt);

/** Cold: the table alone with all its runs, nothing under way. */
export async function openLoadedTable(open, base, experimentId, set) {
  await openRunsTable(open, base, `${experimentId}&set=${set}`, { isUntilAll: true });
  await untilQuiet(open);
}

/** Milliseconds from the click to the frame that shows what `view` draws. */
export async function clickTab(open, name, view) {
  await open.page.getByRole('tab', { name, exact: true }).click();
  const sinceMs = await clickedAt(open.page);
  if (view === undefined) return sleep(500);
  const { at } = await waitForMark(open.page, 'runlens:view-ready', { sinceMs, detail: view });
  return { clickMs: at - sinceMs, afterDataMs: at - (await axesCameAt(open)) };
}

const figureOf = ({ page }, name) => page.getByRole('figure', { name, exact: true });

export const figureBox = (open, name) => figureOf(open, name).boundingBox();

export const seriesOf = async (open, name) => Number(await figureOf(open, name).getAttribute('data-series'));

export const pointsOf = async (open, name) =>
  Number(await figureOf(open, name).getAttribute('data-points-drawn'));

/** Where the last axis is brushed. */
export const lastStripBox = ({ page }) => page.locator('[data-axis] [data-strip]').last().boundingBox();

/** Along a strip, up and down again, in small moves. */
export async function drag({ page }, box, moves) {
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + box.height * 0.2);
  await page.mouse.down();
  for (let index = 0; index < moves; index += 1) {
    await page.mouse.move(x, box.y + box.height * (0.5 + 0.25 * Math.sin(index / 10)));
    await sleep(16);
  }
  await page.mouse.up();
}
