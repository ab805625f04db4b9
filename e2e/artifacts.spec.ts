import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { expect, m, paramOf, test } from './fixtures.ts';
import { makeExperiment, makeRun, serverOf, tell } from './made-data.ts';

/** Two runs of the demo's sweep that logged files; the first also a model. */
const FIRST = '111760f40cf74ff289d2d4ba1409ff6e';
const SECOND = '11852106f1f445ff80e9888f8b5311b7';

/** Every character that addresses treat as something else, but for `#`, which MLflow refuses. */
const FOLDER = 'odd names/폴더 100%';
const ODD_FILES = ['a+b & c=d;e.txt', `it's (1) [2].txt`, 'say "hi".txt', '한글 로그.txt'];

function treeOf(page: Page): Locator {
  return page.getByRole('tree', { name: m.art_tree(), exact: true });
}

function itemOf(page: Page, name: string): Locator {
  return treeOf(page).getByRole('treeitem', { name, exact: true });
}

async function upload(testInfo: TestInfo, runId: string, path: string, body: string): Promise<void> {
  const query = `run_uuid=${runId}&path=${encodeURIComponent(path)}`;
  const address = `${serverOf(testInfo)}/ajax-api/2.0/mlflow/upload-artifact?${query}`;
  const answer = await fetch(address, { method: 'POST', body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

test('files of odd names are found, shown, linked and taken along @smoke', async ({ page }, testInfo) => {
  const experimentId = await makeExperiment(testInfo, `artifacts ${testInfo.workerIndex} ${Date.now()}`);
  try {
    const run = await makeRun(testInfo, experimentId, { name: 'odd files', status: 'FINISHED', hoursAgo: 1 });
    const bare = await makeRun(testInfo, experimentId, { name: 'no files', status: 'FINISHED', hoursAgo: 1 });
    for (const name of ODD_FILES) await upload(testInfo, run, `${FOLDER}/${name}`, `inside ${name}\n`);
    // Without the browser's own dialog, which no test can answer.
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));

    await page.goto(`./#/run/${run}?tab=artifacts`);
    await itemOf(page, 'odd names').click();
    await itemOf(page, '폴더 100%').click();
    for (const name of ODD_FILES) {
      await itemOf(page, name).click();
      await expect(page.getByText(`inside ${name}`)).toBeVisible();
      await expect.poll(() => paramOf(page, 'path')).toBe(`${FOLDER}/${name}`);
    }
    // A link opens the same file, with all around it.
    await page.reload();
    const last = ODD_FILES.at(-1) ?? '';
    await expect(page.getByText(`inside ${last}`)).toBeVisible();
    await expect(itemOf(page, last)).toHaveAttribute('aria-selected', 'true');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: m.art_download(), exact: true }).click();
    expect(readFileSync(await (await download).path(), 'utf8')).toBe(`inside ${last}\n`);

    // The folder above, as an archive.
    await page.getByRole('button', { name: '폴더 100%', exact: true }).click();
    await page.getByRole('button', { name: m.art_download_zip(), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: m.zip_title(), exact: true });
    await expect(dialog.locator(`[data-zip-files="${ODD_FILES.length}"]`)).toBeVisible();
    const zipped = page.waitForEvent('download');
    await dialog.getByRole('button', { name: m.zip_save(), exact: true }).click();
    const zip = readFileSync(await (await zipped).path());
    for (const name of ODD_FILES) expect(zip.includes(`폴더 100%/${name}`)).toBe(true);
    await dialog.getByRole('button', { name: m.close(), exact: true }).click();

    // What has none says where they would be.
    const { run: told } = (await (
      await fetch(`${serverOf(testInfo)}/api/2.0/mlflow/runs/get?run_id=${bare}`)
    ).json()) as { readonly run: { readonly info: { readonly artifact_uri: string } } };
    await page.goto(`./#/run/${bare}?tab=artifacts`);
    await expect(page.getByText(m.art_none(), { exact: true })).toBeVisible();
    await expect(page.getByText(told.info.artifact_uri, { exact: true })).toBeVisible();
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});

test('files and models of compared runs stand in one tree, and the path stays from run to run @demo', async ({
  page,
}) => {
  await page.goto(`./#/runs?e=3&set=${FIRST},${SECOND}&tab=artifacts&path=metrics/final.json`);
  const choice = page.getByRole('combobox', { name: m.art_files_of() });
  await expect(itemOf(page, 'final.json')).toHaveAttribute('aria-selected', 'true');
  const first = await choice.inputValue();
  await page.getByRole('button', { name: m.art_next_run(), exact: true }).click();
  await expect(choice).not.toHaveValue(first);
  await expect(itemOf(page, 'final.json')).toHaveAttribute('aria-selected', 'true');
  await choice.selectOption(FIRST);
  await itemOf(page, 'model').click();
  await itemOf(page, 'MLmodel').click();
  await expect.poll(() => paramOf(page, 'path')).toMatch(/^models:\/m-[0-9a-f]+\/MLmodel$/);
  // What nobody has opened is found when all is searched.
  await page.getByRole('searchbox', { name: m.art_search(), exact: true }).fill('confusion');
  await page.getByRole('button', { name: m.art_search_all(), exact: true }).click();
  await itemOf(page, 'plots/confusion_matrix.png').click();
  await expect(page.locator('[data-viewer="image"] img')).toBeVisible();
  await page.goBack();
  await expect.poll(() => paramOf(page, 'path')).toMatch(/MLmodel$/);
});

/** A file of the demo's sweep, as it was logged. */
const loggedText = (run: string, path: string) =>
  readFileSync(
    join(import.meta.dirname, '..', 'public', 'demo', 'artifacts', '3', run, 'artifacts', path),
    'utf8',
  );

test('one path of two runs side by side: keys that differ, lines, rows and pictures @demo', async ({
  page,
}) => {
  await page.goto(`./#/runs?e=3&set=${FIRST},${SECOND}&tab=artifacts&path=config/model.yaml`);
  await page.getByRole('radio', { name: m.cmp_all(), exact: true }).check();
  const compared = page.locator('[data-compare]');
  const [first, second] = [FIRST, SECOND].map((run) => loggedText(run, 'config/model.yaml').split('\n'));
  const differing = (first ?? []).filter((line, index) => line !== second?.[index]);
  const counted = compared.locator('[data-differences]');
  await expect(counted).toHaveAttribute('data-differences', String(differing.length));
  for (const line of differing) {
    const [key = '', value = ''] = line.split(': ');
    await expect(compared.getByText(key, { exact: true })).toBeVisible();
    await expect(compared.getByText(value, { exact: true }).first()).toBeVisible();
  }
  await compared.getByRole('radio', { name: m.cmp_way_text(), exact: true }).check();
  await expect(counted).toHaveAttribute('data-differences', String(differing.length));
  await itemOf(page, 'tables').click();
  await itemOf(page, 'per_class.csv').click();
  await compared.getByRole('radio', { name: m.cmp_way_table(), exact: true }).check();
  await expect(compared).toHaveAttribute('data-compare', 'table');
  await itemOf(page, 'plots').click();
  await itemOf(page, 'confusion_matrix.png').click();
  await expect(compared).toHaveAttribute('data-compare', 'image');
  await expect(compared.getByRole('img')).toHaveCount(2);
  // The link opens the comparison.
  await expect.poll(() => paramOf(page, 'path')).toBe('plots/confusion_matrix.png');
  await page.reload();
  await expect(compared.getByRole('img')).toHaveCount(2);
});

test('a folder that is refused says so in its place, and is read again', async ({ page }) => {
  await page.goto(`./#/run/${FIRST}?tab=artifacts`);
  await expect(itemOf(page, 'tables')).toBeVisible();
  await page.route(/artifacts\/list\?.*path=tables/, (route) => route.fulfill({ status: 403, body: 'no' }));
  await itemOf(page, 'tables').click();
  const chosen = page.getByRole('region', { name: m.art_chosen(), exact: true });
  await expect(chosen.getByText(m.fail_forbidden_title())).toBeVisible();
  await page.unroute(/artifacts\/list\?.*path=tables/);
  await chosen.getByRole('button', { name: m.retry(), exact: true }).click();
  await expect(itemOf(page, 'per_class.csv')).toBeVisible();
});
