import type { Page } from '@playwright/test';
import { cardOf, expect, expectExact, m, openExperiment, test } from './fixtures.ts';

/** Of the demo's data: five folds, each with a curve. */
const FOLDS = '의료·와인/교차 검증 5-fold';
const F1 = 'fold_{n}/val_f1';
const LOSS = 'fold_{n}/val_loss';
const MEAN = 'cv_aggregate/mean_f1';

/** Names of all cards, as they stand. */
function cards(page: Page): Promise<readonly (string | null)[]> {
  return page
    .getByRole('figure')
    .evaluateAll((figures) => figures.map((figure) => figure.getAttribute('aria-label')));
}

async function choose(page: Page, card: string, item: string): Promise<void> {
  await cardOf(page, card)
    .getByRole('button', { name: m.card_menu({ metric: card }), exact: true })
    .click();
  await page
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemradio', { name: item }))
    .click();
}

test('folds are one card, which can be split and joined again', async ({ page }) => {
  await openExperiment(page, FOLDS);
  await expectExact(cardOf(page, F1));
  // Ten runs of five folds, 20 epochs each: a line with a band for each run.
  await expect(cardOf(page, F1)).toHaveAttribute('data-series', '10');
  await expect(cardOf(page, F1)).toHaveAttribute('data-points-total', '1000');
  await choose(page, F1, m.card_split_family());
  // What is out of sight asks for nothing.
  await cardOf(page, 'fold_3/val_f1').scrollIntoViewIfNeeded();
  await expect(cardOf(page, 'fold_3/val_f1')).toHaveAttribute('data-series', '10');
  await expect(cardOf(page, F1)).toHaveCount(0);
  await choose(page, 'fold_3/val_f1', m.card_join_family({ family: F1 }));
  await expect(cardOf(page, 'fold_3/val_f1')).toHaveCount(0);
  await expect(cardOf(page, F1)).toHaveAttribute('data-series', '10');
});

test('cards are pinned, moved and resized, each taken back by undo', async ({ page }) => {
  await openExperiment(page, FOLDS);
  await expectExact(cardOf(page, LOSS));
  const natural = await cards(page);
  await choose(page, LOSS, m.card_pin());
  await expect.poll(() => cards(page)).toEqual([LOSS, ...natural.filter((name) => name !== LOSS)]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => cards(page)).toEqual(natural);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await cards(page))[0]).toBe(LOSS);
  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect.poll(() => cards(page)).toEqual(natural);

  // By key: the folds' second card before the first; by the heading: back again.
  const moved = [...natural.slice(0, -2), LOSS, F1];
  await cardOf(page, LOSS)
    .getByRole('button', { name: m.card_menu({ metric: LOSS }), exact: true })
    .focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => cards(page)).toEqual(moved);
  const half = ((await cardOf(page, F1).boundingBox())?.width ?? 0) / 2;
  await cardOf(page, LOSS)
    .getByText(LOSS, { exact: true })
    .dragTo(cardOf(page, F1), { targetPosition: { x: half + 20, y: 90 } });
  await expect.poll(() => cards(page)).toEqual(natural);

  const before = await cardOf(page, F1).boundingBox();
  const plot = cardOf(page, F1).getByRole('application');
  const plotHeight = (await plot.boundingBox())?.height ?? 0;
  await choose(page, F1, m.card_width_columns({ count: 2, text: '2' }));
  await expect
    .poll(async () => (await cardOf(page, F1).boundingBox())?.width)
    .toBeGreaterThan(1.8 * (before?.width ?? 0));
  await expectExact(cardOf(page, F1));
  const corner = cardOf(page, F1).locator('[data-corner]');
  await corner.dragTo(cardOf(page, F1), {
    targetPosition: { x: 40, y: (before?.height ?? 0) - 60 },
  });
  await expect
    .poll(async () => (await cardOf(page, F1).boundingBox())?.width)
    .toBeLessThan(1.2 * (before?.width ?? 0));
  // The card itself is as high as the one beside it.
  await expect.poll(async () => (await plot.boundingBox())?.height).toBeLessThan(plotHeight - 30);
});

test('a card fills the screen, and its link opens it so in another tab', async ({ page, context }) => {
  await openExperiment(page, FOLDS);
  await expectExact(cardOf(page, F1));
  await choose(page, F1, m.card_full());
  const full = page.getByRole('dialog', { name: m.card_full(), exact: true });
  await expect(full.getByRole('figure', { name: F1, exact: true })).toHaveAttribute('data-series', '10');
  await expect(page).toHaveURL(/[?&]card=f:fold_/);
  // What its lines are called stands beside it.
  const names = full.getByRole('list', { name: m.card_legend(), exact: true }).getByRole('button');
  await expect(names).toHaveCount(10);
  for (const isFocused of [true, false]) {
    await names.first().click();
    await expect(names.first()).toHaveAttribute('aria-pressed', String(isFocused));
  }
  const other = await context.newPage();
  await other.goto(page.url());
  const there = other.getByRole('dialog', { name: m.card_full(), exact: true });
  await expect(there.getByRole('figure', { name: F1, exact: true })).toHaveAttribute('data-series', '10');
  expect((await there.boundingBox())?.width).toBe(other.viewportSize()?.width);
  await other.close();
  await page.keyboard.press('Escape');
  await expect(full).toHaveCount(0);
  await expect(page).not.toHaveURL(/card=/);
  await page.goBack();
  await expect(full).toBeVisible();
});

test('a card of a regular expression is made, edited, found and removed', async ({ page }) => {
  await openExperiment(page, FOLDS);
  await page.getByRole('button', { name: m.card_add(), exact: true }).click();
  const form = page.getByRole('dialog', { name: m.card_add(), exact: true });
  await form.getByRole('radio', { name: m.card_form_pattern(), exact: true }).check();
  const pattern = form.getByRole('textbox', { name: m.card_form_pattern(), exact: true });
  await pattern.fill('fold_[12');
  await expect(form.getByRole('status')).toHaveText(m.charts_find_bad());
  await pattern.fill('^fold_[12]/val_f1');
  await expect(form.getByRole('status')).toHaveText(m.card_form_matches({ count: 2, text: '2' }));
  await form.getByRole('button', { name: m.card_add(), exact: true }).click();
  const made = '/^fold_[12]/val_f1/';
  await expectExact(cardOf(page, made));
  await expect(cardOf(page, made)).toHaveAttribute('data-series', '20');

  await choose(page, made, m.card_form_edit());
  const edit = page.getByRole('dialog', { name: m.card_form_edit(), exact: true });
  await edit.getByRole('textbox', { name: m.card_form_pattern(), exact: true }).fill('^fold_1/val_f1');
  await edit.getByRole('button', { name: m.card_form_save(), exact: true }).click();
  const edited = '/^fold_1/val_f1/';
  await expect(cardOf(page, edited)).toHaveAttribute('data-series', '10');

  // Found by what is on it: the made card, and the family that has the fold.
  await page.getByRole('searchbox', { name: m.charts_find(), exact: true }).fill('/^fold_1.*f1$/');
  await expect.poll(() => cards(page)).toEqual([edited, F1]);
  await page.getByRole('searchbox', { name: m.charts_find(), exact: true }).fill('');
  await choose(page, edited, m.card_remove());
  await expect(cardOf(page, edited)).toHaveCount(0);
});

test('metrics that every run logged once are bars with their values @demo', async ({ page }) => {
  await openExperiment(page, FOLDS);
  const bars = cardOf(page, MEAN).getByRole('list', { name: m.card_bars({ metric: MEAN }), exact: true });
  await expect(bars.getByRole('listitem').first()).toBeVisible();
  await expect(cardOf(page, MEAN)).toHaveAttribute('data-series', '10');
  await expect(bars.getByRole('listitem').first()).toContainText(/0\.9\d/);
});
