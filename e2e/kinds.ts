import type { Page } from '@playwright/test';
import { expect, m, paramOf, test } from './fixtures.ts';

/** The run of the demo that has one file of each kind (`demo/kinds.py`). */
export const KINDS_RUN = 'b33961a8596743d9aef5cfe0a8297a76';
/** One of the sweep, which logged a model, and its table. */
const SWEEP_RUN = '111760f40cf74ff289d2d4ba1409ff6e';

interface Kind {
  /** Of this run, where it is not KINDS_RUN. */
  readonly run?: string;
  readonly path: string;
  readonly viewer: string;
  /** Reads back what the file says. */
  readonly shows: (page: Page) => Promise<void>;
}

const shown = (page: Page) => page.locator('[data-viewer]');

const picture = (path: string, width: number, height: number): Kind => ({
  path,
  viewer: 'image',
  shows: async (page) => {
    await expect(shown(page).getByText(m.view_image_size({ width, height }))).toBeVisible();
    await expect(shown(page).getByRole('img', { name: path.split('/')[1] ?? '' })).toBeVisible();
  },
});

const text = (path: string, viewer: string, ...words: readonly string[]): Kind => ({
  path,
  viewer,
  shows: async (page) => {
    for (const each of words) await expect(shown(page).getByText(each).first()).toBeVisible();
  },
});

/** The cell in this place, from 0. */
const table = (path: string, viewer: string, row: number, column: number, words: string): Kind => ({
  path,
  viewer,
  shows: async (page) => {
    const cell = shown(page).locator(`[data-row="${row}"] [data-column="${column}"]`);
    await expect(cell).toHaveText(words);
  },
});

const values = (path: string, viewer: string, facts: string, first: string): Kind => ({
  path,
  viewer,
  shows: async (page) => {
    await expect(shown(page).getByText(facts)).toBeVisible();
    await expect(shown(page).getByRole('gridcell').first()).toHaveText(first);
  },
});

const media = (path: string, tag: 'audio' | 'video'): Kind => ({
  path,
  viewer: 'media',
  shows: async (page) => {
    const player = shown(page).locator(tag);
    // The browser knows how long it is, or how large.
    await expect
      .poll(() => player.evaluate((element: HTMLMediaElement) => element.readyState))
      .toBeGreaterThan(0);
    if (tag === 'video') await expect(player).toHaveJSProperty('videoWidth', 160);
    else await expect(player).toHaveJSProperty('duration', 0.5);
  },
});

/** A picture of `mlflow.log_image` at a step, as `demo/kinds.py` names it. */
function logged(step: number): string {
  const id = `${String(step).padStart(8, '0')}-0000-4000-8000-000000000000`;
  return `images/weights+step+${step}+timestamp+${1_772_000_000_000 + 60_000 * step}+${id}.png`;
}

const stepWords = (step: number, place: number) => m.view_image_step_of({ step, place, count: 4 });

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Colours in a canvas. */
function countColours(element: HTMLElement): number {
  const canvas = element as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  const seen = new Set<string>();
  for (let at = 0; at < data.length; at += 4) seen.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
  return seen.size;
}

/** What each kind of file shows of itself. */
export const KINDS = {
  pictures: [
    picture('pictures/points.png', 240, 192),
    picture('pictures/points.jpg', 240, 192),
    picture('pictures/points.webp', 240, 192),
    picture('pictures/points.bmp', 60, 48),
    picture('pictures/fading.gif', 120, 96),
    picture('pictures/curve.svg', 240, 120),
    {
      path: logged(0),
      viewer: 'image',
      shows: async (page) => {
        const slider = shown(page).getByRole('slider', { name: m.view_image_step(), exact: true });
        await expect(slider).toHaveAttribute('aria-valuetext', stepWords(0, 1));
        await expect(shown(page).locator('img')).toHaveAccessibleName(nameOf(logged(0)));
        await shown(page).getByRole('button', { name: m.view_image_step_next(), exact: true }).click();
        await expect(slider).toHaveAttribute('aria-valuetext', stepWords(20, 2));
        await expect(shown(page).locator('img')).toHaveAccessibleName(nameOf(logged(20)));
        await expect.poll(() => paramOf(page, 'path')).toBe(logged(20));
      },
    },
  ],
  documents: [
    {
      path: 'media/report.html',
      viewer: 'html',
      shows: async (page) => {
        const frame = page.frameLocator('[data-viewer] iframe');
        await expect(frame.getByText(/^178 wines, drawn by/)).toBeVisible();
      },
    },
    {
      path: 'notes/model_card.md',
      viewer: 'markdown',
      shows: async (page) => {
        await expect(shown(page).getByRole('heading', { name: 'Model card' })).toBeVisible();
        await expect(shown(page).getByRole('cell', { name: '71' })).toBeVisible();
        await expect(shown(page).getByRole('img', { name: 'points' })).toHaveJSProperty('naturalWidth', 240);
      },
    },
    {
      path: 'notes/evaluation.ipynb',
      viewer: 'notebook',
      shows: async (page) => {
        await expect(shown(page).getByRole('heading', { name: 'Evaluation' })).toBeVisible();
        await expect(shown(page).getByText('13.001', { exact: true })).toBeVisible();
        await expect(shown(page).getByRole('img')).toHaveJSProperty('naturalWidth', 240);
      },
    },
    {
      path: 'media/points.pdf',
      viewer: 'pdf',
      shows: async (page) => {
        const drawn = shown(page).getByRole('img', { name: m.view_pdf_page({ number: 1 }) });
        // 240 × 192 points of a page, and something on it.
        await expect.poll(() => drawn.evaluate(countColours)).toBeGreaterThan(2);
      },
    },
    media('media/tone.wav', 'audio'),
    media('media/clip.webm', 'video'),
  ],
  values: [
    text('notes/scores.json', 'tree', 'folds:', '[5]'),
    text('notes/settings.yaml', 'yaml', 'alpha:', '1e-4'),
    values('arrays/features.npy', 'npy', '(178, 13)', '14.23'),
    text('arrays/folds.npz', 'npz', 'features', 'target'),
    text('arrays/model.safetensors', 'safetensors', 'linear.weight', '(13, 3)'),
    { ...text('models:/m-a7520037ca6e49a2bd55b6188655a226/MLmodel', 'model', 'sklearn'), run: SWEEP_RUN },
  ],
  'tables and texts': [
    { ...table('tables/per_class.csv', 'table', 1, 0, '1'), run: SWEEP_RUN },
    table('tables/wines.tsv', 'table', 0, 1, '14.23'),
    table('tables/wines.jsonl', 'table', 0, 3, '1065'),
    table('tables/wines.parquet', 'table', 0, 1, '14.23'),
    table('tables/answers.json', 'log-table', 1, 1, '3'),
    {
      path: 'notes/predict.py',
      viewer: 'text',
      shows: async (page) => {
        await expect(page.locator('[data-highlighted]')).toBeVisible();
        await expect(page.locator('[data-line="5"]')).toContainText('def predict(weights');
      },
    },
  ],
} as const satisfies Readonly<Record<string, readonly Kind[]>>;

/** Opens files of the demo one after the other and reads back what they say. */
export async function openKinds(page: Page, kinds: readonly Kind[]): Promise<void> {
  for (const { run = KINDS_RUN, path, viewer, shows } of kinds) {
    await page.goto(`./#/run/${run}?tab=artifacts&path=${encodeURIComponent(path)}`);
    await expect(shown(page), path).toHaveAttribute('data-viewer', viewer);
    await test.step(path, () => shows(page));
  }
}
