import type { Locator, Page } from '@playwright/test';
import { expect, gridOf, m, namesIn, paramOf } from './fixtures.ts';

/** Of the odd cases those whose last loss is above 1, newest first. */
export const LARGE_LOSS = ['late steps', 'negative steps', 'duplicate steps'];
/** Parents with three seeds each, a failed, a killed and a diverged run. */
export const PRODUCTION = 'weighted-mtp/production';
export const PRODUCTION_RUN_COUNT = 23;

export function fieldOf(page: Page): Locator {
  return page.getByRole('textbox', { name: m.filter_label(), exact: true });
}

/** The field once it completes; until then a plain input stands in its place. */
export async function editorOf(page: Page): Promise<Locator> {
  const field = fieldOf(page);
  await expect(field).toHaveAttribute('contenteditable', 'true');
  return field;
}

export async function applyFilter(page: Page, text: string): Promise<void> {
  const field = await editorOf(page);
  await field.fill(text);
  await field.press('Enter');
  await expect.poll(() => paramOf(page, 'q')).toBe(text);
}

export async function expectRuns(page: Page, names: readonly string[]): Promise<void> {
  const grid = gridOf(page, m.runs_title());
  await expect.poll(() => namesIn(grid)).toEqual(names);
  await expect(grid).toHaveAttribute('aria-rowcount', String(names.length));
}

export async function openRecents(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: m.filter_recent(), exact: true }).click();
  return page.getByRole('menu').getByRole('menuitem');
}
