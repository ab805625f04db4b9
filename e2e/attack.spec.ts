import type { Page, TestInfo } from '@playwright/test';
import { expect, m, test } from './fixtures.ts';
import { makeExperiment, makeRun, serverOf, tell } from './made-data.ts';
import { makeAttacks, type MadeDocument } from './made-documents.ts';

const EVIL = 'https://evil.test';

async function upload(testInfo: TestInfo, runId: string, { path, bytes }: MadeDocument): Promise<void> {
  const address = `${serverOf(testInfo)}/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${runId}&path=${path}`;
  const answer = await fetch(address, { method: 'POST', body: bytes });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
}

/** Opens the file by its row; done when its viewer says so once more. */
async function open(page: Page, { path, kind }: MadeDocument): Promise<void> {
  const marks = () =>
    page.evaluate(
      (detail) =>
        performance
          .getEntriesByName('runlens:view-ready')
          .filter((mark) => mark instanceof PerformanceMark && mark.detail === detail).length,
      `artifact:${kind}`,
    );
  const before = await marks();
  await page.getByRole('treeitem', { name: path, exact: true }).click();
  await expect.poll(marks, { message: path }).toBeGreaterThan(before);
}

test('HTML, SVG, Markdown and notebooks that attack the page are inert', async ({ page }, testInfo) => {
  const experimentId = await makeExperiment(testInfo, `documents ${testInfo.workerIndex} ${Date.now()}`);
  try {
    const run = await makeRun(testInfo, experimentId, { name: 'documents', status: 'FINISHED', hoursAgo: 1 });
    const attacks = makeAttacks(EVIL);
    await Promise.all(attacks.map((each) => upload(testInfo, run, each)));

    // A page of its own: the browser complains of everything that it holds back.
    const victim = await page.context().newPage();
    const reached: string[] = [];
    await victim.route(`${EVIL}/**`, (route) => {
      reached.push(route.request().url());
      return route.abort();
    });
    const [html, svg, markdown, notebook] = attacks;
    if (!html || !svg || !markdown || !notebook) throw new Error('no attacks');
    await victim.goto(`./#/run/${run}?tab=artifacts`);
    await open(victim, html);
    // It runs where it can do nothing, and what was held back is said.
    await expect(victim.getByText(m.view_html_blocked({ hosts: 'evil.test' }))).toBeVisible();
    await open(victim, svg);
    await open(victim, markdown);
    await expect(victim.getByRole('button', { name: /evil\.test/ })).toBeVisible();
    await open(victim, notebook);
    await victim.getByRole('button', { name: m.view_notebook_page() }).click();
    await expect(victim.getByText(m.view_html_blocked({ hosts: 'evil.test' }))).toBeVisible();
    expect(
      await victim.evaluate(() => ('taken' in window ? 'page' : localStorage.getItem('taken'))),
    ).toBeNull();
    expect(reached).toEqual([]);
    // What the person asks for does come.
    await open(victim, markdown);
    await victim.getByRole('button', { name: /evil\.test/ }).click();
    await expect.poll(() => reached).toEqual([`${EVIL}/remote.png`]);
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});
