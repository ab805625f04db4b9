import { PRODUCTION } from './filter-field.ts';
import { compareSet, expect, m, openExperiment, test } from './fixtures.ts';
import { packedOf } from './plot.ts';

test('where the loss is low over two params: cells, the table for a paper, and back by undo @demo', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExperiment(page, PRODUCTION);
  await page.goto(page.url().replace(/(#\/runs\?e=[^&]+).*/, '$1&tab=heatmap&set=all'));
  const figure = page.getByRole('figure', { name: m.heatmap_figure({ metric: 'val/loss' }) });
  await expect(figure).toHaveAttribute('data-state', 'exact');

  // Three seeds of each, as they were logged.
  const cell = figure.getByRole('gridcell', { name: /^weighting decay, horizon 4: .*3 of/ });
  await expect(cell).toContainText('0.03709');

  await figure.getByRole('button', { name: m.heatmap_export() }).click();
  await page.getByRole('button', { name: m.heatmap_copy_markdown() }).click();
  await expect(page.getByText(m.copied())).toBeAttached();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('**0.03414 ± 0.00045** (3)');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: m.matters_toggle() }).click();
  const matters = page.getByRole('region', { name: m.matters_title({ metric: 'val/loss' }) });
  await expect(matters.getByRole('row', { name: /^horizon/ })).toContainText('ρ 0.56');

  const before = await compareSet(page).textContent();
  await cell.click();
  await expect(compareSet(page)).not.toHaveText(before ?? '');
  await expect.poll(() => packedOf(page)['heatmap']).toMatchObject({ x: 'params.weighting' });
  // Their curves, and back to the map by one undo.
  await expect(page.getByRole('tab', { name: m.tab_charts(), exact: true })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.getByRole('button', { name: m.undo() }).click();
  await expect(compareSet(page)).toHaveText(before ?? '');
  await expect(cell).toBeVisible();

  // Runs with their metrics: ordered by a click on a metric.
  await page.getByRole('combobox', { name: m.heatmap_kind() }).selectOption('runs');
  const table = page.getByRole('grid', { name: m.heatmap_kind_runs() });
  await table.getByRole('button', { name: 'val/loss', exact: true }).click();
  await expect(table.getByRole('columnheader', { name: 'val/loss', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect.poll(() => packedOf(page)['heatmap']).toMatchObject({ sort: 'metrics.val/loss' });
});
