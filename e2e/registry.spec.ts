import type { Page, TestInfo } from '@playwright/test';
import { packId } from '../src/url/id-text.ts';
import { type Asked, type FaultProxy, passOn, startFaultProxy } from './fault-proxy.ts';
import { expect, gridOf, m, test as base } from './fixtures.ts';
import { makeExperiment, makeRun, serverOf, tell } from './made-data.ts';
import { pythonOf, runPython } from './truth.ts';

interface Sweep {
  readonly model: string;
  /** Ids of three runs, the best one last. */
  readonly runIds: readonly string[];
}

/** A sweep of this test's own, and a model whose version 1 is the champion. */
const test = base.extend<{ sweep: Sweep; slow: FaultProxy }>({
  sweep: async ({ baseURL }, provide, testInfo) => {
    const name = `registry ${Date.now()} ${new URL(baseURL ?? '').port} 한글 #1`;
    const experimentId = await makeExperiment(testInfo, `sweep of ${name}`);
    const runIds: string[] = [];
    for (const loss of [0.5, 0.4, 0.2])
      runIds.push(
        await makeRun(testInfo, experimentId, {
          name: `loss ${loss}`,
          status: 'FINISHED',
          hoursAgo: 1,
          loss,
        }),
      );
    await tell(testInfo, 'registered-models/create', { name });
    for (const run_id of runIds.slice(0, 2)) {
      await tell(testInfo, 'model-versions/create', { name, run_id, source: 's3://bucket/model' });
    }
    await tell(testInfo, 'registered-models/alias', { name, alias: 'champion', version: '1' });
    await provide({ model: name, runIds });
    await remove(testInfo, name);
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  },
  slow: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

async function remove(testInfo: TestInfo, name: string): Promise<void> {
  await fetch(`${serverOf(testInfo)}/api/2.0/mlflow/registered-models/delete`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
}

const lane = (page: Page, alias: string) => page.getByRole('article', { name: alias, exact: true });
const notices = (page: Page) => page.getByRole('status', { name: m.changes_label(), exact: true });
const addressOf = (model: string) => `#/models/${encodeURIComponent(model)}`;

const lost = (holder: string) => m.alias_lost({ alias: 'champion', holder, who: m.alias_somebody() });

/** Opens the dialog and says where to; saved by `save`. */
async function planMove(page: Page, alias: string, version: string): Promise<void> {
  await lane(page, alias)
    .getByRole('button', { name: m.alias_menu({ alias }), exact: true })
    .click();
  await page.getByRole('menuitem', { name: m.alias_move_to(), exact: true }).click();
  await page.getByRole('combobox', { name: m.alias_version(), exact: true }).fill(version);
}

async function save(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: m.alias_do(), exact: true }).click();
}

test('the best run of a sweep becomes a version: challenger, then champion, then rolled back @smoke', async ({
  page,
  sweep: { model, runIds },
}, testInfo) => {
  test.skip(pythonOf(testInfo.project.name) === undefined, 'needs the environment of the server’s client');
  await page.goto(`./#/run/${runIds[2]}`);
  await page.getByRole('button', { name: m.row_menu({ name: 'loss 0.2' }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.action_register(), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: m.register_path(), exact: true }).fill('model');
  await dialog.getByRole('combobox', { name: m.register_model(), exact: true }).fill(model);
  await dialog.getByRole('textbox', { name: m.register_aliases(), exact: true }).fill('challenger');
  await dialog
    .getByRole('textbox', { name: m.register_tags(), exact: true })
    .fill('validation_status=approved');
  await expect(dialog).toContainText(m.register_next());
  await dialog.getByRole('button', { name: m.register_submit(), exact: true }).click();
  await expect(notices(page)).toContainText(m.alias_set({ alias: 'challenger', version: '3' }));

  await page.getByRole('link', { name: m.run_registered({ model, version: '3' }), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(m.version_name({ version: '3' }));
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await expect(lane(page, 'challenger')).toContainText(m.version_name({ version: '3' }));
  await expect(lane(page, 'challenger').getByLabel(m.delta_better())).toHaveText('−0.3 ✓');
  const grid = gridOf(page, m.versions_title());
  await expect(grid).toHaveAttribute('aria-rowcount', '3');
  const tags = grid.locator('[role="gridcell"][data-column="tags"]').first();
  await expect(tags).toHaveAttribute('title', 'validation_status=approved');
  for (const version of ['3', '1'])
    await grid.getByRole('checkbox', { name: m.versions_tick_one({ version }), exact: true }).click();
  await expect(
    page.getByRole('link', { name: m.versions_compare({ count: 2 }), exact: true }),
  ).toHaveAttribute('href', new RegExp(`set=.*${packId(runIds[2] ?? '')}`));
  // Reserved names are refused before anything is asked.
  await grid.getByRole('gridcell').nth(1).click();
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: m.alias_names(), exact: true }).fill('V2');
  await expect(page.getByRole('dialog')).toContainText(m.alias_bad_version({ alias: 'V2' }));
  await page.keyboard.press('Escape');

  await planMove(page, 'champion', '3');
  await save(page);
  await expect(lane(page, 'champion')).toContainText(m.version_name({ version: '3' }));
  const python = [
    'import mlflow',
    'client = mlflow.MlflowClient()',
    `name = ${JSON.stringify(model)}`,
    'for alias in ("champion", "challenger"):',
    '    found = client.get_model_version_by_alias(name, alias)',
    '    print(alias, found.version, found.run_id, found.tags)',
    'print(sum(key.startswith("runlens.alias.") for key in client.get_registered_model(name).tags))',
  ].join('\n');
  const ofBest = `3 ${runIds[2]} {'validation_status': 'approved'}`;
  expect((await runPython(testInfo, python)).trim().split('\n')).toEqual([
    `champion ${ofBest}`,
    `challenger ${ofBest}`,
    '2',
  ]);

  await page.getByRole('tab', { name: m.model_history(), exact: true }).click();
  const start = page
    .getByRole('region', { name: m.model_history(), exact: true })
    .getByRole('listitem')
    .filter({ hasText: m.alias_set({ alias: 'champion', version: '1' }) });
  await expect(start).toContainText(m.history_outside());
  await start.getByRole('button', { name: m.history_go_back(), exact: true }).click();
  const back = page.getByRole('dialog', { name: m.alias_roll_back_of({ alias: 'champion' }), exact: true });
  await expect(back.getByRole('row', { name: 'loss' })).toContainText('0.20.5+0.3');
  await back.getByRole('button', { name: m.alias_roll_back(), exact: true }).click();
  await expect(lane(page, 'champion')).toContainText(m.version_name({ version: '1' }));
  const [champion, , records] = (await runPython(testInfo, python)).trim().split('\n');
  expect([champion, records]).toEqual([`champion 1 ${runIds[0]} {}`, '3']);
});

test('two browsers move one alias at once: one wins, the other is told, both stand in the history @smoke', async ({
  page,
  browser,
  baseURL,
  slow,
  sweep: { model, runIds },
}, testInfo) => {
  const made = { name: model, run_id: runIds[2], source: 's3://bucket/model' };
  await tell(testInfo, 'model-versions/create', made);
  const context = await browser.newContext();
  const other = await context.newPage();
  await Promise.all([page.goto(`./${addressOf(model)}`), other.goto(slow.url + addressOf(model))]);
  await planMove(other, 'champion', '3');
  await planMove(page, 'champion', '2');

  // The other one has looked where the alias is, and what it writes is on its way when this one writes.
  const held: Asked[] = [];
  slow.fault = (asked) => {
    const isAlias = asked.request.url?.endsWith('/registered-models/alias') === true;
    if (isAlias) held.push(asked);
    return isAlias;
  };
  await save(other);
  await expect.poll(() => held.length).toBe(1);
  await save(page);
  await expect(notices(page)).toContainText(m.alias_moved({ alias: 'champion', from: '1', to: '2' }));
  slow.fault = undefined;
  for (const asked of held) passOn(new URL(baseURL ?? ''), asked);
  await expect(notices(other)).toContainText(m.alias_moved({ alias: 'champion', from: '1', to: '3' }));
  await expect(notices(page)).toContainText(lost('3'), { timeout: 10_000 });
  await expect(lane(page, 'champion')).toContainText(m.version_name({ version: '3' }));
  await page.getByRole('tab', { name: m.model_history(), exact: true }).click();
  const history = page.getByRole('region', { name: m.model_history(), exact: true });
  await expect(history).toContainText(m.alias_moved({ alias: 'champion', from: '1', to: '2' }));
  await expect(history).toContainText(m.alias_moved({ alias: 'champion', from: '1', to: '3' }));

  // Moved between the look at the dialog and its answer: nothing is written, and who holds it is told.
  await planMove(other, 'champion', '2');
  await planMove(page, 'champion', '1');
  await save(page);
  await expect(lane(page, 'champion')).toContainText(m.version_name({ version: '1' }));
  await save(other);
  await expect(other.getByRole('dialog')).toContainText(`${lost('1')} ${m.alias_nothing_written()}`);
  await context.close();
});

test('a version deleted elsewhere goes; an alias that 2.22 leaves at nothing is shown as broken and mended @smoke', async ({
  page,
  sweep: { model },
}, testInfo) => {
  await page.goto(`./${addressOf(model)}`);
  await expect(lane(page, 'champion')).toContainText(m.version_name({ version: '1' }));
  const answer = await fetch(`${serverOf(testInfo)}/api/2.0/mlflow/model-versions/delete`, {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: model, version: '1' }),
  });
  expect(answer.status).toBe(200);
  await page.reload();
  await expect(gridOf(page, m.versions_title())).toHaveAttribute('aria-rowcount', '1');
  if (testInfo.project.name === 'mlflow2') {
    await expect(lane(page, 'champion').getByRole('alert')).toContainText(m.alias_broken({ version: '1' }));
    await lane(page, 'champion').getByRole('button', { name: m.alias_broken_fix(), exact: true }).click();
    await expect(notices(page)).toContainText(m.alias_removed({ alias: 'champion', version: '1' }));
  }
  await expect(lane(page, 'champion')).toHaveCount(0);
  const query = new URLSearchParams({ name: model }).toString();
  const { registered_model: now } = (await (
    await fetch(`${serverOf(testInfo)}/api/2.0/mlflow/registered-models/get?${query}`)
  ).json()) as { registered_model: { aliases?: readonly unknown[] } };
  expect(now.aliases ?? []).toEqual([]);
});
