import type { Page } from '@playwright/test';
import { compareSet, expect, gridOf, m, ODD_CASES, ODD_NAME, openOddCases, test } from './fixtures.ts';

/** What a person does with an id or a link that somebody sent. */
async function paste(page: Page, text: string): Promise<void> {
  const field = page.getByRole('combobox', { name: m.goto_label(), exact: true });
  await field.fill(text);
  await field.press('Enter');
}

async function expectRunPage(page: Page, runId: string, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page).toHaveURL(new RegExp(`#/run/${runId}$`));
}

/** A page that says what was looked for and leads back. */
async function expectDeadEnd(page: Page, title: string): Promise<void> {
  await expect(page.getByText(title, { exact: true })).toBeVisible();
  await page.getByRole('link', { name: m.back_to_experiments(), exact: true }).click();
  await expect(gridOf(page, m.experiments_title())).toBeVisible();
}

test('opens what is pasted: id, name, links of MLflow’s own UI', async ({ page }) => {
  const { experimentId, idOf } = await openOddCases(page);
  const [odd, late, single] = await Promise.all([ODD_NAME, 'late steps', 'single point'].map(idOf));
  if (!odd || !late || !single) throw new Error('no ids');
  await page.goto('./#/');

  await paste(page, late);
  await expectRunPage(page, late, 'late steps');
  // A name that a page must show as text: a dialog of the browser would fail the test.
  await paste(page, ODD_NAME);
  await expectRunPage(page, odd, ODD_NAME);
  await paste(page, `http://mlflow.example:5000/#/experiments/${experimentId}/runs/${single}`);
  await expectRunPage(page, single, 'single point');
  await paste(page, `  https://host/prefix/#/experiments/${experimentId}/runs/${late}/model-metrics `);
  await expectRunPage(page, late, 'late steps');

  const runs = encodeURIComponent(JSON.stringify([late, single]));
  const experiments = encodeURIComponent(JSON.stringify([experimentId]));
  const own = new URL(page.url()).origin;
  await paste(page, `${own}/#/compare-runs?runs=${runs}&experiments=${experiments}`);
  await expect(compareSet(page)).toContainText(m.set_these({ count: 2, text: '2' }));
  // Unlike the ids of runs, those of experiments mean another one on another server.
  await paste(page, `http://host:5000/#/experiments/${experimentId}`);
  await expect(page.getByText(m.open_foreign_title({ host: 'host:5000' }), { exact: true })).toBeVisible();
  await page.getByRole('link', { name: m.open_foreign_anyway(), exact: true }).click();
  await expect(compareSet(page)).toContainText(m.set_top({ count: 10 }));
  await expect(page.getByRole('navigation', { name: m.nav_breadcrumbs() })).toContainText(ODD_CASES);
});

test('says what it looked for and leads back @demo', async ({ page }) => {
  await page.goto('./#/');
  const nonsense = 'no such thing <b>없음</b> %2F';
  await paste(page, nonsense);
  await expectDeadEnd(page, m.open_none_title({ text: nonsense }));
  const strangeLink = 'https://example.org/some/page';
  await paste(page, strangeLink);
  await expectDeadEnd(page, m.open_none_title({ text: strangeLink }));

  await page.goto('./#/what/이것');
  await expectDeadEnd(page, m.notfound_title({ path: '/what/이것' }));
  const runId = '0'.repeat(32);
  await page.goto(`./#/run/${runId}`);
  await expectDeadEnd(page, m.run_notfound_title({ id: runId }));
  await page.goto('./#/runs?e=987654');
  await expectDeadEnd(page, m.experiment_notfound_title({ id: '987654' }));
  await page.goto('./#/runs');
  await expectDeadEnd(page, m.experiments_none_title());
});
