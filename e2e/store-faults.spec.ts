import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { stopChild } from '../scripts/child-process.mjs';
import { startApp } from '../scripts/start-app.mjs';
import { type Locator, test as base } from '@playwright/test';
import { expect, m } from './fixtures.ts';
import { KINDS_RUN } from './kinds.ts';
import { LOG_LINES, logOf, uploadArtifact } from './made-artifacts.ts';
import { makeExperiment, makeRun, tell } from './made-data.ts';

const test = base.extend<object, { faulty: { readonly relay: FaultProxy; readonly appUrl: string } }>({
  faulty: [
    async ({ browserName: _browser }, provide) => {
      const relay = await startFaultProxy(process.env['RUNLENS_MLFLOW3_URL'] ?? '');
      const apps: Parameters<typeof startApp>[0] = [];
      await provide({ relay, appUrl: await startApp(apps, relay.url) });
      await Promise.all([...apps.map((app) => stopChild(app)), relay.close()]);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const status =
  (code: number, body: string): Answer =>
  (_request, response) => {
    response.writeHead(code, { 'content-type': 'application/json', 'retry-after': '60' });
    response.end(body);
  };

/** The head promises more than comes. */
const stopsHalfWay: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': '100000' });
  response.write('{"folds": [', () => response.destroy());
};

const CASES: readonly { readonly name: string; readonly answer: Answer; readonly words: string }[] = [
  { name: '403', answer: status(403, 'no'), words: m.fail_forbidden_title() },
  {
    name: '404',
    answer: status(404, '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}'),
    words: m.fail_notfound_title(),
  },
  { name: '503', answer: status(503, 'down for now'), words: m.fail_server_title() },
  { name: 'half an answer', answer: stopsHalfWay, words: m.fail_truncated_title() },
];

/** A file of each way of reading: whole, by ranges of the page and of a worker, and by a player of the browser's own. */
const FILES: readonly { readonly path: string; readonly shows: (pane: Locator) => Promise<void> }[] = [
  { path: 'notes/scores.json', shows: (pane) => expect(pane.getByText('folds:').first()).toBeVisible() },
  { path: 'notes/predict.py', shows: (pane) => expect(pane.getByText('import numpy as np')).toBeVisible() },
  { path: 'tables/wines.tsv', shows: (pane) => expect(pane.getByText('14.23').first()).toBeVisible() },
  {
    path: 'media/tone.wav',
    shows: (pane) => expect(pane.locator('audio')).toHaveJSProperty('duration', 0.5),
  },
];

const isArtifact = ({ url }: IncomingMessage) => url?.includes('get-artifact') === true;

for (const { name, answer, words } of CASES) {
  const fault: Fault = ({ request, response }) => {
    if (!isArtifact(request)) return false;
    answer(request, response);
    return true;
  };
  test(`a store that answers ${name}: said in place of the file, read again on a click`, async ({
    page,
    faulty: { relay, appUrl },
  }) => {
    for (const { path, shows } of FILES) {
      relay.fault = fault;
      await page.goto(`${appUrl}#/run/${KINDS_RUN}?tab=artifacts&path=${path}`);
      const pane = page.locator('[data-viewer]');
      const alert = pane.getByRole('alert');
      await expect(alert, path).toContainText(words);
      // All the rest stands.
      await expect(page.getByRole('treeitem', { name: path.split('/')[1] ?? '', exact: true })).toBeVisible();
      relay.fault = undefined;
      await pane.getByRole('button', { name: m.retry(), exact: true }).click();
      await test.step(path, () => shows(pane));
    }
  });
}

test('a store that fails while a long log is loaded on: read on from the same place on a click', async ({
  page,
  faulty: { relay, appUrl },
}, testInfo) => {
  const experimentId = await makeExperiment(testInfo, `cut log ${testInfo.workerIndex} ${Date.now()}`);
  try {
    const run = await makeRun(testInfo, experimentId, { name: 'log', status: 'FINISHED', hoursAgo: 1 });
    await uploadArtifact(testInfo, run, { path: 'train.log', body: logOf(LOG_LINES) });
    await page.goto(`${appUrl}#/run/${run}?tab=artifacts&path=train.log`);
    const lines = page.getByRole('region', { name: m.text_of({ name: 'train.log' }), exact: true });
    await expect(lines.locator('[data-line="1"]')).toBeVisible();
    relay.fault = ({ request, response }) => {
      if (!isArtifact(request)) return false;
      response.writeHead(503).end('down for now');
      return true;
    };
    await lines.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    const alert = page.locator('[data-viewer]').getByRole('alert');
    await expect(alert).toContainText(m.fail_server_title());
    const place = await lines.evaluate(({ scrollTop }) => scrollTop);
    relay.fault = undefined;
    await alert.getByRole('button', { name: m.retry(), exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: /^0 B–512 kB of / })).toBeVisible();
    await expect(alert).toHaveCount(0);
    expect(await lines.evaluate(({ scrollTop }) => scrollTop)).toBe(place);
  } finally {
    relay.fault = undefined;
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});
