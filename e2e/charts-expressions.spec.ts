import { readFile } from 'node:fs/promises';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { cardOf, expect, expectExact, gridOf, m, test } from './fixtures.ts';
import { pythonOf, runPython } from './truth.ts';

type Point = readonly [step: number, timestampMs: number, value: number];

interface TrueRun {
  readonly id: string;
  readonly batch: string | null;
  readonly train: readonly Point[];
  readonly val: readonly Point[];
}

interface Truth {
  readonly experimentId: string;
  readonly runs: readonly TrueRun[];
}

const EXPRESSION = 'metrics.train/loss / metrics.val/loss * params.batch';
const X = 'step * params.batch + 1';

/** Two runs that have all of it, and two without the param. */
const PROGRAM = `
import json
from mlflow import MlflowClient
client = MlflowClient()
[experiment] = client.search_experiments(filter_string="name = 'weighted-mtp/production'")
runs = client.search_runs([experiment.experiment_id])
def kind(run):
    names = run.data.metrics
    return ("batch" in run.data.params, "train/loss" in names, "val/loss" in names)
chosen = []
for wanted, count in (((True, True, True), 2), ((False, True, True), 1), ((False, True, False), 1)):
    chosen += [run for run in runs if kind(run) == wanted][:count]
def history(run, key):
    if "batch" not in run.data.params:
        return []
    points = client.get_metric_history(run.info.run_id, key)
    return sorted([point.step, point.timestamp, point.value] for point in points)
print(json.dumps({"experimentId": experiment.experiment_id, "runs": [
    {"id": run.info.run_id, "batch": run.data.params.get("batch"),
     "train": history(run, "train/loss"), "val": history(run, "val/loss")} for run in chosen]}))
`;

/** Every point of the expression, from what the server's own client says. */
function computed({ batch, train, val }: TrueRun): readonly Point[] {
  if (batch === null) return [];
  const steps = [...new Set([...train, ...val].map(([step]) => step))].sort((left, right) => left - right);
  return steps.flatMap((step): readonly Point[] => {
    const [top, bottom] = [train, val].map((points) => points.findLast(([at]) => at <= step));
    if (!top || !bottom) return [];
    return [[step, Math.max(top[1], bottom[1]), (top[2] / bottom[2]) * Number(batch)]];
  });
}

async function readTruth(testInfo: TestInfo): Promise<Truth> {
  // Python and MLflow's client take ten seconds to load on a busy machine.
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'needs the environment of the server’s client: npm test makes it');
  return JSON.parse(await runPython(testInfo, PROGRAM)) as Truth;
}

async function openRuns(page: Page, { experimentId, runs }: Truth): Promise<void> {
  await page.goto(`./#/runs?e=${experimentId}&set=${runs.map(({ id }) => id).join(',')}`);
  await expectExact(cardOf(page, 'train/loss'));
}

/** The field once it completes; until then a plain input stands in its place. */
async function fieldOf(place: Locator, label: string): Promise<Locator> {
  const field = place.getByRole('textbox', { name: label, exact: true });
  await field.focus();
  await expect(field).toHaveAttribute('contenteditable', 'true');
  return field;
}

async function choose(page: Page, card: string, item: string): Promise<void> {
  const menu = cardOf(page, card).getByRole('button', { name: m.card_menu({ metric: card }), exact: true });
  await menu.click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('an expression is a card whose points are those of its metrics', async ({ page, context }, testInfo) => {
  const truth = await readTruth(testInfo);
  await openRuns(page, truth);
  const card = cardOf(page, EXPRESSION);

  await test.step('the form completes, points at an error, and warns of a key that no run has', async () => {
    await page.getByRole('button', { name: m.card_add(), exact: true }).click();
    const form = page.getByRole('dialog', { name: m.card_add(), exact: true });
    await form.getByRole('radio', { name: m.card_form_expression(), exact: true }).check();
    const field = await fieldOf(form, m.card_form_expression());
    const add = form.getByRole('button', { name: m.card_add(), exact: true });
    await field.pressSequentially('metrics.val/l');
    await expect(form.getByRole('option').first()).toContainText('metrics.val/loss');
    // The list covers neither button.
    await add.click({ trial: true });
    await form.getByRole('button', { name: m.cancel(), exact: true }).click({ trial: true });
    await field.press('Tab');
    await expect(field).toContainText('metrics.val/loss');
    await expect(form.getByRole('listbox')).toBeHidden();
    await field.fill('metrics.train/loss * (2');
    await add.click();
    await expect(form.getByRole('status')).toContainText(m.filter_problem_parenthesis());
    await field.fill('params.batch * 2');
    await add.click();
    await expect(form.getByRole('status')).toHaveText(m.card_form_no_metric());
    await field.fill(EXPRESSION.replace('train/loss', 'train/los'));
    await add.click();
    await expect(form.getByRole('status')).toContainText(m.filter_unknown({ column: 'metrics.train/los' }));
    await form
      .getByRole('button', { name: m.filter_unknown_use({ column: 'metrics.train/loss' }), exact: true })
      .click();
    await expect(field).toHaveText(EXPRESSION);
    await page.keyboard.press('Enter');
    await expect(form).toBeHidden();
  });

  const points = truth.runs.map(computed);
  const total = points.flat().length;
  await test.step('it is exact, and says which runs lack what', async () => {
    await expectExact(card);
    await expect(card).toHaveAttribute('data-series', '2');
    await expect(card).toHaveAttribute('data-points-total', String(total));
    await expect(card).toContainText(m.badge_missing({ count: 2, text: '2', column: 'params.batch' }));
  });

  await test.step('its CSV and its table are what the server’s client computes', async () => {
    const download = page.waitForEvent('download');
    await choose(page, EXPRESSION, m.cardexport_csv());
    const text = await readFile(await (await download).path(), 'utf8');
    const read = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',').slice(1));
    const wanted = truth.runs.flatMap(({ id }, index) =>
      (points[index] ?? []).map(([step, timestampMs, value]) => [
        id,
        EXPRESSION,
        String(step),
        new Date(timestampMs).toISOString(),
        String(value),
      ]),
    );
    expect(read).toEqual(wanted);
    await choose(page, EXPRESSION, m.card_table());
    const dialog = page.getByRole('dialog', { name: m.points_title({ metric: EXPRESSION }), exact: true });
    const grid = gridOf(dialog, m.run_metrics());
    await expect(grid).toHaveAttribute('aria-rowcount', String(total));
    const [, , value] = points.flat()[0] ?? [];
    await expect(grid.getByRole('gridcell', { name: String(value), exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: m.close(), exact: true }).click();
  });

  await test.step('its link opens the same in a fresh page', async () => {
    const other = await context.newPage();
    await other.goto(page.url());
    await expectExact(cardOf(other, EXPRESSION));
    await expect(cardOf(other, EXPRESSION)).toHaveAttribute('data-points-total', String(total));
    await expect(cardOf(other, EXPRESSION)).toHaveAttribute('data-series', '2');
    await other.close();
  });

  await test.step('a search finds it, and undo takes it back', async () => {
    const find = page.getByRole('searchbox', { name: m.charts_find(), exact: true });
    await find.fill('val/loss * p');
    await expect(cardOf(page, 'train/loss')).toHaveCount(0);
    await expect(card).toBeVisible();
    await find.fill('');
    await page.getByRole('button', { name: m.undo(), exact: true }).click();
    await page.getByRole('button', { name: m.undo(), exact: true }).click();
    await expect(card).toHaveCount(0);
  });
});

test('x can be an expression of step and params', async ({ page }, testInfo) => {
  const truth = await readTruth(testInfo);
  await openRuns(page, truth);
  await page.getByRole('button', { name: m.axis_x_button({ axis: m.axis_step() }), exact: true }).click();
  const form = page.getByRole('form', { name: m.axis_expression(), exact: true });
  const field = await fieldOf(form, m.axis_expression());
  await field.fill(X);
  await form.getByRole('button', { name: m.axis_expression_use(), exact: true }).click();
  await page.keyboard.press('Escape');
  const card = cardOf(page, 'train/loss');
  const opener = page.getByRole('button', { name: m.axis_x_button({ axis: X }), exact: true });
  const lasts = truth.runs.flatMap(({ batch, train }) => {
    const step = train.at(-1)?.[0];
    return batch === null || step === undefined ? [] : [step * Number(batch) + 1];
  });
  const expectPlaces = async () => {
    await expectExact(card);
    await expect(opener).toBeVisible();
    await expect(card).toHaveAttribute('data-series', '2');
    await expect(card).toContainText(m.badge_missing({ count: 2, text: '2', column: 'params.batch' }));
    await card.getByRole('application').focus();
    await page.keyboard.press('End');
    const told = card.getByRole('status').filter({ hasText: /\S/ }).first();
    await expect(told).toContainText(m.card_at_value({ key: X, value: String(Math.max(...lasts)) }));
  };
  await expectPlaces();
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await expectPlaces();
});
