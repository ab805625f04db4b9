import { type Browser, type Page, test } from '@playwright/test';
import { passOn, startFaultProxy } from './fault-proxy.ts';
import { expect, gridOf, m } from './fixtures.ts';
import { ADMIN, type OwnServer, startOwnServer, withBasicAuth } from './own-server.ts';
import { signInDialog } from './people.ts';

const MODEL = 'guarded 100% 한글';
const PASSWORD = 'password12345';
const lane = (page: Page, alias: string) => page.getByRole('article', { name: alias, exact: true });
const notices = (page: Page) => page.getByRole('status', { name: m.changes_label(), exact: true });
const newAlias = (page: Page) => page.getByRole('button', { name: m.alias_new(), exact: true });
const basic = (name: string) => `Basic ${btoa(`${name}:${PASSWORD}`)}`;

/** A change at the server by somebody. */
async function ask(
  server: OwnServer,
  name: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
  version = '2.0',
) {
  const response = await fetch(`${server.url}/api/${version}/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic(name) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Where the aliases are, and the tags but for the history. */
async function stateOf(server: OwnServer) {
  const query = new URLSearchParams({ name: MODEL }).toString();
  const answer = await fetch(`${server.url}/api/2.0/mlflow/registered-models/get?${query}`, {
    headers: { authorization: basic(ADMIN.name) },
  });
  const { registered_model: model } = (await answer.json()) as {
    registered_model: {
      aliases?: { alias: string; version: string | number }[];
      tags?: { key: string }[];
    };
  };
  return {
    aliases: (model.aliases ?? []).map(({ alias, version }) => `${alias} ${version}`).toSorted(),
    tags: (model.tags ?? []).map(({ key }) => key).filter((key) => !key.startsWith('runlens.')),
  };
}

async function makeModel(server: OwnServer): Promise<void> {
  for (const username of ['owner', 'reader', 'editor'])
    await ask(server, ADMIN.name, 'users/create', { username, password: PASSWORD });
  // Who makes a model may change it.
  await ask(server, 'owner', 'registered-models/create', { name: MODEL });
  for (let version = 0; version < 3; version += 1)
    await ask(server, 'owner', 'model-versions/create', { name: MODEL, source: 's3://bucket/model' });
  await ask(server, 'owner', 'registered-models/alias', { name: MODEL, alias: 'champion', version: '1' });
}

/** They may change the model, and delete nothing of it. */
async function letEdit(server: OwnServer, release: 'mlflow3' | 'mlflow2'): Promise<void> {
  const grant = { username: 'editor', permission: 'EDIT' };
  if (release === 'mlflow2')
    await ask(server, 'owner', 'registered-models/permissions/create', { ...grant, name: MODEL });
  else {
    const named = { ...grant, resource_type: 'registered_model', resource_id: MODEL };
    await ask(server, ADMIN.name, 'users/permissions/grant', named, '3.0');
  }
}

/** A page of somebody at the server. */
async function openAs(browser: Browser, server: OwnServer, name: string): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders: { authorization: basic(name) } });
  const page = await context.newPage();
  await page.goto(`${server.appUrl}#/models/${encodeURIComponent(MODEL)}`);
  return page;
}

async function pickOfChampion(page: Page, item: string) {
  const menu = m.alias_menu({ alias: 'champion' });
  await lane(page, 'champion').getByRole('button', { name: menu, exact: true }).click();
  return page.getByRole('menuitem', { name: item, exact: true });
}

async function planMove(page: Page, version: string): Promise<void> {
  await (await pickOfChampion(page, m.alias_move_to())).click();
  await page.getByRole('combobox', { name: m.alias_version(), exact: true }).fill(version);
}

/** The editor is refused a removal and moves all the same; the owner, who meant to, is told who was faster. */
async function raceOfTwo(browser: Browser, server: OwnServer, release: 'mlflow3' | 'mlflow2') {
  const [editor, owner] = [await openAs(browser, server, 'editor'), await openAs(browser, server, 'owner')];
  await planMove(owner, '3');
  await (await pickOfChampion(editor, m.alias_remove())).click();
  await expect(notices(editor)).toContainText(
    m.alias_refused({ alias: 'champion', reason: m.refused_forbidden() }),
  );
  const remove = await pickOfChampion(editor, m.alias_remove());
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAttribute('title', m.registry_delete_forbidden());
  await editor.keyboard.press('Escape');
  await planMove(editor, '2');
  await save(editor);
  await expect(lane(editor, 'champion')).toContainText(m.version_name({ version: '2' }));
  await save(owner);
  // 2.22.4 tells nobody who they are.
  const who = release === 'mlflow3' ? 'editor' : m.alias_somebody();
  const lost = m.alias_lost({ alias: 'champion', holder: '2', who });
  await expect(owner.getByRole('dialog')).toContainText(`${lost} ${m.alias_nothing_written()}`);
  await Promise.all([editor.context().close(), owner.context().close()]);
}

const save = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: m.alias_do(), exact: true }).click();

async function refuseReader(page: Page, appUrl: string): Promise<void> {
  await page.goto(`${appUrl}#/models/${encodeURIComponent(MODEL)}`);
  // Nothing has been refused yet: MLflow tells nobody beforehand what they may do.
  await expect(newAlias(page)).toBeEnabled();
  await planMove(page, '2');
  await save(page);
  const words = m.alias_refused({ alias: 'champion', reason: m.refused_forbidden() });
  await expect(page.getByRole('dialog')).toContainText(words);
  await page.getByRole('dialog').getByRole('button', { name: m.close(), exact: true }).first().click();
  await expect(newAlias(page)).toBeDisabled();
  await expect(newAlias(page)).toHaveAttribute('title', m.registry_forbidden());
  await gridOf(page, m.versions_title()).getByRole('gridcell').nth(1).click();
  await page.keyboard.press('a');
  await expect(notices(page)).toContainText(m.registry_forbidden());
  await lane(page, 'champion').getByRole('link').click();
  await expect(page.getByRole('button', { name: m.alias_set_here(), exact: true })).toBeDisabled();
  const ofVersion = m.row_menu({ name: m.version_name({ version: '1' }) });
  await page.getByRole('button', { name: ofVersion, exact: true }).click();
  await expect(page.getByRole('menuitem', { name: m.version_delete(), exact: true })).toBeDisabled();
  await expect(page.getByRole('menu')).toContainText(m.registry_forbidden());
}

async function setAliases(page: Page, names: string): Promise<void> {
  await newAlias(page).click();
  await page.getByRole('combobox', { name: m.alias_names(), exact: true }).fill(names);
  await page.getByRole('combobox', { name: m.alias_version(), exact: true }).fill('2');
  await page.getByRole('dialog').getByRole('button', { name: m.alias_do(), exact: true }).click();
}

for (const release of ['mlflow3', 'mlflow2'] as const) {
  test(`basic auth on ${release}: what was refused is not offered again, the rest is, and half way it is told what was done`, async ({
    page,
    browser,
  }) => {
    // Starting the server is most of it.
    test.setTimeout(180_000);
    const server = await startOwnServer(release, withBasicAuth);
    const proxy = await startFaultProxy(server.appUrl);
    const changes: string[] = [];
    let person = 'reader';
    /** Who is taken for the person from the second change on; undefined: nobody. */
    let later: string | undefined = person;
    proxy.fault = (asked) => {
      const { method, url = '' } = asked.request;
      const isChange = /registered-models\/(alias|set-tag)$/.test(url);
      if (isChange && !String(asked.body).includes('runlens.alias')) changes.push(`${method} ${url}`);
      const name = changes.length > 1 ? later : person;
      const authorization = name === undefined ? '' : basic(name);
      passOn(new URL(server.appUrl), asked, { authorization });
      return true;
    };
    try {
      await makeModel(server);
      await refuseReader(page, proxy.url);
      expect(await stateOf(server)).toEqual({ aliases: ['champion 1'], tags: [] });

      await letEdit(server, release);
      await raceOfTwo(browser, server, release);
      expect((await stateOf(server)).aliases).toEqual(['champion 2']);

      changes.length = 0;
      person = 'owner';
      await page.goto(`${proxy.url}#/models/${encodeURIComponent(MODEL)}`);
      await page.reload();
      await setAliases(page, 'b, c, d');
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText(m.alias_set({ alias: 'b', version: '2' }));
      await expect(dialog).toContainText(m.alias_refused({ alias: 'c', reason: m.refused_forbidden() }));
      await expect(dialog).toContainText(m.alias_left({ alias: 'd' }));
      expect(changes).toHaveLength(2);
      expect(await stateOf(server)).toEqual({ aliases: ['b 2', 'champion 2'], tags: [] });

      // The session is over in the middle of several tags.
      changes.length = 0;
      later = undefined;
      await page.reload();
      await page.getByRole('button', { name: m.models_edit_tags(), exact: true }).click();
      for (const [line, key] of ['k1', 'k2', 'k3'].entries())
        await dialog.getByRole('textbox', { name: m.tag_key(), exact: true }).nth(line).fill(key);
      await dialog.getByRole('button', { name: m.save(), exact: true }).click();
      // Whoever signs in again goes on; who does not is told how far it came.
      await signInDialog(page).getByRole('button', { name: m.cancel(), exact: true }).click();
      await expect(dialog).toContainText(m.registry_saved({ keys: 'k1' }));
      await expect(dialog).toContainText(m.registry_not_saved({ keys: 'k2, k3' }));
      expect((await stateOf(server)).tags).toEqual(['k1']);
    } finally {
      await proxy.close();
      await server.stop();
    }
  });
}
