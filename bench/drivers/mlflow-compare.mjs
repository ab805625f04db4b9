// How MLflow's own page for comparing runs is operated.
import { whenInPage } from '../lib/browser.mjs';
import { readInk } from '../lib/pixels.mjs';
import { countLoaded, forcePageSize, keepState } from './mlflow-table.mjs';

const list = (ids) => encodeURIComponent(JSON.stringify(ids));

/** As for Runlens. */
export async function openSideBySide(open, base, { experimentId, runIds }) {
  const hash = `/compare-runs?runs=${list(runIds)}&experiments=${list([experimentId])}`;
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  return { readyMs: await whenInPage(open.page, hasColumns, runIds.length) };
}

/** Cold: the head of a column for every run, then the parallel coordinates that it draws unasked. */
export async function openCompare(open, base, experimentId, runIds, limitMs) {
  const hash = `/compare-runs?runs=${list(runIds)}&experiments=${list([experimentId])}`;
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  const readyMs = await whenInPage(open.page, hasColumns, runIds.length, limitMs);
  const plotMs = await whenInPage(open.page, hasPlot);
  const { inkPercent } = await readInk(
    open,
    await open.page.locator('.js-plotly-plot').first().boundingBox(),
  );
  return {
    readyMs,
    plotMs,
    inkPercent,
    linkLength: hash.length,
  };
}

/**
 * Cold: its card of parallel coordinates over so many runs. Best case: the card is in the page's saved state, which
 * takes 13 clicks by hand, and one page of its table holds all runs, which takes a click a hundred.
 */
export async function openParallel(open, base, experimentId) {
  await open.page.goto(`${base}/#/experiments/${experimentId}/runs?compareRunsMode=CHART`, {
    waitUntil: 'commit',
  });
  const hasLines = () =>
    document.querySelector('.parcoords canvas') !== null &&
    document.querySelectorAll('.parcoords .dimension, .parcoords .axis').length > 2;
  const readyMs = await whenInPage(open.page, hasLines, undefined, 300_000);
  const figure = open.page.locator('.parcoords').first();
  const { inkPercent } = await readInk(open, await figure.boundingBox());
  return { readyMs, inkPercent, loaded: await countLoaded(open) };
}

/** Before the page's scripts: the card of parallel coordinates, of so many runs. */
export const prepareParallel = (experimentId, runs, { params, metrics }) => [
  keepState(experimentId, {
    runsHiddenMode: 'SHOWALL',
    autoRefreshEnabled: false,
    compareRunCharts: [
      {
        uuid: 'parallel',
        type: 'PARALLEL',
        runsCountToCompare: 10,
        metricSectionId: 'section',
        deleted: false,
        isGenerated: false,
        selectedParams: params,
        selectedMetrics: metrics,
        showAllRuns: true,
      },
    ],
    compareRunSections: [
      {
        uuid: 'section',
        name: 'Parallel',
        display: true,
        isReordered: false,
        deleted: false,
        isGenerated: false,
      },
      {
        uuid: 'rest',
        name: 'Model metrics',
        display: false,
        isReordered: false,
        deleted: false,
        isGenerated: true,
      },
    ],
  }),
  forcePageSize(runs),
];

const hasColumns = (count) => {
  const links = document.querySelectorAll('th a[href*="/runs/"]');
  return new Set([...links].map(({ href }) => href)).size >= count;
};

const hasPlot = () => document.querySelector('.js-plotly-plot .main-svg') !== null;
