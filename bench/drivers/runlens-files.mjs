// How files and registered models are operated in Runlens.
import { clickedAt, whenInPage } from '../lib/browser.mjs';
import { whenTextStands } from '../lib/on-screen.mjs';
import { timeReaction } from '../lib/reactions.mjs';

const VIEWER = '[data-viewer]';
const TREE = '[role=tree][aria-label="Files"]';

/** Cold: a link to a file, until its first part is on screen. */
export async function openFile(open, base, { runId }, { path, proof }) {
  await open.page.goto(`${base}/#/run/${runId}?tab=artifacts&path=${path}`, { waitUntil: 'commit' });
  return { readyMs: await whenTextStands(open, VIEWER, proof) };
}

/** A long document is drawn piece by piece: until its last one is there, in sight or not. */
export const untilAllIsDrawn = ({ page }, { last }) =>
  whenInPage(
    page,
    ({ scope, last }) =>
      document.querySelector(`${scope} article`).lastElementChild.textContent.includes(last),
    { scope: VIEWER, last },
  );

/** From the button to the last line on screen. */
export async function jumpToEnd(open, { lines }) {
  await open.page.getByRole('button', { name: 'End', exact: true }).click();
  const sinceMs = await clickedAt(open.page);
  return (await whenTextStands(open, VIEWER, `step ${lines - 1} loss`)) - sinceMs;
}

/** A click on a folder of the open tree, until its files stand there. */
export async function openFolder(open, base, { runId }, { path, proof }) {
  await open.page.goto(`${base}/#/run/${runId}?tab=artifacts`, { waitUntil: 'commit' });
  const folder = open.page.getByRole('treeitem', { name: path, exact: true });
  await folder.click();
  const sinceMs = await clickedAt(open.page);
  const atMs = await whenTextStands(open, TREE, proof);
  return { readyMs: atMs - sinceMs, atMs };
}

export const folderBox = ({ page }) => page.locator(TREE).boundingBox();

/** Runs inside the page. */
export const countEntries = () => document.querySelectorAll('[role=treeitem]').length;

const MODELS = '[role=grid][aria-label="Models"]';
const VERSIONS = '[role=grid][aria-label="Versions"]';

export async function openModels(open, base) {
  await open.page.goto(`${base}/#/models`, { waitUntil: 'commit' });
  return { readyMs: await whenTextStands(open, MODELS, 'model-') };
}

export async function openModel(open, base, { big, versions }) {
  await open.page.goto(`${base}/#/models/${big}`, { waitUntil: 'commit' });
  return { readyMs: await whenTextStands(open, VERSIONS, String(versions)) };
}

/** Until the grid says that it holds all versions. */
export const untilAllVersions = ({ page }, { versions }) =>
  whenInPage(
    page,
    ({ scope, versions }) => document.querySelector(scope)?.ariaRowCount === String(versions),
    { scope: VERSIONS, versions },
  );

export const versionsBox = ({ page }) => page.getByRole('grid', { name: 'Versions' }).boundingBox();

export const toFirstVersion = async (open) => {
  const sinceMs = await open.page.evaluate((scope) => {
    const grid = document.querySelector(scope);
    grid.scrollTo({ top: grid.scrollHeight });
    return performance.now();
  }, VERSIONS);
  const atMs = await whenInPage(open.page, isFirstVersionShown, VERSIONS);
  return { ms: atMs - sinceMs, clicks: 0 };
};

function isFirstVersionShown(scope) {
  const cells = [...document.querySelectorAll(`${scope} [role=gridcell][data-column=version]`)];
  return cells.some((cell) => cell.textContent.trim() === '1' && cell.getBoundingClientRect().bottom > 0);
}

/**
 * Moves an alias by its menu. From the click on "Save" until the board and the row of the version show it: the truth,
 * without a reload.
 */
export async function moveAlias({ page }, alias, version) {
  const lane = page.getByRole('article', { name: alias, exact: true });
  await lane.getByRole('button', { name: `Alias ${alias}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Move to…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'To version', exact: true }).fill(String(version));
  const save = dialog.getByRole('button', { name: 'Save', exact: true });
  await save.waitFor();
  const argument = { alias, version: String(version), scope: VERSIONS };
  return timeReaction(page, { eventType: 'click', test: isMoved, argument }, () => save.click());
}

function isMoved({ alias, version, scope }) {
  const lane = document.querySelector(`article[aria-label="${alias}"]`);
  const rows = [...document.querySelectorAll(`${scope} [role=row]`)];
  const cellOf = (row, column) => row.querySelector(`[data-column="${column}"]`)?.textContent ?? '';
  const holder = rows.find((row) => cellOf(row, 'aliases').includes(alias));
  return (
    lane?.textContent.includes(`v${version}`) &&
    holder !== undefined &&
    cellOf(holder, 'version').trim() === version
  );
}
