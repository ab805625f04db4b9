import type { Page } from '@playwright/test';
import { PRODUCTION } from './filter-field.ts';
import {
  boxOf,
  compareSet,
  expect,
  gridOf,
  m,
  ODD_CASES,
  ODD_RUN_COUNT,
  openExperiment,
  test,
} from './fixtures.ts';
import { groupOpener, groupRow, NO_CLIENT, toggleKeys } from './groups.ts';
import { labelOf, trueGroups } from './true-groups.ts';
import { pythonOf } from './truth.ts';

const LOSS = 'metrics.val/loss';

const judge = (page: Page) => page.getByRole('region', { name: m.judge_title(), exact: true });

test('which of these two configurations is really better @smoke @demo', async ({ page }, info) => {
  const python = pythonOf(info.project.name);
  test.skip(python === undefined, NO_CLIENT);
  // The server's client takes long to start.
  test.slow();
  const truth = await trueGroups(info);
  const experimentId = await openExperiment(page, PRODUCTION);
  await page.goto(`./#/runs?e=${experimentId}&sort=${LOSS}&set=none`);
  const grid = gridOf(page, m.runs_title());
  await toggleKeys(page, 'horizon', 'weighting');
  await expect(grid).toHaveAttribute('aria-rowcount', String(truth.groups.length));

  // Groups stand in the order of their means, each with mean, deviation and n.
  const withValue = truth.groups.filter(({ mean }) => mean !== null);
  for (const [place, group] of withValue.entries()) {
    const row = groupRow(grid, labelOf(group));
    await expect(row).toHaveAttribute('data-row', String(place));
    await expect(row).toContainText(m.group_count({ count: String(group.runs) }));
    const title = (await row.locator(`[data-column="${LOSS}"]`).getAttribute('title')) ?? '';
    const [numbers = ''] = title.split(' · ');
    const [mean, std] = numbers.split(' ± ').map(Number);
    expect(mean).toBeCloseTo(group.mean ?? Number.NaN, 10);
    if (group.std === null) expect(std).toBeUndefined();
    else expect(std).toBeCloseTo(group.std, 10);
    expect(title).toContain(
      m.group_cell_count({ count: String(Object.keys(group.values).length), of: String(group.runs) }),
    );
  }

  // The runs of a group stand below it, with their own values.
  const { best, second } = truth;
  await groupOpener(grid, labelOf(best)).click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(truth.groups.length + best.runs));

  // Ticked, the two are compared, with all their runs.
  for (const group of [best, second])
    await groupRow(grid, labelOf(group)).locator('[data-column="compared"]').click();
  await expect(compareSet(page)).toContainText(String(best.runs + second.runs));
  for (const isReloaded of [false, true]) {
    if (isReloaded) await page.reload();
    await expect(grid).toHaveAttribute('aria-rowcount', String(truth.groups.length + best.runs));
    const answer = judge(page).locator('[data-method]');
    await expect(answer).toHaveAttribute('data-method', 'paired');
    const { difference, low, high } = truth.paired;
    const sign = Math.sign(Number(await answer.getAttribute('data-difference'))) * Math.sign(difference);
    const shown = await Promise.all(
      ['data-difference', 'data-low', 'data-high'].map((name) => answer.getAttribute(name)),
    );
    const expected = sign > 0 ? [difference, low, high] : [-difference, -high, -low];
    for (const [place, value] of expected.entries()) expect(Number(shown[place])).toBeCloseTo(value, 9);
    const isLarger = low > 0 || high < 0;
    const verdict = isLarger
      ? m.judge_larger()
      : m.judge_cannot_tell({ counts: m.group_count({ count: '3' }) });
    await expect(judge(page)).toContainText(verdict);
    await expect(judge(page)).toContainText(`On average ${labelOf(best)} is better than ${labelOf(second)}`);
    await expect(judge(page).locator('[data-dots="3"]')).toHaveCount(2);
  }
});

test('a group is ticked with all its runs, and one of them taken out again', async ({ page }) => {
  const experimentId = await openExperiment(page, ODD_CASES);
  await page.goto(`./#/runs?e=${experimentId}&set=none`);
  const grid = gridOf(page, m.runs_title());
  await toggleKeys(page, 'model/depth');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  const lacking = m.group_lacks({ key: 'depth' });
  const box = grid.getByRole('checkbox', {
    name: m.group_compare({ values: lacking, count: ODD_RUN_COUNT - 1 }),
  });
  await expect(box).toHaveAttribute('aria-checked', 'false');
  await groupRow(grid, lacking).locator('[data-column="compared"]').click();
  await expect(box).toHaveAttribute('aria-checked', 'true');
  await expect(compareSet(page)).toContainText(`${ODD_RUN_COUNT - 1} runs`);

  await groupOpener(grid, lacking).click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(2 + ODD_RUN_COUNT - 1));
  const member = boxOf(page, 'nan and inf');
  await expect(member).toHaveAttribute('aria-checked', 'true');
  await grid.getByRole('row').filter({ has: member }).locator('[data-column="compared"]').click();
  await expect(box).toHaveAttribute('aria-checked', 'mixed');
  await expect(compareSet(page)).toContainText(`${ODD_RUN_COUNT - 2} runs`);
  await page.keyboard.press('Control+z');
  await expect(box).toHaveAttribute('aria-checked', 'true');
  await groupRow(grid, lacking).locator('[data-column="compared"]').click();
  await expect(box).toHaveAttribute('aria-checked', 'false');
  await expect(compareSet(page)).toContainText(m.set_none());
});
