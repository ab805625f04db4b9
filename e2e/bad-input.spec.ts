import { writeFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { type Asked, type Fault, type FaultProxy, passOn, startFaultProxy } from './fault-proxy.ts';
import {
  cardOf,
  expect,
  expectExact,
  gridOf,
  m,
  ODD_CASES,
  ODD_RUN_COUNT,
  test as base,
} from './fixtures.ts';
import { unpackDemo } from './truth.ts';

/** The app on the real server, behind a proxy that spoils answers on demand. */
const test = base.extend<{ relay: FaultProxy }>({
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

const isSearch = ({ request }: Asked) => request.url?.includes('/runs/search') === true;

function answer(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Fault {
  return (asked) => {
    if (!isSearch(asked)) return false;
    asked.response.writeHead(status, { 'content-type': type, ...headers });
    asked.response.end(body);
    return true;
  };
}

/** MLflow's own refusal, provoked at the real server with a header that its rules forbid. */
function refusedBecauseOf(headers: Readonly<Record<string, string>>): Fault {
  return (asked) => {
    if (!isSearch(asked)) return false;
    passOn(new URL(process.env['RUNLENS_MLFLOW3_URL'] ?? ''), asked, headers);
    return true;
  };
}

const HTML = '<!doctype html><html><head><title>Error</title></head><body><h1>Oops</h1></body></html>';

interface Case {
  readonly name: string;
  readonly fault: Fault;
  /** Title and what to do. */
  readonly words: (page: Page) => readonly [string, string];
}

const CASES: readonly Case[] = [
  {
    name: '403 of the permissions',
    fault: answer(
      403,
      'application/json',
      '{"error_code":"PERMISSION_DENIED","message":"Permission denied"}',
    ),
    words: () => [m.fail_forbidden_title(), m.fail_forbidden_body()],
  },
  {
    name: '403 of the host rule, from MLflow itself',
    fault: refusedBecauseOf({ host: 'wrong.test' }),
    words: () => [m.fail_host_title(), m.fail_host_body()],
  },
  {
    name: '403 of the origin rule, from MLflow itself',
    fault: refusedBecauseOf({ origin: 'http://wrong.test' }),
    words: (page) => [m.fail_origin_title(), m.fail_origin_body({ origin: new URL(page.url()).origin })],
  },
  {
    name: '404',
    fault: answer(404, 'application/json', '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}'),
    words: () => [m.fail_notfound_title(), m.fail_notfound_body()],
  },
  {
    name: '429',
    fault: answer(429, 'text/plain', 'Too many requests', { 'retry-after': '60' }),
    words: () => [m.fail_ratelimit_title(), m.fail_ratelimit_body()],
  },
  {
    name: '500 with HTML',
    fault: answer(500, 'text/html', HTML),
    words: () => [m.fail_server_title(), m.fail_server_body({ status: 500 })],
  },
  {
    name: 'truncated JSON',
    fault: answer(200, 'application/json', '{"runs":[{"info":{"run_id":"12'),
    words: () => [m.fail_truncated_title(), m.fail_truncated_body()],
  },
  {
    name: '200 with somebody else’s HTML',
    fault: answer(200, 'text/html', HTML),
    words: () => [m.fail_notmlflow_title(), m.fail_notmlflow_body()],
  },
];

test('each failure of the server has its own words; runs stay and a retry works', async ({ page, relay }) => {
  test.slow();
  await page.goto(relay.url);
  await gridOf(page, m.experiments_title()).getByRole('link', { name: ODD_CASES, exact: true }).click();
  const runs = gridOf(page, m.runs_title());
  await expect(runs).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
  for (const { name, fault, words } of CASES) {
    await test.step(name, async () => {
      relay.fault = fault;
      await page.getByRole('button', { name: m.runs_read_again(), exact: true }).click();
      const [title, body] = words(page);
      const notice = noticeOf(page, title);
      await expect(notice).toContainText(body);
      await expect(runs.getByRole('link', { name: 'late steps', exact: true })).toBeVisible();
      await expect(cardOf(page, 'loss')).not.toHaveAttribute('data-series', '0');

      relay.fault = undefined;
      await notice.getByRole('button', { name: m.retry(), exact: true }).click();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expect(runs).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
    });
  }
});

function noticeOf(page: Page, title: string): Locator {
  return page.getByRole('alert').filter({ has: page.getByText(title, { exact: true }) });
}

test('a server that stops in the middle of paging: what came stays, a retry brings the rest', async ({
  page,
  relay,
}) => {
  relay.fault = (asked) => {
    const isLaterPage = isSearch(asked) && asked.body.includes('page_token');
    if (isLaterPage) asked.response.destroy();
    return isLaterPage;
  };
  await page.goto(relay.url);
  await gridOf(page, m.experiments_title())
    .getByRole('link', { name: 'digits/mlp sweep', exact: true })
    .click();
  const runs = gridOf(page, m.runs_title());
  const notice = noticeOf(page, m.fail_network_title());
  await expect(notice).toContainText(m.fail_network_body());
  await expect(runs).toHaveAttribute('aria-rowcount', '-1');
  await expect(
    page.getByRole('status').filter({ hasText: m.runs_loaded_failed({ count: '2' }) }),
  ).toBeVisible();
  await expect(runs.getByRole('row').nth(2).getByRole('link')).toBeVisible();

  relay.fault = undefined;
  await notice.getByRole('button', { name: m.retry(), exact: true }).click();
  await expect(notice).toHaveCount(0);
  await expect(runs).toHaveAttribute('aria-rowcount', /^1\d\d$/);
});

test('nobody signs in: the page says so, and opens when the server asks no more', async ({ page, relay }) => {
  relay.fault = ({ request, response }) => {
    const isServers = /\/(version|ajax-api)/.test(request.url ?? '');
    if (isServers)
      response.writeHead(401, { 'content-type': 'text/plain' }).end('You are not authenticated.');
    return isServers;
  };
  await page.goto(relay.url);
  await page.getByRole('dialog').getByRole('button', { name: m.cancel(), exact: true }).click();
  const notice = noticeOf(page, m.fail_unauthorized_title());
  await expect(notice).toContainText(m.fail_unauthorized_body());
  relay.fault = undefined;
  await notice.getByRole('button', { name: m.signin_submit(), exact: true }).click();
  await expect(gridOf(page, m.experiments_title())).toBeVisible();
});

test('an address that is no MLflow server', async ({ page, relay }) => {
  const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  relay.fault = ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html', ...cors }).end(HTML);
    return true;
  };
  await page.goto('./#/connect');
  const field = page.getByRole('textbox', { name: m.connect_server_address(), exact: true });
  await field.fill('mlflow:5000');
  await field.press('Enter');
  await expect(page.getByText(m.connect_bad_address(), { exact: true })).toBeVisible();
  await field.fill(relay.url);
  await field.press('Enter');
  await expect(noticeOf(page, m.fail_notmlflow_title())).toContainText(m.fail_notmlflow_body());
  await relay.close();
  await field.press('Enter');
  await expect(noticeOf(page, m.fail_network_title())).toContainText(m.fail_network_body());
});

/** An SQLite file of two pages with one table, `contacts(name text)`; deflated. */
const FOREIGN_DATABASE =
  'eNoLDvTJLElVSMsvyk0sUTBmYGJgZGRwUFBgYAAyIRgGQGwWJD4jA2HAxKCXzMgLUsx4iAGIRgHVgQ0jm7isLKNvSWJSTmpyfl5JYnJJMYxmcg5ydQxxVQhxdPJxVYCJauQl5qYqlKRWlGjyMqDF8igYUQAAeD4cMQ==';

async function chooseFile(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: m.connect_file_choose(), exact: true }).click();
  await (await chooser).setFiles(path);
}

test('a file that cannot be opened is named; a real database opens @demo', async ({ page }, testInfo) => {
  await page.goto('./#/connect');
  const corrupt = testInfo.outputPath('깨진 <b>.db');
  await writeFile(corrupt, 'SQLite format 3\0 and then nothing of the kind');
  await chooseFile(page, corrupt);
  await expect(noticeOf(page, m.fail_notdatabase_title({ subject: '깨진 <b>.db' }))).toContainText(
    m.fail_notdatabase_body(),
  );

  const foreign = testInfo.outputPath('contacts.sqlite');
  await writeFile(foreign, inflateSync(Buffer.from(FOREIGN_DATABASE, 'base64')));
  await chooseFile(page, foreign);
  await expect(noticeOf(page, m.fail_foreigndb_title({ subject: 'contacts.sqlite' }))).toContainText(
    m.fail_foreigndb_body(),
  );

  await chooseFile(page, await unpackDemo(testInfo));
  await expect(gridOf(page, m.experiments_title())).toBeVisible();
  await expect(
    page.getByRole('link', { name: new RegExp(`^${m.connection_label()}: mlflow\\.db`) }),
  ).toBeVisible();
  await gridOf(page, m.experiments_title()).getByRole('link', { name: ODD_CASES, exact: true }).click();
  await expectExact(cardOf(page, 'loss'));

  // A page cannot keep the file over a reload: it says so, and where its rows come from now.
  await page.reload();
  const lost = page.getByRole('status').filter({ hasText: 'mlflow.db' });
  await expect(lost).toContainText(m.file_lost({ name: 'mlflow.db', label: '' }).slice(0, 30));
  await lost.getByRole('button', { name: m.close(), exact: true }).click();
  await expect(lost).toHaveCount(0);
  await page.reload();
  await expect(gridOf(page, m.runs_title())).toBeVisible();
  await expect(lost).toHaveCount(0);
});

test('a configuration that cannot be read stops the start and shows no other data @demo', async ({
  context,
  baseURL,
}) => {
  // A page of its own: the browser itself complains about the answer.
  const page = await context.newPage();
  await page.route('**/config.json', (route) => route.fulfill({ status: 500, body: 'gone' }));
  await page.goto(baseURL ?? '');
  await expect(page.getByRole('alert')).toContainText('config.json: HTTP 500');
  await expect(page.getByRole('grid')).toHaveCount(0);

  await page.unroute('**/config.json');
  await page.reload();
  await expect(gridOf(page, m.experiments_title())).toBeVisible();
});
