// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import type { KeyAmongRuns, KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { formatRunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { useWorkspace, WorkspaceProvider, type WorkspaceStore } from '../../../state/workspace-store.tsx';
import type { AxesRequest } from '../../../worker/compare/axes-protocol.ts';
import { ParallelOfSet } from './parallel-of-set.tsx';

type Cell = number | string | undefined;
/** By the text of the column. */
type Columns = Readonly<Record<string, readonly Cell[]>>;

function toCompared(id: string): ComparedRun {
  return {
    id: id as RunId,
    name: `run ${id}`,
    experimentId: '1' as ExperimentId,
    startMs: 0,
    isRunning: false,
    colorTag: undefined,
  };
}

const RUNS = ['a', 'b', 'c', 'd'].map(toCompared);
const MANY = Array.from({ length: 500 }, (_, run) => toCompared(`m${run}`));

function keyOf(key: string, cells: readonly Cell[], runCount: number): KeyAmongRuns {
  const known = cells.slice(0, runCount).filter((cell) => cell !== undefined);
  const distinctCount = new Set(known).size;
  const isVarying = distinctCount > 1 || known.length < runCount;
  return { key, runCount: known.length, distinctCount, isVarying, isUniquePerRun: false };
}

function keysOf(columns: Columns, runCount: number): KeysAmongRuns {
  const ofKind = (prefix: string) =>
    Object.entries(columns)
      .filter(([text]) => text.startsWith(prefix))
      .map(([text, cells]) => keyOf(text.slice(prefix.length), cells, runCount));
  return { params: ofKind('params.'), metrics: ofKind('metrics.') };
}

const never = () => new Promise<never>(() => undefined);

function clientOf(columns: Columns, runCount: number): SourceClient {
  const call = async (name: string, request: AxesRequest) => {
    if (name === 'compare.keys') return keysOf(columns, runCount);
    const axes = request.columns.map((column) => {
      const cells = columns[formatRunColumn(column)] ?? [];
      return readAxis(request.runIds.length, (place) => cells[place]);
    });
    return { axes, unread: [] };
  };
  return { sourceInfo: never, openSource: never, call };
}

let store: WorkspaceStore;

function Reader({ onRead }: { readonly onRead: (read: WorkspaceStore) => void }) {
  onRead(useWorkspace());
  return null;
}

async function show(columns: Columns, runCount = RUNS.length): Promise<void> {
  const compared = (runCount > RUNS.length ? MANY : RUNS).slice(0, runCount);
  const client = clientOf(columns, runCount);
  const source = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;
  await act(async () =>
    render(
      <MantineProvider env="test">
        <MemoryRouter initialEntries={['/runs?e=1']}>
          <WorkspaceProvider>
            <DataClientProvider client={client} initialSource={source} mlflowUi={undefined}>
              <Reader onRead={(read) => (store = read)} />
              <ParallelOfSet viewId="view" compared={compared} rowsVersion={1} />
            </DataClientProvider>
          </WorkspaceProvider>
        </MemoryRouter>
      </MantineProvider>,
    ),
  );
}

const status = () => screen.getByRole('status', { name: m.parallel_status() });
const heads = () =>
  [...document.querySelectorAll('[data-axis]')].map((axis) => axis.getAttribute('data-axis'));
const brush = () => screen.getByTitle(new RegExp(m.parallel_brush_title()));
const SWEEP: Columns = {
  'params.lr': ['0.1', '0.01', '0.001', '0.01'],
  'params.opt': ['adam', 'sgd', 'adam', undefined],
  'params.same': ['1', '1', '1', '1'],
  'metrics.loss': [0.4, 0.1, 0.2, Number.NaN],
};

/** As a drag along the axis would. */
async function brushLoss(): Promise<void> {
  const axes = [{ kind: 'param', key: 'lr' } as const, { kind: 'metric', key: 'loss' } as const].map(
    (column) => ({ column, scale: undefined, isInverted: false, brushes: [] }),
  );
  const brushes = [{ isExcluding: false, range: { min: Number.NEGATIVE_INFINITY, max: 0.25 }, lanes: [] }];
  const parallel = {
    axes: axes.map((axis, index) => (index === 1 ? { ...axis, brushes } : axis)),
    color: undefined,
  };
  await act(async () => store.dispatch({ type: 'set-parallel', parallel }));
}

afterEach(cleanup);

describe('parallel coordinates of the compare set', () => {
  it('begins with the params that differ and the metric', async () => {
    await show(SWEEP);
    expect(heads()).toEqual(['params.lr', 'params.opt', 'metrics.loss']);
    expect(status().textContent).toBe('4 runs');
    expect(screen.getByRole('figure').textContent).toContain('lr, opt, loss');
  });

  it('counts what passes; one click makes it the compare set, one undo takes it back', async () => {
    await show(SWEEP);
    await brushLoss();
    expect(status().textContent).toBe('2 of 4 runs pass');
    const before = store.workspace;
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.parallel_compare() })));
    expect(store.workspace.set).toEqual({ kind: 'these', runIds: ['b', 'c'] });
    expect(store.workspace.parallel.axes?.every(({ brushes }) => brushes.length === 0)).toBe(true);
    await act(async () => store.undo());
    expect([store.workspace.set, store.workspace.parallel]).toEqual([before.set, before.parallel]);
  });

  it('makes more runs than a link holds a filter with all its rows, in one step', async () => {
    const loss = MANY.map((_, run) => run / 1000);
    await show({ 'params.lr': loss.map((value) => String(value % 7)), 'metrics.loss': loss }, 500);
    await brushLoss();
    expect(status().textContent).toMatch(/^251 of 500 runs pass · 251 runs do not fit into a link/);
    await act(async () => store.dispatch({ type: 'set-filter', filter: "status = 'FINISHED' OR a" }));
    await act(async () => store.dispatch({ type: 'set-compare-set', set: { kind: 'all', without: [] } }));
    expect(status().textContent).toBe('251 of 500 runs pass');
    const before = store.workspace;
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.rule_compare() })));
    expect(store.workspace.filter).toBe("(status = 'FINISHED' OR a) AND metrics.loss <= 0.25");
    expect(store.workspace.set).toEqual({ kind: 'all', without: [] });
    expect(store.workspace.parallel.axes?.every(({ brushes }) => brushes.length === 0)).toBe(true);
    await act(async () => store.undo());
    expect(store.workspace).toEqual(before);
  });

  it('turns, moves and removes a brush by key', async () => {
    await show(SWEEP);
    await brushLoss();
    expect(brush().getAttribute('aria-label')).toBe('loss: ≤ 0.25, kept');
    await act(async () => fireEvent.keyDown(brush(), { key: 'Enter' }));
    expect(brush().getAttribute('data-brush')).toBe('exclude');
    // NaN is no number at or below: it stays.
    expect(status().textContent).toBe('2 of 4 runs pass');
    await act(async () => fireEvent.keyDown(brush(), { key: 'ArrowUp', shiftKey: true }));
    expect(store.workspace.parallel.axes?.[1]?.brushes[0]?.range?.max).toBeGreaterThan(0.25);
    await act(async () => fireEvent.keyDown(brush(), { key: 'Delete' }));
    expect(status().textContent).toBe('4 runs');
  });

  it('a brush that the menu of an axis adds has the focus, and arrows move it', async () => {
    await show(SWEEP);
    const head = screen.getByRole('button', { name: m.parallel_axis({ axis: 'loss', scale: 'linear' }) });
    await act(async () => fireEvent.click(head));
    await act(async () => fireEvent.click(screen.getByText(m.parallel_brush_add())));
    expect(document.activeElement).toBe(brush());
    const before = store.workspace.parallel.axes?.[2]?.brushes[0]?.range?.min ?? 0;
    await act(async () => fireEvent.keyDown(brush(), { key: 'ArrowDown' }));
    expect(store.workspace.parallel.axes?.[2]?.brushes[0]?.range?.min).toBeLessThan(before);
    expect(document.activeElement).toBe(brush());
  });

  it('a brush is drawn along its axis, told while it is, one step of undo, and no click on a line', async () => {
    await show(SWEEP);
    const strip = document.querySelector('[data-axis="metrics.loss"] [data-strip]');
    const onClick = vi.fn();
    document.body.addEventListener('click', onClick);
    if (strip) fireEvent.pointerDown(strip, { button: 0, clientY: 60 });
    await act(async () => fireEvent.pointerMove(window, { clientY: 5000 }));
    // All but the largest, which stands above; NaN stands in a lane that the drag went over.
    expect(status().textContent).toBe('3 of 4 runs pass');
    // In one turn, as a browser does.
    fireEvent.pointerUp(window, { clientY: 5000 });
    fireEvent.click(document.body);
    document.body.removeEventListener('click', onClick);
    expect(onClick).not.toHaveBeenCalled();
    expect(store.workspace.parallel.axes?.[2]?.brushes).toHaveLength(1);
    await act(async () => store.undo());
    expect(store.workspace.parallel.axes).toBeUndefined();
  });

  it('removes a brush by its words, and all of them at once', async () => {
    await show(SWEEP);
    await brushLoss();
    const remove = m.parallel_brush_remove({ axis: 'loss', values: '≤ 0.25' });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: remove })));
    expect(status().textContent).toBe('4 runs');
    await brushLoss();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.parallel_clear() })));
    expect(status().textContent).toBe('4 runs');
  });

  it('is coloured by what is chosen, with a legend', async () => {
    await show(SWEEP);
    const choice = screen.getByRole('combobox', { name: m.parallel_color() });
    await act(async () => fireEvent.change(choice, { target: { value: 'params.opt' } }));
    expect(store.workspace.parallel.color).toBe('params.opt');
    expect(document.querySelector('[data-legend]')?.textContent).toBe('adamsgd');
  });
});

describe('what there is nothing to draw of', () => {
  it('no runs', async () => {
    await show({}, 0);
    expect(screen.getByRole('figure').textContent).toBe(m.parallel_no_runs());
  });
  it('one run has its line, and it is said', async () => {
    await show(SWEEP, 1);
    expect(heads()).toEqual(['metrics.loss']);
    expect(screen.getByText(m.parallel_one_run())).toBeTruthy();
  });
  it('no param that differs', async () => {
    await show({ 'params.same': ['1', '1', '1', '1'], 'metrics.loss': [0.5, 0.5, 0.5, 0.5] });
    expect(screen.getByText(m.parallel_no_varying())).toBeTruthy();
    expect(heads()).toEqual(['metrics.loss']);
  });
  it('nothing that differs and no metric: an axis can be added', async () => {
    await show({ 'params.same': ['1', '1', '1', '1'] });
    expect(screen.getByRole('figure').textContent).toBe(m.parallel_no_axes());
    expect(screen.getByRole('button', { name: m.parallel_add() })).toBeTruthy();
  });
  it.each([
    ['all NaN', [Number.NaN, Number.NaN, Number.NaN, Number.NaN], 'NaN 4'],
    ['all missing but one', [undefined, undefined, undefined, 1], 'not logged 3'],
    ['numbers in some runs only', ['auto', '0.1', '0.2', 'auto'], 'auto'],
    ['6,000 characters', ['x'.repeat(6000), 'y', 'y', 'y'], 'y'],
  ] as const)('%s', async (_, cells, label) => {
    const text = typeof cells[1] === 'string' ? 'params.p' : 'metrics.p';
    await show({ [text]: cells, 'params.lr': ['1', '2', '1', '2'] });
    const labels = [...document.querySelectorAll(`[data-axis="${text}"] text`)].map((each) => each.lastChild);
    expect(labels.map((each) => each?.textContent)).toContain(label);
  });
});
