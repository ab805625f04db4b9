import { expect, gridOf, m, openOddCases, test } from './fixtures.ts';

test('the menu of every row is inside the window, all of its items too', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  await openOddCases(page);
  const rows = gridOf(page, m.runs_title()).locator('[role="row"]:has([data-column="name"] a)');
  const last = page.getByRole('menuitem', { name: m.action_delete(), exact: true });
  const count = await rows.count();
  expect(count).toBeGreaterThan(5);
  for (let index = 0; index < count; index++) {
    const row = rows.nth(index);
    await row.locator('[data-column="name"]').focus();
    await page.keyboard.press('Alt+ArrowDown');
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    await expect(menu).toBeInViewport({ ratio: 1 });
    await last.hover();
    await expect(last).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
  }
  // Lower than the menu is high: it scrolls.
  await page.setViewportSize({ width: 1024, height: 420 });
  await rows.first().locator('[data-column="name"]').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('menu')).toBeInViewport({ ratio: 1 });
  await last.click();
  await expect(page.getByRole('dialog')).toBeVisible();
});
