import type { Locator, Page } from '@playwright/test';
import { m, openByButton } from './fixtures.ts';

/** Why a journey is left out where nothing can say what is true. */
export const NO_CLIENT = 'needs the environment of the server’s client: npm test makes it';

/** Ticks keys in the menu of groups, or takes those out that are ticked. */
export async function toggleKeys(page: Page, ...keys: readonly string[]): Promise<void> {
  await openGroupMenu(page);
  for (const key of keys) {
    await page
      .getByRole('checkbox', { name: new RegExp(`^${key}(?:\\s|$|\\d)`) })
      .first()
      .click();
  }
  await page.keyboard.press('Escape');
}

export async function openGroupMenu(page: Page): Promise<void> {
  await openByButton(page.getByRole('button', { name: /^Group by/ }));
}

/** A group's row, by what the group is called. */
export function groupRow(grid: Locator, label: string): Locator {
  // A narrow cell shows less of it.
  const name = grid.page().locator(`[data-column="name"][title^=${JSON.stringify(`${label}, n = `)}]`);
  return grid.getByRole('row').filter({ has: name });
}

export function groupOpener(grid: Locator, label: string): Locator {
  return grid.getByRole('button', { name: m.group_open({ values: label }), exact: true });
}
