import { compareSet, expect, gridOf, m, openExperiment, rowOf, test } from './fixtures.ts';
import { packedOf } from './plot.ts';

const SWEEP = 'digits/mlp sweep';

test('the front of a sweep is ticked and taken back; a box selects; how it is looked at is in the link', async ({
  page,
}) => {
  await openExperiment(page, SWEEP);
  // The point at the left is the first row then: tables have only the rows in sight.
  await page.goto(page.url().replace(/&sort=[^&]*|$/, '&sort=duration'));
  await page.getByRole('tab', { name: m.tab_scatter() }).click();
  const figure = page.getByRole('figure', { name: m.tab_scatter() });
  await expect(figure).toHaveAttribute('data-points-drawn', '10');
  await page.getByRole('combobox', { name: m.scatter_runs(), exact: true }).selectOption('all');
  await page.getByRole('combobox', { name: 'X', exact: true }).selectOption('duration');
  await expect(figure).toHaveAttribute('data-points-drawn', '128');
  await page.getByRole('checkbox', { name: m.scatter_front() }).check();
  const front = await page.getByRole('status', { name: m.scatter_front() }).innerText();
  const count = Number(/\d+/.exec(front)?.[0]);
  expect(count).toBeGreaterThan(0);
  await page.getByRole('button', { name: m.front_tick(), exact: true }).click();
  await expect(compareSet(page)).toContainText(m.set_these({ count, text: String(count) }));
  await page.getByRole('button', { name: m.undo() }).click();
  await expect(compareSet(page)).toContainText(m.set_top({ count: 10 }));

  const plot = figure.getByRole('application');
  const box = await plot.boundingBox();
  if (!box) throw new Error('no plot');
  await page.mouse.move(box.x + 1, box.y + 1);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + box.height - 1, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('status', { name: m.scatter_selection() })).toContainText('128');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status', { name: m.scatter_selection() })).toHaveCount(0);

  // A line drawn round some of them.
  await page.getByRole('button', { name: m.scatter_tool_lasso(), exact: true }).click();
  const corners = [0.02, 0.98].flatMap((x) => [
    { x, y: x < 0.5 ? 0.02 : 0.98 },
    { x, y: x < 0.5 ? 0.98 : 0.02 },
  ]);
  for (const [index, { x, y }] of corners.entries()) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
  await expect(page.getByRole('status', { name: m.scatter_selection() })).toContainText('128');
  await page.keyboard.press('Escape');

  // The wheel zooms about the pointer, a double click shows all again.
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -300);
  await expect.poll(() => packedOf(page)['scatter']).toHaveProperty('zoom');
  await expect(figure).not.toHaveAttribute('data-points-drawn', '128');
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  await expect(figure).toHaveAttribute('data-points-drawn', '128');

  // Keys go from run to run; the row of the run is lit with its point.
  await page.mouse.move(0, 0);
  await plot.focus();
  await page.keyboard.press('Home');
  const name = (await page.locator('[data-tooltip]').getAttribute('data-tooltip')) ?? '';
  expect(name).toContain('mlp');
  const table = gridOf(page, m.runs_title());
  await expect(table.locator('[data-row-id][data-highlighted]')).toHaveCount(1);
  await expect(rowOf(table, name)).toHaveAttribute('data-highlighted', 'true');
  expect(packedOf(page)).toMatchObject({ scatter: { x: 'duration', front: true, all: true } });
});
