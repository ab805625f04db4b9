import type { Locator, Page } from '@playwright/test';
import { expect, gridOf, m, ODD_CASES, openOddCases, paramOf, rowOf, test as base } from './fixtures.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';

interface Own {
  /** Two experiments of this test alone, deleted afterwards. */
  readonly first: { readonly id: string; readonly name: string };
  readonly second: { readonly id: string; readonly name: string };
}

const test = base.extend<{ own: Own }>({
  own: async ({ baseURL }, provide, testInfo) => {
    const stamp = `${Date.now()} ${new URL(baseURL ?? '').port}`;
    const make = async (name: string) => ({ id: await makeExperiment(testInfo, name), name });
    const own = {
      first: await make(`finding ${stamp}/밤샘 100% "a"`),
      second: await make(`finding ${stamp}/b`),
    };
    await provide(own);
    for (const { id } of [own.first, own.second]) {
      // One that the test deleted is gone already.
      await tell(testInfo, 'experiments/delete', { experiment_id: id }).catch(() => undefined);
    }
  },
});

const HOURS = (hours: number) =>
  hours <= 24 ? m.span_hours({ count: hours }) : m.span_days({ count: hours / 24 });

function activityOf(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title, exact: true });
}

test('what ran last night and what broke @smoke', async ({ page, own }, testInfo) => {
  const { first, second } = own;
  const runs = [
    { name: `night ${first.id} done`, status: 'FINISHED', hoursAgo: 3 },
    { name: `night ${first.id} broken`, status: 'FAILED', hoursAgo: 5 },
    { name: `night ${first.id} earlier`, status: 'FAILED', hoursAgo: 60 },
  ] as const;
  for (const run of runs) await makeRun(testInfo, first.id, run);
  const going = { name: `night ${second.id} going`, status: 'RUNNING', hoursAgo: 0 } as const;
  await makeRun(testInfo, second.id, going);
  const [done, broken, earlier] = runs.map(({ name }) => name);
  if (!done || !broken || !earlier) throw new Error('no names');

  await page.goto('./#/');
  const running = activityOf(page, m.activity_running());
  await expect(running.getByRole('link', { name: going.name, exact: true })).toBeVisible();
  await expect(running.getByRole('link', { name: second.name, exact: true }).first()).toBeVisible();
  const ended = activityOf(page, m.activity_ended({ span: HOURS(24) }));
  await expect(ended.getByRole('link', { name: done, exact: true })).toHaveCount(1);
  await expect(ended.getByRole('link', { name: earlier, exact: true })).toHaveCount(0);
  const failed = activityOf(page, m.activity_failed({ span: HOURS(24) }));
  await expect(failed.getByRole('link', { name: broken, exact: true })).toHaveCount(1);
  await expect(failed.getByRole('link', { name: done, exact: true })).toHaveCount(0);

  // After a weekend: the address keeps how far back one looks.
  await page.getByRole('button', { name: HOURS(72), exact: true }).click();
  const lately = activityOf(page, m.activity_failed({ span: HOURS(72) }));
  await expect(lately.getByRole('link', { name: earlier, exact: true })).toHaveCount(1);
  await expect.poll(() => paramOf(page, 'hours')).toBe('72');
  await page.reload();
  await expect(lately.getByRole('link', { name: earlier, exact: true })).toHaveCount(1);

  // All that broke, as rows of one workspace.
  await lately.getByRole('heading').getByRole('link').click();
  await expect.poll(() => paramOf(page, 'e')).toBe('all');
  const grid = gridOf(page, m.runs_title());
  await expect(rowOf(grid, broken)).toBeVisible();
  await expect(rowOf(grid, earlier)).toBeVisible();
  await expect(rowOf(grid, done)).toHaveCount(0);
});

const reasonsOf = (line: Locator) =>
  line
    .locator('[data-absence]')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['absence']));

test('find the run that is not on screen', async ({ page, own }, testInfo) => {
  const { first, second } = own;
  const here = await makeRun(testInfo, first.id, {
    name: 'here',
    status: 'FINISHED',
    hoursAgo: 2,
    loss: 0.1,
  });
  const elsewhere = `elsewhere ${second.id}`;
  await makeRun(testInfo, second.id, { name: elsewhere, status: 'FAILED', hoursAgo: 3, loss: 7 });
  const gone = `gone ${second.id}`;
  const goneId = await makeRun(testInfo, second.id, { name: gone, status: 'FINISHED', hoursAgo: 4 });
  await tell(testInfo, 'runs/delete', { run_id: goneId });

  const filter = "status = 'FINISHED' AND metrics.loss < 1 AND name != 'x'";
  await page.goto(`./#/runs?e=${first.id}&q=${encodeURIComponent(filter)}`);
  const grid = gridOf(page, m.runs_title());
  await expect(rowOf(grid, 'here')).toBeVisible();
  await page.getByRole('button', { name: m.find_run(), exact: true }).click();
  const field = page.getByRole('searchbox', { name: m.find_run_field(), exact: true });
  // The first time too, when its code came after the panel.
  await expect(field).toBeFocused();
  const found = page.getByRole('list', { name: m.find_run_found(), exact: true });
  const lineOf = (id: string) => found.locator(`[data-run-id="${id}"]`);
  await field.fill(here);
  await expect.poll(() => reasonsOf(lineOf(here))).toEqual(['none']);
  await field.fill(`GONE ${second.id}`);
  await expect.poll(() => reasonsOf(lineOf(goneId))).toEqual(['run-deleted']);
  await expect(lineOf(goneId).getByRole('link', { name: m.find_run_page(), exact: true })).toBeVisible();
  await field.fill('0'.repeat(32));
  await expect(page.locator('[data-absence="unknown"]')).toContainText(m.find_run_unknown_id());

  await field.fill(elsewhere);
  const line = found.getByRole('listitem').filter({ hasText: elsewhere }).first();
  await expect.poll(() => reasonsOf(line)).toEqual(['other-experiment', 'filtered', 'outside-set']);
  await expect(line).toContainText(
    m.absence_filtered({ clauses: "status = 'FINISHED' AND metrics.loss < 1" }),
  );
  await line.getByRole('button', { name: m.find_run_show(), exact: true }).click();
  // One click: it is compared and its row marked, above the rows; its experiment stays closed, the filter stays.
  const row = rowOf(grid, elsewhere);
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await expect(row).toHaveAttribute('data-focused', 'true');
  await expect.poll(() => paramOf(page, 'w')).toBeTruthy();
  expect(paramOf(page, 'e')).toBe(first.id);
  expect(paramOf(page, 'q')).toBe(filter);
  await page.getByRole('button', { name: m.find_run(), exact: true }).click();
  await field.fill(elsewhere);
  await expect(line).toContainText(m.find_run_above());
  await page.keyboard.press('Escape');

  // One undo takes all of it back.
  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect(row).toHaveCount(0);
  expect(paramOf(page, 'e')).toBe(first.id);
  await expect(rowOf(grid, 'here')).toBeVisible();
});

test('Go to… leads to runs, experiments, models and metrics @demo', async ({ page }) => {
  const { idOf } = await openOddCases(page);
  const late = await idOf('late steps');
  await page.goto('./#/');
  const field = page.getByRole('combobox', { name: m.goto_label(), exact: true });
  const option = (name: string) => page.getByRole('option').filter({ hasText: name });

  await expect(gridOf(page, m.experiments_title())).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await field.fill('late ste');
  await expect(option('late steps')).toBeVisible();
  await field.press('ArrowDown');
  await expect(option('late steps').first()).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/run/${late}$`));
  await expect(field).toHaveValue('');

  await page.keyboard.press('Control+k');
  await field.fill('이상값');
  await option(ODD_CASES).getByRole('link').click();
  await expect(
    gridOf(page, m.runs_title()).getByRole('link', { name: 'late steps', exact: true }),
  ).toBeVisible();
  await page.keyboard.press('Control+k');
  await field.fill('digit');
  await expect(option('digits').first()).toBeVisible();
  const metric = page.locator('[role="option"][data-kind="metric"]').filter({ hasText: 'digits' });
  await metric.getByRole('link').click();
  await expect.poll(() => paramOf(page, 'find')).toBe('digits');
  await expect(page.getByRole('figure', { name: 'digits', exact: true })).toBeVisible();

  // A model of the demo's registry, and the version that an alias points at.
  await page.goto(`./#/open?u=${encodeURIComponent('http://127.0.0.1/x/#/models/digits-mlp')}`);
  await expect(page).toHaveURL(/#\/models\/digits-mlp$/);
  await page.goto(`./#/open?u=${encodeURIComponent('models:/digits-mlp@champion')}`);
  await expect(page).toHaveURL(/#\/models\/digits-mlp\/3$/);
});
