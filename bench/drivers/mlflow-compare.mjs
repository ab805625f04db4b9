// How MLflow's own page for comparing runs is operated.
import { untilQuiet, whenInPage } from '../lib/browser.mjs';

const list = (ids) => encodeURIComponent(JSON.stringify(ids));

/** Cold: the head of a column for every run, then the parallel coordinates that it draws unasked. */
export async function openCompare(open, base, experimentId, runIds) {
  const hash = `/compare-runs?runs=${list(runIds)}&experiments=${list([experimentId])}`;
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  const readyMs = await whenInPage(open.page, hasColumns, runIds.length);
  const plotMs = await whenInPage(open.page, hasPlot);
  await untilQuiet(open);
  return { readyMs, plotMs, requests: open.requests.filter(isOfApi).length, linkLength: hash.length };
}

const hasColumns = (count) => {
  const links = document.querySelectorAll('th a[href*="/runs/"]');
  return new Set([...links].map(({ href }) => href)).size >= count;
};

const hasPlot = () => document.querySelector('.js-plotly-plot .main-svg') !== null;

const isOfApi = ({ url }) => url.includes('/ajax-api/');
