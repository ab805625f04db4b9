import { randomUUID } from 'node:crypto';
import type { Page, TestInfo } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { CLOSED_TREE } from '../src/domain/runs/tree-view.ts';
import { DEFAULT_WORKSPACE } from '../src/domain/workspace.ts';
import { runsHref } from '../src/url/routes.ts';
import { expect, gridOf, m, paramOf, rowOf, test } from './fixtures.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';

const LOSS_UP = { column: { kind: 'metric', key: 'loss' }, isDescending: false } as const;

/** `p` with `p1` below it, then runs of two kinds. */
async function makeRuns(testInfo: TestInfo) {
  const experimentId = (await makeExperiment(testInfo, `neighbours ${randomUUID()}`)) as ExperimentId;
  const ids = new Map<string, string>();
  for (const [index, name] of ['a', 'b', 'c', 'p', 'p1'].entries()) {
    const run = {
      name,
      status: 'FINISHED',
      hoursAgo: 1,
      loss: index % 2 === 0 ? index + 1 : index + 11,
    } as const;
    const run_id = await makeRun(testInfo, experimentId, run);
    ids.set(name, run_id);
    await tell(testInfo, 'runs/log-parameter', { run_id, key: 'kind', value: index % 2 === 0 ? 'x' : 'y' });
    // Others of this name are made beside them, in all experiments.
    await tell(testInfo, 'runs/set-tag', { run_id, key: 'made', value: experimentId });
  }
  await tell(testInfo, 'runs/set-tag', {
    run_id: ids.get('p1'),
    key: 'mlflow.parentRunId',
    value: ids.get('p'),
  });
  return { experimentId, idOf: (name: string) => ids.get(name) ?? '' };
}

/** Goes on from run to run, `count` of them, until there is none. */
async function walkFrom(page: Page, name: string, count: number): Promise<string> {
  const names = [name];
  const nav = page.getByRole('navigation', { name: m.neighbours_label(), exact: true });
  const isAt = (place: number) =>
    expect(nav).toContainText(m.neighbours_place({ place: String(place), count: String(count) }));
  await isAt(1);
  const next = nav.getByRole('link', { name: /^Next run/ });
  while ((await next.count()) > 0 && names.length < 9) {
    const to = ((await next.getAttribute('aria-label')) ?? '').replace(/^.*: /, '');
    await next.click();
    names.push(to);
    await expect(page.getByRole('heading', { name: to, exact: true })).toBeVisible();
    await isAt(names.length);
  }
  return names.join(' ');
}

test('the runs before and after one are those of the table: by groups, in a tree, of all experiments', async ({
  page,
}, testInfo) => {
  test.slow();
  const { experimentId, idOf } = await makeRuns(testInfo);
  try {
    const open = async (name: string, change: Parameters<typeof runsHref>[0]) => {
      await page.goto(runsHref({ experimentIds: [experimentId], sort: LOSS_UP, ...change }));
      await expect(page.locator('[data-row-id]').first()).toBeVisible();
      await page.evaluate(
        (hash) => {
          location.hash = hash;
        },
        `#/run/${idOf(name)}`,
      );
    };
    await test.step('groups, be they folded or not', async () => {
      await open('a', { chart: { ...DEFAULT_WORKSPACE.chart, groupBy: ['params.kind'] } });
      expect(await walkFrom(page, 'a', 5)).toBe('a c p1 b p');
    });
    await test.step('a tree without what is folded up', async () => {
      await open('a', { tree: CLOSED_TREE });
      expect(await walkFrom(page, 'a', 4)).toBe('a c b p');
    });
    await test.step('all experiments', async () => {
      const filter = `params.kind = 'y' AND tags.made = '${experimentId}'`;
      await page.goto(runsHref({ experimentIds: 'all', sort: LOSS_UP, filter }));
      await expect(rowOf(gridOf(page, m.runs_title()), 'b')).toBeVisible();
      await rowOf(gridOf(page, m.runs_title()), 'b').getByRole('link').click();
      await expect(
        page.getByRole('link', { name: m.neighbours_next({ name: 'p' }), exact: true }),
      ).toBeVisible();
    });
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});

test('the tree says why groups have none, and ungroups', async ({ page }, testInfo) => {
  const { experimentId } = await makeRuns(testInfo);
  try {
    await page.goto(
      runsHref({
        experimentIds: [experimentId],
        sort: LOSS_UP,
        tree: CLOSED_TREE,
        chart: { ...DEFAULT_WORKSPACE.chart, groupBy: ['params.kind'] },
      }),
    );
    const button = page.getByRole('button', { name: m.tree_button(), exact: true });
    await expect(button).toHaveAttribute('title', m.tree_grouped());
    await button.click();
    await expect(page.getByRole('menu')).toContainText(m.tree_grouped());
    await expect(page.getByRole('menuitem', { name: m.tree_closed(), exact: true })).toBeDisabled();
    await page.getByRole('menuitem', { name: m.tree_ungroup(), exact: true }).click();
    await expect(page.getByRole('treegrid', { name: m.runs_title(), exact: true })).toHaveAttribute(
      'aria-rowcount',
      '4',
    );
    expect(paramOf(page, 'e')).toBe(experimentId);
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});
