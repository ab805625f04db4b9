import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { cardOf, expect, expectExact, gridOf, m, openOddCases, test } from './fixtures.ts';
import { pythonOf, trueHistories } from './truth.ts';

const NAMES = ['nan and inf', 'duplicate steps', 'negative steps', 'late steps', 'long with spike'];

test('the CSV of a card holds every point that was logged', async ({ page }, testInfo) => {
  // Python and MLflow's client take ten seconds to load on a busy machine.
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'needs the environment of the server’s client: npm test makes it');
  const { ids, card } = await openCard(page);
  const truth = await trueHistories(testInfo, ids, 'loss');
  const { path, fileName } = await save(page, card, m.cardexport_csv());
  expect(fileName).toMatch(/^loss \d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(path, 'utf8');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('\uFEFFrun,run_id,metric,step,time,value');
  expect(lines.at(-1)).toBe('');
  const read = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const line of lines.slice(1, -1)) {
    const [, id = '', key, step, time, value = ''] = line.split(',');
    expect(key).toBe('loss');
    read.get(id)?.push(`${step} ${time} ${String(Number(value.replace('inf', 'Infinity')))}`);
  }
  for (const [id, points] of truth) {
    const logged = points.map(
      ({ step, timestampMs, value }) => `${step} ${new Date(timestampMs).toISOString()} ${value}`,
    );
    expect(read.get(id), id).toEqual(logged);
  }
});

test('a card is saved as SVG with a path for each line, and as PNG of two pixels to one @demo', async ({
  page,
}) => {
  const { card } = await openCard(page);
  const svg = await save(page, card, m.cardexport_svg());
  const text = await readFile(svg.path, 'utf8');
  const found = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    // Faint ones stand behind: what a run that went back to an earlier step did again.
    const paths = [...parsed.querySelectorAll('g[clip-path] path:not([stroke-opacity])')];
    return {
      isBroken: parsed.querySelector('parsererror') !== null,
      size: ['width', 'height'].map((name) => Number(parsed.documentElement.getAttribute(name))),
      colors: paths.map((path) => path.getAttribute('stroke')),
      longest: Math.max(...paths.map((path) => path.getAttribute('d')?.split(' ').length ?? 0)),
      texts: [...parsed.querySelectorAll('text')].map((element) => element.textContent),
    };
  }, text);
  expect(found.isBroken).toBe(false);
  expect(new Set(found.colors).size, 'a colour for each line').toBe(NAMES.length);
  expect(found.colors).toHaveLength(NAMES.length);
  // 20,000 points of which each pixel column keeps up to four: no mere sample of hundreds.
  expect(found.longest).toBeGreaterThan(1_000);
  expect(found.texts).toEqual(expect.arrayContaining(['loss', ...NAMES]));
  expect(found.texts.filter((words) => words?.includes('exact'))).toHaveLength(1);

  const png = await save(page, card, m.cardexport_png());
  const bytes = await readFile(png.path);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(found.size.map((css) => css * 2));
});

test('show as table goes to a step, and to the same step of the next run', async ({ page }) => {
  const { card } = await openCard(page);
  await card.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_table(), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: m.points_title({ metric: 'loss' }), exact: true });
  const field = dialog.getByRole('textbox', { name: m.points_go_to_step(), exact: true });
  await field.fill('12,345');
  await field.press('Enter');
  const cell = gridOf(dialog, m.run_metrics()).getByRole('gridcell', { name: '9.8', exact: true });
  await expect(cell).toBeInViewport();
  // No other run got that far.
  await field.press('Enter');
  await expect(dialog.getByText(m.points_step_missing(), { exact: true })).toBeVisible();
});

async function openCard(page: Page) {
  const { experimentId, idOf } = await openOddCases(page);
  const ids = await Promise.all(NAMES.map(idOf));
  await page.goto(`./#/runs?e=${experimentId}&set=${ids.join(',')}`);
  const card = cardOf(page, 'loss');
  await expect(card).toHaveAttribute('data-series', String(NAMES.length));
  await expectExact(card);
  return { ids, card };
}

async function save(page: Page, card: Locator, entry: string) {
  const coming = page.waitForEvent('download');
  await card.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
  const download = await coming;
  await card.getByRole('button', { name: m.close(), exact: true }).click();
  return { path: await download.path(), fileName: download.suggestedFilename() };
}
