import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { ExperimentId } from '../src/domain/runs/experiment.ts';
import { runsHref } from '../src/url/routes.ts';
import { cardOf, expect, gridOf, m, test } from './fixtures.ts';
import { makeExperiment, tell } from './made-data.ts';
import { startTraining, STEPS } from './training.ts';
import { pythonOf } from './truth.ts';

const TRAININGS = 5;
/** Cells, a line and a legend of one more run. */
const NODES_PER_RUN = 120;
const HEAP_BYTES_PER_RUN = 1_500_000;

/** Nodes of the document and bytes of the page's heap, after a collection. */
async function holdings(page: Page): Promise<{ readonly nodes: number; readonly bytes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return { nodes: await page.evaluate(() => document.querySelectorAll('*').length), bytes: usedSize };
}

test('trainings watched one after the other for minutes all stand there, and nothing piles up @long', async ({
  page,
}, testInfo) => {
  const python = pythonOf(testInfo.project.name);
  test.skip(python === undefined, 'no Python with the client');
  const experimentId = (await makeExperiment(testInfo, `watched ${randomUUID()}`)) as ExperimentId;
  try {
    await page.goto(runsHref({ experimentIds: [experimentId] }));
    const grid = gridOf(page, m.runs_title());
    const card = cardOf(page, 'loss');
    let first: { readonly nodes: number; readonly bytes: number } | undefined;
    for (let count = 1; count <= TRAININGS; count++) {
      const training = await startTraining(testInfo, python ?? '', experimentId);
      await training.ended;
      const announced = page.getByRole('button', {
        name: m.order_new({ count: 1, text: '1' }),
        exact: true,
      });
      await expect(announced.or(grid.and(page.locator(`[aria-rowcount="${count}"]`)))).toBeVisible({
        timeout: 60_000,
      });
      if (await announced.isVisible()) await announced.click();
      await expect(grid).toHaveAttribute('aria-rowcount', String(count));
      await expect(card).toHaveAttribute('data-points-read', String(count * STEPS), { timeout: 60_000 });
      await expect(card).toHaveAttribute('data-state', 'exact');
      first ??= await holdings(page);
    }
    const last = await holdings(page);
    expect(last.nodes - (first?.nodes ?? 0)).toBeLessThan((TRAININGS - 1) * NODES_PER_RUN);
    expect(last.bytes - (first?.bytes ?? 0)).toBeLessThan((TRAININGS - 1) * HEAP_BYTES_PER_RUN);
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});
