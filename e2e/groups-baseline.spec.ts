import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { applyFilter, PRODUCTION } from './filter-field.ts';
import {
  cardOf,
  expect,
  gridOf,
  m,
  namesIn,
  ODD_CASES,
  openExperiment,
  paramOf,
  rowOf,
  test,
} from './fixtures.ts';
import { groupOpener, groupRow, NO_CLIENT, openGroupMenu, toggleKeys } from './groups.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';
import { packedOf } from './plot.ts';
import { labelOf, type TrueGroup, trueGroups } from './true-groups.ts';
import { pythonOf } from './truth.ts';

const LOSS = 'metrics.val/loss';

const topOf = (page: Page) => gridOf(page, m.runs_title()).locator('[data-top-rows]');

function numbersIn(text: string): readonly number[] {
  const plain = text.replaceAll('\u2212', '-');
  return (plain.match(/[+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?/g) ?? []).map((one) =>
    Number(one.replaceAll(',', '')),
  );
}

/** `−0.021 against 0.933 of the baseline (…)` of a cell's words. */
function deltaIn(title: string): { readonly delta: number; readonly against: number } {
  const [, delta = Number.NaN, against = Number.NaN] = (
    /([+-][\d.e-]+) against (\S+)/.exec(title.replaceAll('\u2212', '-')) ?? []
  ).map(Number);
  return { delta, against };
}

const meanOf = ({ mean }: TrueGroup) => mean ?? Number.NaN;

test('a group is the baseline of other groups and of runs, and keeps its row @smoke @demo', async ({
  page,
}, info) => {
  const python = pythonOf(info.project.name);
  test.skip(python === undefined, NO_CLIENT);
  // The server's client takes long to start.
  test.slow();
  const { best, second, paired } = await trueGroups(info);
  const experimentId = await openExperiment(page, PRODUCTION);
  await page.goto(`./#/runs?e=${experimentId}&sort=${LOSS}&set=all`);
  const grid = gridOf(page, m.runs_title());
  await toggleKeys(page, 'horizon', 'weighting');
  await groupRow(grid, labelOf(second)).locator('[data-column="name"]').focus();
  await page.keyboard.press('b');
  await expect(groupRow(grid, labelOf(second)).locator('[data-baseline]')).toBeVisible();
  await expect.poll(() => paramOf(page, 'base')).toContain('params.horizon');

  // The other group stands beside it, with SciPy's interval of the paired seeds on hover.
  const cell = groupRow(grid, labelOf(best)).locator(`[data-column="${LOSS}"]`);
  await expect(cell.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'better');
  const title = (await cell.getAttribute('title')) ?? '';
  expect(deltaIn(title).delta).toBeCloseTo(meanOf(best) - meanOf(second), 9);
  expect(deltaIn(title).against).toBeCloseTo(meanOf(second), 9);
  const interval = title.slice(title.indexOf('95%'));
  const [, low = Number.NaN, high = Number.NaN] = numbersIn(interval);
  expect(low).toBeCloseTo(paired.low, 3);
  expect(high).toBeCloseTo(paired.high, 3);
  expect(interval).toContain('(paired by seed), n = 3');
  await expect(groupRow(grid, labelOf(second)).locator(`[data-column="${LOSS}"] [data-verdict]`)).toHaveCount(
    0,
  );

  // A run stands beside its mean, with n and without an interval that nobody knows.
  await groupOpener(grid, labelOf(best)).click();
  const member = grid
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .first();
  const memberTitle = (await member.locator(`[data-column="${LOSS}"]`).getAttribute('title')) ?? '';
  expect(Object.values(best.values).map((value) => value - meanOf(second))).toContainEqual(
    expect.closeTo(deltaIn(memberTitle).delta, 9),
  );
  expect(memberTitle).toContain('(mean, n = 3)');
  expect(memberTitle).not.toContain('95%');

  // Its line is dashed, and called so.
  await expect(page.locator('[data-baseline-chip="group"]')).toHaveAttribute('data-is-drawn', 'true');
  await expect(cardOf(page, 'val/loss')).toBeVisible();
  await expect(
    page
      .getByRole('list', { name: m.group_legend(), exact: true })
      .getByRole('button', { name: `${labelOf(second)}, n = ${second.runs} ${m.baseline_suffix()}` }),
  ).toBeVisible();

  // Without groups, and where the filter leaves it out, it stands above the rows; arrows lead there.
  await page.getByRole('button', { name: m.group_clear(), exact: true }).click();
  await page.getByRole('tab', { name: m.tab_table(), exact: true }).click();
  const top = topOf(page).getByRole('row');
  await expect(top).toContainText(labelOf(second));
  await expect(top).toContainText(m.group_count({ count: String(second.runs) }));
  await applyFilter(
    page,
    `params.horizon = ${best.horizon ?? ''} AND params.weighting = '${best.weighting ?? ''}'`,
  );
  await expect(top.locator('[data-column="name"]')).toHaveAttribute(
    'title',
    new RegExp(m.baseline_group_left_out()),
  );
  const runCell = grid.locator(`[data-row="0"] [data-column="${LOSS}"]`);
  await expect(runCell.locator('[data-verdict]')).toBeVisible();
  await page.reload();
  await expect(top).toContainText(labelOf(second));
  await runCell.focus();
  await page.keyboard.press('ArrowUp');
  await expect(top.locator(`[data-column="${LOSS}"]`)).toBeFocused();
  await page.keyboard.press('b');
  await expect(topOf(page)).toHaveCount(0);
  await expect.poll(() => paramOf(page, 'base')).toBeUndefined();
  await page.keyboard.press('Control+z');
  await expect(top).toContainText(labelOf(second));
});

test('the menu of a group does what can be done with it', async ({ page }) => {
  const experimentId = await openExperiment(page, ODD_CASES);
  await page.goto(`./#/runs?e=${experimentId}&set=all`);
  const grid = gridOf(page, m.runs_title());
  await toggleKeys(page, 'model/depth');
  const row = groupRow(grid, 'depth 3');
  const choose = async (words: string) => {
    await row.locator('[data-column="name"]').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: words, exact: true }).click();
  };
  await choose(m.group_row_open());
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  await choose(m.group_row_close());
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await choose(m.group_row_only());
  await expect.poll(() => paramOf(page, 'set')).toContain('plusgroups');
  await choose(m.baseline_set());
  await expect(row.locator('[data-baseline]')).toBeVisible();
  await choose(m.baseline_clear());
  await expect(row.locator('[data-baseline]')).toHaveCount(0);
  await choose(m.group_row_filter());
  await expect.poll(() => paramOf(page, 'q')).toContain('= 3');
  await expect(grid).toHaveAttribute('aria-rowcount', '1');
});

test('a run in a group that is folded up is found, and one click unfolds it', async ({ page }) => {
  const experimentId = await openExperiment(page, ODD_CASES);
  await page.goto(`./#/runs?e=${experimentId}&set=all`);
  const grid = gridOf(page, m.runs_title());
  await toggleKeys(page, 'model/depth');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await page.getByRole('button', { name: m.find_run(), exact: true }).click();
  await page.getByRole('searchbox', { name: m.find_run_field(), exact: true }).fill('late steps');
  const found = page.getByRole('list', { name: m.find_run_found(), exact: true });
  const line = found
    .locator('li[data-run-id]')
    .filter({ has: page.locator('[data-absence="folded-group"]') });
  await expect(line).toContainText(m.absence_folded_group({ group: m.group_lacks({ key: 'depth' }) }));
  await line.getByRole('button', { name: m.find_run_show(), exact: true }).click();
  const row = rowOf(grid, 'late steps');
  await expect(row).toHaveAttribute('data-focused', 'true');
  await expect(row).toBeInViewport();
});

test('all params but seeds is a rule that a param logged later is part of', async ({ page }, info) => {
  const name = `group rule ${randomUUID()}`;
  const experimentId = await makeExperiment(info, name);
  const ids: string[] = [];
  for (const [lr, seed] of [
    ['0.1', '1'],
    ['0.1', '2'],
    ['0.2', '1'],
    ['0.2', '2'],
  ]) {
    const id = await makeRun(info, experimentId, { name: `${lr} ${seed}`, status: 'FINISHED', hoursAgo: 1 });
    const params = [
      { key: 'lr', value: lr },
      { key: 'seed', value: seed },
    ];
    await tell(info, 'runs/log-batch', { run_id: id, params });
    ids.push(id);
  }
  await page.goto(`./#/runs?e=${experimentId}&tab=table`);
  const grid = gridOf(page, m.runs_title());
  await expect.poll(async () => (await namesIn(grid)).length).toBe(4);
  await openGroupMenu(page);
  await page.getByRole('checkbox', { name: m.group_all_but({ keys: 'seed' }), exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await expect(
    page.getByRole('button', { name: m.group_button_by({ keys: m.group_rule_short({ keys: 'seed' }) }) }),
  ).toBeVisible();
  await expect.poll(() => packedOf(page)['groupbut']).toEqual(['params.seed']);
  for (const [place, id] of ids.entries()) {
    await tell(info, 'runs/log-batch', { run_id: id, params: [{ key: 'warmup', value: String(place % 2) }] });
  }
  await page.reload();
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await expect(groupRow(grid, 'lr 0.1 · warmup 0')).toBeVisible();
  await tell(info, 'experiments/delete', { experiment_id: experimentId });
});
