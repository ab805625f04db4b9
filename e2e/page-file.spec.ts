import { copyFile, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { cardOf, expect, m, ODD_NAME, openOddCases, test } from './fixtures.ts';

test('a comparison saved as one HTML file opens from disk: charts, runs, sentence and link, no script @demo', async ({
  page,
  browser,
}, testInfo) => {
  const { experimentId } = await openOddCases(page);
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-state', 'exact');
  await page.getByRole('button', { name: m.share_button(), exact: true }).click();
  await page.getByRole('button', { name: m.page_save(), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: m.page_title() });
  const chosen = dialog.getByRole('checkbox', { checked: true });
  await expect(chosen.first()).toBeVisible();
  const count = await chosen.count();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: m.page_submit(), exact: true }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^odd cases_이상값 \d{4}-\d\d-\d\d\.html$/);
  const path = testInfo.outputPath('page.html');
  await copyFile(await saved.path(), path);
  const link = page.url();

  const reader = await (await browser.newContext({ javaScriptEnabled: false, offline: true })).newPage();
  const asked: string[] = [];
  reader.on('request', (request) => asked.push(request.url()));
  await reader.goto(pathToFileURL(path).href);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText('odd cases/이상값');
  await expect(reader.locator('figure svg')).toHaveCount(count);
  const loss = reader.getByRole('figure', { name: 'loss', exact: true });
  await expect(loss.locator('text').first()).toBeVisible();
  expect(await loss.locator('g[clip-path] path').count()).toBeGreaterThan(3);
  await expect(reader.getByRole('cell', { name: ODD_NAME, exact: true })).toBeVisible();
  await expect(reader.locator('p.fact').first()).toContainText('10');
  const href = (await reader.getByRole('link').getAttribute('href')) ?? '';
  expect(new URL(href).origin).toBe(new URL(link).origin);
  expect(href).toContain(`#/runs?e=${experimentId}`);
  expect(asked).toHaveLength(1);
  expect(await readFile(path, 'utf8')).not.toMatch(/<script/i);
  await reader.context().close();
});
