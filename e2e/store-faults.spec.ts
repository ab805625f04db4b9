import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { stopChild } from '../scripts/child-process.mjs';
import { startApp } from '../scripts/start-app.mjs';
import { test as base } from '@playwright/test';
import { expect, m } from './fixtures.ts';

/** The run of the demo that has one file of each kind (`demo/kinds.py`). */
const RUN = 'b33961a8596743d9aef5cfe0a8297a76';

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

/** A file of each way of reading: whole, and by ranges of the page and of a worker. */
const FILES = [
  { path: 'notes/scores.json', shown: 'folds:' },
  { path: 'notes/predict.py', shown: 'import numpy as np' },
  { path: 'tables/wines.tsv', shown: '14.23' },
];

for (const { name, answer, words } of CASES) {
  const fault: Fault = ({ request, response }) => {
    if (!request.url?.includes('get-artifact')) return false;
    answer(request, response);
    return true;
  };
  test(`a store that answers ${name}: said in place of the file, read again on a click`, async ({
    page,
    faulty: { relay, appUrl },
  }) => {
    for (const { path, shown } of FILES) {
      relay.fault = fault;
      await page.goto(`${appUrl}#/run/${RUN}?tab=artifacts&path=${path}`);
      const pane = page.locator('[data-viewer]');
      const alert = pane.getByRole('alert');
      await expect(alert, path).toContainText(words);
      // All the rest stands.
      await expect(page.getByRole('treeitem', { name: path.split('/')[1] ?? '', exact: true })).toBeVisible();
      relay.fault = undefined;
      await pane.getByRole('button', { name: m.retry(), exact: true }).click();
      await expect(pane.getByText(shown).first(), path).toBeVisible();
    }
  });
}
