// How files and registered models are operated in MLflow's own UI (3.17.2).
import { clickedAt, whenInPage } from '../lib/browser.mjs';
import { sleep } from '../lib/measure.mjs';
import { whenTextStands } from '../lib/on-screen.mjs';

const REFUSALS = /File is too large to preview|Select a file to preview/;

const linkTo = (base, { experimentId, runId }, path = '') =>
  `${base}/#/experiments/${experimentId}/runs/${runId}/artifacts${path && `/${path}`}`;

/** Cold: a link to a file, until it is on screen, or until the page says that it shows none (`refusedMs`). */
export async function openFile(open, base, place, { path, proof }) {
  await open.page.goto(linkTo(base, place, path), { waitUntil: 'commit' });
  const { isShown, atMs } = await whenShownOrRefused(open, proof);
  return isShown ? { readyMs: atMs } : { refusedMs: atMs };
}

async function whenShownOrRefused({ page }, proof) {
  const test = ({ proof, refusals }) => {
    const text = document.body.innerText;
    return text.includes(proof) || new RegExp(refusals).test(text);
  };
  const atMs = await whenInPage(page, test, { proof, refusals: REFUSALS.source });
  // "Select a file" also stands there before the chosen one is known.
  await sleep(3000);
  const isShown = await page.evaluate((proof) => document.body.innerText.includes(proof), proof);
  if (!isShown) return { isShown, atMs };
  return { isShown, atMs: await page.evaluate(() => window.__bench.shownAt) };
}

/** Before the page's scripts: when the text first stood there, however the page gets to it. */
export const watchFor = (proof) => `(${String(watchText)})(${JSON.stringify(proof)})`;

function watchText(proof) {
  const look = () => {
    if (document.body?.textContent.includes(proof) && document.body.innerText.includes(proof)) {
      requestAnimationFrame(() => (window.__bench.shownAt = performance.now()));
    } else setTimeout(look, 16);
  };
  look();
}

/** A click on a folder of the open tree, until its files stand there. */
export async function openFolder(open, base, place, { path, proof }) {
  await open.page.goto(linkTo(base, place), { waitUntil: 'commit' });
  await open.page.getByText(path, { exact: true }).first().click();
  const sinceMs = await clickedAt(open.page);
  const atMs = await whenTextStands(open, 'body', proof);
  return { readyMs: atMs - sinceMs, atMs };
}

/** The narrowest box around the files that scrolls. */
export async function folderBox({ page }, { proof }) {
  return page.evaluate((proof) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && !node.data.includes(proof)) node = walker.nextNode();
    let place = node.parentElement;
    while (place.parentElement && place.scrollHeight <= place.clientHeight + 1) place = place.parentElement;
    const { x, y, width, height } = place.getBoundingClientRect();
    return { x, y, width, height: Math.min(height, innerHeight - y) };
  }, proof);
}

/** Runs inside the page. */
export const countEntries = () => document.body.innerText.match(/part-\d{5}/g)?.length ?? 0;

export async function openModels(open, base) {
  await open.page.goto(`${base}/#/models`, { waitUntil: 'commit' });
  const hasRows = () =>
    [...document.querySelectorAll('a[href*="#/models/model-"]')].filter((a) => a.getClientRects().length > 0)
      .length > 3;
  return { readyMs: await whenInPage(open.page, hasRows) };
}

const VERSION_LINKS = '[data-testid="model-version-table"] a[href*="/versions/"]';

export async function openModel(open, base, { big }) {
  await open.page.goto(`${base}/#/models/${big}`, { waitUntil: 'commit' });
  const hasRows = (links) =>
    [...document.querySelectorAll(links)].filter((a) => a.getClientRects().length > 0).length > 3;
  const readyMs = await whenInPage(open.page, hasRows, VERSION_LINKS);
  return { readyMs, rows: await open.page.locator(VERSION_LINKS).count() };
}

/** From a click on "Next" to other versions. */
export async function nextPage({ page }) {
  const first = await page.locator(VERSION_LINKS).first().getAttribute('href');
  await page
    .getByRole('button', { name: 'Next', exact: true })
    .or(page.getByText('Next', { exact: true }))
    .first()
    .click();
  const sinceMs = await clickedAt(page);
  const hasMoved = ({ links, first }) => {
    const link = document.querySelector(links);
    return link && link.getAttribute('href') !== first;
  };
  return (await whenInPage(page, hasMoved, { links: VERSION_LINKS, first })) - sinceMs;
}

/** By the pencil of the version's row. From "Save" until the dialog is gone, and whether the page then shows the truth. */
export async function moveAlias({ page }, alias, version) {
  const name = `Version ${version}`;
  const table = page.locator('[data-testid="model-version-table"]');
  const row = table.locator('[role=row]', { has: page.getByRole('link', { name, exact: true }) }).first();
  await row.locator('[role=cell]').nth(6).locator('button, a').last().click();
  const dialog = page.getByRole('dialog');
  // Not a click: the dialog still moves.
  await dialog.locator('input').first().focus();
  await page.keyboard.type(alias);
  await page.keyboard.press('Enter');
  await sleep(300);
  await dialog.getByRole('button', { name: /save/i }).click();
  const sinceMs = await clickedAt(page);
  const savedMs = (await whenInPage(page, () => !document.querySelector('[role=dialog]'))) - sinceMs;
  await sleep(3000);
  return { savedMs, isTrue: (await holds(page, alias, name)) ? 1 : 0 };
}

/** Runs a look at the page: which row wears the alias. */
const holds = (page, alias, name) =>
  page.evaluate(
    ([alias, name]) => {
      const rows = [...document.querySelectorAll('[data-testid="model-version-table"] [role=row]')];
      const wearers = rows.filter((row) => row.textContent.includes(alias));
      return wearers.length === 1 && wearers[0].textContent.includes(name);
    },
    [alias, name],
  );

/** A reload, until the row of the version wears the alias. */
export async function reloadForAlias({ page }, alias, version) {
  await page.reload({ waitUntil: 'commit' });
  const isTrue = ([alias, name]) =>
    [...document.querySelectorAll('[data-testid="model-version-table"] [role=row]')].some(
      (row) => row.textContent.includes(alias) && row.textContent.includes(name),
    );
  return whenInPage(page, isTrue, [alias, `Version ${version}`]);
}
