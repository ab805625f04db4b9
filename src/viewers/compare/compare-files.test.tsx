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
const bytesOf = (text: string) => new TextEncoder().encode(text);

beforeEach(() => {
  // Lists draw what is in sight, and here nothing has a size.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
});
afterEach(cleanup);

interface Shown {
  readonly path: string;
  readonly view?: Partial<FilesView>;
  readonly runCount?: number;
  /** By `RUN/PATH`. */
  readonly files: Readonly<Record<string, string>>;
}

async function show({ path, view: first = {}, runCount = 3, files }: Shown) {
  const runs = Array.from({ length: runCount }, (_, index) =>
    makeRun({ id: `r${index}`, name: `net-${index}` }),
  );
  const { client } = connectData({
    runs,
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`runs:/${name}`, bytesOf(text)])),
  });
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
