// How the runs table of MLflow's own UI (3.17.2) is operated. Best case for it: columns are chosen beforehand.
import { clickedAt, whenInPage } from '../lib/browser.mjs';
import { timeReaction, typeKeys } from '../lib/reactions.mjs';

export const tableHash = (experimentId) => `/experiments/${experimentId}/runs`;

/** The same with these columns (`metrics.val/loss`). */
export const chooseColumns = (experimentId, columns) =>
  keepState(experimentId, {
    selectedColumns: columns.map((column) => column.replace(/^(\w+)\.(.*)$/, '$1.`$2`')),
  });

/** Before the page's scripts: the state that MLflow keeps in the browser, with what is given in place of its defaults. */
export function keepState(experimentId, given) {
  const key = `MLflowLocalStorage-1.1-ExperimentPage-["${experimentId}"]-ReactComponentState`;
  const state = {
    searchFilter: '',
    orderByKey: 'attributes.start_time',
    orderByAsc: false,
    startTime: 'ALL',
    lifecycleFilter: 'Active',
    datasetsFilter: [],
    modelVersionFilter: 'All Runs',
    selectedColumns: ['attributes.`Source`'],
    columnOrder: [],
    columnWidths: {},
    runsExpanded: {},
    runsPinned: [],
    runsHidden: [],
    runsVisibilityMap: {},
    runsHiddenMode: 'FIRST_10_RUNS',
    viewMaximized: false,
    runListHidden: false,
    isAccordionReordered: false,
    useGroupedValuesInCharts: true,
    hideEmptyCharts: true,
    groupBy: null,
    groupsExpanded: {},
    autoRefreshEnabled: true,
    globalLineChartConfig: { xAxisKey: 'step', lineSmoothness: 0, selectedXAxisMetricKey: '' },
    ...given,
  };
  return `try { localStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(JSON.stringify(state))}); } catch {}`;
}

/** Before the page's scripts: pages of so many runs in place of its own of 100; it has no such setting. */
export const forcePageSize = (runs) => `(${String(rewritePages)})(${runs})`;

function rewritePages(runs) {
  const native = window.fetch;
  window.fetch = (input, init) => {
    const isSearch = String(input?.url ?? input).endsWith('/runs/search') && typeof init?.body === 'string';
    const body = isSearch && init.body.replace(/"max_results":100(?!\d)/, `"max_results":${runs}`);
    return native(input, isSearch ? { ...init, body } : init);
  };
}

/** True in the page when the first names are there. */
export const FIRST_NAMES_EXPRESSION = `!!document.querySelector('.ag-root a[href*="/runs/"]')?.textContent.trim()`;

export const countLoaded = ({ page }) => page.evaluate(readLoaded);

function readLoaded() {
  const words = document.body.innerText.match(/([\d,]+) matching runs?/);
  return words ? Number(words[1].replace(/,/g, '')) : 0;
}

/** One click on "Load more", until the footer counts more runs. */
export async function loadMore(open) {
  const { page } = open;
  const before = await countLoaded(open);
  await page.evaluate(() => document.querySelector('.ag-body-viewport').scrollTo({ top: 1e9 }));
  await page.getByRole('button', { name: 'Load more' }).click();
  const sinceMs = await clickedAt(page);
  const hasMore = (before) =>
    Number(document.body.innerText.match(/([\d,]+) matching runs?/)?.[1].replace(/,/g, '')) > before;
  return (await whenInPage(page, hasMore, before)) - sinceMs;
}

/** Chosen in the sort menu, until other rows stand first. */
export async function sortBy({ page }, key) {
  await page.getByTestId('sort-select-dropdown').click();
  const item = page
    .getByRole('menuitemcheckbox', { name: key, exact: true })
    .or(page.locator('[data-testid^="sort-select"]', { hasText: new RegExp(`^${key}$`) }))
    .first();
  await item.waitFor();
  const argument = await page.evaluate(readLinks);
  return timeReaction(page, { eventType: 'click', test: hasOtherRows, argument }, () => item.click());
}

/** From Enter until other rows stand first. */
export async function filterBy({ page }, key, threshold) {
  const box = page
    .getByTestId('search-box')
    .locator('input')
    .or(page.locator('input[placeholder*="metrics.rmse"]'))
    .first();
  await box.fill(`metrics."${key}" > ${threshold}`);
  await page.keyboard.press('Escape');
  const argument = await page.evaluate(readLinks);
  return timeReaction(page, { eventType: 'keydown', test: hasOtherRows, argument }, () => box.press('Enter'));
}

/** Runs inside the page. */
function readLinks() {
  const links = [0, 1, 2].map((row) =>
    document.querySelector(`.ag-root .ag-row[row-index="${row}"] a[href*="/runs/"]`),
  );
  return links.map((link) => link?.getAttribute('href')).join();
}

/** Runs inside the page. */
function hasOtherRows(before) {
  const links = [0, 1, 2].map((row) =>
    document.querySelector(`.ag-root .ag-row[row-index="${row}"] a[href*="/runs/"]`),
  );
  return links.every(Boolean) && links.map((link) => link.getAttribute('href')).join() !== before;
}

export const scrollBox = ({ page }) => page.locator('.ag-body-viewport').first().boundingBox();

export const backToStart = ({ page }) =>
  page.evaluate(() => {
    document.querySelector('.ag-body-viewport').scrollTo({ top: 0 });
    document.querySelector('.ag-center-cols-viewport')?.scrollTo({ left: 0 });
  });

/** Runs inside the page. Rows of ag-grid are there or not; none of them stands empty. */
export const countRows = () => ({ all: document.querySelectorAll('.ag-row').length, empty: 0 });

/** Opens the list of all columns; how long until it shows keys. */
export async function openPicker({ page }) {
  const hasKeys = () =>
    document.querySelector('[data-testid="column-selector-tree"] .du-bois-light-tree-title');
  return timeReaction(page, { eventType: 'click', test: hasKeys }, () =>
    page.getByRole('button', { name: 'Columns', exact: true }).click(),
  );
}

/** As for Runlens: only keys that hold the text are left. */
export async function typeInPicker({ page }, text) {
  await page.getByPlaceholder('Search columns').focus();
  const isFound = (text) => {
    const nodes = '[data-testid="column-selector-tree"] .du-bois-light-tree-treenode';
    const leaves = [...document.querySelectorAll(`${nodes}:has(.du-bois-light-tree-switcher-noop)`)];
    return document.querySelector(nodes) && leaves.every((leaf) => leaf.textContent.includes(text));
  };
  return typeKeys(page, text, isFound);
}
