// How MLflow's own UI (3.17.2) is operated. Best case for it: the panel that opens by itself on a first visit is
// closed and the "Model training" mode chosen beforehand.
import { clickedAt, untilQuiet, whenInPage } from '../lib/browser.mjs';
import { timeReaction } from '../lib/reactions.mjs';

export const NAME = 'MLflow UI 3.17.2';

export const INIT = `try {
  localStorage.setItem('mlflow.assistant.fab.autoOpenedOnFirstLoad_v1', 'true');
  localStorage.setItem('mlflow.assistant.panelOpen_v1', 'false');
  localStorage.setItem('mlflow.workflowType_v1', '"machine_learning"');
} catch {}`;

const go = ({ page }, base, hash) => page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });

export async function openExperiments(open, base) {
  await go(open, base, '/experiments');
  const isListed = () =>
    [...document.querySelectorAll('a[href*="#/experiments/"]')].filter((a) => /bench-/.test(a.textContent))
      .length > 2;
  return { readyMs: await whenInPage(open.page, isListed) };
}

const hasRows = () => {
  const link = document.querySelector('.ag-root a[href*="/runs/"]');
  return link && link.getBoundingClientRect().height > 0 && link.textContent.trim().length > 0;
};

/** The footer's count: what has been loaded, although it says "matching". */
const loadedRuns = () => {
  const words = document.body.innerText.match(/([\d,]+) matching runs?/);
  return words ? Number(words[1].replace(/,/g, '')) : 0;
};

export async function openRunsTable(open, base, experimentId) {
  await go(open, base, `/experiments/${experimentId}/runs`);
  const readyMs = await whenInPage(open.page, hasRows);
  return { readyMs, loaded: await open.page.evaluate(loadedRuns) };
}

/** From a click on the experiment's name inside the open app. */
export async function clickToRuns(open, base, name) {
  await openExperiments(open, base);
  await untilQuiet(open);
  await open.page.getByRole('link', { name, exact: true }).first().click();
  const readyMs = await whenInPage(open.page, hasRows);
  return { readyMs: readyMs - (await clickedAt(open.page)) };
}

export async function openCharts(open, base, experimentId) {
  await go(open, base, `/experiments/${experimentId}/runs?compareRunsMode=CHART`);
  const isDrawn = () =>
    [...document.querySelectorAll('.js-plotly-plot')].some((plot) =>
      plot.querySelector('.scatterlayer .trace path.js-line'),
    );
  const readyMs = await whenInPage(open.page, isDrawn, undefined, 180_000);
  return { readyMs, ...(await pointsDrawn(open)) };
}

/** The area of the first plot that the pointer works on. */
export const plotBox = ({ page }) => page.locator('.js-plotly-plot .nsewdrag').first().boundingBox();

/** A drag over a part of the x axis, until other points are drawn. */
export async function zoom({ page }, from, to) {
  const box = await page.locator('.js-plotly-plot .nsewdrag').first().boundingBox();
  const y = box.y + box.height / 2;
  const argument = await page.evaluate(readEnds);
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 8 });
  return timeReaction(page, { eventType: 'mouseup', test: hasOtherEnds, argument }, () => page.mouse.up());
}

/** Runs inside the page: what tells one sample of a line from another. */
function readEnds() {
  const { x } = document.querySelector('.js-plotly-plot').data.find(({ x }) => x?.length);
  return [x.length, x[1], x.at(-2)].join();
}

function hasOtherEnds(before) {
  const line = document.querySelector('.js-plotly-plot').data.find(({ x }) => x?.length);
  return line !== undefined && [line.x.length, line.x[1], line.x.at(-2)].join() !== before;
}

/** Points behind the lines of the first plot. */
function pointsDrawn({ page }) {
  return page.evaluate(() => {
    const plot = [...document.querySelectorAll('.js-plotly-plot')].find((p) =>
      p.querySelector('path.js-line'),
    );
    const seen = new Map();
    for (const trace of plot?.data ?? []) {
      if (trace.x?.length) seen.set(trace.uuid ?? trace.name, trace.x.length);
    }
    return { lines: seen.size, points: [...seen.values()].reduce((sum, count) => sum + count, 0) };
  });
}

/** All runs of the experiment as lines of the first chart. The table must hold them all in one page. */
export async function openAllLines(open, base, experimentId, count) {
  await openCharts(open, base, experimentId);
  await showAllRuns(open);
  const clicked = await clickedAt(open.page);
  const readyMs = await whenInPage(open.page, hasAllLines, count, 300_000);
  return { readyMs, showAllMs: readyMs - clicked, ...(await pointsDrawn(open)) };
}

async function showAllRuns({ page }) {
  await page.getByTestId('experiment-view-runs-visibility-column-header').click();
  await page.getByText('Show all runs', { exact: true }).click();
}

const hasAllLines = (count) => {
  const plot = document.querySelector('.js-plotly-plot');
  return plot && new Set(plot.data.filter((d) => d.x?.length).map((d) => d.uuid ?? d.name)).size >= count;
};

/** Shows all runs in the chart, then counts the known spikes among the points behind its lines. */
export async function countSpikes(open, base, workload) {
  const first = await openCharts(open, base, workload.experimentId);
  await showAllRuns(open);
  const clicked = await clickedAt(open.page);
  const readyMs = await whenInPage(open.page, hasAllLines, workload.runIds.length, 240_000);
  await untilQuiet(open, 800, 60_000);
  const drawn = await open.page.evaluate(() =>
    document.querySelector('.js-plotly-plot').data.flatMap((d) => Array.from(d.y ?? [])),
  );
  const values = new Set(drawn.map((value) => Number(value).toFixed(6)));
  return {
    firstChartMs: first.readyMs,
    showAllMs: readyMs - clicked,
    ...(await pointsDrawn(open)),
    spikes: workload.spikes.filter(({ value }) => values.has(value.toFixed(6))).length,
  };
}
