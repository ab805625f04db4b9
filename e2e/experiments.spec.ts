import type { Locator, Page } from '@playwright/test';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { expect, gridOf, m, namesIn, ODD_CASES, paramOf, rowOf, test as base } from './fixtures.ts';
import { makeExperiment, tell } from './made-data.ts';

interface Own {
  /** What the names of this test's experiments begin with. */
  readonly folder: string;
  readonly make: (name: string) => Promise<string>;
}

/** The app behind a proxy that refuses on demand, with experiments of the test's own. */
const test = base.extend<{ relay: FaultProxy; own: Own }>({
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
  own: async ({ baseURL }, provide, testInfo) => {
    const folder = `edited ${Date.now()} ${new URL(baseURL ?? '').port}`;
    const ids: string[] = [];
    await provide({
      folder,
      make: async (name) => {
        const id = await makeExperiment(testInfo, `${folder}/${name}`);
        ids.push(id);
        return id;
      },
    });
    for (const id of ids) {
      // One that the test deleted is gone already.
      await tell(testInfo, 'experiments/delete', { experiment_id: id }).catch(() => undefined);
    }
  },
});

const listOf = (page: Page) => gridOf(page, m.experiments_title());
const cellOf = (row: Locator, column: string) => row.locator(`[data-column="${column}"]`);

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: m.experiments_search(), exact: true }).fill(text);
}

async function choose(page: Page, row: Locator, item: string): Promise<void> {
  await cellOf(row, 'menu').getByRole('button').click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('an experiment is made, renamed, noted, tagged, deleted and restored, and each is taken back', async ({
  page,
  own,
}) => {
  const name = `${own.folder}/새 실험 100% 'a'`;
  await page.goto('./#/');
  await page.getByRole('button', { name: m.experiments_new(), exact: true }).click();
  const nameField = page.getByRole('textbox', { name: m.experiments_name(), exact: true });
  await nameField.fill(name);
  await page.getByRole('button', { name: m.experiments_create(), exact: true }).click();
  // It opens, with its whole name in the breadcrumbs.
  await expect(page).toHaveURL(/#\/runs\?e=\d+$/);
  await expect(page.getByRole('navigation', { name: m.nav_breadcrumbs() })).toContainText(name);

  await page.goto('./#/');
  await search(page, own.folder);
  const grid = listOf(page);
  const row = rowOf(grid, name);
  await cellOf(row, 'note').click();
  await page.getByRole('textbox', { name: m.run_note(), exact: true }).fill('# 메모 <b>');
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  await expect(cellOf(row, 'note')).toHaveText('메모 <b>');
  await cellOf(row, 'tags').click();
  await page.getByRole('textbox', { name: m.tag_key(), exact: true }).fill('team');
  await page.getByRole('textbox', { name: m.tag_value_of({ key: 'team' }), exact: true }).fill('vision');
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  await expect(cellOf(row, 'tags')).toHaveText('team: vision');
  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect(page.getByText(m.change_undone(), { exact: true })).toBeVisible();

  const renamed = `${own.folder}/다른 이름`;
  await choose(page, row, m.experiments_rename());
  await nameField.fill(renamed);
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  const now = rowOf(grid, renamed);
  await expect(now).toBeVisible();
  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect(row).toBeVisible();

  await choose(page, row, m.experiments_delete());
  await page.getByRole('button', { name: m.experiments_delete(), exact: true }).click();
  await expect(page.getByText(m.change_deleted_one({ name }), { exact: true })).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: m.experiments_list_deleted(), exact: true }).click();
  await expect.poll(() => paramOf(page, 'show')).toBe('deleted');
  await expect(row).toBeVisible();
  const heading = grid.getByRole('columnheader', { name: m.experiments_column_deleted(), exact: true });
  await expect(heading).toBeVisible();

  // Its name is taken as long as it can come back.
  await page.getByRole('button', { name: m.experiments_new(), exact: true }).click();
  await nameField.fill(name);
  await page.getByRole('button', { name: m.experiments_create(), exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(m.experiments_taken_deleted({ name }));
  await page.getByRole('button', { name: m.cancel(), exact: true }).click();

  await choose(page, row, m.experiments_restore());
  await expect(page.getByText(m.change_restored_one({ name }), { exact: true })).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: m.experiments_list_all(), exact: true }).click();
  await expect(row).toBeVisible();
  await cellOf(row, 'tick').click();
  const ticked = page.getByRole('group', { name: m.experiments_ticked({ text: '1' }), exact: true });
  await ticked.getByRole('button', { name: m.experiments_delete(), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: m.experiments_delete(), exact: true }).click();
  await expect(row).toHaveCount(0);
});

test('refused changes of experiments change nothing on screen, and say one by one what was refused', async ({
  page,
  relay,
  own,
}) => {
  const kept = await own.make('kept');
  await own.make('goes');
  await page.goto(relay.url);
  await search(page, own.folder);
  const grid = listOf(page);
  const row = rowOf(grid, `${own.folder}/kept`);
  const other = rowOf(grid, `${own.folder}/goes`);
  await expect(row).toBeVisible();

  relay.fault = ({ request, response }) => {
    if (!request.url?.includes('set-experiment-tag')) return false;
    response.writeHead(403, { 'content-type': 'text/html' });
    response.end('Permission denied');
    return true;
  };
  await cellOf(row, 'note').click();
  const note = page.getByRole('textbox', { name: m.run_note(), exact: true });
  await note.fill('typed');
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  // What was typed is still there to be sent again.
  await expect(page.getByRole('alert').filter({ hasText: m.fail_forbidden_title() }).first()).toBeVisible();
  await expect(note).toHaveValue('typed');
  await page.getByRole('button', { name: m.cancel(), exact: true }).click();
  await expect(cellOf(row, 'note')).toHaveText('');

  relay.fault = ({ request, body, response }) => {
    const isKept = request.url?.includes('experiments/delete') && String(body).includes(`"${kept}"`);
    if (!isKept) return false;
    response.writeHead(403, { 'content-type': 'text/html' });
    response.end('Permission denied');
    return true;
  };
  await cellOf(row, 'tick').click();
  await cellOf(other, 'tick').click();
  const ticked = page.getByRole('group', { name: m.experiments_ticked({ text: '2' }), exact: true });
  await ticked.getByRole('button', { name: m.experiments_delete(), exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: m.experiments_delete(), exact: true }).click();
  const notice = page.getByRole('alert').filter({ hasText: m.change_partly({ done: 1, total: 2 }) });
  await expect(notice).toContainText(
    m.change_refused({ count: 1, reason: m.fail_forbidden_title(), names: `${own.folder}/kept` }),
  );
  await expect(other).toHaveCount(0);
  await expect(row).toBeVisible();
  await notice.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect(other).toBeVisible();
});

test('10,000 experiments are a list that is searched, sorted and folded', async ({ page, relay }) => {
  relay.fault = ({ request, response }) => {
    if (!request.url?.includes('experiments/search')) return false;
    const size = Number(new URL(request.url, 'http://x').searchParams.get('max_results') ?? 1000);
    const start = Number(new URL(request.url, 'http://x').searchParams.get('page_token') ?? 0);
    const end = Math.min(start + size, TOTAL);
    const experiments = Array.from({ length: end - start }, (_, index) => makeOne(start + index));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ experiments, ...(end < TOTAL ? { next_page_token: String(end) } : {}) }));
    return true;
  };
  await page.goto(relay.url);
  const grid = listOf(page);
  const text = TOTAL.toLocaleString('en');
  await expect(page.getByText(m.experiments_count({ count: TOTAL, text }), { exact: true })).toBeVisible();
  // So many are folded up at first.
  await expect(grid).toHaveAttribute('aria-rowcount', '100');
  await search(page, '한글 77%');
  // One in each folder: what is alone stands by its whole name.
  await expect.poll(async () => (await namesIn(grid))[0]).toMatch(/^team \d+\/한글 77% /);
  await search(page, '');
  await page.getByRole('button', { name: m.experiments_folders(), exact: true }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(TOTAL));
  await grid.getByRole('button', { name: m.experiments_column_name(), exact: true }).click();
  await expect.poll(async () => (await namesIn(grid))[0]).toBe('team 0/한글 0% "x"');
  await expect.poll(() => paramOf(page, 'sort')).toBe('name');
  expect(await grid.getByRole('row').count()).toBeLessThan(100);
});

const TOTAL = 10_000;

function makeOne(index: number) {
  return {
    experiment_id: String(100_000 + index),
    name: `team ${index % 100}/한글 ${Math.floor(index / 100)}% "x"`,
    lifecycle_stage: 'active',
    creation_time: 1_700_000_000_000 + index,
    last_update_time: 1_700_000_000_000 + index,
    artifact_location: 'x',
    tags: [{ key: 'team', value: `t${index % 7}` }],
  };
}

test('stars, folders, ticks and the whole state of the list are where one left them @demo', async ({
  page,
}) => {
  await page.goto('./#/');
  const grid = listOf(page);
  const [one, two] = [ODD_CASES, 'traces only'] as const;
  await cellOf(rowOf(grid, one), 'star').click();
  await page.getByRole('button', { name: m.experiments_list_starred(), exact: true }).click();
  await expect.poll(() => namesIn(grid)).toEqual([one]);
  await page.reload();
  await expect.poll(() => namesIn(grid)).toEqual([one]);
  await cellOf(rowOf(grid, one), 'star').click();
  await expect(page.getByText(m.experiments_starred_none(), { exact: true })).toBeVisible();

  await page.getByRole('button', { name: m.experiments_list_all(), exact: true }).click();
  await cellOf(rowOf(grid, one), 'tick').click();
  await cellOf(rowOf(grid, two), 'tick').click();
  await page.getByRole('link', { name: m.experiments_open_together(), exact: true }).click();
  await expect.poll(() => paramOf(page, 'e') ?? '').toMatch(/^\d+,\d+$/);
  await expect(gridOf(page, m.runs_title())).toBeVisible();
  await page.goto('./#/?show=recent');
  await expect.poll(async () => (await namesIn(grid)).toSorted()).toEqual([one, two].toSorted());
});
