import type { Locator, Page } from '@playwright/test';
import { cardOf, expect, expectExact, m, openOddCases, test } from './fixtures.ts';
import { packedOf } from './plot.ts';

const KEY = 'loss';

/** A button of the toolbar that opens a panel. */
function opener(page: Page, words: string): Locator {
  const toolbar = page.getByRole('toolbar', { name: m.charts_toolbar(), exact: true });
  return toolbar.getByRole('button', { name: words, exact: true });
}

function choice(page: Page, words: string): Locator {
  return page.getByRole('radio', { name: words });
}

/** What a screen reader hears of the last point of the card. */
async function lastPlace(page: Page, card: Locator): Promise<Locator> {
  await card.getByRole('application', { name: m.card_plot({ metric: KEY }), exact: true }).focus();
  await page.keyboard.press('End');
  return card.getByRole('status').filter({ hasText: /\S/ }).first();
}

test('smoothed, by time and on a log axis, a card says so, and its link shows the same @demo', async ({
  page,
}) => {
  await openOddCases(page);
  const card = cardOf(page, KEY);
  await expectExact(card);
  const read = await card.getAttribute('data-points-read');
  const ema = m.badge_ema({ weight: '0.6' });
  const restart = m.badge_restarts({ count: 1, text: '1' });
  await expect(card).toContainText(restart);
  await expect(card).not.toContainText(ema);

  await test.step('smoothing names its rule and takes no point away', async () => {
    await opener(page, m.smoothing_title()).click();
    await choice(page, m.smoothing_ema()).check();
    await expect(card).toContainText(ema);
    await expect(card).toHaveAttribute('data-points-read', read ?? '');
    await page.keyboard.press('Escape');
    await expect(opener(page, m.smoothing_button({ rule: ema }))).toBeFocused();
  });

  await test.step('relative time is told as time', async () => {
    await opener(page, m.axis_x_button({ axis: m.axis_step() })).click();
    await choice(page, m.axis_relative()).check();
    await page.keyboard.press('Escape');
    // The attempts stand one after the other.
    await expect(card).toContainText(restart);
    await expect(await lastPlace(page, card)).toContainText(m.card_at_time({ time: '26.999 s' }));
  });

  await test.step('a log axis counts what it has no place for', async () => {
    await opener(page, m.charts_axes()).click();
    await page.getByRole('checkbox', { name: m.charts_log_y(), exact: true }).check();
    await expect(card).toContainText(/values ≤ 0 are not on the log axis/);
    await page.keyboard.press('Escape');
  });

  await test.step('the link shows the same', async () => {
    const words = await card.locator('figcaption').innerText();
    await expect.poll(() => packedOf(page)['y']).toBe('log');
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await expectExact(card);
    await expect.poll(() => card.locator('figcaption').innerText()).toBe(words);
    await expect(opener(page, m.axis_x_button({ axis: m.axis_relative() }))).toBeVisible();
    await expect(await lastPlace(page, card)).toContainText(m.card_at_time({ time: '26.999 s' }));
  });
});

test('one card has axes of its own until it is as all cards again', async ({ page }) => {
  await openOddCases(page);
  const card = cardOf(page, KEY);
  await expectExact(card);
  await card.getByRole('button', { name: m.card_menu({ metric: KEY }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_axes(), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: m.card_axes_title({ metric: KEY }), exact: true });
  await dialog.getByLabel(m.axes_max({ axis: 'y' }), { exact: true }).fill('9');
  // The spike, and what other runs logged above it.
  await expect(card).toContainText(/\d+ points above/);
  await expect(card).toContainText(m.card_axes_own());
  await expect(cardOf(page, 'digits')).not.toContainText(m.card_axes_own());

  // It goes by time, alone: the place under the pointer is told as time there, and as a step on the others.
  await dialog
    .getByRole('combobox', { name: m.axis_x(), exact: true })
    .selectOption({ label: m.axis_relative() });
  await expect.poll(() => packedOf(page)['axes']).toMatchObject({ [`m:${KEY}`]: { axis: 'relative' } });
  await dialog.getByRole('button', { name: m.close(), exact: true }).click();
  await expect(await lastPlace(page, card)).toContainText(m.card_at_time({ time: '26.999 s' }));
  await page.reload();
  await expectExact(card);
  await expect(await lastPlace(page, card)).toContainText(m.card_at_time({ time: '26.999 s' }));

  await card.getByRole('button', { name: m.card_menu({ metric: KEY }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_axes(), exact: true }).click();
  await dialog.getByRole('button', { name: m.card_axes_reset(), exact: true }).click();
  await expect(card).not.toContainText(m.card_axes_own());
  await expect(card).not.toContainText(/points above/);
});
