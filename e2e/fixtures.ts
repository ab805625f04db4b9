import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { m } from '../src/paraglide/messages.js';

/** The experiment that `demo/odd_cases.py` logs on every source, and the oddest name in it. */
export const ODD_CASES = 'odd cases/이상값';
export const ODD_NAME = `names <script>alert(1)</script> "quoted" 'single' 한글/slash`;
export const ODD_RUN_COUNT = 12;

export interface RunsOfExperiment {
  readonly experimentId: string;
  /** The id of a run by its name. */
  readonly idOf: (name: string) => Promise<string>;
}

/** A console error, an uncaught error, a dialog of the browser or a crash fails the test that it happens in. */
export const test = base.extend<{ complaints: void }>({
  complaints: [
    async ({ page }, provide) => {
      const heard: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') heard.push(`console: ${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => heard.push(`uncaught: ${error.stack ?? error.message}`));
      page.on('crash', () => heard.push('the page crashed'));
      page.on('dialog', (dialog) => {
        heard.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      await provide();
      expect(heard, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, m };

export function gridOf(place: Page | Locator, name: string): Locator {
  return place.getByRole('grid', { name, exact: true });
}

export function rowOf(grid: Locator, name: string): Locator {
  return grid.getByRole('row').filter({ has: grid.page().getByRole('link', { name, exact: true }) });
}

/** Names of the runs or experiments in a grid, as they stand; whole where the screen shows them cut. */
export function namesIn(grid: Locator): Promise<readonly string[]> {
  return grid
    .locator('[role="gridcell"][data-column="name"]')
    .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).title));
}

export function compareSet(page: Page): Locator {
  return page.getByRole('status', { name: m.set_label(), exact: true });
}

/** The card of a metric; its name is the metric key. */
export function cardOf(page: Page, metricKey: string): Locator {
  return page.getByRole('figure', { name: metricKey, exact: true });
}

export function boxOf(page: Page, runName: string): Locator {
  return page.getByRole('checkbox', { name: m.row_compare({ name: runName }), exact: true });
}

/** Opens what a button shows; a click that came while the page moved is made again. */
export async function openByButton(button: Locator): Promise<void> {
  await expect(async () => {
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click({ timeout: 5_000 });
    await expect(button).toHaveAttribute('aria-expanded', 'true', { timeout: 3_000 });
  }).toPass();
}

/** Searches for an experiment on the first page and opens it. */
export async function openExperiment(page: Page, name: string): Promise<string> {
  await page.goto('./#/');
  const grid = gridOf(page, m.experiments_title());
  await page.getByRole('searchbox', { name: m.experiments_search(), exact: true }).fill(name);
  // Rows that move between press and release take no click.
  await expect(async () => {
    await grid.getByRole('link', { name, exact: true }).click({ timeout: 5_000 });
    await expect(page).toHaveURL(/#\/runs\?e=[^&]+$/, { timeout: 3_000 });
  }).toPass();
  return new URL(page.url()).hash.replace('#/runs?e=', '');
}

/** Opens the odd cases by way of the list of experiments. */
export async function openOddCases(page: Page): Promise<RunsOfExperiment> {
  const experimentId = await openExperiment(page, ODD_CASES);
  const grid = gridOf(page, m.runs_title());
  await expect(grid).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
  const idOf = async (name: string) => {
    const address = await rowOf(grid, name).getByRole('link').getAttribute('href');
    return address?.replace('#/run/', '') ?? '';
  };
  return { experimentId, idOf };
}

/** Waits until a card shows every logged point. */
export async function expectExact(card: Locator): Promise<void> {
  await expect(card).toHaveAttribute('data-state', 'exact');
  await expect(card).not.toHaveAttribute('data-points-drawn', '0');
}

/** What the address says about one parameter, decoded. */
export function paramOf(page: Page, name: string): string | undefined {
  const [, search = ''] = new URL(page.url()).hash.split('?');
  return new URLSearchParams(search).get(name) ?? undefined;
}
