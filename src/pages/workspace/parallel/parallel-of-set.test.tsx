// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ComparedRun, toComparedRun } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { type HighlightStore, useHighlightStore } from '../../../parts/highlight.tsx';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { useWorkspace, WorkspaceProvider, type WorkspaceStore } from '../../../state/workspace-store.tsx';
import { answerCompared } from '../../../testing/answer-compared.ts';
import { makeRun } from '../../../testing/make-run.ts';
import { createRecordingContext } from '../../../testing/recording-context.ts';
import { ParallelOfSet } from './parallel-of-set.tsx';

type Cell = number | string | undefined;
/** By the text of the column. */
type Columns = Readonly<Record<string, readonly Cell[]>>;

const toCompared = (id: string) => toComparedRun(makeRun({ id }));
const RUNS = ['a', 'b', 'c', 'd'].map(toCompared);
const MANY = Array.from({ length: 500 }, (_, run) => toCompared(`m${run}`));

const never = () => new Promise<never>(() => undefined);

/** What the worker answers of these runs. */
function answerOf(columns: Columns, compared: readonly ComparedRun[]) {
  const valuesOf = (prefix: string, place: number) =>
    Object.fromEntries(
      Object.entries(columns)
        .filter(([text, cells]) => text.startsWith(prefix) && cells[place] !== undefined)
        .map(([text, cells]) => [text.slice(prefix.length), cells[place]]),
    );
  return answerCompared(
    compared.map(({ id }, place) => {
      const params = valuesOf('params.', place) as Record<string, string>;
      return makeRun({ id, params, metrics: valuesOf('metrics.', place) as Record<string, number> });
    }),
  );
}

let store: WorkspaceStore;
let highlight: HighlightStore;

function Reader({ onRead }: { readonly onRead: (read: WorkspaceStore, shared: HighlightStore) => void }) {
  onRead(useWorkspace(), useHighlightStore());
  return null;
}

const SOURCE = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;

/** @returns shows other runs in the same page, as rows that come later do */
async function show(columns: Columns, runCount = RUNS.length) {
  const first = (runCount > RUNS.length ? MANY : RUNS).slice(0, runCount);
  let answer = answerOf(columns, first);
  const call = (name: string, request: unknown) => answer(name, request);
  const client = { sourceInfo: never, openSource: never, call } as unknown as SourceClient;
  const pageOf = (compared: readonly ComparedRun[], rowsVersion: number) => (
    <MantineProvider env="test">
      <MemoryRouter initialEntries={['/runs?e=1']}>
        <WorkspaceProvider>
          <DataClientProvider client={client} initialSource={SOURCE} mlflowUi={undefined}>
            <Reader onRead={(read, shared) => ([store, highlight] = [read, shared])} />
            <ParallelOfSet viewId="view" compared={compared} rowsVersion={rowsVersion} />
          </DataClientProvider>
        </WorkspaceProvider>
      </MemoryRouter>
    </MantineProvider>
  );
  const page = await act(async () => render(pageOf(first, 1)));
  return async (compared: readonly ComparedRun[], next: Columns) => {
    answer = answerOf(next, compared);
    await act(async () => page.rerender(pageOf(compared, 2)));
  };
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

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

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

const scaleWords = { linear: m.parallel_scale_linear, log: m.parallel_scale_log } as const;
const headOf = (axis: string, scale: keyof typeof scaleWords) =>
  screen.getByRole('button', { name: m.parallel_axis({ axis, scale: scaleWords[scale]() }) });
const axisOf = (id: string) => document.querySelector<HTMLElement>(`[data-axis="${id}"]`);
const stripOf = (id: string) => axisOf(id)?.querySelector<HTMLElement>('[data-strip]');
const duration = () => screen.getByTitle('duration').querySelector('input');
const settingOf = (id: string) =>
  store.workspace.parallel.axes?.find(({ column }) => formatRunColumn(column) === id);

/** Opens the menu of an axis and chooses in it. */
async function menu(axis: string, item: string, scale: keyof typeof scaleWords = 'linear'): Promise<void> {
  await act(async () => fireEvent.click(headOf(axis, scale)));
  await act(async () => fireEvent.click(screen.getByText(item, { selector: '[role^="menuitem"] *' })));
}

/** From one place of the window to another, in pixels. */
async function drag(
  element: Element | null | undefined,
  from: { readonly clientX?: number; readonly clientY?: number },
  to: typeof from,
): Promise<void> {
  if (!element) throw new Error('nothing to take hold of');
  await act(async () => fireEvent.pointerDown(element, { button: 0, ...from }));
  await act(async () => fireEvent.pointerMove(window, to));
  await act(async () => fireEvent.pointerUp(window, to));
}

/** Height of a label on its axis. */
const yOf = (id: string, label: string) => {
  const found = [...(axisOf(id)?.querySelectorAll('text') ?? [])].find(
    (each) => each.lastChild?.textContent === label,
  );
  return Number(found?.getAttribute('y'));
};

describe('the axes by hand', () => {
  it('one is added from the list and removed there or by its menu', async () => {
    await show(SWEEP);
    await act(async () => fireEvent.click(screen.getByText(m.parallel_add())));
    await act(async () => duration()?.click());
    expect(heads()).toEqual(['params.lr', 'params.opt', 'metrics.loss', 'duration']);
    expect(duration()?.checked).toBe(true);
    await act(async () => duration()?.click());
    expect(heads()).toEqual(['params.lr', 'params.opt', 'metrics.loss']);
    await menu('lr', m.parallel_remove(), 'log');
    expect(heads()).toEqual(['params.opt', 'metrics.loss']);
    await act(async () => store.undo());
    expect(heads()).toEqual(['params.lr', 'params.opt', 'metrics.loss']);
  });

  it('one is turned upside down', async () => {
    await show(SWEEP);
    expect(yOf('metrics.loss', '0.4')).toBeLessThan(yOf('metrics.loss', '0.1'));
    await menu('loss', m.parallel_invert());
    expect(settingOf('metrics.loss')?.isInverted).toBe(true);
    expect(yOf('metrics.loss', '0.4')).toBeGreaterThan(yOf('metrics.loss', '0.1'));
  });

  it('one has the scale that is chosen, and its own again', async () => {
    await show(SWEEP);
    await menu('loss', m.parallel_scale_log());
    expect(axisOf('metrics.loss')?.dataset['scale']).toBe('log');
    await menu('loss', m.parallel_scale_auto(), 'log');
    expect(axisOf('metrics.loss')?.dataset['scale']).toBe('linear');
    expect(settingOf('metrics.loss')?.scale).toBeUndefined();
  });

  it('are moved by their menu, those at the ends inwards only', async () => {
    await show(SWEEP);
    await menu('loss', m.parallel_left());
    expect(heads()).toEqual(['params.lr', 'metrics.loss', 'params.opt']);
    await menu('lr', m.parallel_right(), 'log');
    expect(heads()).toEqual(['metrics.loss', 'params.lr', 'params.opt']);
    await act(async () => fireEvent.click(headOf('loss', 'linear')));
    expect(screen.getByText(m.parallel_left()).closest<HTMLButtonElement>('button')?.disabled).toBe(true);
  });

  it('one is dragged by its name, which opens no menu', async () => {
    await show(SWEEP);
    await act(async () => fireEvent.pointerDown(headOf('loss', 'linear'), { button: 0, clientX: 500 }));
    await act(async () => fireEvent.pointerMove(window, { clientX: 0 }));
    fireEvent.pointerUp(window, { clientX: 0 });
    fireEvent.click(headOf('loss', 'linear'));
    await act(async () => undefined);
    expect(heads()).toEqual(['metrics.loss', 'params.lr', 'params.opt']);
    expect(screen.queryByText(m.parallel_invert())).toBeNull();
  });
});

describe('brushes by hand', () => {
  it('one is moved as a whole, and by each of its edges', async () => {
    await show(SWEEP);
    await brushLoss();
    const range = () => settingOf('metrics.loss')?.brushes[0]?.range;
    const drawn = brush().style;
    const [top, height] = [Number.parseFloat(drawn.top), Number.parseFloat(drawn.height)];
    await drag(brush().querySelector('[data-edge="top"]'), { clientY: top }, { clientY: top - 500 });
    expect(range()).toEqual({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY });
    expect(status().textContent).toBe('3 of 4 runs pass');
    await act(async () => store.undo());
    expect(range()?.max).toBe(0.25);

    const bottom = top + height;
    await drag(
      brush().querySelector('[data-edge="bottom"]'),
      { clientY: bottom },
      { clientY: bottom - height / 3 },
    );
    // The other end is as it was to the last digit.
    expect(range()?.max).toBe(0.25);
    expect(range()?.min).toBeGreaterThan(0.1);
    expect(status().textContent).toBe('1 of 4 runs pass');

    await drag(brush(), { clientY: top }, { clientY: top - 500 });
    expect(range()?.max).toBe(Number.POSITIVE_INFINITY);
    expect(range()?.min).toBeGreaterThan(0.2);
    expect(status().textContent).toBe('1 of 4 runs pass');
    expect(settingOf('metrics.loss')?.brushes).toHaveLength(1);
  });

  it('those of two axes keep what passes both', async () => {
    await show(SWEEP);
    const top = Number.parseFloat(stripOf('params.lr')?.style.top ?? '');
    // 0.1 and 0.01, but not 0.001.
    await drag(stripOf('params.lr'), { clientY: top }, { clientY: top + 40 });
    expect(status().textContent).toBe('3 of 4 runs pass');
    // 0.2 and 0.4, but not 0.1; NaN stands below.
    await drag(stripOf('metrics.loss'), { clientY: top }, { clientY: top + 45 });
    expect(status().textContent).toBe('1 of 4 runs pass');
    expect(document.querySelectorAll('[data-brush]')).toHaveLength(2);
    expect(store.workspace.parallel.axes?.map(({ brushes }) => brushes.length)).toEqual([1, 0, 1]);
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.parallel_compare() })));
    expect(store.workspace.set).toEqual({ kind: 'these', runIds: ['a'] });
  });

  it('stay with order and scales while more runs come, and count them', async () => {
    const showMore = await show(SWEEP);
    await brushLoss();
    await menu('loss', m.parallel_left());
    await menu('lr', m.parallel_scale_percentile(), 'log');
    const before = store.workspace.parallel;
    expect(status().textContent).toBe('2 of 4 runs pass');
    await showMore([...RUNS, toCompared('e'), toCompared('f')], {
      'params.lr': ['0.1', '0.01', '0.001', '0.01', '1', '0.5'],
      'metrics.loss': [0.4, 0.1, 0.2, Number.NaN, 0.05, 0.9],
    });
    expect(status().textContent).toBe('3 of 6 runs pass');
    expect(heads()).toEqual(['metrics.loss', 'params.lr']);
    expect(axisOf('params.lr')?.dataset['scale']).toBe('percentile');
    expect(brush().getAttribute('aria-label')).toBe('loss: ≤ 0.25, kept');
    expect(store.workspace.parallel).toEqual(before);
  });
});

it('the line of a run that is pointed at in the table is drawn over the others', async () => {
  const drawn = createRecordingContext();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => queueMicrotask(callback));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    // Labels are measured on one that is nowhere.
    return this.isConnected ? drawn.context : null;
  });
  await show(SWEEP);
  const before = drawn.of('stroke').length;
  expect(before).toBeGreaterThan(0);
  await act(async () => highlight.hover('b' as RunId));
  // On a halo.
  const strokes = drawn.calls.filter(({ method }) => method === 'stroke').slice(before);
  expect(strokes.map(({ lineWidth }) => lineWidth)).toEqual([5.5, 2.5]);
  await act(async () => highlight.hover('gone' as RunId));
  expect(drawn.of('stroke')).toHaveLength(before + 2);
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
