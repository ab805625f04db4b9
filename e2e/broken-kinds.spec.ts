import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { expect, m, test } from './fixtures.ts';
import { makeExperiment, makeRun, serverOf, tell } from './made-data.ts';

const DEMO = join(import.meta.dirname, '..', 'public', 'demo', 'artifacts');
/** The run of the demo that has one file of each kind (`demo/kinds.py`). */
const KINDS_RUN = join(DEMO, '2', 'b33961a8596743d9aef5cfe0a8297a76', 'artifacts');
const MODEL = join(DEMO, '3', 'models', 'm-7f607e7fc3534f57bbb6719dd7afd05d', 'artifacts');

/** A file of the demo, and what is said of its first half. */
const FILES: readonly (readonly [folder: string, path: string, words: (page: Page) => Promise<void>])[] = [
  [KINDS_RUN, 'pictures/points.png', says(() => m.view_image_cut())],
  [KINDS_RUN, 'pictures/curve.svg', says(() => m.view_image_corrupt())],
  [KINDS_RUN, 'media/points.pdf', says(() => m.view_pdf_broken())],
  [KINDS_RUN, 'media/clip.webm', plays('video')],
  [KINDS_RUN, 'media/tone.wav', plays('audio')],
  [KINDS_RUN, 'notes/evaluation.ipynb', says(() => m.view_notebook_none())],
  [KINDS_RUN, 'notes/scores.json', says(() => m.view_tree_ended({ line: '1', byte: '68' }))],
  [KINDS_RUN, 'arrays/features.npy', says(() => m.view_array_short({ have: '1,141', all: '2,314' }))],
  [KINDS_RUN, 'arrays/folds.npz', says(() => m.view_npz_none())],
  [KINDS_RUN, 'arrays/model.safetensors', says(() => m.view_tensors_short({ all: '244 B', have: '122 B' }))],
  [KINDS_RUN, 'tables/wines.parquet', says(() => m.parquet_broken())],
  [MODEL, 'MLmodel', says(() => m.view_model_no_signature())],
];

function says(words: () => string) {
  return async (page: Page) => {
    await expect(page.locator('[data-viewer]').getByText(words(), { exact: true })).toBeVisible();
  };
}

/** The browser plays what is there, and keeps quiet. */
function plays(tag: 'audio' | 'video') {
  return async (page: Page) => {
    await says(() => m.view_media_cut())(page);
    const player = page.locator(`[data-viewer="media"] ${tag}`);
    await expect
      .poll(() => player.evaluate((element: HTMLMediaElement) => element.readyState))
      .toBeGreaterThan(0);
  };
}

/** Straight into the store, which takes empty files too. */
async function store(testInfo: TestInfo, uri: string, path: string, body: Uint8Array<ArrayBuffer>) {
  const address = `${serverOf(testInfo)}/api/2.0/mlflow-artifacts/artifacts${uri.replace(/^mlflow-artifacts:/, '')}/${path}`;
  const answer = await fetch(address, { method: 'PUT', body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

test('files of each kind that are cut in half, or empty, say so in place; the tree goes on', async ({
  page,
}, testInfo) => {
  const experimentId = await makeExperiment(testInfo, `broken ${testInfo.workerIndex} ${Date.now()}`);
  try {
    const run = await makeRun(testInfo, experimentId, { name: 'broken', status: 'FINISHED', hoursAgo: 1 });
    const answer = await fetch(`${serverOf(testInfo)}/api/2.0/mlflow/runs/get?run_id=${run}`);
    const told = (await answer.json()) as {
      readonly run: { readonly info: { readonly artifact_uri: string } };
    };
    const uri = told.run.info.artifact_uri;
    for (const [folder, path] of FILES) {
      const bytes = new Uint8Array(readFileSync(join(folder, path)));
      await store(testInfo, uri, `half/${path}`, bytes.slice(0, bytes.length / 2));
      await store(testInfo, uri, `empty/${path}`, new Uint8Array());
    }
    await store(testInfo, uri, 'whole.txt', new TextEncoder().encode('all of it\n'));
    const open = (path: string) => page.goto(`./#/run/${run}?tab=artifacts&path=${path}`);
    const item = (name: string) => page.getByRole('treeitem', { name, exact: true });
    for (const [, path, words] of FILES) {
      await open(`half/${path}`);
      await test.step(`half of ${path}`, () => words(page));
      await expect(item(path.split('/').at(-1) ?? '')).toHaveAttribute('aria-selected', 'true');
      await open(`empty/${path}`);
      await expect(
        page.locator('[data-viewer]').getByText(m.view_empty(), { exact: true }),
        path,
      ).toBeVisible();
    }
    await item('whole.txt').click();
    await expect(page.getByText('all of it')).toBeVisible();
  } finally {
    await tell(testInfo, 'experiments/delete', { experiment_id: experimentId });
  }
});
