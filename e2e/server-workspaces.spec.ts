import { test as base, type Page } from '@playwright/test';
import { expect, gridOf, m, ODD_CASES } from './fixtures.ts';
import { type OwnServer, startOwnServer } from './own-server.ts';

const test = base.extend<object, { divided: OwnServer }>({
  divided: [
    async ({ browserName: _browser }, provide) => {
      const server = await startOwnServer('mlflow3', () => ({ args: ['--enable-workspaces'] }));
      await post(server, '3.0/mlflow/workspaces', { name: 'team-b' });
      await post(server, '2.0/mlflow/experiments/create', { name: 'of team b' }, 'team-b');
      await provide(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

async function post(server: OwnServer, path: string, body: object, workspace?: string): Promise<void> {
  const answer = await fetch(`${server.url}/ajax-api/${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(workspace === undefined ? {} : { 'X-MLFLOW-WORKSPACE': workspace }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

const experiment = (page: Page, name: string) =>
  gridOf(page, m.experiments_title()).getByRole('link', { name, exact: true });
const chooser = (page: Page, name: string) =>
  page.getByRole('button', { name: `${m.workspace_label()}: ${name}`, exact: true });

test('workspaces of a server: chosen above, in the link, never mixed', async ({ page, divided }) => {
  await page.goto(divided.appUrl);
  await expect(experiment(page, ODD_CASES)).toBeVisible();
  await expect(experiment(page, 'of team b')).toHaveCount(0);
  await chooser(page, 'default').click();
  await page.getByRole('menuitem', { name: 'team-b', exact: true }).click();
  await expect(experiment(page, 'of team b')).toBeVisible();
  await expect(experiment(page, ODD_CASES)).toHaveCount(0);
  await expect(page).toHaveURL(/\?workspace=team-b#\/$/);

  await page.reload();
  await expect(experiment(page, 'of team b')).toBeVisible();
  await experiment(page, 'of team b').click();
  await expect(page).toHaveURL(/\?workspace=team-b#\/runs/);
  await page.goBack();
  await page.goBack();
  await expect(experiment(page, ODD_CASES)).toBeVisible();
  await expect(experiment(page, 'of team b')).toHaveCount(0);

  await page.goto(`${divided.appUrl}?workspace=nowhere`);
  const notice = page.getByRole('alert').filter({ hasText: m.fail_workspace_title({ name: 'nowhere' }) });
  await notice.getByRole('button', { name: m.workspace_default(), exact: true }).click();
  await expect(experiment(page, ODD_CASES)).toBeVisible();
  await expect(chooser(page, 'default')).toBeVisible();
});

test('a link into a workspace says so where the server has none', async ({ page }) => {
  await page.goto('./?workspace=team-b');
  const notice = page.getByRole('alert').filter({ hasText: m.fail_no_workspaces_title() });
  await notice.getByRole('button', { name: m.workspace_default(), exact: true }).click();
  await expect(experiment(page, ODD_CASES)).toBeVisible();
});
