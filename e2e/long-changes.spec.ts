import { randomUUID } from 'node:crypto';
import type { Page, TestInfo } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { runsHref } from '../src/url/routes.ts';
import { type Asked, type FaultProxy, passOn, startFaultProxy } from './fault-proxy.ts';
import { expect, gridOf, m, rowOf, test as base } from './fixtures.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';

/** The app behind a relay that can hold requests back. */
const test = base.extend<{ relay: FaultProxy }>({
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

const COUNT = 40;
/** Deletions that reach the server before the others are held back. */
const FREE = 10;

const noticesOf = (page: Page) => page.getByRole('status', { name: m.changes_label(), exact: true });

async function withRuns(
  testInfo: TestInfo,
  count: number,
  act: (experimentId: ExperimentId, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  const experimentId = (await makeExperiment(testInfo, `long ${randomUUID()}`)) as ExperimentId;
  try {
    const ids: string[] = [];
    for (let index = 0; index < count; index++)
      ids.push(await makeRun(testInfo, experimentId, { name: `r${index}`, status: 'FINISHED', hoursAgo: 1 }));
    await act(experimentId, ids);
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
}

async function countDeleted(testInfo: TestInfo, experimentId: string): Promise<number> {
  const body = { experiment_ids: [experimentId], run_view_type: 'DELETED_ONLY', max_results: 100 };
  const { runs = [] } = (await tell(testInfo, 'runs/search', body)) as { runs?: readonly unknown[] };
  return runs.length;
}

test('deleting many runs is stopped on the way: what was done is told, taken back, or gone on with', async ({
  page,
  relay,
}, testInfo) => {
  test.slow();
  await withRuns(testInfo, COUNT, async (experimentId) => {
    await page.goto(
      new URL(
        runsHref({ experimentIds: [experimentId], set: { kind: 'all', without: [] }, tab: 'table' }),
        relay.url,
      ).href,
    );
    const grid = gridOf(page, m.runs_title());
    await expect(grid).toHaveAttribute('aria-rowcount', String(COUNT));
    const held: Asked[] = [];
    let count = 0;
    relay.fault = (asked) => {
      if (asked.request.url?.endsWith('/runs/delete') !== true || ++count <= FREE) return false;
      held.push(asked);
      return true;
    };
    const actions = m.set_actions({ count: COUNT, text: String(COUNT) });
    await page.getByRole('button', { name: actions, exact: true }).click();
    await page
      .getByRole('menuitem', {
        name: m.action_delete_many({ count: COUNT, text: String(COUNT) }),
        exact: true,
      })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('button', { name: m.delete_submit_many({ count: COUNT, text: String(COUNT) }), exact: true })
      .click();
    await expect(dialog).toContainText(m.changing_of({ done: String(FREE), total: String(COUNT) }));
    await dialog.getByRole('button', { name: m.change_stop(), exact: true }).click();
    // What is under way is waited for: of each run it is known what became of it.
    await expect.poll(() => held.length).toBe(4);
    relay.fault = undefined;
    for (const asked of held) passOn(new URL(testInfo.project.use.baseURL ?? ''), asked);
    const done = FREE + held.length;
    await expect(dialog).toBeHidden();
    const some = m.changed_some({ count: String(done), total: String(COUNT), done: m.done_delete() });
    await expect(noticesOf(page)).toContainText(
      `${some}, ${m.changed_stopped({ count: String(COUNT - done) })}`,
    );
    expect(await countDeleted(testInfo, experimentId)).toBe(done);
    await expect(grid).toHaveAttribute('aria-rowcount', String(COUNT - done));

    await noticesOf(page).getByRole('button', { name: m.change_go_on(), exact: true }).click();
    await expect.poll(() => countDeleted(testInfo, experimentId), { timeout: 20_000 }).toBe(COUNT);
    await noticesOf(page).getByRole('button', { name: m.undo(), exact: true }).click();
    await expect.poll(() => countDeleted(testInfo, experimentId), { timeout: 20_000 }).toBe(done);
  });
});

test('a version that was registered is taken back @smoke', async ({ page }, testInfo) => {
  const model = `long ${randomUUID()}`;
  await withRuns(testInfo, 1, async (experimentId) => {
    await page.goto(runsHref({ experimentIds: [experimentId] }));
    await rowOf(gridOf(page, m.runs_title()), 'r0').locator('[data-column="name"]').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('menuitem', { name: m.action_register(), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: m.register_path(), exact: true }).fill('model');
    await dialog.getByRole('combobox', { name: m.register_model(), exact: true }).fill(model);
    await expect(dialog).toContainText(m.register_undo_hint());
    await dialog.getByRole('button', { name: m.register_submit(), exact: true }).click();
    await expect(noticesOf(page)).toContainText(m.register_done({ model, version: '1' }));
    await noticesOf(page).getByRole('button', { name: m.undo(), exact: true }).click();
    await expect(noticesOf(page)).toContainText(m.register_undone_new({ model, version: '1' }));
    const { model_versions = [] } = (await tell(testInfo, 'registered-models/get-latest-versions', {
      name: model,
    })) as { model_versions?: readonly unknown[] };
    expect(model_versions).toEqual([]);
  });
});
