import { expect, m, test } from './fixtures.ts';
import { CSV_ROWS, LOG_LINES, logLine, logOf, makeTextsAndTables, uploadArtifact } from './made-artifacts.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';

test('the log of a running run is followed at its end, and files that come later are listed', async ({
  page,
}, testInfo) => {
  const experimentId = await makeExperiment(testInfo, `followed ${testInfo.workerIndex} ${Date.now()}`);
  try {
    const run = await makeRun(testInfo, experimentId, { name: 'going on', status: 'RUNNING', hoursAgo: 0 });
    const write = (path: string, body: string) => uploadArtifact(testInfo, run, { path, body });
    await write('logs/train.log', logOf(3_000));
    await page.goto(`./#/run/${run}?tab=artifacts&path=logs/train.log`);
    await expect(page.getByText(logLine(3_000), { exact: true })).toBeVisible();
    const follow = page.getByRole('checkbox', { name: m.text_follow(), exact: true });
    await expect(follow).toBeChecked();
    await write('logs/train.log', logOf(3_400));
    await write('logs/later.log', 'more\n');
    await expect(page.getByText(logLine(3_400), { exact: true })).toBeVisible();
    const later = page.getByRole('treeitem', { name: 'later.log', exact: true });
    await expect(later).toBeVisible();
    // The list was read again around the log, which is where it was.
    await expect(page.getByText(logLine(3_400), { exact: true })).toBeVisible();
    await expect(follow).toBeChecked();
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});

test('texts and tables of a run are read by range, each in its own way', async ({ page }, testInfo) => {
  const experimentId = await makeExperiment(testInfo, `texts ${testInfo.workerIndex} ${Date.now()}`);
  try {
    const run = await makeRun(testInfo, experimentId, { name: 'files', status: 'FINISHED', hoursAgo: 1 });
    await Promise.all(makeTextsAndTables().map((file) => uploadArtifact(testInfo, run, file)));
    const open = (path: string) => page.goto(`./#/run/${run}?tab=artifacts&path=${path}`);
    const line = (number: number) => page.locator(`[data-line="${number}"]`);
    const cell = (row: number, column: number) =>
      page.locator(`[data-row="${row}"] [data-column="${column}"]`);

    await open('logs/train.log');
    await expect(line(1)).toContainText(logLine(1));
    const place = page.getByRole('textbox', { name: m.text_go_to(), exact: true });
    await place.fill('30000');
    await place.press('Enter');
    await expect(line(30_000)).toContainText(logLine(30_000));
    await page.getByRole('button', { name: m.text_end(), exact: true }).click();
    await expect(page.getByText(logLine(LOG_LINES))).toBeVisible();
    await page.getByRole('searchbox', { name: m.text_find(), exact: true }).fill('step 77 ');
    await page.getByRole('button', { name: /^Search the other/ }).click();
    await expect(page.getByText(logLine(77))).toBeVisible();

    await open('logs/colours.log');
    await expect(line(1)).toContainText('100%|##');
    await open('code/model.py');
    await expect(page.locator('[data-highlighted]')).toBeVisible();
    await open('text/latin1.txt');
    await expect(line(1)).toContainText('café');
    await open('text/utf16.txt');
    await expect(line(1)).toContainText('학');
    await open('text/binary.txt');
    await expect(page.getByText(m.text_binary(), { exact: true })).toBeVisible();

    await open('tables/metrics.csv');
    await expect(page.locator(`[data-table-rows="${CSV_ROWS}"][data-complete]`)).toBeVisible();
    const step = page.getByRole('columnheader', { name: /step/ });
    await step.getByText('step').click();
    await expect(step).toHaveAttribute('aria-sort', 'ascending');
    await step.getByText('step').click();
    await expect(cell(0, 0)).toHaveText(String(CSV_ROWS - 1));
    await page.getByRole('button', { name: m.table_chart(), exact: true }).click();
    await expect(page.locator(`[data-points-drawn="${CSV_ROWS}"]`)).toBeVisible();
    await open('tables/ragged.tsv');
    await expect(page.getByText(m.table_repeated({ names: 'a' }), { exact: true })).toBeVisible();
    await open('tables/preds.jsonl');
    await expect(cell(1, 2)).toHaveText('고양이');
    await open('tables/eval.json');
    await cell(0, 0).click();
    await expect(page.getByRole('region', { name: m.table_row_title({ text: '1' }) })).toContainText(
      'a run?',
    );
    await open('tables/preds.parquet');
    await expect(cell(3, 2)).toHaveText('cow');
    await open('tables/cut.parquet');
    await expect(page.getByText(m.parquet_broken(), { exact: true })).toBeVisible();
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});
