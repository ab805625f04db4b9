// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { HashRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { type HighlightStore, useHighlightStore } from '../../../parts/highlight.tsx';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { useWorkspace, WorkspaceProvider, type WorkspaceStore } from '../../../state/workspace-store.tsx';
import { answerCompared } from '../../../testing/answer-compared.ts';
import { makeRun } from '../../../testing/make-run.ts';
import { HeatmapOfSet } from './heatmap-of-set.tsx';

type MadeRun = Pick<Parameters<typeof makeRun>[0] & object, 'params' | 'metrics'>;

const never = () => new Promise<never>(() => undefined);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

interface Found {
  store: HighlightStore | undefined;
  workspace: WorkspaceStore | undefined;
}

async function show(link: string, made: readonly MadeRun[]) {
  const runs = made.map((each, place) => makeRun({ id: `r${place}`, ...each }));
  const client = {
    sourceInfo: never,
    openSource: never,
    call: answerCompared(runs),
  } as unknown as SourceClient;
  const compared = runs.map(toComparedRun);
  const found: Found = { store: undefined, workspace: undefined };
  const Spy = () => {
    found.store = useHighlightStore();
    found.workspace = useWorkspace();
    return null;
  };
  window.history.replaceState(null, '', `#/runs?e=1${link}`);
  await act(async () =>
    render(
      <MantineProvider env="test">
        <DataClientProvider
          client={client}
          initialSource={{ kind: 'mlflow', baseUrl: 'http://x.test' }}
          mlflowUi={undefined}
        >
          <HashRouter>
            <WorkspaceProvider>
              <Spy />
              <HeatmapOfSet viewId="view" compared={compared} rowsVersion={1} />
            </WorkspaceProvider>
          </HashRouter>
        </DataClientProvider>
      </MantineProvider>,
    ),
  );
  return found;
}

const run = (lr: string | undefined, opt: string, loss: number | undefined): MadeRun => ({
  params: { ...(lr === undefined ? {} : { lr }), opt },
  metrics: loss === undefined ? {} : { loss },
});
const RUNS = [
  run('0.1', 'adam', 1),
  run('0.10', 'adam', 3),
  run('0.2', 'sgd', 8),
  run('auto', 'sgd', 4),
  run(undefined, 'adam', Number.NaN),
];

const press = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));
const cellOf = (name: string | RegExp) => screen.getByRole('gridcell', { name });

describe('a heat map of the compared runs', () => {
  it('shows the mean and n of each place, and what has none', async () => {
    await show('', RUNS);
    const figure = screen.getByRole('figure', { name: m.heatmap_figure({ metric: 'loss' }) });
    expect(figure.dataset).toMatchObject({ state: 'exact', series: '4', pointsDrawn: '4' });
    expect(cellOf('opt adam, lr 0.1: 2, 2 of 2 runs').textContent).toBe('22');
    expect(cellOf(/^opt adam, lr not logged: no value, 0 of 1/).textContent).toBe('–0');
    expect(cellOf('opt adam, lr auto: no runs').className).toContain('none');
    expect(figure.textContent).toContain(m.heatmap_odd_count({ count: '1' }));
    expect(
      within(screen.getByRole('group', { name: m.heatmap_legend() })).getByText(/^worse 8/),
    ).toBeTruthy();
  });

  it('is walked through by keys, and Enter makes the runs of a cell the compare set', async () => {
    const found = await show('&tab=heatmap', RUNS);
    const first = cellOf(/^opt adam, lr 0\.1/);
    act(() => first.focus());
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(cellOf('opt sgd, lr 0.1: no runs'));
    fireEvent.keyDown(document.activeElement ?? first, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(cellOf(/^opt sgd, lr 0\.2: 8/));
    fireEvent.keyDown(document.activeElement ?? first, { key: 'Home' });
    fireEvent.keyDown(document.activeElement ?? first, { key: 'ArrowUp' });
    fireEvent.keyDown(document.activeElement ?? first, { key: 'Enter' });
    // The map would be one cell of these: their charts are looked at.
    await vi.waitFor(() => expect(window.location.hash).toContain('set=r0,r1'));
    expect(found.workspace?.workspace).toMatchObject({ tab: 'charts', heatmap: { x: 'params.opt' } });
    await act(async () => found.workspace?.undo());
    expect(found.workspace?.workspace).toMatchObject({ tab: 'heatmap', set: { kind: 'top' } });
  });

  it('lights the runs of a cell, and the cell of a run that is pointed at elsewhere', async () => {
    const { store } = await show('', RUNS);
    const cell = cellOf(/^opt adam, lr 0\.1/);
    fireEvent.pointerEnter(cell);
    expect(store?.get().hoveredGroup).toEqual(['r0', 'r1']);
    fireEvent.pointerLeave(cell);
    expect(store?.get().hoveredGroup).toEqual([]);
    act(() => store?.hover('r1' as RunId));
    expect(cell.hasAttribute('data-highlighted')).toBe(true);
    act(() => store?.hover('r2' as RunId));
    expect(cell.hasAttribute('data-highlighted')).toBe(false);
    expect(cellOf(/^opt sgd, lr 0\.2/).hasAttribute('data-highlighted')).toBe(true);
  });

  it('has a sentence where there is nothing to show', async () => {
    await show('', []);
    expect(screen.queryByText(m.heatmap_no_runs())).not.toBeNull();
    cleanup();
    await show('', [run('1', 'a', 1), run('1', 'a', 2)]);
    expect(screen.queryByText(m.heatmap_no_params({ count: '2' }))).not.toBeNull();
    cleanup();
    await show('', [run('1', 'a', undefined), run('2', 'a', undefined)]);
    expect(screen.queryByText(m.heatmap_no_metrics())).not.toBeNull();
    cleanup();
    await show('', [run('1', 'a', Number.NaN), run('2', 'a', Number.POSITIVE_INFINITY)]);
    expect(screen.queryAllByText(m.heatmap_all_odd({ metric: 'loss' }))).not.toHaveLength(0);
  });

  it('says what one value, one param and one run are', async () => {
    await show('', [run('1', 'a', 5), run('2', 'a', 5)]);
    expect(screen.queryByText(m.heatmap_constant({ value: '5' }))).not.toBeNull();
    expect(cellOf('lr 1, All runs: 5, 1 of 1 runs').className).toContain('flat');
    cleanup();
    await show('', [run('1', 'a', 5)]);
    expect(screen.queryByText(m.heatmap_one_run())).not.toBeNull();
  });

  it('is copied as LaTeX and as Markdown, a hundred times larger where that is ticked', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>().mockResolvedValue();
    vi.stubGlobal('isSecureContext', true);
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(writeText);
    await show('', RUNS);
    await press(m.heatmap_export());
    await press(m.heatmap_copy_latex());
    expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining(String.raw`$\mathbf{2 \pm 1}$ (2)`));
    expect(writeText).toHaveBeenLastCalledWith(expect.not.stringContaining('100'));
    await act(async () => fireEvent.click(screen.getByRole('checkbox', { name: m.heatmap_times_100() })));
    await press(m.heatmap_copy_latex());
    expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining(String.raw`$\times 100$`));
    expect(writeText).toHaveBeenLastCalledWith(
      expect.stringContaining(String.raw`$\mathbf{200 \pm 141}$ (2)`),
    );
    await press(m.heatmap_copy_markdown());
    expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining('**200 ± 141** (2)'));
  });

  it('folds thousands of categories, with their number', async () => {
    const many = Array.from({ length: 400 }, (_, place) => run(`v${place % 200}`, 'a', place));
    await show('', many);
    expect(screen.getAllByRole('columnheader').at(-1)?.textContent).toBe(m.heatmap_rest({ count: '181' }));
  });

  it('shows runs with their metrics', async () => {
    // {"heatmap":{"kind":"runs"}}
    await show('&w=eyJoZWF0bWFwIjp7ImtpbmQiOiJydW5zIn19', RUNS);
    const grid = screen.getByRole('grid', { name: m.heatmap_kind_runs() });
    expect(grid.getAttribute('aria-rowcount')).toBe('5');
    cleanup();
    await show('&w=eyJoZWF0bWFwIjp7ImtpbmQiOiJydW5zIn19', [run('1', 'a', 5), run('2', 'a', 5)]);
    expect(screen.queryByText(m.heatmap_no_varying_metrics({ count: '2' }))).not.toBeNull();
  });
});
