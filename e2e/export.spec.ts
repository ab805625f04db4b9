import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page, TestInfo } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import type { RunColumn } from '../src/domain/runs/run-sort.ts';
import { runsHref } from '../src/url/routes.ts';
import { expect, gridOf, m, namesIn, ODD_NAME, openExperiment, test } from './fixtures.ts';
import { pythonOf, unpackDemo } from './truth.ts';

const ROOT = join(import.meta.dirname, '..');

/** What demo/dump_table.py prints of a run. */
interface TrueRun {
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly status: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly metrics: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
}

/** In seconds; of a run without an end it goes on until its last point, or now: any number. */
function durationOf({ startMs, endMs }: TrueRun, read: string | undefined): string {
  if (startMs === null) return '';
  if (endMs !== null) return String((endMs - startMs) / 1_000);
  return Number(read) >= 0 && read !== '' ? String(read) : 'a number of seconds';
}

test('a CSV holds every number, text and time of the database @demo', async ({ page }, testInfo) => {
  const runs = await trueRuns(testInfo);
  const metrics = keysOf(runs.map((run) => run.metrics));
  const params = keysOf(runs.map((run) => run.params));
  expect([runs.length, metrics.length, params.length].every((count) => count > 10)).toBe(true);
  const columns: readonly RunColumn[] = [
    { kind: 'attribute', key: 'start_time' },
    { kind: 'attribute', key: 'duration' },
    ...metrics.map((key) => ({ kind: 'metric', key }) as const),
    ...params.map((key) => ({ kind: 'param', key }) as const),
  ];
  const experimentIds = [...new Set(runs.map((run) => run.experimentId as ExperimentId))];
  await page.goto(`./${runsHref({ experimentIds, columns, tab: 'table' })}`);
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', String(runs.length));

  const { text, fileName } = await downloadCsv(page, runs.length);
  expect(fileName).toMatch(/ \+\d+ \d{4}-\d\d-\d\d\.csv$/);
  expect(text.startsWith('\uFEFFname,run_id,experiment,status,start_time,duration_s,')).toBe(true);
  const [header = [], ...rows] = parseCsv(text.slice(1));
  expect(header.slice(6)).toEqual([
    ...metrics.map((key) => `metrics.${key}`),
    ...params.map((key) => `params.${key}`),
  ]);
  const read = new Map(rows.map((row) => [row[1], row]));
  expect(read.size).toBe(runs.length);
  for (const run of runs) {
    const row = read.get(run.id) ?? [];
    expect
      .soft([row[0], row[3], row[4], row[5]], run.id)
      .toEqual([
        run.name,
        run.status,
        run.startMs === null ? '' : new Date(run.startMs).toISOString(),
        durationOf(run, row[5]),
      ]);
    const numbers = row.slice(6, 6 + metrics.length);
    expect
      .soft(numbers.map(sameDouble), run.id)
      .toEqual(metrics.map((key) => sameDouble(run.metrics[key] ?? '')));
    expect.soft(row.slice(6 + metrics.length), run.id).toEqual(params.map((key) => run.params[key] ?? ''));
  }
});

test('a copied table has the rows, the order and the digits of the screen', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const experimentId = (await openExperiment(page, 'digits/mlp sweep')) as ExperimentId;
  const score = { kind: 'metric', key: 'val/f1' } as const;
  const columns = [score, { kind: 'param', key: 'alpha' } as const];
  const sort = { column: score, isDescending: true };
  await page.goto(`./${runsHref({ experimentIds: [experimentId], columns, sort })}`);
  const grid = gridOf(page, m.runs_title());
  await expect(grid.getByRole('columnheader', { name: 'val/f1', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const count = await countOf(grid);

  const markdown = await copy(page, m.export_markdown(), count);
  const [header = '', rule = '', ...rows] = markdown.trimEnd().split('\n');
  const [names, marks] = [markdownCells(header), markdownCells(rule)];
  expect(names).toEqual([m.runs_column_name(), m.runs_column_status(), 'val/f1', 'alpha']);
  expect(marks.slice(0, 3)).toEqual(['---', '---', '---:']);
  expect(rows).toHaveLength(count);
  const shownIn = (id: string) => grid.locator(`[role="gridcell"][data-column="${id}"]`).allTextContents();
  const shown = await shownIn('metrics.val/f1');
  expect(shown.length).toBeGreaterThan(5);
  const copied = rows.slice(0, shown.length).map(markdownCells);
  expect(copied.map((row) => row[2])).toEqual(shown);
  expect(copied.map((row) => row[3])).toEqual(await shownIn('params.alpha'));
  expect(copied.map((row) => row[0])).toEqual(await namesIn(grid));

  const latex = await copy(page, m.export_latex(), count);
  expect(latex).toContain(String.raw`\begin{tabular}{ll`);
  expect(latex.match(/ \\\\\n/g)).toHaveLength(count + 1);
  expect(latex).toContain(` & ${shown[0]} `);
});

test('odd names stay in their cells', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openExperiment(page, 'odd cases/이상값');
  const grid = gridOf(page, m.runs_title());
  await expect(grid.getByRole('link', { name: ODD_NAME, exact: true })).toBeVisible();
  const count = await countOf(grid);
  const { text, fileName } = await downloadCsv(page, count);
  expect(fileName).toMatch(/^odd cases_이상값 \d{4}-\d\d-\d\d\.csv$/);
  const [header = [], ...rows] = parseCsv(text.slice(1));
  expect(rows.map((row) => row.length)).toEqual(rows.map(() => header.length));
  expect(rows.map(([name]) => name)).toContain(ODD_NAME);
  const markdown = await copy(page, m.export_markdown(), count);
  expect(markdown).toContain(String.raw`\<script\>alert(1)\</script\>`);
});

async function trueRuns(testInfo: TestInfo): Promise<readonly TrueRun[]> {
  const database = await unpackDemo(testInfo);
  const python = pythonOf(testInfo.project.name) ?? 'python3';
  const script = join(ROOT, 'demo', 'dump_table.py');
  const { stdout } = await promisify(execFile)(python, [script, '--database', database], {
    maxBuffer: 100_000_000,
  });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrueRun);
}

/** Of all rows, once all are loaded. */
async function countOf(grid: Locator): Promise<number> {
  await expect(grid).toHaveAttribute('aria-rowcount', /^\d+$/);
  return Number(await grid.getAttribute('aria-rowcount'));
}

function keysOf(cells: readonly Readonly<Record<string, string>>[]): readonly string[] {
  return [...new Set(cells.flatMap((cell) => Object.keys(cell)))].sort();
}

async function openExport(page: Page): Promise<void> {
  await page.getByRole('button', { name: m.export_button(), exact: true }).click();
}

async function downloadCsv(page: Page, count: number): Promise<{ text: string; fileName: string }> {
  await openExport(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: m.export_csv(), exact: true }).click();
  const download = await coming;
  const fileName = download.suggestedFilename();
  const said = m.export_saved({ count, text: String(count), file: fileName });
  await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
  await page.getByRole('button', { name: m.close(), exact: true }).click();
  return { text: await readFile(await download.path(), 'utf8'), fileName };
}

async function copy(page: Page, choice: string, count: number): Promise<string> {
  await openExport(page);
  await page.getByRole('button', { name: choice, exact: true }).click();
  const said = m.export_copied({ count, text: String(count) });
  await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
  await page.getByRole('button', { name: m.close(), exact: true }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The double that a text stands for, as JavaScript writes it; nothing for nothing. */
function sameDouble(text: string): string {
  if (text === '' || text === 'NaN') return text;
  return text.endsWith('inf') ? text.replace('inf', 'Infinity') : String(Number(text));
}

function markdownCells(line: string): readonly string[] {
  return line.slice(2, -2).split(' | ');
}

/** RFC 4180, for texts that hold no quotes but those that it asks for. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
