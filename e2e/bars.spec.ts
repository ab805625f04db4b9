import { compareSet, expect, m, openExperiment, test } from './fixtures.ts';

test('a metric over the values of a param: bars, boxes with their runs, and a click compares one group', async ({
  page,
}) => {
  await openExperiment(page, 'digits/mlp sweep');
  await page.getByRole('tab', { name: m.tab_bars() }).click();
  const figure = page.getByRole('figure', { name: m.tab_bars() });
  await expect(figure).toHaveAttribute('data-series', '10');
  await page.goto(page.url().replace(/&set=[^&]*|$/, '&set=all'));
  await expect(figure).toHaveAttribute('data-series', '128');
  // Accuracy: the highest is the best, and the best stands first.
  const values = await figure
    .getByRole('listitem')
    .evaluateAll((rows) => rows.map((row) => Number(row.dataset['value'])));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  await page.getByRole('combobox', { name: m.bars_by(), exact: true }).selectOption('params.activation');
  await expect(figure).toHaveAttribute('data-series', '2');
  await page.getByRole('combobox', { name: m.bars_shape(), exact: true }).selectOption('box');
  await expect(figure.locator('svg circle').first()).toBeVisible();
  const row = figure.getByRole('listitem').filter({ hasText: 'relu' });
  await expect(row).toHaveAttribute('data-n', '64');
  await row.getByRole('button').click();
  await expect(compareSet(page)).toContainText(m.set_these({ count: 64, text: '64' }));
  await page.getByRole('button', { name: m.undo() }).click();
  await expect(compareSet(page)).toContainText(m.set_all());
});
