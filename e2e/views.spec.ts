import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { expect, gridOf, m, openExperiment, paramOf, rowOf, test as base } from './fixtures.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';
import { openPanel, saveAs, viewButton } from './view-panel.ts';

interface Sweep {
  readonly id: string;
  readonly name: string;
}

/** Three runs of this test's own, and the app behind a relay of its own. */
const test = base.extend<{ sweep: Sweep; relay: FaultProxy }>({
  sweep: async ({ baseURL }, provide, testInfo) => {
    const name = `views ${Date.now()} ${new URL(baseURL ?? '').port} 한글`;
    const id = await makeExperiment(testInfo, name);
    for (const loss of [0.5, 0.4, 0.2])
      await makeRun(testInfo, id, { name: `loss ${loss}`, status: 'FINISHED', hoursAgo: 1, loss });
    await provide({ id, name });
    await tell(testInfo, 'experiments/delete', { experiment_id: id });
  },
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

const runs = (page: Page) => gridOf(page, m.runs_title());
const sortedBy = (page: Page) => paramOf(page, 'sort');

async function sortByLoss(page: Page): Promise<void> {
  await runs(page).getByRole('columnheader', { name: /loss/ }).click();
  await expect(page).toHaveURL(/sort=metrics\.loss/);
}

test('a view is saved, opened by another person, changed, reverted, saved again and deleted @smoke', async ({
  page,
  browser,
  baseURL,
  sweep,
}) => {
  await openExperiment(page, sweep.name);
  await sortByLoss(page);
  await openPanel(page);
  await saveAs(page, '낮은 loss');
  await expect(page.getByText(m.views_saved())).toBeVisible();
  await expect(viewButton(page, '낮은 loss')).toBeVisible();
  const [, id = ''] = (paramOf(page, 'view') ?? '').split('/');

  const other = await (await browser.newContext({ baseURL: baseURL ?? '' })).newPage();
  await other.goto(`./#/view/${sweep.id}/${id}`);
  await expect(viewButton(other, '낮은 loss')).toBeVisible();
  expect(sortedBy(other)).toBe('metrics.loss');
  await expect(rowOf(runs(other), 'loss 0.2')).toBeVisible();

  // Changed since saved: said, and taken back.
  await runs(other).getByRole('columnheader', { name: /loss/ }).click();
  await expect(viewButton(other, '낮은 loss')).toHaveAttribute('data-changed', 'true');
  await openPanel(other, '낮은 loss');
  await other.getByRole('button', { name: m.views_revert(), exact: true }).click();
  await expect.poll(() => sortedBy(other)).toBe('metrics.loss');
  await expect(viewButton(other, '낮은 loss')).not.toHaveAttribute('data-changed');

  // The first person saves a change; the second one, who has the view open, is asked before overwriting it.
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: m.tab_table() }).click();
  await openPanel(page, '낮은 loss');
  await page.getByRole('button', { name: m.views_update(), exact: true }).click();
  await expect(page.getByText(m.views_saved())).toBeVisible();
  await other.keyboard.press('Escape');
  await runs(other).getByRole('columnheader', { name: /loss/ }).click();
  await openPanel(other, '낮은 loss');
  await other.getByRole('button', { name: m.views_update(), exact: true }).click();
  await other.getByRole('button', { name: m.views_overwrite(), exact: true }).click();
  await expect(other.getByText(m.views_saved())).toBeVisible();

  // Renamed, then gone.
  const list = other.getByRole('region', { name: m.views_list() });
  await list.getByRole('button', { name: m.views_actions({ name: '낮은 loss' }) }).click();
  await list.getByRole('button', { name: m.views_rename(), exact: true }).click();
  await list.getByRole('textbox', { name: m.views_name() }).fill('높은 loss');
  await list.getByRole('button', { name: m.views_rename(), exact: true }).click();
  await expect(viewButton(other, '높은 loss')).toBeVisible();
  await list.getByRole('button', { name: m.views_actions({ name: '높은 loss' }) }).click();
  await list.getByRole('button', { name: m.views_remove(), exact: true }).click();
  await list.getByRole('button', { name: m.views_remove(), exact: true }).click();
  await expect(list.getByText(m.views_none())).toBeVisible();
  await other.context().close();
  await page.goto(`./#/view/${sweep.id}/${id}`);
  await page.reload();
  await expect(page.getByText(m.views_gone_title())).toBeVisible();
});

test('an experiment opens with its default view, and without one on purpose; views that cannot be read stay', async ({
  page,
  sweep,
}, testInfo) => {
  const value = '{"v":9,"id":"later","n":"from the future"}';
  await tell(testInfo, 'experiments/set-experiment-tag', {
    experiment_id: sweep.id,
    key: 'runlens.view.future',
    value,
  });
  await openExperiment(page, sweep.name);
  await sortByLoss(page);
  await openPanel(page);
  await expect(page.getByText(m.views_unreadable_newer())).toBeVisible();
  await saveAs(page, 'by loss', true);
  await expect(page.getByText(m.views_saved())).toBeVisible();

  await page.goto('./#/');
  const row = rowOf(gridOf(page, m.experiments_title()), sweep.name);
  await row.getByRole('gridcell', { name: 'by loss, from the future' }).click();
  const views = page.getByRole('region', { name: m.views_list() });
  await expect(views.getByText(m.views_unreadable_newer())).toBeVisible();
  await views.getByRole('link', { name: 'by loss' }).click();
  await expect(viewButton(page, 'by loss')).toBeVisible();

  // A bare link, in a page that knows nothing yet.
  await page.goto(`./#/runs?e=${sweep.id}`);
  await page.reload();
  await expect(viewButton(page, 'by loss')).toBeVisible();
  await expect.poll(() => sortedBy(page)).toBe('metrics.loss');
  await openPanel(page, 'by loss');
  await page.getByRole('button', { name: m.views_plain(), exact: true }).click();
  await expect.poll(() => sortedBy(page)).toBeUndefined();
  await page.reload();
  await expect(rowOf(runs(page), 'loss 0.2')).toBeVisible();
  await expect(page.getByRole('button', { name: m.views_button(), exact: true })).toBeVisible();
  expect(sortedBy(page)).toBeUndefined();
});

test('a view of two experiments is kept in the chosen one, duplicated, and made its default from the menu', async ({
  page,
  sweep,
}, testInfo) => {
  const keeper = `${sweep.name} keeper`;
  const id = await makeExperiment(testInfo, keeper);
  await makeRun(testInfo, id, { name: 'loss 0.1', status: 'FINISHED', hoursAgo: 1, loss: 0.1 });
  await page.goto(`./#/runs?e=${sweep.id},${id}`);
  await sortByLoss(page);
  await openPanel(page);
  await page.getByRole('button', { name: m.views_save_as(), exact: true }).click();
  await page.getByRole('textbox', { name: m.views_name() }).fill('both');
  await page.getByRole('combobox', { name: m.views_kept_in() }).selectOption({ label: keeper });
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  await expect.poll(() => paramOf(page, 'view')?.split('/')[0]).toBe(id);

  const views = page.getByRole('region', { name: m.views_list() });
  const copy = m.views_copy_of({ name: 'both' });
  const act = async (name: string, action: string) => {
    await views.getByRole('button', { name: m.views_actions({ name }), exact: true }).click();
    await views.getByRole('button', { name: action, exact: true }).click();
  };
  await act('both', m.views_duplicate());
  await views.getByRole('button', { name: m.views_duplicate(), exact: true }).click();
  await expect(views.getByRole('link', { name: copy, exact: true })).toBeVisible();
  await act(copy, m.views_set_default());
  await expect(views.getByText(m.views_default(), { exact: true })).toBeVisible();

  // The keeper opens with both from then on, until that is taken back.
  await page.goto(`./#/runs?e=${id}`);
  await page.reload();
  await expect(viewButton(page, copy)).toBeVisible();
  await expect(rowOf(runs(page), 'loss 0.1')).toBeVisible();
  await expect(rowOf(runs(page), 'loss 0.2')).toBeVisible();
  await openPanel(page, copy);
  await act(copy, m.views_unset_default());
  await expect(views.getByText(m.views_default(), { exact: true })).toHaveCount(0);
  await page.goto(`./#/runs?e=${id}`);
  await page.reload();
  await expect(rowOf(runs(page), 'loss 0.1')).toBeVisible();
  await expect(rowOf(runs(page), 'loss 0.2')).toHaveCount(0);
  await tell(testInfo, 'experiments/delete', { experiment_id: id });
});

test('a reader who may not save is told why and has the long link and the file, which opens again', async ({
  page,
  relay,
  sweep,
}, testInfo) => {
  relay.fault = ({ request, response }) => {
    if (!request.url?.includes('set-experiment-tag')) return false;
    response.writeHead(403, { 'content-type': 'text/plain' }).end('Permission denied');
    return true;
  };
  await page.goto(`${relay.url}#/runs?e=${sweep.id}`);
  await sortByLoss(page);
  await openPanel(page);
  await saveAs(page, 'mine');
  await expect(page.getByText(m.views_reader()).first()).toBeVisible();
  await expect(page.getByRole('button', { name: m.views_copy_link() }).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: m.views_export_shown(), exact: true }).click();
  const path = await (await download).path();
  const file = JSON.parse(await readFile(path, 'utf8')) as { readonly params: unknown };
  expect(file.params).toContainEqual(['sort', 'metrics.loss']);

  const bad = testInfo.outputPath('bad.json');
  await writeFile(bad, '{"format":"runlens-view","version":1,"name":"x","params":7}');
  await page.goto(`${relay.url}#/runs?e=${sweep.id}`);
  await page.reload();
  await openPanel(page);
  const input = page.locator('input[type=file][accept*=json]');
  await input.setInputFiles(bad);
  await expect(page.getByRole('alert')).toContainText(m.views_import_field({ field: 'params' }));
  await input.setInputFiles(path);
  await expect.poll(() => sortedBy(page)).toBe('metrics.loss');
});
