import type { Locator, Page, TestInfo } from '@playwright/test';
import {
  boxOf,
  compareSet,
  expect,
  gridOf,
  m,
  ODD_CASES,
  ODD_RUN_COUNT,
  openExperiment,
  test,
} from './fixtures.ts';
import { pythonOf, runPython } from './truth.ts';

/** Parents with three seeds each, a failed, a killed and a diverged run. */
const PRODUCTION = 'weighted-mtp/production';
const NO_CLIENT = 'needs the environment of the server’s client: npm test makes it';
const LOSS = 'metrics.val/loss';

interface TrueGroup {
  readonly horizon: string | null;
  readonly weighting: string | null;
  readonly runs: number;
  /** Finite ones, by seed. */
  readonly values: Readonly<Record<string, number>>;
  readonly mean: number | null;
  readonly std: number | null;
}

interface Truth {
  readonly groups: readonly TrueGroup[];
  /** Of the two best ones: paired by seed, as SciPy has it. */
  readonly paired: { readonly difference: number; readonly low: number; readonly high: number };
}

/** What the server's own client and SciPy say of the groups of the experiment, the lowest mean first. */
async function trueGroups(info: TestInfo, python: string): Promise<Truth> {
  const program = `
import json, math
import numpy as np
from scipy import stats
from mlflow import MlflowClient
client = MlflowClient()
experiment = client.get_experiment_by_name(${JSON.stringify(PRODUCTION)})
groups = {}
for run in client.search_runs([experiment.experiment_id], max_results=1000):
    params = run.data.params
    group = groups.setdefault((params.get("horizon"), params.get("weighting")), {"runs": 0, "values": {}})
    group["runs"] += 1
    value = run.data.metrics.get("val/loss")
    if value is not None and math.isfinite(value):
        group["values"][params.get("seed", run.info.run_id)] = value
answer = []
for (horizon, weighting), group in groups.items():
    values = list(group["values"].values())
    mean = float(np.mean(values)) if values else None
    std = float(np.std(values, ddof=1)) if len(values) > 1 else None
    answer.append({"horizon": horizon, "weighting": weighting, "mean": mean, "std": std, **group})
answer.sort(key=lambda group: math.inf if group["mean"] is None else group["mean"])
best, second = [group["values"] for group in answer if sorted(group["values"]) == ["0", "1", "2"]][:2]
seeds = sorted(best)
test = stats.ttest_rel([best[seed] for seed in seeds], [second[seed] for seed in seeds])
interval = test.confidence_interval(0.95)
difference = float(np.mean([best[seed] - second[seed] for seed in seeds]))
print(json.dumps({"groups": answer, "paired": {"difference": difference, "low": float(interval.low), "high": float(interval.high)}}))
`;
  return JSON.parse((await runPython(info, python, program)).trim().split('\n').at(-1) ?? '') as Truth;
}

function labelOf({ horizon, weighting }: TrueGroup): string {
  const first = horizon === null ? m.group_lacks({ key: 'horizon' }) : `horizon ${horizon}`;
  return `${first} · ${weighting ?? m.group_lacks({ key: 'weighting' })}`;
}

function groupRow(grid: Locator, label: string): Locator {
  const name = grid.page().locator('[data-group]').getByText(label, { exact: true });
  return grid.getByRole('row').filter({ has: name });
}

async function groupBy(page: Page, ...keys: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: /^Group by/ }).click();
  for (const key of keys) {
    await page
      .getByRole('checkbox', { name: new RegExp(`^${key}(?:\\s|$|\\d)`) })
      .first()
      .click();
  }
  await page.keyboard.press('Escape');
}

const judge = (page: Page) => page.getByRole('region', { name: m.judge_title(), exact: true });

test('which of these two configurations is really better @smoke @demo', async ({ page }, info) => {
  const python = pythonOf(info.project.name);
  test.skip(python === undefined, NO_CLIENT);
  if (python === undefined) return;
  // The server's client takes long to start.
  test.slow();
  const truth = await trueGroups(info, python);
  const experimentId = await openExperiment(page, PRODUCTION);
  await page.goto(`./#/runs?e=${experimentId}&sort=${LOSS}&set=none`);
  const grid = gridOf(page, m.runs_title());
  await groupBy(page, 'horizon', 'weighting');
  await expect(grid).toHaveAttribute('aria-rowcount', String(truth.groups.length));

  // Groups stand in the order of their means, each with mean, deviation and n.
  const withValue = truth.groups.filter(({ mean }) => mean !== null);
  for (const [place, group] of withValue.entries()) {
    const row = groupRow(grid, labelOf(group));
    await expect(row).toHaveAttribute('data-row', String(place));
    await expect(row).toContainText(m.group_count({ count: String(group.runs) }));
    const title = (await row.locator(`[data-column="${LOSS}"]`).getAttribute('title')) ?? '';
    const [numbers = ''] = title.split(' · ');
    const [mean, std] = numbers.split(' ± ').map(Number);
    expect(mean).toBeCloseTo(group.mean ?? Number.NaN, 10);
    if (group.std === null) expect(std).toBeUndefined();
    else expect(std).toBeCloseTo(group.std, 10);
    expect(title).toContain(
      m.group_cell_count({ count: String(Object.keys(group.values).length), of: String(group.runs) }),
    );
  }

  // The runs of a group stand below it, with their own values.
  const seeded = withValue.filter(({ values }) => Object.keys(values).toSorted().join() === '0,1,2');
  const [best, second] = seeded;
  if (!best || !second) throw new Error('the experiment has no two groups of three seeds');
  const opener = groupRow(grid, labelOf(best)).getByRole('button', {
    name: m.group_open({ values: labelOf(best) }),
  });
  await opener.click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(truth.groups.length + best.runs));

  // Ticked, the two are compared, with all their runs.
  for (const group of [best, second])
    await groupRow(grid, labelOf(group)).locator('[data-column="compared"]').click();
  await expect(compareSet(page)).toContainText(String(best.runs + second.runs));
  for (const isReloaded of [false, true]) {
    if (isReloaded) await page.reload();
    await expect(grid).toHaveAttribute('aria-rowcount', String(truth.groups.length + best.runs));
    const answer = judge(page).locator('[data-method]');
    await expect(answer).toHaveAttribute('data-method', 'paired');
    const { difference, low, high } = truth.paired;
    const sign = Math.sign(Number(await answer.getAttribute('data-difference'))) * Math.sign(difference);
    const shown = await Promise.all(
      ['data-difference', 'data-low', 'data-high'].map((name) => answer.getAttribute(name)),
    );
    const expected = sign > 0 ? [difference, low, high] : [-difference, -high, -low];
    for (const [place, value] of expected.entries()) expect(Number(shown[place])).toBeCloseTo(value, 9);
    const isLarger = low > 0 || high < 0;
    const verdict = isLarger
      ? m.judge_larger()
      : m.judge_cannot_tell({ counts: m.group_count({ count: '3' }) });
    await expect(judge(page)).toContainText(verdict);
    await expect(judge(page)).toContainText(`On average ${labelOf(best)} is better than ${labelOf(second)}`);
    await expect(judge(page).locator('[data-dots="3"]')).toHaveCount(2);
  }
});

test('a group is ticked with all its runs, and one of them taken out again @demo', async ({ page }) => {
  const experimentId = await openExperiment(page, ODD_CASES);
  await page.goto(`./#/runs?e=${experimentId}&set=none`);
  const grid = gridOf(page, m.runs_title());
  await groupBy(page, 'model/depth');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  const lacking = m.group_lacks({ key: 'depth' });
  const box = grid.getByRole('checkbox', {
    name: m.group_compare({ values: lacking, count: ODD_RUN_COUNT - 1 }),
  });
  await expect(box).toHaveAttribute('aria-checked', 'false');
  await groupRow(grid, lacking).locator('[data-column="compared"]').click();
  await expect(box).toHaveAttribute('aria-checked', 'true');
  await expect(compareSet(page)).toContainText(`${ODD_RUN_COUNT - 1} runs`);

  await grid.getByRole('button', { name: m.group_open({ values: lacking }) }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(2 + ODD_RUN_COUNT - 1));
  const member = boxOf(page, 'nan and inf');
  await expect(member).toHaveAttribute('aria-checked', 'true');
  await grid.getByRole('row').filter({ has: member }).locator('[data-column="compared"]').click();
  await expect(box).toHaveAttribute('aria-checked', 'mixed');
  await expect(compareSet(page)).toContainText(`${ODD_RUN_COUNT - 2} runs`);
  await page.keyboard.press('Control+z');
  await expect(box).toHaveAttribute('aria-checked', 'true');
  await groupRow(grid, lacking).locator('[data-column="compared"]').click();
  await expect(box).toHaveAttribute('aria-checked', 'false');
  await expect(compareSet(page)).toContainText(m.set_none());
});
