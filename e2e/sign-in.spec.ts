import { readFile } from 'node:fs/promises';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { cardOf, expect, expectExact, gridOf, m, ODD_CASES, rowOf } from './fixtures.ts';
import { ADMIN, type OwnServer, startOwnServer, withBasicAuth } from './own-server.ts';
import { fillSignIn, makeUser, setPassword, signInDialog } from './people.ts';
import { openPanel, saveAs } from './view-panel.ts';

const READER = { name: 'reader 한', password: 'reader-password-1' };

/** One process of 3.17.2: what it remembers of passwords is forgotten when one is changed. 2.22.4 remembers none. */
const withProcesses = (count: number) => (folder: string) => {
  const { args = [], ...rest } = withBasicAuth(folder);
  return { ...rest, args: [...args, '--workers', String(count)] };
};

const test = base.extend<object, { guarded: OwnServer }>({
  guarded: [
    async ({ browserName: _browser }, provide, workerInfo) => {
      const version = workerInfo.project.name === 'mlflow2' ? 'mlflow2' : 'mlflow3';
      const server = await startOwnServer(version, withProcesses(version === 'mlflow3' ? 1 : 4));
      await makeUser(server, READER);
      await provide(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const experiments = (page: Page) => gridOf(page, m.experiments_title());

async function openTab(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

test('a wrong password, the right one, a second tab, a reload, a sign-out everywhere @smoke', async ({
  page,
  context,
  guarded,
}) => {
  const refused: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() === 401) refused.push(new URL(answer.url()).pathname);
  });
  await page.goto(guarded.appUrl);
  const dialog = signInDialog(page);
  await expect(dialog).toHaveCount(1);
  await expect(dialog.getByLabel(m.signin_name(), { exact: true })).toBeFocused();
  const asked = refused.length;
  await fillSignIn(page, { ...READER, password: 'wrong-password-1' });
  await expect(dialog.getByRole('alert')).toHaveText(m.signin_refused_basic());
  // What waits does not try it all at once.
  expect(refused).toHaveLength(asked + 1);
  await fillSignIn(page, READER);
  await expect(dialog).toHaveCount(0);
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  const menu = page.getByRole('button', { name: m.person_menu({ name: READER.name }) });
  await expect(menu).toBeVisible();

  const second = await openTab(context, guarded.appUrl);
  await expect(experiments(second).getByRole('link').first()).toBeVisible();
  await expect(signInDialog(second)).toHaveCount(0);

  await page.reload();
  await expect(experiments(page).getByRole('link').first()).toBeVisible();

  await menu.click();
  await page.getByRole('menuitem', { name: m.person_sign_out() }).click();
  await expect(signInDialog(page)).toBeVisible();
  await expect(signInDialog(second)).toBeVisible();
  await expect(experiments(second).getByRole('link')).toHaveCount(0);

  // One answer serves both.
  await fillSignIn(second, READER);
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  await expect(signInDialog(page)).toHaveCount(0);
});

test('only what is asked for outlasts the page; nothing of it is found elsewhere', async ({
  page,
  context,
  guarded,
}) => {
  await page.goto(guarded.appUrl);
  await fillSignIn(page, READER);
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  await page.reload();
  await fillSignIn(page, READER, { keep: true });
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  await page.reload();
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  await expect(signInDialog(page)).toHaveCount(0);

  const secrets = [READER.password, Buffer.from(`${READER.name}:${READER.password}`).toString('base64')];
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const rows = databases.map(async ({ name = '' }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error(name));
      });
      const stores = [...database.objectStoreNames];
      const keys = stores.map(
        (store) =>
          new Promise<unknown[]>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAllKeys();
            request.onsuccess = () => resolve(request.result);
          }),
      );
      return [name, ...stores, ...(await Promise.all(keys)).flat()];
    });
    return JSON.stringify([
      location.href,
      Object.entries(localStorage),
      await Promise.all(rows),
      document.cookie,
    ]);
  });
  for (const secret of secrets) expect(stored).not.toContain(secret);
  // Only this tab's session knows it, and only the password itself.
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toContain('runlens:sign-in');
  expect((await context.storageState()).cookies).toEqual([]);
});

test('no link, file, saved view or line of the console holds the sign-in; a view says who saved it @smoke', async ({
  page,
  guarded,
}) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(guarded.appUrl);
  // What password managers go by.
  const form = signInDialog(page);
  const field = (name: string) => form.getByLabel(name, { exact: true });
  await expect(field(m.signin_name())).toHaveAttribute('autocomplete', 'username');
  await expect(field(m.signin_password())).toHaveAttribute('autocomplete', 'current-password');
  await fillSignIn(page, ADMIN);
  await experiments(page).getByRole('link', { name: ODD_CASES, exact: true }).click();
  await expect(cardOf(page, 'loss')).toHaveAttribute('data-state', 'exact');
  const experiment = new URLSearchParams(page.url().split('?')[1]).get('e') ?? '';

  await page.getByRole('button', { name: m.share_button(), exact: true }).click();
  const link = page.getByRole('textbox', { name: m.share_pinned_label() });
  await expect(link).toHaveValue(/#\/runs\?/);
  const links = [page.url(), await link.inputValue()];
  await page.getByRole('button', { name: m.page_save(), exact: true }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: m.page_submit(), exact: true }).click();
  const html = await readFile(await (await saved).path(), 'utf8');
  await page.getByRole('button', { name: m.close(), exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const beforeMs = Date.now();
  await openPanel(page);
  await saveAs(page, 'kept');
  await expect(page.getByText(m.views_saved())).toBeVisible();
  const [byWhom = ''] = m.views_saved_by({ author: ADMIN.name, time: '\0' }).split('\0');
  await expect(page.getByRole('region', { name: m.views_list() }).getByText(byWhom)).toBeVisible();
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: m.views_export_shown(), exact: true }).click();
  const json = await readFile(await (await exported).path(), 'utf8');
  const words = `${ADMIN.name}:${ADMIN.password}`;
  const encoded = Buffer.from(words).toString('base64');
  const answer = await fetch(`${guarded.url}/api/2.0/mlflow/experiments/get?experiment_id=${experiment}`, {
    headers: { authorization: `Basic ${encoded}` },
  });
  const tags = await answer.text();
  const head = headOf(tags, 'kept');
  expect(head.u, 'the server tells it from 3.12 on').toBe(ADMIN.name);
  expect(head.t).toBeGreaterThanOrEqual(beforeMs);
  expect(head.t).toBeLessThanOrEqual(Date.now());

  expect(html).toContain('<figure');
  expect(json).toContain('runlens-view');
  expect(tags).toContain('runlens.view.');
  for (const text of [...links, html, json, tags, ...said])
    for (const secret of [ADMIN.password, encoded]) expect(text).not.toContain(secret);
});

/** The tag that stands for a saved view, in what a server says of its experiment. */
function headOf(answer: string, name: string): { readonly u?: string; readonly t?: number } {
  const { experiment } = JSON.parse(answer) as { experiment: { tags: { key: string; value: string }[] } };
  const heads = experiment.tags.filter(({ key, value }) => key.startsWith('runlens.view.') && value !== '');
  const found = heads.map(({ value }) => JSON.parse(value) as { n: string; u?: string; t?: number });
  return found.find(({ n }) => n === name) ?? {};
}

test('the sign-in ends in mid work: the form comes, nothing typed is lost, the change is made once @smoke', async ({
  page,
  guarded,
}) => {
  const person = { name: 'worker', password: 'worker-password-1' };
  await makeUser(guarded, person);
  await page.goto(guarded.appUrl);
  await fillSignIn(page, person);
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  await page.getByRole('button', { name: m.experiments_new() }).click();
  const name = page.getByRole('textbox', { name: m.experiments_name(), exact: true });
  await name.fill('written before the end');

  const changed = { ...person, password: 'worker-password-2' };
  await setPassword(guarded, changed);
  await page.getByRole('button', { name: m.experiments_create(), exact: true }).click();
  const dialog = signInDialog(page);
  await expect(dialog.getByRole('alert')).toHaveText(m.signin_expired());
  await expect(dialog.getByLabel(m.signin_name(), { exact: true })).toHaveValue(person.name);
  await dialog.getByRole('radio', { name: m.signin_kind_basic() }).click();
  await expect(name).toHaveValue('written before the end');
  await fillSignIn(page, changed);
  await expect(page).toHaveURL(/#\/runs\?e=/);
  await expect(page.getByRole('navigation').getByText('written before the end')).toBeVisible();
});

test('a person who may only read is told why a change is not made @smoke', async ({ page, guarded }) => {
  await page.goto(guarded.appUrl);
  await fillSignIn(page, READER);
  await rowOf(experiments(page), ODD_CASES).locator('[data-column="note"]').click();
  const note = page.getByRole('textbox', { name: m.run_note(), exact: true });
  await note.fill('mine now');
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  const refusal = page.getByRole('alert').filter({ hasText: m.fail_forbidden_title() });
  await expect(refusal.first()).toBeVisible();
  await expect(note).toHaveValue('mine now');
  await expect(signInDialog(page)).toHaveCount(0);
  await page.getByRole('button', { name: m.cancel(), exact: true }).click();

  // Nor may they save a view: they get its long link.
  await experiments(page).getByRole('link', { name: ODD_CASES, exact: true }).click();
  await expectExact(cardOf(page, 'loss'));
  await openPanel(page);
  await saveAs(page, 'not mine');
  await expect(page.getByRole('alert').filter({ hasText: m.views_reader() }).first()).toBeVisible();
});
