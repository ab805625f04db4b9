import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { packId } from '../src/url/id-text.ts';
import {
  cardOf,
  expect,
  expectExact,
  gridOf,
  m,
  openExperiment,
  openOddCases,
  paramOf,
  rowOf,
  test,
} from './fixtures.ts';
import { packedOf, typeStep } from './plot.ts';
import { applyFilter } from './filter-field.ts';
import { pythonOf, runPython, trueHistories, type TruePoint } from './truth.ts';

const BASE = 'duplicate steps';
const RUN = 'negative steps';

const chipOf = (page: Page) => page.getByRole('group', { name: m.baseline_chip(), exact: true });
const levelsOf = (card: Locator, kind: string) => card.locator(`[data-level="${kind}"]`);

/** As `B` on the row in focus does. */
async function pressB(page: Page, name: string): Promise<void> {
  const row = rowOf(gridOf(page, m.runs_title()), name);
  await row.locator('[data-column="name"]').focus();
  await page.keyboard.press('b');
}

/** What the tooltip says of a run at a step that is typed, with every digit. */
async function valueAt(page: Page, card: Locator, step: number, label: string): Promise<number> {
  const plot = card.getByRole('application');
  await plot.focus();
  await typeStep(page, plot, step);
  await plot.hover();
  const row = page.locator('[class*="tooltipRow_"]').filter({ hasText: label });
  const text = await row.locator('[class*="tooltipValue"]').getAttribute('title');
  return Number(text);
}

/** The last value at or before a step; of several at one step the last that was logged. */
function asOf(points: readonly TruePoint[], step: number): number {
  const point = points.findLast((each) => each.step <= step);
  return Number(point?.value);
}

test('differences to a baseline are those of the server’s own client, as of the same step', async ({
  page,
}, testInfo) => {
  // Python and MLflow's client take ten seconds to load on a busy machine.
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'needs the environment of the server’s client: npm test makes it');
  const { experimentId, idOf } = await openOddCases(page);
  const [base, run] = [await idOf(BASE), await idOf(RUN)];
  const truth = await trueHistories(testInfo, [base, run], 'loss');
  const [ofBase = [], ofRun = []] = [truth.get(base), truth.get(run)];
  const lastStep = ofBase.at(-1)?.step ?? Number.NaN;
  const early = ofRun.filter(({ step }) => step < (ofBase[0]?.step ?? 0)).length;
  const late = ofRun.filter(({ step }) => step > lastStep).length;

  // The baseline is not compared: it is read on its own.
  await page.goto(`./#/runs?e=${experimentId}&set=${run}&base=${base}`);
  const card = cardOf(page, 'loss');
  await expectExact(card);
  await expect(card).toHaveAttribute('data-series', '2');
  await expect(chipOf(page)).toContainText(BASE);
  await expect(levelsOf(card, 'baseline')).toHaveAttribute('data-level-y', String(asOf(ofBase, lastStep)));

  await chipOf(page).getByRole('button').first().click();
  await page.getByLabel(m.measure_label(), { exact: true }).selectOption('difference');
  await page.keyboard.press('Escape');
  await expect(card).toContainText(m.badge_difference({ name: BASE }));
  await expect(card).toContainText(m.badge_before_baseline({ count: early, text: String(early) }));
  await expect(card).toContainText(m.badge_after_baseline({ count: late, text: String(late) }));
  await expect(levelsOf(card, 'baseline')).toHaveAttribute('data-level-y', '0');
  for (const step of [7, 30]) {
    expect(await valueAt(page, card, step, RUN)).toBe(asOf(ofRun, step) - asOf(ofBase, step));
  }

  await test.step('the link shows the same', async () => {
    await expect.poll(() => packedOf(page)['measure']).toBe('difference');
    const words = await card.locator('figcaption').innerText();
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await expectExact(card);
    await expect.poll(() => card.locator('figcaption').innerText()).toBe(words);
  });

  await test.step('the table of its points keeps what was logged', async () => {
    await card.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
    await page.getByRole('menuitem', { name: m.card_table(), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: m.points_title({ metric: 'loss' }), exact: true });
    await expect(dialog.getByRole('gridcell', { name: '-50', exact: true }).first()).toBeVisible();
  });
});

test('a baseline set from its row stays when the filter leaves it out, until undo', async ({ page }) => {
  const { idOf } = await openOddCases(page);
  const base = await idOf(BASE);
  await pressB(page, BASE);
  await expect(chipOf(page)).toContainText(BASE);
  await expect.poll(() => paramOf(page, 'base')).toBe(packId(base));
  await expect(rowOf(gridOf(page, m.runs_title()), BASE).locator('[data-baseline]')).toBeVisible();
  await applyFilter(page, `name = '${RUN}'`);
  const card = cardOf(page, 'loss');
  await expect(card).toHaveAttribute('data-series', '2');
  await expect(levelsOf(card, 'baseline')).toHaveCount(1);
  await expect(chipOf(page)).toContainText(BASE);

  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect.poll(() => paramOf(page, 'q')).toBeUndefined();
  await page.getByRole('button', { name: m.baseline_clear(), exact: true }).click();
  await expect(chipOf(page)).toHaveCount(0);
  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect(chipOf(page)).toContainText(BASE);
  // By its button, as by its key.
  const row = rowOf(gridOf(page, m.runs_title()), BASE);
  await row.hover();
  await row.getByRole('button', { name: m.baseline_clear_key(), exact: true }).click();
  await expect(chipOf(page)).toHaveCount(0);
});

test('a typed reference line is in the link, or an arrow at the edge where it lies far off', async ({
  page,
}) => {
  const { experimentId, idOf } = await openOddCases(page);
  await page.goto(`./#/runs?e=${experimentId}&set=${await idOf('late steps')}`);
  const card = cardOf(page, 'loss');
  await expectExact(card);
  await card.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_axes(), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: m.card_axes_title({ metric: 'loss' }), exact: true });
  const field = dialog.getByRole('textbox', { name: m.reference_field(), exact: true });
  await field.fill('high');
  await field.press('Enter');
  await expect(dialog).toContainText(m.reference_wrong());
  await field.fill('y = 12 goal');
  await field.press('Enter');
  await field.fill('1000');
  await field.press('Enter');
  await dialog.getByRole('button', { name: m.close(), exact: true }).click();
  const lines = levelsOf(card, 'reference');
  await expect(lines).toHaveText(['12 goal', '▲ 1000']);

  const refs = { 'm:loss': [[12, 'goal'], [1000]] };
  await expect.poll(() => packedOf(page)['refs']).toEqual(refs);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(lines).toHaveText(['12 goal', '▲ 1000']);
  await card.getByRole('button', { name: m.card_menu({ metric: 'loss' }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.card_axes(), exact: true }).click();
  await dialog.getByRole('button', { name: m.reference_remove({ value: '12' }), exact: true }).click();
  await dialog.getByRole('button', { name: m.close(), exact: true }).click();
  await expect(lines).toHaveText(['▲ 1000']);
  await page.getByRole('button', { name: m.undo(), exact: true }).click();
  await expect(lines).toHaveText(['12 goal', '▲ 1000']);
});

test('a card of bars leaves the page as bars, with the baseline’s level', async ({ page }) => {
  await openExperiment(page, '의료·와인/교차 검증 5-fold');
  const key = 'cv_aggregate/mean_f1';
  const card = cardOf(page, key);
  await expectExact(card);
  // Cut in its middle on screen.
  const names = await card
    .getByRole('listitem')
    .getByRole('button')
    .evaluateAll((bars) => bars.map((bar) => bar.querySelector('[title]')?.getAttribute('title') ?? ''));
  await pressB(page, names[0] ?? '');
  await expect(levelsOf(card, 'baseline')).toHaveCount(1);
  const coming = page.waitForEvent('download');
  await card.getByRole('button', { name: m.card_menu({ metric: key }), exact: true }).click();
  await page.getByRole('menuitem', { name: m.cardexport_svg(), exact: true }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  const found = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    const texts = [...parsed.querySelectorAll('text')].map((element) => element.textContent ?? '');
    return {
      texts,
      rects: parsed.querySelectorAll('rect').length,
      levels: parsed.querySelectorAll('path[stroke-dasharray]').length,
    };
  }, text);
  // One behind all others.
  expect(found.rects).toBe(names.length + 1);
  expect(found.levels).toBe(1);
  expect(found.texts).toEqual(
    expect.arrayContaining([key, `${names[0]} ${m.baseline_suffix()}`, ...names.slice(1)]),
  );
});

test('a baseline that cannot be read is said, and nothing else breaks', async ({ page }) => {
  const experimentId = await openExperiment(page, 'digits/mlp sweep');
  const w = Buffer.from(JSON.stringify({ measure: 'ratio' })).toString('base64url');
  const id = '0'.repeat(32);
  await page.goto(`./#/runs?e=${experimentId}&base=${id}&w=${w}`);
  await expect(chipOf(page)).toContainText(m.baseline_gone_short({ id }));
  await expectExact(cardOf(page, 'train/loss'));
  await expect(cardOf(page, 'train/loss')).toHaveAttribute('data-series', '10');
});

test('a deleted baseline is said, and still measured against', async ({ page }, testInfo) => {
  test.slow();
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'needs the environment of the server’s client: npm test makes it');
  const name = `baseline deleted ${testInfo.testId} ${testInfo.retry}`;
  const printed = await runPython(
    testInfo,
    `
from mlflow import MlflowClient
client = MlflowClient()
experiment = client.create_experiment(${JSON.stringify(name)})
ids = []
for run_name, shift in (("kept", 1), ("deleted", 0)):
    run = client.create_run(experiment, run_name=run_name)
    for step in range(5):
        client.log_metric(run.info.run_id, "loss", step + shift, step=step)
    client.set_terminated(run.info.run_id)
    ids.append(run.info.run_id)
client.delete_run(ids[1])
print(experiment, ids[1])
`,
  );
  // Clients of 3.x print a line for each run that ends.
  const [experimentId = '', base = ''] = printed.trim().split('\n').at(-1)?.split(' ') ?? [];
  const w = Buffer.from(JSON.stringify({ measure: 'difference' })).toString('base64url');
  await page.goto(`./#/runs?e=${experimentId}&base=${base}&w=${w}`);
  await expect(chipOf(page)).toContainText(m.baseline_deleted_short({ name: 'deleted' }));
  const card = cardOf(page, 'loss');
  await expectExact(card);
  expect(await valueAt(page, card, 3, 'kept')).toBe(1);
});
