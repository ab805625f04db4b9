import { expect, gridOf, m, namesIn, openExperiment, test } from './fixtures.ts';

/** What `scripts/add_many_runs.py` adds to the server. */
const MANY = { experiment: 'many runs', runCount: 10_240, oldest: 'small 00000' };
/** One more than is read unasked tells that more exist. */
const READ_UNASKED = 10_001;

test('reading pauses at 10,000 runs, tells what the rest costs, and reads it on a click', async ({
  page,
}) => {
  await openExperiment(page, MANY.experiment);
  const grid = gridOf(page, m.runs_title());
  const paused = `${m.runs_loaded_more({ count: READ_UNASKED.toLocaleString('en') })} · ${m.runs_paused()}`;
  await expect(page.getByRole('status').filter({ hasText: paused })).toBeVisible({ timeout: 45_000 });
  // How many there are is not known, and nothing is made up.
  await expect(grid).toHaveAttribute('aria-rowcount', '-1');
  await expect(page.getByText(costWords())).toBeVisible();

  await page.getByRole('button', { name: m.runs_resume(), exact: true }).click();
  const all = m.runs_loaded_all({ count: MANY.runCount, text: MANY.runCount.toLocaleString('en') });
  await expect(page.getByRole('status').filter({ hasText: all })).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', String(MANY.runCount));
  await expect(page.getByText(costWords())).toHaveCount(0);
  // The oldest came last: it is there by now.
  await grid.getByRole('button', { name: m.runs_column_started(), exact: true }).click();
  await expect.poll(async () => (await namesIn(grid))[0]).toBe(MANY.oldest);
});

/** Whatever the time is. */
function costWords(): RegExp {
  const [before = '', after = ''] = m.runs_rest_cost({ time: '|' }).split('|');
  return new RegExp(`^${before}.+${after}$`);
}
