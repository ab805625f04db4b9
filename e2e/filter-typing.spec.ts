import type { Locator } from '@playwright/test';
import { expect, gridOf, m, ODD_NAME, openExperiment, openOddCases, paramOf, test } from './fixtures.ts';
import {
  applyFilter,
  editorOf,
  expectRuns,
  fieldOf,
  LARGE_LOSS,
  openRecents,
  PRODUCTION,
  PRODUCTION_RUN_COUNT,
} from './filter-field.ts';

test('Escape closes the list, then leaves the field with its draft', async ({ page }) => {
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

test('the box for a computed column suggests keys and puts them right', async ({ page }) => {
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
  // A value that is complete is left alone until more is asked for.
  await expect(options).toHaveCount(0);
  await box.press('Control+Space');
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

test('suggestions have counts; Enter takes the first one for a key that is begun, the next Enter applies', async ({
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

test('values of a param and of a status are suggested', async ({ page }) => {
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

test('Enter while a syllable is being composed never applies', async ({ page }) => {
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

test('a long filter scrolls within its field; the page stays as wide as the window', async ({ page }) => {
  await openOddCases(page);
  const clause = 'metrics.loss < 1000';
  await applyFilter(page, Array.from({ length: 20 }, () => clause).join(' AND '));
  await expect(gridOf(page, m.runs_title())).toHaveAttribute('aria-rowcount', '8');
  const field = await editorOf(page);
  const clear = page.getByRole('button', { name: m.filter_clear(), exact: true });
  const widthOf = () => page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 768 });
    expect(await widthOf()).toEqual([width, width]);
    await field.press('Home');
    await expect.poll(() => scrolledOf(field)).toBe(0);
    await field.press('End');
    await expect.poll(() => scrolledOf(field)).toBeGreaterThan(1_000);
    // What is written ends before the buttons at its end begin.
    const [text, button] = await Promise.all([scrollerOf(field).boundingBox(), clear.boundingBox()]);
    expect((text?.x ?? 0) + (text?.width ?? Infinity)).toBeLessThanOrEqual(button?.x ?? 0);
    await expect(clear).toBeInViewport({ ratio: 1 });
  }
});

function scrollerOf(field: Locator): Locator {
  return field.locator('xpath=..');
}

/** CSS pixels that the field is scrolled by. */
function scrolledOf(field: Locator): Promise<number> {
  return scrollerOf(field).evaluate(({ scrollLeft }) => scrollLeft);
}

function inRuns(count: number): string {
  return m.filter_option_runs({ count, text: String(count) });
}
