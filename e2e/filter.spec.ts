import type { Locator, Page } from '@playwright/test';
import {
  compareSet,
  expect,
  gridOf,
  m,
  namesIn,
  ODD_NAME,
  ODD_RUN_COUNT,
  openExperiment,
  openOddCases,
  paramOf,
  test,
} from './fixtures.ts';
import { pythonOf, runPython } from './truth.ts';

const PRODUCTION = 'weighted-mtp/production';
const PRODUCTION_RUN_COUNT = 23;
/** Whose last loss is above 1, newest first. */
const LARGE_LOSS = ['late steps', 'negative steps', 'duplicate steps'];

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

test('a text that cannot be read keeps the last good rows and says where it is wrong @smoke @demo', async ({
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

test('a key without its prefix: what was meant is offered and applied by a click @smoke @demo', async ({
  page,
}) => {
  await openOddCases(page);
  await applyFilter(page, 'loss > 1');
  await expect(fieldOf(page)).toHaveAttribute('aria-invalid', 'true');
  const meant = m.filter_fix({ text: 'metrics.loss > 1' });
  await page.getByRole('button', { name: meant, exact: true }).click();
  await expectRuns(page, LARGE_LOSS);
  await expect.poll(() => paramOf(page, 'q')).toBe('metrics.loss > 1');
});

test('runs that a comparison leaves out for lack of the key are said in passing @smoke @demo', async ({
  page,
}) => {
  await openOddCases(page);
  await applyFilter(page, 'metrics.loss > 1 AND metrics.loss < 1000');
  await expectRuns(page, LARGE_LOSS);
  await expect(fieldOf(page)).toHaveAccessibleDescription('');
  const words = m.filter_missing_key({ count: 4, text: '4', column: 'metrics.loss' });
  await page.getByRole('button', { name: `${words}: ${m.filter_include()}`, exact: true }).click();
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', '7');
});

test('Escape closes the list, then leaves the field with its draft @smoke @demo', async ({ page }) => {
  await openOddCases(page);
  await applyFilter(page, 'metrics.loss > 1');
  await expectRuns(page, LARGE_LOSS);
  const field = fieldOf(page);
  const list = page.getByRole('listbox', { name: m.filter_suggestions(), exact: true });
  const draft = 'metrics.loss > 1 metrics.l';
  await field.press('End');
  await field.pressSequentially(' metrics.l');
  await expect(list).toBeVisible();
  await field.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).not.toBeFocused();
  await expect(field).toHaveText(draft);
  expect(paramOf(page, 'q')).toBe('metrics.loss > 1');
  await page.getByRole('button', { name: m.filter_revert(), exact: true }).click();
  await expect(field).toHaveText('metrics.loss > 1');
  await field.press('Control+z');
  await expect(field).toHaveText(draft);
});

test('the box for a computed column suggests keys and puts them right @smoke @demo', async ({ page }) => {
  await openOddCases(page);
  await page.getByRole('button', { name: m.columns_button(), exact: true }).click();
  const picker = page.getByRole('dialog', { name: m.columns_button(), exact: true });
  const box = picker.getByRole('textbox', { name: m.columns_expression(), exact: true });
  await box.focus();
  await expect(box).toHaveAttribute('contenteditable', 'true');
  const options = picker
    .getByRole('listbox', { name: m.filter_suggestions(), exact: true })
    .getByRole('option');
  await box.pressSequentially('lo');
  await expect(options.first()).toHaveText(`metrics.loss${inRuns(8)}`);
  await options.first().click();
  await expect(box).toHaveText(/^metrics\.loss $/);
  await expect(options).toHaveText(['*', '/', '+', '-']);
  await box.press('Escape');
  await expect(options).toHaveCount(0);
  await box.pressSequentially('* 2');
  await box.fill('loss * 2');
  await box.press('Enter');
  await picker.getByRole('button', { name: m.filter_fix({ text: 'metrics.loss * 2' }), exact: true }).click();
  await expect(box).toHaveText('metrics.loss * 2');
  await box.press('Enter');
  await expect(
    gridOf(page, m.runs_title()).getByRole('columnheader', { name: /metrics\.loss \* 2/ }),
  ).toHaveCount(1);
});

test('runs that lack a key are counted, and included by one click @smoke @demo', async ({ page }) => {
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

test('a key that nobody has: the nearest one is offered and taken by a click @smoke @demo', async ({
  page,
}) => {
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

test('suggestions have counts; Enter takes the first one for a key that is begun, the next Enter applies @smoke @demo', async ({
  page,
}) => {
  await openOddCases(page);
  const field = await editorOf(page);
  await field.pressSequentially('metrics.l');
  const list = page.getByRole('listbox', { name: m.filter_suggestions(), exact: true });
  await expect(list.getByRole('option')).toHaveText([
    `metrics.loss${inRuns(8)}`,
    `metrics.last_nan${inRuns(1)}`,
    `metrics.val/f1 score${inRuns(1)}`,
  ]);
  const first = list.getByRole('option').first();
  await expect(first).toHaveAttribute('aria-selected', 'true');
  // The key that takes it stands there for the eyes alone.
  expect(await first.evaluate((option) => getComputedStyle(option, '::after').content)).toContain('Tab');
  // A key that is only begun is completed; nothing else could be meant.
  await field.press('Enter');
  await expect(field).toHaveText(/^metrics\.loss $/);
  // The operators come next.
  await expect(list.getByRole('option').first()).toHaveText('=');
  await field.pressSequentially('> 1');
  expect(paramOf(page, 'q')).toBeUndefined();
  await field.press('Enter');
  await expectRuns(page, LARGE_LOSS);
});

test('values of a param and of a status are suggested @demo', async ({ page }) => {
  await openExperiment(page, PRODUCTION);
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', String(PRODUCTION_RUN_COUNT));
  const field = await editorOf(page);
  const options = page
    .getByRole('listbox', { name: m.filter_suggestions(), exact: true })
    .getByRole('option');
  await field.pressSequentially('params.weighting = ');
  await expect(options).toHaveCount(2);
  await field.press('Tab');
  await expect(field).toHaveText(/^params\.weighting = '(?:uniform|decay)'$/);
  await field.pressSequentially(' and status = f');
  await expect(options.getByText('FAILED', { exact: true })).toBeVisible();
});

test('Enter while a syllable is being composed never applies @smoke @demo', async ({ page }) => {
  await openOddCases(page);
  const field = await editorOf(page);
  await field.focus();
  const input = await page.context().newCDPSession(page);
  for (const text of ['ㅎ', '하', '한']) {
    await input.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
  await expect(field).toHaveText('한');
  // As browsers report the key that ends a syllable.
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
  await input.send('Input.insertText', { text: '한' });
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
  await expect(field).toHaveText('한');
  await field.pressSequentially('글');
  expect(paramOf(page, 'q')).toBeUndefined();
  await field.press('Enter');
  await expectRuns(page, [ODD_NAME]);
  // Whatever was in force before would stand there too.
  await expect(await openRecents(page)).toHaveText(['한글']);
});

test('chips of statuses count and write the filter; recent filters come back @smoke @demo', async ({
  page,
}) => {
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
  const printed = await runPython(
    testInfo,
    python ?? '',
    `${script.join('\n')}\nimport json\nprint(json.dumps(found))`,
  );
  const found = JSON.parse(printed) as readonly (readonly string[])[];
  expect(found.map((ids) => [...ids].sort())).toEqual(idsOf.map((ids) => [...ids].sort()));
});

test('a filter that matches nothing says so and is cleared by one click @smoke @demo', async ({ page }) => {
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

test('OR, NOT, regular expressions and quotes on odd names @smoke @demo', async ({ page }) => {
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

function inRuns(count: number): string {
  return m.filter_option_runs({ count, text: String(count) });
}

function fieldOf(page: Page): Locator {
  return page.getByRole('textbox', { name: m.filter_label(), exact: true });
}

/** The field once it completes; until then a plain input stands in its place. */
async function editorOf(page: Page): Promise<Locator> {
  const field = fieldOf(page);
  await expect(field).toHaveAttribute('contenteditable', 'true');
  return field;
}

async function applyFilter(page: Page, text: string): Promise<void> {
  const field = await editorOf(page);
  await field.fill(text);
  await field.press('Enter');
  await expect.poll(() => paramOf(page, 'q')).toBe(text);
}

async function expectRuns(page: Page, names: readonly string[]): Promise<void> {
  const grid = gridOf(page, m.runs_title());
  await expect.poll(() => namesIn(grid)).toEqual(names);
  await expect(grid).toHaveAttribute('aria-rowcount', String(names.length));
}

function statusOf(page: Page, words: string): Locator {
  return page.getByRole('status').filter({ hasText: words });
}

/** A page that knows nothing but the address. */
async function openAfresh(page: Page): Promise<void> {
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
}

async function openRecents(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: m.filter_recent(), exact: true }).click();
  return page.getByRole('menu').getByRole('menuitem');
}

async function copyPython(page: Page, words: string): Promise<string> {
  const button = page.getByRole('button', { name: m.filter_python(), exact: true });
  await button.click();
  await expect(statusOf(page, words)).toHaveText(`${m.filter_python_copied()} ${words}`);
  await page.keyboard.press('Escape');
  return page.evaluate(() => navigator.clipboard.readText());
}
