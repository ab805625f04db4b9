import { test as base } from '@playwright/test';
import { expect, m } from './fixtures.ts';
import { type OwnServer, startOwnServer, withBasicAuth } from './own-server.ts';

const test = base.extend<object, { guarded: OwnServer }>({
  guarded: [
    async ({ browserName: _browser }, provide) => {
      const server = await startOwnServer('mlflow3', withBasicAuth);
      await provide(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test('a server with basic auth: the page says that it asks for a name', async ({ page, guarded }) => {
  await page.goto(guarded.appUrl);
  await expect(page.getByRole('alert')).toContainText(m.fail_unauthorized_title());
});
