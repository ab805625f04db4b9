import type { Locator, Page } from '@playwright/test';
import { decodePacked, type PackedFields } from '../src/url/packed-rest.ts';
import { expect, m, paramOf } from './fixtures.ts';

/** The plot of a card; its attributes tell what is drawn. */
export const plotOf = (card: Locator): Locator => card.getByRole('application');

/** Moves the pointer to a place of the plot, as parts of its width and height. */
export async function pointAt(page: Page, plot: Locator, across = 0.5, down = 0.4): Promise<void> {
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (!box) throw new Error('the plot is not on screen');
  await page.mouse.move(box.x + box.width * across, box.y + box.height * down, { steps: 3 });
}

/** Types a step to pin in the plot that has the keyboard or the pointer. */
export async function typeStep(page: Page, plot: Locator, step: number): Promise<void> {
  const place = page.getByRole('textbox', { name: m.card_go_to_step(), exact: true });
  // A card that gets its last points just now may not have heard of the pointer yet.
  await expect(async () => {
    await page.keyboard.press('g');
    await expect(place).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await place.fill(String(step));
  await place.press('Enter');
  await expect(plot).toHaveAttribute('data-pinned-x', String(step));
}

/** What the packed part of the address says. */
export function packedOf(page: Page): PackedFields {
  return decodePacked(paramOf(page, 'w') ?? '') ?? {};
}
