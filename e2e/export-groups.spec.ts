import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { runsHref } from '../src/url/routes.ts';
import { expect, gridOf, m, openExperiment, test } from './fixtures.ts';

const PRODUCTION = 'weighted-mtp/production';
const LOSS = 'metrics.val/loss';

test('a file of groups has the numbers of the file of their runs', async ({ page }) => {
  const experimentIds = [(await openExperiment(page, PRODUCTION)) as ExperimentId];
  const columns = [
    { kind: 'metric', key: 'val/loss' },
    { kind: 'param', key: 'horizon' },
    { kind: 'param', key: 'weighting' },
  ] as const;
  await page.goto(`./${runsHref({ experimentIds, columns })}`);
  const grid = gridOf(page, m.runs_title());
  await expect(grid).toHaveAttribute('aria-rowcount', /^\d+$/);
  await page.getByRole('button', { name: /^Group by/ }).click();
  for (const key of ['horizon', 'weighting'])
    await page
      .getByRole('checkbox', { name: new RegExp(`^${key}(?:\\s|$|\\d)`) })
      .first()
      .click();
  await page.keyboard.press('Escape');

  const runs = await download(page, 'runs');
  const losses = new Map<string, string[]>();
  for (const run of runs.rows) {
    const name = [run.get('params.horizon'), run.get('params.weighting')].join();
    losses.set(name, [...(losses.get(name) ?? []), run.get(LOSS) ?? '']);
  }
  await expect(grid).toHaveAttribute('aria-rowcount', String(losses.size));

  const groups = await download(page, 'groups');
  expect(groups.fileName).toContain(' groups ');
  expect(groups.rows).toHaveLength(losses.size);
  for (const group of groups.rows) {
    const name = [group.get('params.horizon'), group.get('params.weighting')].join();
    const all = losses.get(name) ?? [];
    expect.soft(group.get('n'), name).toBe(String(all.length));
    const values = all
      .filter((text) => text !== '')
      .map(Number)
      .filter(Number.isFinite);
    expect.soft(group.get(`${LOSS}_n`), name).toBe(String(values.length));
    if (values.length < 1) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect.soft(Number(group.get(`${LOSS}_mean`)), name).toBeCloseTo(mean, 12);
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const std = values.length < 2 ? '' : Math.sqrt(squares / (values.length - 1));
    if (std === '') expect.soft(group.get(`${LOSS}_std`), name).toBe('');
    else expect.soft(Number(group.get(`${LOSS}_std`)), name).toBeCloseTo(std, 12);
  }
});

/** A CSV whose texts hold no quotes: each row by its headers. */
async function download(page: Page, unit: 'runs' | 'groups') {
  await page.getByRole('button', { name: m.export_button(), exact: true }).click();
  const choice = page.getByRole('group', { name: m.export_unit() }).getByRole('radio');
  await choice.nth(unit === 'groups' ? 0 : 1).check();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: m.export_csv(), exact: true }).click();
  const file = await coming;
  await page.getByRole('button', { name: m.close(), exact: true }).click();
  const text = await readFile(await file.path(), 'utf8');
  const [headers = [], ...lines] = text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return {
    fileName: file.suggestedFilename(),
    rows: lines.map((line) => new Map(headers.map((header, index) => [header, line[index] ?? '']))),
  };
}
