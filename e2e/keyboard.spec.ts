import type { Locator, Page } from '@playwright/test';
import {
  boxOf,
  cardOf,
  compareSet,
  expect,
  expectExact,
  gridOf,
  m,
  ODD_CASES,
  openOddCases,
  paramOf,
  rowOf,
  test,
} from './fixtures.ts';

const MOST_TABS = 40;

/** Presses Tab until the wanted element has the focus, and proves on the way that focus can be seen. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    await page.keyboard.press(key);
    if (await wanted.evaluate((element) => element.contains(document.activeElement))) {
      await expectVisibleFocus(page);
      return;
    }
  }
  throw new Error(`${MOST_TABS} times ${key} did not reach ${String(wanted)}`);
}

async function expectVisibleFocus(page: Page): Promise<void> {
  const look = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return undefined;
    // A ring may be drawn by the element around it.
    return [focused, focused.parentElement].map((element) => {
      if (!element) return '';
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
      return hasOutline || boxShadow !== 'none' ? 'seen' : '';
    });
  });
  expect(look, 'focus can be seen').toContain('seen');
}

/** The row that holds the focus. */
function focusedRow(grid: Locator): Locator {
  return grid.getByRole('row').filter({ has: grid.page().locator(':focus') });
}

async function arrowDownTo(page: Page, grid: Locator, row: Locator): Promise<void> {
  const target = Number(await row.getAttribute('aria-rowindex'));
  await page.keyboard.press('Control+Home');
  for (let index = 1; index < target; index += 1) {
    await expect(focusedRow(grid)).toHaveAttribute('aria-rowindex', String(index));
    await page.keyboard.press('ArrowDown');
  }
  await expect(focusedRow(grid)).toHaveAttribute('aria-rowindex', String(target));
  await expectVisibleFocus(page);
}

test('from the experiments to a run and back by keyboard alone', async ({ page }) => {
  await page.goto('./#/');
  const experiments = gridOf(page, m.experiments_title());
  await expect(rowOf(experiments, ODD_CASES)).toBeVisible();
  await tabTo(page, experiments.getByRole('row').nth(1));
  await arrowDownTo(page, experiments, rowOf(experiments, ODD_CASES));
  await page.keyboard.press('Enter');

  const runs = gridOf(page, m.runs_title());
  await expect(rowOf(runs, 'late steps')).toBeVisible();
  await expect(compareSet(page)).toContainText(m.set_top({ count: 10 }));
  await tabTo(page, runs.getByRole('row').nth(1));
  await arrowDownTo(page, runs, rowOf(runs, 'late steps'));
  await page.keyboard.press('Home');
  await expect(boxOf(page, 'late steps')).toBeChecked();
  await page.keyboard.press('Space');
  await expect(boxOf(page, 'late steps')).not.toBeChecked();
  await expect(compareSet(page)).toContainText(m.set_without({ count: 1 }));
  await page.keyboard.press('Space');
  await expect(boxOf(page, 'late steps')).toBeChecked();

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('late steps');
  const crumb = page.getByRole('navigation', { name: m.nav_breadcrumbs() }).getByRole('link').first();
  await tabTo(page, crumb);
  await page.keyboard.press('Enter');
  await expect(experiments).toBeVisible();
});

test('tabs and crosshair answer to arrow keys', async ({ page }) => {
  const { experimentId, idOf } = await openOddCases(page);
  await page.goto(`./#/runs?e=${experimentId}&set=${await idOf('late steps')}`);
  await expect(compareSet(page)).toContainText(m.set_these({ count: 1, text: '1' }));
  const card = cardOf(page, 'loss');
  await expect(card).toHaveAttribute('data-points-read', '20');
  await expectExact(card);

  const charts = page.getByRole('tab', { name: m.tab_charts(), exact: true });
  const table = page.getByRole('tab', { name: m.tab_table(), exact: true });
  const grid = gridOf(page, m.runs_title());
  await grid.evaluate((element) => element.toggleAttribute('data-is-first', true));
  await charts.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: m.tab_parallel(), exact: true })).toBeFocused();
  await page.keyboard.press('End');
  await expect(table).toHaveAttribute('aria-selected', 'true');
  await expect(table).toBeFocused();
  await expect.poll(() => paramOf(page, 'tab')).toBe('table');
  // From the last to the first.
  await page.keyboard.press('ArrowRight');
  await expect(charts).toHaveAttribute('aria-selected', 'true');
  await expect(charts).toBeFocused();
  await expectVisibleFocus(page);
  // Tabs change what stands beside the table; it is never made anew.
  await expect(grid).toHaveAttribute('data-is-first');

  await expectExact(card);
  await tabTo(page, card.getByRole('application', { name: m.card_plot({ metric: 'loss' }), exact: true }));
  const said = card.getByRole('status');
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(`${m.card_step({ step: '0' })}, late steps 0`);
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(/step 1, late steps 1(\.0+)?$/);
  await page.keyboard.press('ArrowLeft');
  await expect(said).toHaveText(`${m.card_step({ step: '0' })}, late steps 0`);
});

test('the menu of a column opens by Alt and the down arrow, each time anew', async ({ page }) => {
  const { experimentId } = await openOddCases(page);
  await page.goto(`./#/runs?e=${experimentId}&tab=table`);
  const runs = gridOf(page, m.runs_title());
  const button = (name: string) => runs.getByRole('button', { name, exact: true });
  const menu = page.getByRole('menu');
  await expect(button('loss')).toBeVisible();
  await button('loss').focus();
  // The second one opens at once, in the middle of the press: its code is here by then.
  for (const name of ['loss', 'model/depth']) {
    await expect(button(name)).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(menu).toBeVisible();
    await expect(menu.getByRole('menuitemcheckbox').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(button(name)).toBeFocused();
    await page.keyboard.press('ArrowRight');
  }

  await button('loss').focus();
  await page.keyboard.press('Alt+ArrowDown');
  const hide = menu.getByRole('menuitem', { name: m.column_hide(), exact: true });
  await expect(menu).toBeVisible();
  while (!(await hide.evaluate((element) => element === document.activeElement))) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(button('loss')).toHaveCount(0);
});
