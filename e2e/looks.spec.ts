import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { boxOf, cardOf, compareSet, expect, expectExact, gridOf, m, openOddCases, test } from './fixtures.ts';

const SCHEME = 'data-mantine-color-scheme';
const THEMES = { light: m.theme_light, dark: m.theme_dark, system: m.theme_system } as const;

async function chooseTheme(page: Page, theme: keyof typeof THEMES): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${m.theme_label()}: `) }).click();
  await page.getByRole('menuitem', { name: THEMES[theme](), exact: true }).click();
}

test('light, dark and the system’s theme; the choice survives a reload', async ({ page }) => {
  const root = page.locator('html');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('./#/');
  await expect(root).toHaveAttribute(SCHEME, 'light');
  await chooseTheme(page, 'dark');
  await expect(root).toHaveAttribute(SCHEME, 'dark');
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'dark');
  await page.reload();
  await expect(root).toHaveAttribute(SCHEME, 'dark');
  await chooseTheme(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute(SCHEME, 'light');
  await chooseTheme(page, 'system');
  await expect(root).toHaveAttribute(SCHEME, 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(root).toHaveAttribute(SCHEME, 'light');
});

test('Korean and back keeps the place and the workspace; the choice survives a reload @demo', async ({
  page,
}) => {
  await openOddCases(page);
  await boxOf(page, 'late steps').click();
  await expect(compareSet(page)).toContainText(m.set_without({ count: 1 }));
  // The rule without a run leaves the others the colours that they had: the address says that too.
  await expect(page).toHaveURL(/without.*&colors=/);
  const address = page.url();
  const korean = { locale: 'ko' } as const;

  await page.getByRole('button', { name: `${m.language_label()}: 한국어`, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  const set = page.getByRole('status', { name: m.set_label({}, korean), exact: true });
  await expect(set).toContainText(m.set_without({ count: 1 }, korean));
  await expect(gridOf(page, m.runs_title({}, korean))).toBeVisible();
  expect(page.url()).toBe(address);
  await page.reload();
  await expect(set).toContainText(m.set_without({ count: 1 }, korean));
  await expectExact(cardOf(page, 'loss'));

  await page.getByRole('button', { name: `${m.language_label({}, korean)}: English`, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(compareSet(page)).toContainText(m.set_without({ count: 1 }));
  expect(page.url()).toBe(address);
});

/** What breaks WCAG 2.1 A or AA, one line each. @param part of the page; left out: all of it */
async function violations(page: Page, part = 'html'): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .include(part)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // Without it, axe opens a page of its own for the last step.
    .setLegacyMode()
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

const PICTURE = ':is(figure, [role=figure]):is([data-state=exact], [data-state=empty])';
const COMPARISON = [
  { tab: 'parallel', drawn: PICTURE },
  { tab: 'scatter', drawn: PICTURE },
  { tab: 'heatmap', drawn: PICTURE },
  { tab: 'bars', drawn: PICTURE },
  { tab: 'diff', drawn: '[role="row"]' },
] as const;

for (const theme of ['light', 'dark'] as const) {
  test(`no page breaks an accessibility rule of level AA, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { idOf } = await openOddCases(page);
    const runId = await idOf('nan and inf');
    await expectExact(cardOf(page, 'loss'));
    expect.soft(await violations(page), 'workspace').toEqual([]);

    await page.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
    await page.getByRole('menuitem', { name: m.card_table(), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: m.points_title({ metric: 'loss' }), exact: true });
    await expect(gridOf(dialog, m.run_metrics()).getByRole('row').nth(1)).toContainText('still running');
    expect.soft(await violations(page), 'points').toEqual([]);
    await dialog.getByRole('button', { name: m.close(), exact: true }).click();

    const workspace = page.url();
    for (const { tab, drawn } of COMPARISON) {
      await page.goto(`${workspace}&tab=${tab}`);
      await expect(page.getByRole('tabpanel').locator(drawn).first()).toBeVisible();
      expect.soft(await violations(page, '[role="tabpanel"]'), tab).toEqual([]);
    }

    await page.goto(`./#/run/${runId}`);
    await expect(gridOf(page, m.run_metrics())).toBeVisible();
    expect.soft(await violations(page), 'run').toEqual([]);

    // The demo's registry: its list, a model, and one of its versions.
    await page.goto('./#/models');
    await expect(gridOf(page, m.models_title()).getByRole('row').nth(1)).toBeVisible();
    expect.soft(await violations(page), 'models').toEqual([]);
    await page.goto('./#/models/digits-mlp');
    await expect(page.getByRole('article', { name: 'champion', exact: true })).toContainText('val/loss');
    expect.soft(await violations(page), 'model').toEqual([]);
    await page.goto('./#/models/digits-mlp/3');
    await expect(page.getByRole('region', { name: m.version_signature(), exact: true })).toContainText(
      'float64',
    );
    expect.soft(await violations(page), 'version').toEqual([]);
    await page.goto('./#/');
    await expect(gridOf(page, m.experiments_title())).toBeVisible();
    expect.soft(await violations(page), 'experiments').toEqual([]);
    await page.goto('./#/connect');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.connect_title());
    expect.soft(await violations(page), 'connect').toEqual([]);
  });
}
