// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULT_FILES_VIEW, type FilesView } from '../../domain/artifacts/compare/files-view.ts';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { FileWorkerContext } from '../../queries/file-client.tsx';
import { connectData } from '../../testing/connected-data.ts';
import { spawnNearFileWorker } from '../../testing/file-worker.ts';
import { makeRun } from '../../testing/make-run.ts';
import { CompareFiles } from './compare-files.tsx';

const SPEC = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;
const bytesOf = (content: string | Uint8Array<ArrayBuffer>) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
/** Of a name that promises text. */
const NOISE = Uint8Array.of(0x89, 0, 1, 2, 0xff, 0x0a, 0);

beforeEach(() => {
  // Lists draw what is in sight, and here nothing has a size.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

interface Shown {
  readonly path: string;
  readonly view?: Partial<FilesView>;
  readonly runCount?: number;
  /** By `RUN/PATH`. */
  readonly files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
  /** Ids of runs that go on. */
  readonly running?: readonly string[];
}

async function show({ path, view: first = {}, runCount = 3, files, running = [] }: Shown) {
  const runs = Array.from({ length: runCount }, (_, index) => {
    const id = `r${index}`;
    return makeRun({ id, name: `net-${index}`, ...(running.includes(id) ? { status: 'RUNNING' } : {}) });
  });
  const stored = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`runs:/${name}`, bytesOf(content)]),
  );
  const { client, opened } = connectData({ runs, files: stored });
  const info = await client.call('source.open', SPEC);
  const sourceClient: SourceClient = {
    call: client.call.bind(client),
    sourceInfo: () => Promise.resolve(info),
    openSource: () => Promise.resolve(info),
  };
  const compared = runs.map(toComparedRun);
  function Host() {
    const [view, setView] = useState<FilesView>({ ...DEFAULT_FILES_VIEW, isCompared: true, ...first });
    return (
      <CompareFiles
        runs={compared}
        baselineId={compared[0]?.id}
        path={path}
        siblings={[]}
        view={view}
        onView={(change) => setView({ ...view, ...change })}
        onOpenPath={() => undefined}
      />
    );
  }
  await act(async () =>
    render(
      <MantineProvider env="test">
        <DataClientProvider client={sourceClient} initialSource={SPEC} mlflowUi={undefined}>
          <FileWorkerContext value={spawnNearFileWorker}>
            <Host />
          </FileWorkerContext>
        </DataClientProvider>
      </MantineProvider>,
    ),
  );
  return {
    /** What a run writes meanwhile. */
    write: (name: string, content: string) => {
      stored[`runs:/${name}`] = bytesOf(content);
    },
    readsOf: () =>
      (opened[0]?.calls ?? []).flatMap(({ method, request }) => (method === 'readArtifact' ? [request] : [])),
  };
}

const statesOf = () =>
  within(screen.getByRole('group', { name: m.cmp_runs() }))
    .getAllByTitle(/net-\d/)
    .flatMap((chip) => (chip.dataset['state'] ? [`${chip.dataset['runId']} ${chip.dataset['state']}`] : []));

const rowsOf = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map(({ children }) => [...children].map(({ textContent }) => textContent));

const endOf = (name: string) =>
  within(screen.getByRole('region', { name })).getByText(/\S/, { selector: 'pre' });
const imagesNow = () => screen.queryAllByRole<HTMLImageElement>('img', { name: /plot\.png/ });

it('tells which runs have the file, and shows two of them line by line', async () => {
  await show({
    path: 'conf/train.txt',
    files: { 'r0/conf/train.txt': 'lr 1\nseed 1\n', 'r1/conf/train.txt': 'lr 2\nseed 1\n' },
  });
  await screen.findAllByText(/lr/);
  expect(statesOf()).toEqual(['r0 same', 'r1 differs', 'r2 absent']);
  const lines = screen.getByRole('group', { name: m.cmp_lines_of({ first: 'net-0', second: 'net-1' }) });
  expect(lines.querySelectorAll('[data-look="removed"]')).toHaveLength(1);
  expect(lines.querySelector('[data-look="added"] mark')?.textContent).toBe('2');
  fireEvent.click(screen.getByRole('checkbox', { name: m.cmp_unified() }));
  expect([...lines.querySelectorAll('[data-look]')].map(({ textContent }) => textContent)).toEqual([
    '−lr 1',
    '+lr 2',
  ]);
  fireEvent.click(screen.getByRole('radio', { name: m.cmp_way_tails() }));
  await waitFor(() => expect(screen.getAllByText(/seed 1/)).toHaveLength(2));
  expect(screen.queryByText(m.cmp_reading())).toBeNull();
});

it('shows the keys that vary over all runs, and all on a click', async () => {
  await show({
    path: 'config.yaml',
    files: {
      'r0/config.yaml': 'lr: 0.1\nnet:\n  depth: 2\n',
      'r1/config.yaml': 'lr: 0.1\nnet:\n  depth: 4\n',
      'r2/config.yaml': 'lr: 1e-1\n',
    },
  });
  await screen.findByRole('grid', { name: m.cmp_grid() });
  await waitFor(() => expect(rowsOf()).toEqual([['net.depth', '2', '4+2', m.diff_absent()]]));
  fireEvent.click(screen.getByRole('checkbox', { name: m.diff_only() }));
  await waitFor(() => expect(rowsOf()).toHaveLength(2));
});

it('joins tables by the column that names their rows', async () => {
  await show({
    path: 'eval.json',
    files: {
      'r0/eval.json': '{"columns": ["prompt", "answer"], "data": [["hi", "hello"], ["bye", "ciao"]]}',
      'r1/eval.json': '{"columns": ["prompt", "answer"], "data": [["bye", "ciao"], ["hi", "hey"]]}',
    },
  });
  await screen.findByRole('gridcell', { name: 'hey' });
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: m.cmp_join() }).value).toBe('prompt');
  expect(screen.queryByRole('gridcell', { name: 'ciao' })).toBeNull();
});

it('reads the first runs, and what is large or further down on a click', async () => {
  await show({
    path: 'a.txt',
    runCount: 25,
    files: {
      ...Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`r${index}/a.txt`, `${index}\n`])),
      'r1/a.txt': 'x'.repeat(2_000_001),
    },
  });
  await waitFor(() => expect(statesOf()).toHaveLength(19));
  const large = screen.getByTitle(m.cmp_large_title({ limit: '2 MB' }));
  expect(large.dataset['state']).toBe('large');
  await act(async () => fireEvent.click(large));
  await waitFor(() => expect(statesOf()).toContain('r1 differs'));
  fireEvent.click(screen.getByRole('button', { name: m.cmp_more({ count: '5' }) }));
  await waitFor(() => expect(statesOf()).toContain('r24 differs'));
});

it('says that no run has the file', async () => {
  await show({ path: 'a.txt', files: { 'r0/b.txt': 'x' } });
  expect(await screen.findByText(m.cmp_none())).toBeTruthy();
});

it('says which file is no text, whatever its name, and shows no lines of it', async () => {
  await show({ path: 'a.txt', files: { 'r0/a.txt': 'x\n', 'r1/a.txt': NOISE } });
  expect(await screen.findByText(m.cmp_binary({ runs: 'net-1' }))).toBeTruthy();
  expect(statesOf()).toEqual(['r0 same', 'r1 differs', 'r2 absent']);
  expect(screen.queryByRole('checkbox', { name: m.cmp_unified() })).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: m.cmp_way_tails() }));
  expect(await screen.findByText(m.text_binary())).toBeTruthy();
});

it('ends of logs: those of running runs are read again, the others are not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { write, readsOf } = await show({
    path: 'train.log',
    view: { way: 'tails' },
    files: {
      'r0/train.log': 'step 1\n',
      'r1/train.log': 'CUDA out of memory\n',
      'r2/train.log': `${'x'.repeat(9_000)}\nkilled\n`,
    },
    running: ['r0'],
  });
  await waitFor(() => expect(endOf('net-0').textContent).toBe('step 1\n'));
  expect(endOf('net-1').textContent).toBe('CUDA out of memory\n');
  expect(endOf('net-2').textContent).toBe('killed\n');
  const before = readsOf().length;
  write('r0/train.log', 'step 1\nstep 2\n');
  write('r1/train.log', 'nobody writes here any more\n');
  await act(async () => vi.advanceTimersByTime(5_000));
  await waitFor(() => expect(endOf('net-0').textContent).toBe('step 1\nstep 2\n'));
  expect(endOf('net-1').textContent).toBe('CUDA out of memory\n');
  expect(readsOf()).toHaveLength(before + 1);
});

it('images: the wheel on one of them zooms all of them alike, and the page stays', async () => {
  await show({
    path: 'plot.png',
    runCount: 2,
    files: { 'r0/plot.png': NOISE, 'r1/plot.png': NOISE.slice(0, 5) },
  });
  await waitFor(() => expect(imagesNow()).toHaveLength(2));
  const images = imagesNow();
  for (const image of images) {
    vi.spyOn(image, 'naturalWidth', 'get').mockReturnValue(400);
    vi.spyOn(image, 'naturalHeight', 'get').mockReturnValue(300);
    fireEvent.load(image);
  }
  const placesOf = () => images.map(({ style: { width, transform } }) => `${width} ${transform}`);
  const [whole] = placesOf();
  expect(placesOf()).toEqual([whole, whole]);
  const box = screen.getByRole('group', { name: `net-1. ${m.view_image_canvas()}` });
  const isScrolled = fireEvent.wheel(box, { deltaY: -400, clientX: 100, clientY: 100 });
  expect(isScrolled).toBe(false);
  const [zoomed] = placesOf();
  expect(zoomed).not.toBe(whole);
  expect(placesOf()).toEqual([zoomed, zoomed]);
  expect(screen.getByText(`${Math.round(100 * Math.E)}%`)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: m.view_image_fit() }));
  expect(placesOf()).toEqual([whole, whole]);
});
