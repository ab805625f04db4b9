import type { Locator, Page } from '@playwright/test';
import {
  compareSet,
  expect,
  gridOf,
  m,
  ODD_NAME,
  ODD_RUN_COUNT,
  openExperiment,
  openOddCases,
  paramOf,
  test,
} from './fixtures.ts';
import {
  applyFilter,
  expectRuns,
  fieldOf,
  LARGE_LOSS,
  openRecents,
  PRODUCTION,
  PRODUCTION_RUN_COUNT,
} from './filter-field.ts';
import { pythonOf, runPython } from './truth.ts';

test('a filter shows the runs that match; its address shows the same ones @smoke @demo', async ({
  page,
}, testInfo) => {
  await openOddCases(page);
  await applyFilter(page, 'metrics.loss > 1');
  await expectRuns(page, LARGE_LOSS);
  await expect(statusOf(page, m.runs_matched_all({ count: 3, text: '3' }))).toBeVisible();
  await expect(
    page.getByText(m.filter_matched({ matched: '3', loaded: '12' }), { exact: true }),
  ).toBeVisible();
  await expect(compareSet(page)).toContainText(m.set_runs({ count: 3, text: '3' }));

  await openAfresh(page);
  await expectRuns(page, LARGE_LOSS);
  await expect(fieldOf(page)).toHaveText('metrics.loss > 1');
  // Nothing was here yet: what the server can answer it was asked.
  const where = testInfo.project.name === 'demo' ? m.filter_where_here() : m.filter_where_server();
  await expect(page.getByText(where, { exact: true })).toBeVisible();

  await page.getByRole('button', { name: m.filter_clear(), exact: true }).click();
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
  await expect.poll(() => paramOf(page, 'q')).toBeUndefined();
});

test('a text that cannot be read keeps the last good rows and says where it is wrong @smoke', async ({
  page,
}) => {
  await openOddCases(page);
  await applyFilter(page, 'metrics.loss > 1');
  await expectRuns(page, LARGE_LOSS);
  await applyFilter(page, 'metrics.loss >');
  const problem = m.filter_problem_at({
    place: 15,
    problem: m.filter_problem_end({ expected: m.filter_expected_value() }),
  });
  await expect(fieldOf(page)).toHaveAccessibleDescription(`${problem} ${m.filter_kept()}`);
  await expect(fieldOf(page)).toHaveAttribute('aria-invalid', 'true');
  await expectRuns(page, LARGE_LOSS);

  await applyFilter(page, 'metrics.loss > 19');
  await expectRuns(page, ['negative steps', 'duplicate steps']);
  await expect(fieldOf(page)).not.toHaveAttribute('aria-invalid', 'true');
  await expect(fieldOf(page)).toHaveAccessibleDescription('');

  // An AND that joins nothing is no word to search for.
  await applyFilter(page, 'metrics.loss > 19 and');
  const unjoined = m.filter_problem_at({
    place: 22,
    problem: m.filter_problem_end({ expected: m.filter_expected_condition() }),
  });
  await expect(fieldOf(page)).toHaveAccessibleDescription(`${unjoined} ${m.filter_kept()}`);
});

test('a key without its prefix: what was meant is offered and applied by a click', async ({ page }) => {
  await openOddCases(page);
  await applyFilter(page, 'loss > 1');
  await expect(fieldOf(page)).toHaveAttribute('aria-invalid', 'true');
  const meant = m.filter_fix({ text: 'metrics.loss > 1' });
  await page.getByRole('button', { name: meant, exact: true }).click();
  await expectRuns(page, LARGE_LOSS);
  await expect.poll(() => paramOf(page, 'q')).toBe('metrics.loss > 1');
});

test('runs that a comparison leaves out for lack of the key are said in passing', async ({ page }) => {
  await openOddCases(page);
  await applyFilter(page, 'metrics.loss > 1 AND metrics.loss < 1000');
  await expectRuns(page, LARGE_LOSS);
  await expect(fieldOf(page)).toHaveAccessibleDescription('');
  const words = m.filter_missing_key({ count: 4, text: '4', column: 'metrics.loss' });
  await page.getByRole('button', { name: `${words}: ${m.filter_include()}`, exact: true }).click();
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', '7');
});

test('runs that lack a key are counted, and included by one click', async ({ page }) => {
  await openExperiment(page, PRODUCTION);
  const grid = gridOf(page, m.runs_title());
  await expect(grid).toHaveAttribute('aria-rowcount', String(PRODUCTION_RUN_COUNT));
  await applyFilter(page, "params.lr != '0.5'");
  await expect(grid).toHaveAttribute('aria-rowcount', '17');
  await expect(grid.getByRole('link', { name: 'mtp-h4-decay', exact: true })).toHaveCount(0);
  const words = m.filter_missing_key({ count: 5, text: '5', column: 'params.lr' });
  await page.getByRole('button', { name: `${words}: ${m.filter_include()}`, exact: true }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', '22');
  await expect(grid.getByRole('link', { name: 'mtp-h4-decay', exact: true })).toBeVisible();
  await expect(grid.getByRole('link', { name: '발산 lr=0.5', exact: true })).toHaveCount(0);
  await expect(page.getByText(words)).toHaveCount(0);
});

test('a key that nobody has: the nearest one is offered and taken by a click', async ({ page }) => {
  await openOddCases(page);
  await applyFilter(page, 'metrics.los > 1');
  await expect(fieldOf(page)).toHaveAccessibleDescription(
    new RegExp(m.filter_unknown({ column: 'metrics.los' })),
  );
  const words = { column: 'metrics.los', nearest: 'metrics.loss' };
  await page.getByRole('button', { name: m.filter_unknown_use_label(words), exact: true }).click();
  await expectRuns(page, LARGE_LOSS);
  await expect.poll(() => paramOf(page, 'q')).toBe('metrics.loss > 1');
});

test('chips of statuses count and write the filter; recent filters come back', async ({ page }) => {
  await openOddCases(page);
  const chips = page.getByRole('group', { name: m.filter_quick(), exact: true });
  const chip = (count: string, word: string) =>
    chips.getByRole('button', {
      name: m.filter_status_chip({ count, status: word.toLowerCase() }),
      exact: true,
    });
  const failed = chip('1', m.status_FAILED());
  const killed = chip('1', m.status_KILLED());
  await expect(chip('9', m.status_FINISHED())).toBeVisible();
  await failed.click();
  await expectRuns(page, ['failed run']);
  await expect(failed).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => paramOf(page, 'q')).toBe("status = 'FAILED'");
  await failed.click();
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
  await expect.poll(() => paramOf(page, 'q')).toBeUndefined();
  await expect(failed).toHaveAttribute('aria-pressed', 'false');
  await killed.click();
  await expectRuns(page, ['killed run']);

  const recents = await openRecents(page);
  await expect(recents).toHaveText(["status = 'KILLED'", "status = 'FAILED'"]);
  await recents.last().click();
  await expectRuns(page, ['failed run']);
});

test('Copy as Python finds the shown runs with MLflow’s own client @smoke', async ({
  page,
  context,
}, testInfo) => {
  // Python and MLflow's client take ten seconds to load on a busy machine.
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'needs the environment of the server’s client: npm test makes it');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { idOf } = await openOddCases(page);
  const odd = `name = 'names <script>alert(1)</script> "quoted" ''single'' 한글/slash'`;
  const cases = [
    // The server can say it.
    { filter: 'metrics.loss > 1 AND status = "FINISHED"', names: LARGE_LOSS, words: m.filter_python_exact() },
    {
      filter: `metrics.loss > 19 OR ${odd}`,
      names: [ODD_NAME, 'negative steps', 'duplicate steps'],
      words: m.filter_python_ids({ count: 3, text: '3' }),
    },
  ];
  const idsOf = await Promise.all(cases.map(({ names }) => Promise.all(names.map((name) => idOf(name)))));
  const codes: string[] = [];
  for (const { filter, names, words } of cases) {
    await applyFilter(page, filter);
    await expectRuns(page, names);
    codes.push(await copyPython(page, words));
  }
  expect(codes[0]).toContain('mlflow.search_runs(');
  const script = ['found = []', ...codes.map((code) => `${code}found.append(list(runs.run_id))`)];
  const printed = await runPython(testInfo, `${script.join('\n')}\nimport json\nprint(json.dumps(found))`);
  const found = JSON.parse(printed) as readonly (readonly string[])[];
  expect(found.map((ids) => [...ids].sort())).toEqual(idsOf.map((ids) => [...ids].sort()));
});

test('a filter that matches nothing says so and is cleared by one click', async ({ page }) => {
  const { experimentId } = await openOddCases(page);
  await page.goto('about:blank');
  await page.goto(`./#/runs?e=${experimentId}&q=metrics.loss%20%3E%201000`);
  const main = page.getByRole('main');
  await expect(main.getByText(m.runs_no_match_title(), { exact: true })).toBeVisible();
  const charts = page.getByRole('region', { name: m.tab_charts(), exact: true });
  await expect(charts.getByText(m.charts_noset_title(), { exact: true })).toBeVisible();
  await expect(charts.getByText(m.loading_history(), { exact: true })).toHaveCount(0);
  await main.getByRole('button', { name: m.runs_clear_filter(), exact: true }).click();
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', String(ODD_RUN_COUNT));
  await expect.poll(() => paramOf(page, 'q')).toBeUndefined();
});

test('OR, NOT, regular expressions and quotes on odd names @demo', async ({ page }) => {
  await openOddCases(page);
  const odd = `names <script>alert(1)</script> "quoted" ''single'' 한글/slash`;
  const cases = [
    { filter: `name = '${odd}'`, names: [ODD_NAME] },
    {
      filter: `name ~ '^(late|single) ' OR name LIKE '%한글%'`,
      names: [ODD_NAME, 'single point', 'late steps'],
    },
    {
      filter: `NOT (name ~ '(steps|run)$' OR metrics.loss IS NOT NULL) and name !~ "'single'"`,
      names: ['no metrics'],
    },
    { filter: 'params.`긴 이름` ~ "^x{250}$" and metrics."val/f1 score" >= 0.5', names: [ODD_NAME] },
    { filter: `metrics.last_nan = nan OR "'single'"`, names: [ODD_NAME, 'nan and inf'] },
  ];
  for (const { filter, names } of cases) {
    await test.step(filter, async () => {
      await applyFilter(page, filter);
      await expectRuns(page, names);
    });
  }
  await openAfresh(page);
  await expectRuns(page, [ODD_NAME, 'nan and inf']);
});

function statusOf(page: Page, words: string): Locator {
  return page.getByRole('status').filter({ hasText: words });
}

/** A page that knows nothing but the address. */
async function openAfresh(page: Page): Promise<void> {
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
}

async function copyPython(page: Page, words: string): Promise<string> {
  const button = page.getByRole('button', { name: m.filter_python(), exact: true });
  await button.click();
  await expect(statusOf(page, words)).toHaveText(`${m.filter_python_copied()} ${words}`);
  await page.keyboard.press('Escape');
  return page.evaluate(() => navigator.clipboard.readText());
}
