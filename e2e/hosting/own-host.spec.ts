import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import {
  cardOf,
  expect,
  expectExact,
  gridOf,
  m,
  ODD_CASES,
  openOddCases,
  paramOf,
  rowOf,
  test as base,
} from '../fixtures.ts';
import { KINDS, openKinds } from '../kinds.ts';
import { serverOf } from '../made-data.ts';
import { openPanel, saveAs } from '../view-panel.ts';
import { commandsUnder, configUnder, serverArgs } from './hosting-doc.ts';
import { type HostedServer, startPlugin } from './plugin-server.ts';
import { makeCertificate, startStaticHost, type StaticHost } from './static-host.ts';

const HEADING = 'On any static host';
const EXAMPLE_SERVER = 'https://mlflow.example.org';
const EXAMPLE_PAGE = 'https://runlens.example.org';

interface Hosts {
  /** MLflow 3 with the plug-in; it answers pages of `host` too. */
  readonly server: HostedServer;
  /** The build under a name that is not this machine's, by a flag of the browser (playwright.config.ts). */
  readonly host: StaticHost;
  /** What `host` is set up with. */
  readonly place: { config: () => string };
}

const test = base.extend<object, { hosts: Hosts }>({
  hosts: [
    async ({ browserName: _browser }, provide) => {
      let address = '';
      const place = { config: () => configUnder(HEADING).replaceAll(EXAMPLE_SERVER, address) };
      const host = await startStaticHost(() => place.config());
      const origin = `http://lan.test:${host.port}`;
      const [line = ''] = commandsUnder(HEADING, 'mlflow server');
      const server = await startPlugin('mlflow3', {
        args: serverArgs(line).map((word) => word.replace(EXAMPLE_PAGE, origin)),
        env: (folder) => {
          const path = join(folder, 'runlens.json');
          writeFileSync(path, configUnder('config\\.json'));
          return { RUNLENS_CONFIG: path, RUNLENS_CONNECT_SRC: process.env['RUNLENS_MLFLOW3_URL'] };
        },
      });
      address = server.mlflowUrl;
      await provide({ server, host, place });
      await server.stop();
      await host.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

test.describe.configure({ mode: 'default' });

/** A link and a page as a file, and a saved view. */
async function shareAndSave(page: Page): Promise<void> {
  await page.getByRole('button', { name: m.share_button(), exact: true }).click();
  await expect(page.getByRole('textbox', { name: m.share_pinned_label() })).toHaveValue(/#\/runs\?/);
  await page.getByRole('button', { name: m.page_save(), exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: m.page_submit(), exact: true }).click();
  await saved;
  await page.getByRole('button', { name: m.close(), exact: true }).click();
  await openPanel(page);
  await saveAs(page, 'kept');
  await expect(page.getByText(m.views_saved())).toBeVisible();
  await page.keyboard.press('Escape');
}

async function lookAtPlots(page: Page): Promise<void> {
  await page.getByRole('tab', { name: m.tab_parallel(), exact: true }).click();
  await expect(cardOf(page, m.parallel_figure())).toHaveAttribute('data-state', 'exact');
  await page.getByRole('tab', { name: m.tab_scatter(), exact: true }).click();
  await page.getByRole('combobox', { name: 'X', exact: true }).selectOption('duration');
  await expect(cardOf(page, m.tab_scatter())).toHaveAttribute('data-state', 'exact');
}

/** By `Go to…`, to its page. */
async function goToRun(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: m.goto_label(), exact: true }).fill(name);
  await page.getByRole('option').filter({ hasText: name }).getByRole('link').first().click();
  await expect(page).toHaveURL(/#\/run\/\w+$/);
  await page.getByRole('tab', { name: m.tab_charts(), exact: true }).click();
  await expectExact(cardOf(page, 'loss'));
}

/** The origins that everything in a context asks from now on, workers and frames too. */
function recordOrigins(context: BrowserContext): ReadonlySet<string> {
  const origins = new Set<string>();
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'blob:' && protocol !== 'data:') origins.add(origin);
  });
  return origins;
}

test.describe('the plug-in', () => {
  test.use({ baseURL: async ({ hosts }, provide) => provide(hosts.server.url), locale: 'de-DE' });

  test('a place has its title, language and links; nobody else is asked anything', async ({
    page,
    hosts,
  }) => {
    test.slow();
    const origins = recordOrigins(page.context());
    await page.goto('./');
    await expect(page).toHaveTitle(/ · Vision team$/);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
    await expect(page.getByRole('link', { name: 'Guide', exact: true })).toHaveAttribute(
      'href',
      'https://wiki.example.org/runlens',
    );
    await page.getByRole('button', { name: 'English' }).click();
    await openOddCases(page);
    await expectExact(cardOf(page, 'loss'));
    await shareAndSave(page);
    await lookAtPlots(page);
    await goToRun(page, 'late steps');
    // Frames, workers, wasm, pictures and films from the page's own memory: each has a line of the policy.
    await openKinds(page, [...KINDS.documents, ...KINDS['tables and texts']]);
    await page.goto('./#/models');
    await expect(page.getByRole('heading', { name: m.models_title() })).toBeVisible();
    expect([...origins]).toEqual([new URL(hosts.server.url).origin]);
  });

  test('a server that the policy of the page does not name is told as such, one that it names is opened', async ({
    page,
    hosts,
  }, testInfo) => {
    const other = `http://lan.test:${hosts.host.port}`;
    // The browser complains of what it holds back: not on the page that is watched for complaints.
    const connecting = await page.context().newPage();
    await connecting.goto('./#/connect');
    await connecting.getByRole('button', { name: 'English' }).click();
    const address = connecting.getByRole('textbox', { name: m.connect_server_address() });
    await address.fill(other);
    await connecting.getByRole('button', { name: m.connect_open(), exact: true }).click();
    await expect(connecting.getByRole('alert')).toContainText(m.fail_policy_title({ server: other }));

    // By RUNLENS_CONNECT_SRC.
    await address.fill(serverOf(testInfo));
    await connecting.getByRole('button', { name: m.connect_open(), exact: true }).click();
    const experiments = gridOf(connecting, m.experiments_title());
    await experiments.getByRole('link', { name: ODD_CASES, exact: true }).click();
    await expectExact(cardOf(connecting, 'loss'));
    await expect.poll(() => paramOf(connecting, 'server')).toBe(serverOf(testInfo));
  });
});

test('a static host of another origin, by --cors-allowed-origins', async ({ page, hosts }) => {
  const { host, server } = hosts;
  const own = `http://lan.test:${host.port}`;
  const origins = recordOrigins(page.context());
  await page.goto(`${own}/`);
  const experiments = gridOf(page, m.experiments_title());
  await experiments.getByRole('link', { name: ODD_CASES, exact: true }).click();
  const runs = gridOf(page, m.runs_title());
  await expectExact(cardOf(page, 'loss'));
  await rowOf(runs, 'no metrics').getByRole('link', { name: 'no metrics' }).click();
  await page.getByRole('button', { name: m.run_note_edit(), exact: true }).click();
  await page.getByRole('textbox', { name: m.run_note(), exact: true }).fill('from another origin');
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  await expect(page.getByRole('main').getByText('from another origin', { exact: true })).toBeVisible();
  expect([...origins].toSorted()).toEqual([own, server.mlflowUrl].toSorted());
});

/** An experiment with one run that no other server has; its name. */
async function makeOwnExperiment({ mlflowUrl }: HostedServer): Promise<string> {
  const post = async <Reply>(path: string, body: object): Promise<Reply> => {
    const answer = await fetch(`${mlflowUrl}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as Reply;
  };
  const name = 'only at this server';
  const { experiment_id: id } = await post<{ experiment_id: string }>('experiments/create', { name });
  const { run } = await post<{ run: { info: { run_id: string } } }>('runs/create', {
    experiment_id: id,
    run_name: 'one',
    start_time: Date.now(),
  });
  await post('runs/log-metric', {
    run_id: run.info.run_id,
    key: 'loss',
    value: 1,
    timestamp: Date.now(),
    step: 0,
  });
  return name;
}

test('a link names the server that somebody chose: who opens it elsewhere is asked, then sees the same', async ({
  page,
  browser,
  hosts,
}) => {
  const { host, server, place } = hosts;
  const ofTeam = place.config;
  place.config = () => '{"source":{"kind":"demo"}}';
  const context = await browser.newContext();
  try {
    // Its other data are those of the demo, which would be shown as what they are: the same.
    const name = await makeOwnExperiment(server);
    await page.goto(`http://lan.test:${host.port}/#/connect`);
    await page.getByRole('textbox', { name: m.connect_server_address() }).fill(server.mlflowUrl);
    await page.getByRole('button', { name: m.connect_open(), exact: true }).click();
    await gridOf(page, m.experiments_title()).getByRole('link', { name, exact: true }).click();
    await expectExact(cardOf(page, 'loss'));
    await expect.poll(() => paramOf(page, 'server')).toBe(server.mlflowUrl);

    const other = await context.newPage();
    await other.goto(page.url());
    await expect(other.getByText(m.other_data_title())).toBeVisible();
    await other
      .getByRole('button', { name: m.other_data_connect_to({ address: server.mlflowUrl }), exact: true })
      .click();
    await expectExact(cardOf(other, 'loss'));
    await expect(other).toHaveURL(page.url());
  } finally {
    place.config = ofTeam;
    await context.close();
  }
});

test('an https page says that it may not reach an http server', async ({ browser, hosts }) => {
  const tls = await makeCertificate();
  const server = hosts.server.mlflowUrl.replace('127.0.0.1', 'lan.test');
  const secure = await startStaticHost(() => configUnder(HEADING).replaceAll(EXAMPLE_SERVER, server), tls);
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    await page.goto(`https://localhost:${secure.port}/`);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(m.fail_mixed_title());
    await expect(alert).toContainText(server);
  } finally {
    await context.close();
    await secure.close();
  }
});
