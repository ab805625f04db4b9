import type { Locator, Page, TestInfo } from '@playwright/test';
import { packId } from '../src/url/id-text.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { compareSet, expect, gridOf, m, paramOf, rowOf, test } from './fixtures.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';

/** Of this test alone; gone with its runs when the test ends. */
async function withRuns(
  testInfo: TestInfo,
  names: readonly string[],
  act: (made: { readonly experimentId: string; readonly ids: readonly string[] }) => Promise<void>,
): Promise<void> {
  const experimentId = await makeExperiment(testInfo, `actions ${testInfo.testId} ${testInfo.retry}`);
  try {
    const ids: string[] = [];
    for (const [index, name] of names.entries()) {
      ids.push(await makeRun(testInfo, experimentId, { name, status: 'FINISHED', hoursAgo: index + 1 }));
    }
    await act({ experimentId, ids });
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
}

interface ServerRun {
  readonly info: { readonly lifecycle_stage: string; readonly run_name: string };
  readonly data: { readonly tags?: readonly { readonly key: string; readonly value: string }[] };
}

/** The runs as the server has them, past the app. */
async function atServer(testInfo: TestInfo, experimentId: string): Promise<ReadonlyMap<string, ServerRun>> {
  const body = { experiment_ids: [experimentId], run_view_type: 'ALL', max_results: 100 };
  const { runs = [] } = (await tell(testInfo, 'runs/search', body)) as { runs?: readonly ServerRun[] };
  return new Map(runs.map((run) => [run.info.run_name, run]));
}

const teamsOf = (runs: ReadonlyMap<string, ServerRun>) =>
  [...runs.values()].map(({ data }) => data.tags?.find(({ key }) => key === 'team')?.value);

const noticesOf = (page: Page) => page.getByRole('status', { name: m.changes_label(), exact: true });
const undoIn = (place: Locator) => place.getByRole('button', { name: m.undo(), exact: true });

async function actOnSet(page: Page, count: number, item: string): Promise<void> {
  const name = m.set_actions({ count, text: String(count) });
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** By keyboard, from a cell of the row. */
async function actOnRow(page: Page, name: string, item: string): Promise<void> {
  await rowOf(gridOf(page, m.runs_title()), name).locator('[data-column="name"]').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

async function deleteSet(page: Page, count: number): Promise<void> {
  const counted = { count, text: String(count) };
  await actOnSet(page, count, m.action_delete_many(counted));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: m.delete_submit_many(counted), exact: true }).click();
}

test('many runs are tagged at once, and the tag is taken back @smoke', async ({ page }, testInfo) => {
  await withRuns(testInfo, ['a', 'b', 'c'], async ({ experimentId }) => {
    await page.goto(`./#/runs?e=${experimentId}`);
    await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', '3');
    await actOnSet(page, 3, m.action_tag());
    const dialog = page.getByRole('dialog', { name: m.tag_title({ runs: '3 runs' }), exact: true });
    await dialog.getByRole('combobox', { name: m.tag_key(), exact: true }).fill('team');
    await dialog.getByRole('textbox', { name: m.tag_value(), exact: true }).fill('비전 "1"');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    const done = m.changed_all({ count: 3, text: '3', done: m.done_tag() });
    await expect(noticesOf(page)).toContainText(done);
    expect(teamsOf(await atServer(testInfo, experimentId))).toEqual(['비전 "1"', '비전 "1"', '비전 "1"']);
    await undoIn(noticesOf(page)).click();
    await expect(noticesOf(page)).toContainText(m.changed_all({ count: 3, text: '3', done: m.done_undo() }));
    expect(teamsOf(await atServer(testInfo, experimentId))).toEqual([undefined, undefined, undefined]);
  });
});

test('ticked rows are deleted and restored @smoke', async ({ page }, testInfo) => {
  await withRuns(testInfo, ['a', 'b', 'c', 'd'], async ({ experimentId }) => {
    await page.goto(`./#/runs?e=${experimentId}&set=`);
    const grid = gridOf(page, m.runs_title());
    await expect(grid).toHaveAttribute('aria-rowcount', '4');
    await page.getByRole('button', { name: m.set_change_label(), exact: true }).click();
    await page.getByRole('menuitem', { name: m.set_choose_none(), exact: true }).click();
    await expect(compareSet(page)).toContainText(m.set_none());
    const box = (name: string) => rowOf(grid, name).locator('[data-column="compared"]');
    await box('a').click();
    await box('c').click({ modifiers: ['Shift'] });
    await expect(compareSet(page)).toContainText(m.set_these({ count: 3, text: '3' }));
    await deleteSet(page, 3);
    await expect(grid).toHaveAttribute('aria-rowcount', '1');
    await expect(compareSet(page)).toContainText(m.set_deleted({ count: 3, text: '3' }));
    const stages = async () =>
      [...(await atServer(testInfo, experimentId))].map(([name, { info }]) => [name, info.lifecycle_stage]);
    expect(Object.fromEntries(await stages())).toEqual({
      a: 'deleted',
      b: 'deleted',
      c: 'deleted',
      d: 'active',
    });
    await undoIn(noticesOf(page)).click();
    await expect(grid).toHaveAttribute('aria-rowcount', '4');
    await expect(compareSet(page)).toContainText(m.set_these({ count: 3, text: '3' }));
    expect(new Set(Object.values(Object.fromEntries(await stages())))).toEqual(new Set(['active']));

    await deleteSet(page, 3);
    await expect(grid).toHaveAttribute('aria-rowcount', '1');
    await page.getByRole('button', { name: m.deleted_runs(), exact: true }).click();
    await expect(page.getByRole('status', { name: m.deleted_runs(), exact: true })).toBeVisible();
    await expect(grid).toHaveAttribute('aria-rowcount', '3');
    await expect(rowOf(grid, 'd')).toBeHidden();
    await actOnRow(page, 'a', m.action_restore());
    await expect(grid).toHaveAttribute('aria-rowcount', '2');
    await actOnSet(page, 2, m.action_restore_many({ count: 2, text: '2' }));
    await page.getByRole('button', { name: m.deleted_runs_back(), exact: true }).click();
    await expect(grid).toHaveAttribute('aria-rowcount', '4');
    expect(new Set(Object.values(Object.fromEntries(await stages())))).toEqual(new Set(['active']));
    await undoIn(noticesOf(page)).last().click();
    await expect(grid).toHaveAttribute('aria-rowcount', '2');
  });
});

test('what the server refuses changes nothing on screen', async ({ page, baseURL }, testInfo) => {
  const relay = await startFaultProxy(baseURL ?? '');
  const forbid = (path: string, runId: string) => {
    relay.fault = ({ request, response, body }) => {
      if (!request.url?.endsWith(path) || !body.includes(runId)) return false;
      // As MLflow's own sign-in says it.
      response.writeHead(403, { 'content-type': 'text/html' }).end('Permission denied');
      return true;
    };
  };
  await withRuns(testInfo, ['a', 'b', 'c'], async ({ experimentId, ids: [, refused = ''] }) => {
    await page.goto(`${relay.url}#/runs?e=${experimentId}`);
    const grid = gridOf(page, m.runs_title());
    await expect(grid).toHaveAttribute('aria-rowcount', '3');

    forbid('/runs/update', refused);
    await actOnRow(page, 'b', m.action_rename());
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: m.rename_name(), exact: true }).fill('another name');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText(m.fail_forbidden_title());
    await expect(dialog.getByRole('textbox')).toHaveValue('another name');
    await page.keyboard.press('Escape');
    await expect(rowOf(grid, 'b')).toBeVisible();

    forbid('/runs/delete', refused);
    await deleteSet(page, 3);
    await expect(noticesOf(page)).toContainText('2 of 3 deleted, 1 refused: no permission');
    await expect(grid).toHaveAttribute('aria-rowcount', '1');
    await expect(rowOf(grid, 'b')).toBeVisible();
    const runs = await atServer(testInfo, experimentId);
    expect([...runs.values()].map(({ info }) => info.lifecycle_stage).toSorted()).toEqual([
      'active',
      'deleted',
      'deleted',
    ]);
    expect(runs.get('b')?.info.lifecycle_stage).toBe('active');
  });
  await relay.close();
});

test('a run is renamed and noted from its row, and registered as a model @smoke', async ({
  page,
}, testInfo) => {
  const model = `actions ${testInfo.testId} ${testInfo.retry}`;
  await withRuns(testInfo, ['a', 'b'], async ({ experimentId, ids: [id = ''] }) => {
    await page.goto(`./#/runs?e=${experimentId}`);
    await actOnRow(page, 'a', m.action_rename());
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('이름 <b>');
    await page.keyboard.press('Enter');
    await expect(rowOf(gridOf(page, m.runs_title()), '이름 <b>')).toBeVisible();
    expect([...(await atServer(testInfo, experimentId)).keys()].toSorted()).toEqual(['b', '이름 <b>']);

    await actOnRow(page, '이름 <b>', m.action_register());
    await dialog.getByRole('textbox', { name: m.register_path(), exact: true }).fill('model');
    await dialog.getByRole('combobox', { name: m.register_model(), exact: true }).fill(model);
    await expect(dialog).toContainText(m.register_new());
    await dialog.getByRole('button', { name: m.register_submit(), exact: true }).click();
    await expect(noticesOf(page)).toContainText(m.register_done({ model, version: '1' }));
    await page.goto(`./#/run/${id}`);
    await expect(page.getByRole('region', { name: m.run_models(), exact: true })).toContainText(
      m.run_registered({ model, version: '1' }),
    );
  });
});

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const OTHER_COMMIT = '89abcdef0123456789abcdef0123456789abcdef';

test('a run’s page tells where it comes from, what it was given and who belongs to it @smoke', async ({
  page,
}, testInfo) => {
  await withRuns(testInfo, ['parent', 'child 1', 'child 2'], async ({ experimentId, ids }) => {
    const [parent = '', first = '', second = ''] = ids;
    const setTag = (run_id: string, key: string, value: string) =>
      tell(testInfo, 'runs/set-tag', { run_id, key, value });
    for (const id of [first, second]) await setTag(id, 'mlflow.parentRunId', parent);
    await setTag(first, 'mlflow.source.git.commit', COMMIT);
    await setTag(first, 'mlflow.source.git.repoURL', 'git@github.com:ada/net.git');
    await setTag(second, 'mlflow.source.git.commit', OTHER_COMMIT);
    await setTag(second, 'mlflow.source.git.repoURL', 'git@github.com:ada/net.git');
    const params = [
      { key: 'model.lr', value: '0.1' },
      { key: 'model.name', value: "it's" },
      { key: 'config', value: '{"depth": 4, "heads": 8, "width": 512}' },
    ];
    const others = [{ key: 'config', value: '{"depth": 12, "heads": 8, "width": 512}' }];
    await tell(testInfo, 'runs/log-batch', { run_id: second, params: others });
    const metrics = [3, 1, 2].map((value, step) => ({ key: 'loss', value, timestamp: 1, step: step + 2 }));
    await tell(testInfo, 'runs/log-batch', { run_id: first, params, metrics });
    const schema = '{"mlflow_colspec":[{"type":"double","name":"alcohol","required":true}]}';
    const dataset = { name: 'wine', digest: '12', source_type: 'http', source: '{}', schema, profile: '{}' };
    await tell(testInfo, 'runs/log-inputs', { run_id: first, datasets: [{ dataset }] });

    await page.goto(`./#/runs?e=${experimentId}`);
    await rowOf(gridOf(page, m.runs_title()), 'child 1').getByRole('link').click();
    const region = (name: string) => page.getByRole('region', { name, exact: true });
    await expect(region(m.run_details()).getByRole('link', { name: COMMIT.slice(0, 10) })).toHaveAttribute(
      'href',
      `https://github.com/ada/net/commit/${COMMIT}`,
    );
    await expect(region(m.run_details()).getByRole('link', { name: 'parent', exact: true })).toBeVisible();
    await expect(region(m.run_siblings()).getByRole('link', { name: 'child 2', exact: true })).toBeVisible();
    await region(m.run_datasets())
      .getByText(m.dataset_columns({ count: 1, text: '1' }))
      .click();
    await expect(region(m.run_datasets())).toContainText('alcohol');
    // Best and least of what was logged at steps 1 to 4, the last of it behind.
    const loss = gridOf(page, m.run_metrics()).locator('[data-row-id="loss"]');
    await expect(loss.locator('[data-column="min"]')).toHaveText('1');
    await expect(loss.locator('[data-column="max"]')).toHaveText('3');
    await expect(loss.locator('[data-column="value"]')).toHaveText('2');
    await expect(region(m.run_reproduce())).toContainText(`model:\n  lr: 0.1\n  name: "it's"`);
    await expect(region(m.run_reproduce())).toContainText(
      `git clone git@github.com:ada/net.git && cd net && git checkout ${COMMIT}`,
    );

    await page.getByRole('link', { name: m.neighbours_previous({ name: 'parent' }), exact: true }).click();
    await expect(page).toHaveURL(new RegExp(parent));
    await page.getByRole('button', { name: m.compare_menu(), exact: true }).click();
    const children = m.compare_children({ count: 2, text: '2' });
    await page.getByRole('menuitem', { name: children, exact: true }).click();
    await expect(compareSet(page)).toContainText(m.set_these({ count: 3, text: '3' }));

    // With the baseline: it stays the baseline, in the order that the table had.
    await page.goto(`./#/runs?e=${experimentId}&sort=start_time&base=${second}`);
    await rowOf(gridOf(page, m.runs_title()), 'child 1').getByRole('link').click();
    await page.getByRole('button', { name: m.compare_menu(), exact: true }).click();
    await page.getByRole('menuitem', { name: m.compare_baseline({ name: 'child 2' }), exact: true }).click();
    await expect(compareSet(page)).toContainText(m.set_these({ count: 2, text: '2' }));
    expect(paramOf(page, 'sort')).toBe('start_time');
    expect(paramOf(page, 'base')).toBe(packId(second));

    // Side by side: the code between them, and a value that is too long for a cell.
    await page.getByRole('tab', { name: m.tab_diff(), exact: true }).click();
    await expect(page.locator('[data-git-range]').getByRole('link')).toHaveAttribute(
      'href',
      `https://github.com/ada/net/compare/${OTHER_COMMIT}...${COMMIT}`,
    );
    await page.getByRole('button', { name: m.diff_value_open({ key: 'config' }), exact: true }).click();
    const values = page.getByRole('dialog', { name: m.diff_value_title({ key: 'config' }) });
    await expect(values.getByRole('row', { name: /depth/ })).toContainText('12');
    await expect(values.getByRole('row', { name: /heads/ })).toHaveCount(0);
  });
});
