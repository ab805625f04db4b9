import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild, stopChild } from '../scripts/child-process.mjs';
import { environmentFolder } from '../scripts/mlflow-environments.mjs';
import { startApp } from '../scripts/start-app.mjs';
import { QUIET, startTrackingServer, type TrackingServer } from '../scripts/tracking-server.mjs';
import { cardOf, expect, expectExact, gridOf, m, ODD_CASES, test } from './fixtures.ts';
import { startOwnServer } from './own-server.ts';

test('a link of MLflow 2.22 is for the same data after `mlflow db upgrade` by 3.17 @long', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-upgraded-'));
  const apps: Parameters<typeof startApp>[0] = [];
  const old = await startOwnServer('mlflow2');
  let upgraded: TrackingServer | undefined;
  try {
    await page.goto(old.appUrl);
    const experiments = gridOf(page, m.experiments_title());
    await experiments.getByRole('link', { name: ODD_CASES, exact: true }).click();
    await expectExact(cardOf(page, 'loss'));
    const header = gridOf(page, m.runs_title()).getByRole('columnheader', { name: 'loss', exact: true });
    await header.click();
    await expect(page).toHaveURL(/[?&]sort=metrics\.loss&.*data=/);
    const { hash } = new URL(page.url());

    cpSync(old.folder, folder, { recursive: true });
    const python = join(environmentFolder('mlflow3'), 'bin', 'python');
    const uri = `sqlite:///${join(folder, 'mlflow.db')}`;
    const options = { limitMs: 240_000, env: QUIET };
    const { code, output } = await runChild(python, ['-m', 'mlflow', 'db', 'upgrade', uri], options);
    expect(code, output).toBe(0);
    upgraded = await startTrackingServer(python, folder);
    await page.goto(`${await startApp(apps, upgraded.url)}${hash}`);
    await expectExact(cardOf(page, 'loss'));
    await expect(page.getByRole('link', { name: /3\.17/ })).toBeVisible();
    await expect(page.getByText(m.other_data_title())).toBeHidden();
    expect(new URL(page.url()).hash).toBe(hash);
    // Its pages go before its servers.
    await page.goto('about:blank');
  } finally {
    await Promise.all([...apps.map((app) => stopChild(app)), upgraded?.stop(), old.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
});
