import type { Page } from '@playwright/test';
import { expect, m } from './fixtures.ts';

/** The button of the saved views while one is open. */
export const viewButton = (page: Page, name: string) =>
  page.getByRole('button', { name: m.views_button_of({ name }), exact: true });

export async function openPanel(page: Page, name?: string): Promise<void> {
  const button =
    name === undefined
      ? page.getByRole('button', { name: m.views_button(), exact: true })
      : viewButton(page, name);
  await button.click();
  await expect(page.getByRole('region', { name: m.views_list() })).toBeVisible();
}

export async function saveAs(page: Page, name: string, isDefault = false): Promise<void> {
  await page.getByRole('button', { name: m.views_save_as(), exact: true }).click();
  await page.getByRole('textbox', { name: m.views_name() }).fill(name);
  if (isDefault) await page.getByRole('checkbox', { name: /views .* 한글/ }).check();
  await page.getByRole('button', { name: m.save(), exact: true }).click();
}
