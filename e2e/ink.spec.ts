import { cardOf, expect, expectExact, openOddCases, test } from './fixtures.ts';

const STEPS = 20_000;
const SPIKE_STEP = 12_345;

/**
 * What `demo/odd_cases.py` logs as "long with spike": 20,000 values between 0 and 1, and one of 9.8. In the upper half
 * of the picture there can be nothing but that one.
 */
test('one point among 20,000 is on the canvas, where it belongs @demo', async ({ page }) => {
  const { experimentId, idOf } = await openOddCases(page);
  await page.goto(`./#/runs?e=${experimentId}&set=${await idOf('long with spike')}`);
  const card = cardOf(page, 'loss');
  await expect(card).toHaveAttribute('data-points-read', String(STEPS));
  await expectExact(card);

  // Not the two canvases that take the axes and what follows the pointer.
  const lines = card.locator('canvas[aria-hidden="true"]');
  const ink = await lines.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
    if (!pixels) throw new Error('no pixels');
    const hasInk = (x: number, y: number) => (pixels[(y * width + x) * 4 + 3] ?? 0) > 40;
    const upper = new Set<number>();
    let top = height;
    let lowerCount = 0;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (!hasInk(x, y)) continue;
        top = Math.min(top, y);
        if (y < height / 2) upper.add(x);
        else lowerCount += 1;
      }
    }
    return { width, height, top, upper: [...upper], lowerCount };
  });

  // The canvas is a little wider than the plot on both sides, for marks at its edges.
  const plot = card.getByRole('application');
  const plotWidth = await plot.evaluate(
    (element) => element.getBoundingClientRect().width * window.devicePixelRatio,
  );
  const column = (ink.width - plotWidth) / 2 + (SPIKE_STEP / (STEPS - 1)) * plotWidth;
  expect(ink.upper.length, 'columns with ink in the upper half').toBeGreaterThan(0);
  for (const x of ink.upper) expect(Math.abs(x - column)).toBeLessThanOrEqual(4);
  expect(ink.top / ink.height, 'the tip of the spike').toBeLessThan(0.15);
  // The rest of the line is there: it crosses the whole width.
  expect(ink.lowerCount).toBeGreaterThan(plotWidth);
});
