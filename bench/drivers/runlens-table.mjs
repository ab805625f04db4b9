// How the runs table of Runlens is operated: sorting, filtering, scrolling, choosing columns.
import { clickedAt, waitForMark, whenInPage } from '../lib/browser.mjs';
import { timeReaction, typeKeys } from '../lib/reactions.mjs';

/** Link to the table alone; `columns` in the words of the address (`metrics.val/loss`), left out: chosen by the app. */
export function tableHash(experimentId, columns) {
  const packed = columns && Buffer.from(JSON.stringify({ columns })).toString('base64url');
  return `/runs?e=${experimentId}&tab=table${packed ? `&w=${packed}` : ''}`;
}

/** Cold: names on screen, page interactive, all runs here (after a minute of reading the app asks before it goes on). */
export async function openWholeTable(open, base, hash, { limitMs = 300_000 } = {}) {
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  const namesMs = await whenInPage(open.page, hasNames, undefined, limitMs);
  const interactiveMs = (await waitForMark(open.page, 'runlens:interactive')).at;
  let clicks = 0;
  while ((await whenInPage(open.page, isOverOrPaused, undefined, limitMs)) && (await isPaused(open))) {
    await open.page.getByRole('button', LOAD_REST).click();
    await open.page.getByRole('button', LOAD_REST).waitFor({ state: 'hidden' });
    clicks += 1;
  }
  const allMs = (await waitForMark(open.page, 'runlens:runs-all', { limitMs })).at;
  return { namesMs, interactiveMs, allMs, clicks };
}

const LOAD_REST = { name: 'Load the rest', exact: true };

const isPaused = async ({ page }) => (await page.getByRole('button', LOAD_REST).count()) > 0;

const isOverOrPaused = () =>
  window.__bench.marks.some(({ name }) => name === 'runlens:runs-all') ||
  [...document.querySelectorAll('footer button')].some((button) => button.textContent === 'Load the rest');

/** Until all runs are here, with the click that more than 10,000 ask for. Milliseconds from the click. */
export async function openBeyondPause(open, base, hash) {
  await open.page.goto(`${base}/#${hash}`, { waitUntil: 'commit' });
  await open.page.getByRole('button', LOAD_REST).click();
  const sinceMs = await clickedAt(open.page);
  return (await waitForMark(open.page, 'runlens:runs-all', { sinceMs, limitMs: 300_000 })).at - sinceMs;
}

export const hasColumn = async ({ page }, column) =>
  (await page.locator(`[role=columnheader][data-column="${column}"]`).count()) > 0;

function hasNames() {
  const rows = [...document.querySelectorAll('[role=grid][aria-label="Runs"] [data-row-id]')];
  return rows.some((row) => row.querySelector('[data-column=name]')?.textContent.trim().length > 0);
}

/** True in the page when all runs are said to be here. */
export const allHereExpression = (runs) =>
  `document.querySelector('[role=grid][aria-label="Runs"]')?.getAttribute('aria-rowcount') === '${runs}'`;

/** A click on the header, until every row in the document stands in the new order. */
export async function sortBy({ page }, column) {
  const before = await page.evaluate(readRows, { column });
  const header = page.locator(`[role=columnheader][data-column="${column}"] button`).first();
  return timeReaction(
    page,
    {
      eventType: 'click',
      test: isSorted,
      argument: { column, before: before.ids },
      read: readRows,
    },
    () => header.click(),
  );
}

function isSorted({ column, before }, read) {
  const { ids, values, isWhole, sort } = read({ column });
  if (!isWhole || ids === before || !sort?.endsWith('cending')) return false;
  const sign = sort === 'ascending' ? 1 : -1;
  return values.every((value, index) => index === 0 || sign * (value - values[index - 1]) >= 0);
}

/** The text typed, then from Enter until only rows above the threshold stand there and the count is another one. */
export async function filterBy({ page }, key, threshold) {
  const column = `metrics.${key}`;
  const box = page.getByRole('textbox', { name: 'Filter runs' });
  await box.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(`metrics."${key}" > ${threshold}`, { delay: 20 });
  const { count } = await page.evaluate(readRows, { column });
  const answer = { test: isFiltered, argument: { column, count, threshold }, read: readRows };
  return timeReaction(page, { eventType: 'keydown', ...answer }, () => box.press('Enter'));
}

/** Until all rows are back. */
export async function clearFilter({ page }, runs) {
  await page.getByRole('button', { name: 'Clear filter', exact: true }).click();
  await page.locator(`[role=grid][aria-label="Runs"][aria-rowcount="${runs}"]`).waitFor();
}

function isFiltered({ column, count: before, threshold }, read) {
  const { values, isWhole, count } = read({ column });
  // Shown values are rounded.
  return isWhole && count !== before && values.every((value) => value >= threshold - 1e-3);
}

/** Runs inside the page: the rows in the document, in their order. */
function readRows({ column }) {
  const grid = document.querySelector('[role=grid][aria-label="Runs"]');
  const rows = [...grid.querySelectorAll('[role=row]')]
    .filter((row) => Number(row.dataset.row) >= 0)
    .sort((a, b) => Number(a.dataset.row) - Number(b.dataset.row));
  const cells = rows.map((row) => row.querySelector(`[data-column="${column}"]`));
  return {
    ids: rows.map((row) => row.dataset.rowId).join(),
    values: cells.map((cell) => Number(cell?.textContent)),
    isWhole: rows.length > 0 && rows.every((row, index) => row.ariaBusy !== 'true' && cells[index]),
    sort: grid.querySelector(`[role=columnheader][data-column="${column}"]`)?.ariaSort,
    count: Number(grid.getAttribute('aria-rowcount')),
  };
}

export const scrollBox = ({ page }) => page.getByRole('grid', { name: 'Runs' }).boundingBox();

export const backToStart = ({ page }) =>
  page.getByRole('grid', { name: 'Runs' }).evaluate((grid) => grid.scrollTo({ top: 0, left: 0 }));

/** Runs inside the page. */
export function countRows() {
  const rows = '[role=grid][aria-label="Runs"] [role=row][data-row]:not([data-row="-1"])';
  return {
    all: document.querySelectorAll(rows).length,
    empty: document.querySelectorAll(`${rows}[aria-busy=true]`).length,
  };
}

/** Opens the list of all columns; how long until it shows keys. */
export async function openPicker({ page }) {
  // Groups and sections first, where there are many keys.
  const hasKeys = () =>
    document.querySelectorAll('[aria-label="Columns"][role=group] :is(label, [aria-expanded])').length > 2;
  return timeReaction(page, { eventType: 'click', test: hasKeys }, () =>
    page.getByRole('button', { name: 'Columns', exact: true }).click(),
  );
}

/**
 * Types into the search of the open list: for each key the time to the end of the next frame, and from the last one
 * until only keys that hold the text stand there.
 */
export async function typeInPicker({ page }, text) {
  await page.getByRole('searchbox', { name: 'Search keys' }).focus();
  const isFound = (text) => {
    const labels = [...document.querySelectorAll('[aria-label="Columns"][role=group] label')];
    return labels.length > 0 && labels.every(({ title }) => title.includes(text));
  };
  return typeKeys(page, text, isFound);
}
