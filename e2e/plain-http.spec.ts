import { get } from 'node:http';
import { cardOf, expect, expectExact, gridOf, m, ODD_CASES, ODD_RUN_COUNT, test } from './fixtures.ts';

/** Resolved to this machine by a flag of the browser (playwright.config.ts); the app knows it as RUNLENS_HOSTS. */
const LAN_NAME = 'lan.test';

/** The status of a request that names another host than the one it goes to. */
function statusUnderName(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

test('works on a plain-http name, which is no secure context', async ({ page, baseURL }) => {
  const server = process.env['RUNLENS_MLFLOW3_URL'] ?? '';
  expect(
    await statusUnderName(`${server}/ajax-api/2.0/mlflow/experiments/get?experiment_id=0`, LAN_NAME),
    'MLflow’s host rule is on',
  ).toBe(403);

  const { port } = new URL(baseURL ?? '');
  await page.goto(`http://${LAN_NAME}:${port}/`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await gridOf(page, m.experiments_title()).getByRole('link', { name: ODD_CASES, exact: true }).click();
  const runs = gridOf(page, m.runs_title());
  await expect(runs).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
  await expectExact(cardOf(page, 'loss'));

  await runs.getByRole('link', { name: 'late steps', exact: true }).click();
  await page.getByRole('button', { name: m.copy_run_id(), exact: true }).click();
  const field = page.getByRole('textbox', { name: m.copy_by_hand(), exact: true });
  await expect(field).toBeFocused();
  const selected = await field.evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLInputElement;
    return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
  });
  expect(selected).toMatch(/^[0-9a-f]{32}$/);
  await expect(page).toHaveURL(new RegExp(`#/run/${selected}$`));
});
