import type { Page } from '@playwright/test';
import { gridOf, m } from './fixtures.ts';

/** Opens the menu of a column of the runs table. */
export async function openMenu(page: Page, column: string): Promise<void> {
  const header = gridOf(page, m.runs_title()).getByRole('columnheader', { name: column, exact: true });
  await header.getByRole('button', { name: m.column_menu({ column }), exact: true }).click();
}

/** Goes through the menu of a column: an item, or one of the menu below it. */
export async function choose(page: Page, column: string, ...words: readonly string[]): Promise<void> {
  await openMenu(page, column);
  for (const name of words) {
    await page
      .getByRole('menuitem', { name, exact: true })
      .or(page.getByRole('menuitemcheckbox', { name, exact: true }))
      .click();
  }
}

/** The columns of the table but for check boxes and names, from left to right. */
export async function columnsOf(page: Page): Promise<readonly string[]> {
  const headers = await gridOf(page, m.runs_title())
    .getByRole('columnheader')
    .evaluateAll((cells) =>
      cells.map((cell) => ({
        id: cell.getAttribute('data-column') ?? '',
        index: Number(cell.getAttribute('aria-colindex')),
      })),
    );
  return headers
    .toSorted((left, right) => left.index - right.index)
    .map(({ id }) => id)
    .filter((id) => id !== 'compared' && id !== 'name');
}
