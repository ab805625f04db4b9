// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { HashRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../../domain/runs/compare-set.ts';
import type { Run, RunStatus } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { statusWord } from '../../../parts/wording.ts';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { createQueryClient } from '../../../queries/query-client.ts';
import { WorkspaceProvider } from '../../../state/workspace-store.tsx';
import { connectData } from '../../../testing/connected-data.ts';
import { makeRun } from '../../../testing/make-run.ts';
import { DiffOfSet } from './diff-of-set.tsx';

const SPEC = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;

beforeEach(() => {
  // The grid draws what is in sight, and here nothing has a size.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200);
});
afterEach(cleanup);

interface Shown {
  /** At the server. */
  readonly runs: readonly Run[];
  /** How many of them are compared, the first ones; left out: all. */
  readonly count?: number;
  /** What the link says besides. */
  readonly link?: string;
  /** More runs are under way. */
  readonly isReading?: boolean;
}

/** The diff over the real worker. */
async function show({ runs, count = runs.length, link = '', isReading = false }: Shown) {
  window.history.replaceState(null, '', `#/runs?e=1&tab=diff${link}`);
  const { client } = connectData({ runs });
  const info = await client.call('source.open', SPEC);
  const sourceClient: SourceClient = {
    call: client.call.bind(client),
    sourceInfo: () => Promise.resolve(info),
    openSource: () => Promise.resolve(info),
  };
  const compared = runs.slice(0, count).map(toComparedRun);
  const names = new Map();
  await act(async () =>
    render(
      <MantineProvider env="test">
        <HashRouter>
          <QueryClientProvider client={createQueryClient()}>
            <DataClientProvider client={sourceClient} initialSource={SPEC} mlflowUi={undefined}>
              <WorkspaceProvider>
                <DiffOfSet
                  viewId="v"
                  compared={compared}
                  rowsVersion={1}
                  isReading={isReading}
                  experimentNames={names}
                />
              </WorkspaceProvider>
            </DataClientProvider>
          </QueryClientProvider>
        </HashRouter>
      </MantineProvider>,
    ),
  );
}

const gridOf = () => screen.findByRole('grid', { name: m.tab_diff() });
const heads = () => screen.getAllByRole('columnheader').map(({ title }) => title);
const lineOf = (kind: string, key: string) =>
  document.querySelector(`[role="row"][data-row-id="${kind} ${key}"]`);
const cellsOf = (kind: string, key: string) =>
  [...(lineOf(kind, key)?.children ?? [])].map(({ textContent }) => textContent);
const said = () => document.querySelector('[role="status"][title]')?.textContent ?? '';

const netOf = (id: string, lr: string, loss: number) =>
  makeRun({ id, name: id, params: { lr }, metrics: { loss } });
const [NET, OTHER, BASE] = [netOf('net', '0.1', 0.5), netOf('other', '0.1', 0.4), netOf('base', '0.3', 0.25)];

describe('the baseline', () => {
  it('that is not compared has a column, the first one, and the others are measured against it', async () => {
    await show({ runs: [NET, OTHER, BASE], count: 2, link: '&base=base' });
    await waitFor(() =>
      expect(heads()).toEqual([m.diff_key(), m.diff_baseline_title({ run: 'base' }), 'net', 'other']),
    );
    await waitFor(() => expect(cellsOf('param', 'lr')).toEqual(['lr', '0.3', '0.1−0.2', '0.1−0.2']));
    expect(cellsOf('metric', 'loss')).toEqual(['loss', '0.2500', '0.5000+0.25', '0.4000+0.15']);
    expect(said()).toContain(m.diff_bold_baseline());
  });

  it('beside one run is enough for a diff', async () => {
    await show({ runs: [NET, BASE], count: 1, link: '&base=base' });
    await waitFor(() => expect(cellsOf('param', 'lr')).toEqual(['lr', '0.3', '0.1−0.2']));
    expect(screen.queryByText(m.diff_one_run())).toBeNull();
  });

  it('that cannot be read leaves one run alone', async () => {
    await show({ runs: [NET], link: '&base=gone' });
    expect(await screen.findByText(m.diff_one_run())).toBeDefined();
  });

  it('that is a group has no column, which is said', async () => {
    const group = encodeURIComponent('[["params.lr","number 0.1"]]');
    await show({ runs: [NET, BASE], link: `&base=${group}` });
    await gridOf();
    expect(heads()).toEqual([m.diff_key(), 'net', 'base']);
    expect(screen.getByText(m.diff_baseline_group({ group: 'lr 0.1' }))).toBeDefined();
  });
});

it('of runs that are still read says that their models are missing, until all are here', async () => {
  await show({ runs: [NET, OTHER], isReading: true });
  await gridOf();
  await waitFor(() => expect(said()).toContain(m.diff_models_reading()));
});

it('of a set that stands says nothing of models once they are read', async () => {
  await show({ runs: [NET, OTHER] });
  await waitFor(() => expect(said()).not.toBe(''));
  await waitFor(() => expect(said()).not.toContain(m.diff_models_reading()));
});

const wideNet = (id: string, size: number) =>
  makeRun({
    id,
    name: id,
    params: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, String(index + size)])),
  });

const focused = () => document.querySelector('[role="row"][data-focused]')?.getAttribute('data-row-id');
const press = async (key: string) => {
  const cell = (await gridOf()).querySelector('[role="gridcell"]');
  if (cell) fireEvent.keyDown(cell, { key });
};

describe('steps from difference to difference', () => {
  const RUNS = [
    makeRun({ id: 'a', params: { depth: '3', lr: '0.1', seed: '1' } }),
    makeRun({ id: 'b', params: { depth: '3', lr: '0.2', seed: '2' } }),
  ];

  it('by n and p, over lines that are the same, and round at the ends', async () => {
    await show({ runs: RUNS });
    fireEvent.click(await screen.findByRole('checkbox', { name: m.diff_only() }));
    await waitFor(() => expect(lineOf('param', 'depth')).not.toBeNull());
    const seen: unknown[] = [];
    for (const key of ['n', 'n', 'n', 'p']) {
      await press(key);
      seen.push(focused());
    }
    expect(seen).toEqual(['param lr', 'param seed', 'param lr', 'param seed']);
  });

  it('begin anew when other lines are looked at', async () => {
    await show({ runs: RUNS });
    await gridOf();
    await press('n');
    await press('n');
    expect(focused()).toBe('param seed');
    fireEvent.click(screen.getByRole('checkbox', { name: m.diff_only() }));
    await waitFor(() => expect(lineOf('param', 'depth')).not.toBeNull());
    expect(focused()).toBeUndefined();
    await press('n');
    expect(focused()).toBe('param lr');
    // Nor is it where one stood when these were the lines before.
    fireEvent.change(screen.getByRole('combobox', { name: m.diff_order() }), { target: { value: 'size' } });
    fireEvent.change(screen.getByRole('combobox', { name: m.diff_order() }), { target: { value: 'key' } });
    expect(focused()).toBeUndefined();
  });
});

it('numbers within the chosen share are the same', async () => {
  const runs = [0.5, 0.504].map((loss, index) =>
    makeRun({ id: `r${index}`, metrics: { acc: 1 - index / 2, loss } }),
  );
  await show({ runs });
  await waitFor(() => expect(lineOf('metric', 'loss')).not.toBeNull());
  fireEvent.change(screen.getByRole('combobox', { name: m.diff_within() }), { target: { value: '0.01' } });
  await waitFor(() => expect(lineOf('metric', 'loss')).toBeNull());
  expect(lineOf('metric', 'acc')).not.toBeNull();
});

it('is copied as Markdown with all lines, those off the screen too', async () => {
  await show({ runs: [wideNet('a', 0), wideNet('b', 100)] });
  await waitFor(() => expect(lineOf('param', 'p0')).not.toBeNull());
  expect(lineOf('param', 'p59')).toBeNull();
  // Without a clipboard, which a page over plain http has none of, the text is there to be copied by hand.
  fireEvent.click(screen.getByRole('button', { name: m.diff_copy_markdown() }));
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: m.copy_by_hand() });
  for (const place of [0, 59]) expect(field.value).toContain(`| p${place} | ${place} | ${place + 100} |`);
});

it('of more than 100 runs shows the first, and says so', async () => {
  const runs = Array.from({ length: 101 }, (_, index) =>
    makeRun({ id: `r${index}`, params: { seed: String(index) } }),
  );
  await show({ runs });
  await gridOf();
  expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('101');
  expect(said()).toContain(m.diff_cut({ shown: '100', all: '101' }));
});

it('finds lines by the words that are shown', async () => {
  const runs = ['FINISHED', 'FAILED'].map((status, index) =>
    makeRun({ id: `r${index}`, status: status as RunStatus, params: { lr: String(index) } }),
  );
  await show({ runs });
  await waitFor(() => expect(lineOf('param', 'lr')).not.toBeNull());
  for (const find of [statusWord('FAILED'), m.diff_status()]) {
    fireEvent.change(screen.getByRole('searchbox', { name: m.diff_find() }), { target: { value: find } });
    await waitFor(() => expect(lineOf('param', 'lr')).toBeNull());
    expect(lineOf('detail', 'status')).not.toBeNull();
    fireEvent.change(screen.getByRole('searchbox', { name: m.diff_find() }), { target: { value: '' } });
    await waitFor(() => expect(lineOf('param', 'lr')).not.toBeNull());
  }
});

describe('says why there is nothing', () => {
  const SAME = ['a', 'b'].map((id) => makeRun({ id, params: { lr: '0.1' } }));

  it.each([
    [0, m.diff_no_runs()],
    [1, m.diff_one_run()],
    [2, m.diff_all_same()],
  ])('of %i runs', async (count, words) => {
    await show({ runs: SAME, count });
    expect(await screen.findByText(words)).toBeDefined();
  });

  it('where no line holds the text', async () => {
    await show({ runs: [NET, BASE] });
    await gridOf();
    fireEvent.change(screen.getByRole('searchbox', { name: m.diff_find() }), {
      target: { value: 'nowhere' },
    });
    expect(await screen.findByText(m.diff_found_none())).toBeDefined();
  });
});
