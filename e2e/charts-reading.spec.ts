import { PRODUCTION } from './filter-field.ts';
import {
  cardOf,
  expect,
  expectExact,
  gridOf,
  m,
  openExperiment,
  openOddCases,
  rowOf,
  test,
} from './fixtures.ts';
import { packedOf, plotOf, pointAt, typeStep } from './plot.ts';
import { pythonOf, trueHistories } from './truth.ts';

test('a crosshair is shared by all cards, pinned, typed and linked', async ({ page }) => {
  await openExperiment(page, 'digits/mlp sweep');
  const [loss, accuracy] = [cardOf(page, 'train/loss'), cardOf(page, 'train/accuracy')];
  await expectExact(loss);
  await expectExact(accuracy);
  await pointAt(page, plotOf(loss), 0.5, 0.5);
  await expect(plotOf(loss)).toHaveAttribute('data-crosshair-x', /^\d+$/);
  const x = (await plotOf(loss).getAttribute('data-crosshair-x')) ?? '';
  await expect(plotOf(accuracy)).toHaveAttribute('data-crosshair-x', x);

  await page.keyboard.press('p');
  await expect(plotOf(accuracy)).toHaveAttribute('data-pinned-x', x);
  await expect.poll(() => packedOf(page)['pin']).toEqual([Number(x), 'step', expect.any(String)]);

  await page.keyboard.press('g');
  const place = page.getByRole('textbox', { name: m.card_go_to_step(), exact: true });
  await place.fill('7');
  await place.press('Enter');
  await expect(plotOf(accuracy)).toHaveAttribute('data-pinned-x', '7');
  await expect.poll(() => packedOf(page)['pin']).toEqual([7, 'step']);
  await page.reload();
  await expect(plotOf(cardOf(page, 'train/accuracy'))).toHaveAttribute('data-pinned-x', '7');

  await page.keyboard.press('Escape');
  await expect(plotOf(cardOf(page, 'train/accuracy'))).not.toHaveAttribute('data-pinned-x');
  await expect.poll(() => packedOf(page)['pin']).toBeUndefined();
});

test('the first value that is no number leads to all cards around it', async ({ page }) => {
  const { experimentId, idOf } = await openOddCases(page);
  await page.goto(`./#/runs?e=${experimentId}&set=${await idOf('nan and inf')}`);
  const card = cardOf(page, 'loss');
  // A card that is still read may yet find an earlier step.
  await expectExact(card);
  const link = card.locator('[data-first-non-finite]');
  const step = Number(await link.getAttribute('data-first-non-finite'));
  await link.click();
  await expect.poll(() => packedOf(page)['zoom']).toEqual([step - 200, step + 200]);
});

test('lines go by the legend template of the link', async ({ page }) => {
  await openExperiment(page, 'digits/mlp sweep');
  await expectExact(cardOf(page, 'train/loss'));
  await page.getByRole('button', { name: m.charts_display(), exact: true }).click();
  const template = page.getByRole('combobox', { name: m.legend_template(), exact: true });
  await template.fill('line of ${solv');
  await expect(page.getByRole('option', { name: 'params.solver', exact: true })).toBeVisible();
  await template.press('Enter');
  await expect(template).toHaveValue('line of ${params.solver}');
  await page.keyboard.press('Escape');
  await expect.poll(() => packedOf(page)['legend']).toBe('line of ${params.solver}');
  // The panel lies over the plot until it has gone.
  await expect(async () => {
    await pointAt(page, plotOf(cardOf(page, 'train/loss')), 0.3, 0.5);
    await expect(page.getByText(/^line of (?:sgd|adam)$/).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test('a typed step reads what every line had at that step, though a picture draws few of its points @demo', async ({
  page,
}, testInfo) => {
  await openExperiment(page, PRODUCTION);
  const card = cardOf(page, 'train/loss');
  await expectExact(card);
  const step = 777;
  await pointAt(page, plotOf(card), 0.5, 0.5);
  await typeStep(page, plotOf(card), step);
  await pointAt(page, plotOf(card), 0.55, 0.5);
  const tooltip = page.locator('[data-tooltip]');
  await expect(tooltip).toHaveAttribute('data-tooltip', String(step));
  const rows = tooltip.locator('[data-label]');
  await expect.poll(() => rows.filter({ hasText: '@' }).count()).toBeLessThan(await rows.count());
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => ({
      name: (row as HTMLElement).dataset['label'] ?? '',
      value: Number((row as HTMLElement).dataset['value']),
      isElsewhere: row.textContent?.includes('@') ?? false,
    })),
  );
  const atStep = shown.filter(({ isElsewhere }) => !isElsewhere);
  // All but the runs that ended before.
  expect(atStep.length).toBeGreaterThanOrEqual(shown.length - 2);
  const python = pythonOf(testInfo.project.name);
  if (!python || testInfo.project.name === 'demo') return;
  const grid = gridOf(page, m.runs_title());
  const ids = await Promise.all(
    atStep.map(async ({ name }) => (await rowOf(grid, name).getAttribute('data-row-id')) ?? ''),
  );
  const histories = await trueHistories(testInfo, ids, 'train/loss');
  const logged = ids.map((id) => Number(histories.get(id)?.findLast((point) => point.step === step)?.value));
  expect(atStep.map(({ value }) => value)).toEqual(logged);
});
