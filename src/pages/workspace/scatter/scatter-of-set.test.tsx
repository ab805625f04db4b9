// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScatterView } from '../../../domain/comparison/scatter/scatter-view.ts';
import { type ComparedRun, toComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { type HighlightStore, useHighlightStore } from '../../../parts/highlight.tsx';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { useWorkspace, WorkspaceProvider, type WorkspaceStore } from '../../../state/workspace-store.tsx';
import { answerCompared } from '../../../testing/answer-compared.ts';
import { makeRun } from '../../../testing/make-run.ts';
import { createRecordingContext, type RecordingContext } from '../../../testing/recording-context.ts';
import { ScatterOfSet } from './scatter-of-set.tsx';

type MadeRun = Pick<Parameters<typeof makeRun>[0], 'params' | 'metrics'>;

const never = () => new Promise<never>(() => undefined);
const SOURCE = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;

let store: WorkspaceStore;
let highlight: HighlightStore;
/** What was drawn on the canvases of the page. */
let drawn: RecordingContext;

function Reader({
  onRead,
}: {
  readonly onRead: (workspace: WorkspaceStore, shared: HighlightStore) => void;
}) {
  onRead(useWorkspace(), useHighlightStore());
  return null;
}

const onRead = (workspace: WorkspaceStore, shared: HighlightStore) => {
  [store, highlight] = [workspace, shared];
};

beforeEach(() => {
  drawn = createRecordingContext();
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(700);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => queueMicrotask(callback));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    // Labels are measured on one that is nowhere.
    return this.isConnected ? drawn.context : null;
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** @param comparedCount so many of the runs are the compare set */
async function show(made: readonly MadeRun[], view: Partial<ScatterView> = {}, comparedCount = made.length) {
  const runs = made.map((each, place) => makeRun({ id: `r${place}`, ...each }));
  const answer = answerCompared(runs);
  const gate = { isOpen: true };
  const client = {
    sourceInfo: never,
    openSource: never,
    call: (...asked: Parameters<typeof answer>) => (gate.isOpen ? answer(...asked) : never()),
  } as unknown as SourceClient;
  const pageOf = (compared: readonly ComparedRun[]) => (
    <MantineProvider env="test">
      <MemoryRouter initialEntries={['/runs?e=1']}>
        <WorkspaceProvider>
          <DataClientProvider client={client} initialSource={SOURCE} mlflowUi={undefined}>
            <Reader onRead={onRead} />
            <ScatterOfSet viewId="view" compared={compared} rowsVersion={1} />
          </DataClientProvider>
        </WorkspaceProvider>
      </MemoryRouter>
    </MantineProvider>
  );
  const compared = runs.slice(0, comparedCount).map(toComparedRun);
  const { rerender } = await act(async () => render(pageOf(compared)));
  await look(view);
  return { gate, reorder: () => act(async () => rerender(pageOf(compared.toReversed()))) };
}

const look = (scatter: Partial<ScatterView>) =>
  act(async () => store.dispatch({ type: 'set-scatter', scatter }));
/** By role takes half a second where lists of columns are on the page. */
const figure = () => screen.getByLabelText(m.tab_scatter(), { selector: 'figure' });
const said = () => document.querySelector('p[role="status"]')?.textContent;
const press = (name: string) =>
  act(async () => fireEvent.click(screen.getByText(name, { selector: 'button' })));
const boxOf = (name: string) => screen.queryByLabelText<HTMLInputElement>(name, { selector: 'input' });
const check = (name: string) => act(async () => boxOf(name)?.click());
const choose = (name: string, value: string) =>
  act(async () =>
    fireEvent.change(screen.getByLabelText(name, { selector: 'select' }), { target: { value } }),
  );
const statusOf = (name: string) => screen.getByLabelText(name, { selector: '[role="status"]' }).textContent;
const log = (axis: string) => boxOf(m.scatter_log({ axis }));
const plot = () => document.querySelector('[role="application"]');

const run = (lr: string | undefined, loss: number | undefined, opt = 'adam'): MadeRun => ({
  params: { ...(lr === undefined ? {} : { lr }), opt },
  metrics: loss === undefined ? {} : { loss },
});
const LR = { x: 'params.lr', y: 'metrics.loss' } as const;
const SWEEP = [run('0.1', 4), run('0.01', 3, 'sgd'), run('0.001', 2)];

describe('a scatter plot of the compared runs', () => {
  it('draws the metric over the param of the most values, with a point for each run', async () => {
    await show(SWEEP);
    expect(figure().dataset).toMatchObject({ state: 'exact', pointsDrawn: '3', pointsTotal: '3' });
    expect(new Set(drawn.of('arc').slice(-3).map(String)).size).toBe(3);
    expect(plot()?.getAttribute('aria-label')).toBe(m.scatter_plot({ x: 'lr', y: 'loss' }));
    expect(said()).toBe('3 of 3 runs drawn');
  });

  it('stands while other runs, or others’ order, have no values yet', async () => {
    const { gate, reorder } = await show(SWEEP, LR);
    const before = plot();
    gate.isOpen = false;
    await reorder();
    expect(plot()).toBe(before);
    expect(figure().dataset).toMatchObject({ state: 'loading', pointsDrawn: '3' });
    gate.isOpen = true;
    await reorder();
    expect(plot()).toBe(before);
    expect(figure().dataset).toMatchObject({ state: 'exact', pointsDrawn: '3' });
  });

  it('is logarithmic where values spread so; a run without a place there is told', async () => {
    await show([...SWEEP, run('0.0001', 0)], LR);
    expect([log('X')?.checked, log('Y')?.checked]).toEqual([true, false]);
    await check(m.scatter_log({ axis: 'Y' }));
    expect(store.workspace.scatter.yKind).toBe('log');
    expect(said()).toBe('3 of 4 runs drawn · loss of 1 is 0 or below, which has no place on a log axis');
    await check(m.scatter_log({ axis: 'Y' }));
    expect(said()).toBe('4 of 4 runs drawn');
  });

  it('is coloured by another column, as the legend says', async () => {
    await show([...SWEEP, { params: { lr: '1' }, metrics: { loss: 1 } }], LR);
    await choose(m.scatter_color(), 'params.opt');
    const legend = screen.getByLabelText(m.scatter_legend());
    expect(legend.textContent).toBe('optadam2sgd1no value1');
    const swatches = [...legend.querySelectorAll<HTMLElement>('[style]')].map(
      (each) => each.style.background,
    );
    const fills = drawn.calls.filter(({ method }) => method === 'fill').slice(-4);
    expect(new Set(swatches).size).toBe(3);
    expect(fills.filter(({ fillStyle }) => fillStyle === swatches[0])).toHaveLength(2);
    expect(fills.filter(({ fillStyle }) => fillStyle === swatches[1])).toHaveLength(1);
  });

  it('has a trend with its statistic, or says why there is none', async () => {
    await show([run('1', 2), run('2', 4), run('3', 6)], LR);
    await check(m.scatter_trend());
    expect(statusOf(m.scatter_trend())).toBe('Linear trend: +2 per 1 of lr · r = 1 · n = 3 · p < 0.001');
    expect(document.querySelector('[data-trend]')).not.toBeNull();
    await look({ x: 'params.opt' });
    expect(statusOf(m.scatter_trend())).toBe(`Linear trend: ${m.trend_categories()}`);
    expect(document.querySelector('[data-trend]')).toBeNull();
  });

  it('goes from run to run by key, tells and lights each; texts of thousands of characters are short', async () => {
    await show([run('x'.repeat(6000), 1), run('y', 2)], LR);
    await act(async () => fireEvent.keyDown(plot() as Element, { key: 'Home' }));
    expect(highlight.get().hovered).toBe('r0');
    const tooltip = document.querySelector('[data-tooltip]');
    expect(tooltip?.textContent).toMatch(/^run r0lrx+…x+loss1$/);
    const spoken = [...document.querySelectorAll('[role="status"]')].map(
      ({ textContent }) => textContent ?? '',
    );
    expect(spoken.some((text) => text.startsWith('run r0, lr x'))).toBe(true);
    expect(Math.max(tooltip?.textContent?.length ?? 0, ...spoken.map((text) => text.length))).toBeLessThan(
      200,
    );
    await act(async () => fireEvent.keyDown(plot() as Element, { key: 'ArrowRight' }));
    expect(highlight.get().hovered).toBe('r1');
  });

  it('rings the point of a run that is pointed at elsewhere', async () => {
    await show(SWEEP, LR);
    const before = drawn.of('arc').length;
    await act(async () => highlight.hover('r1' as RunId));
    expect(document.querySelector<HTMLElement>('[data-lit]')?.dataset['lit']).toBe('1');
    const [ring, ...others] = drawn.of('arc').slice(before);
    expect(others).toEqual([]);
    const isThere = ([x, y]: readonly unknown[]) => x === ring?.[0] && y === ring?.[1];
    // The points are in their order: the first rows lie on top.
    expect(
      drawn
        .of('arc')
        .slice(before - 3, before)
        .findIndex(isThere),
    ).toBe(1);
    await act(async () => highlight.hover('gone' as RunId));
    expect(document.querySelector<HTMLElement>('[data-lit]')?.dataset['lit']).toBe('0');
  });
});

const judged = (loss: number, accuracy: number): MadeRun => ({ metrics: { loss, accuracy } });
/** The best of both are the last three; the second one is worse than the third in both. */
const JUDGED = [judged(0.5, 0.1), judged(3, 0.5), judged(1, 0.9), judged(2, 0.95)];
const BOTH = { x: 'metrics.loss', y: 'metrics.accuracy', hasFront: true } as const;
const frontOf = () => document.querySelector('[data-front]')?.getAttribute('data-front');

describe('the Pareto front', () => {
  it('goes by both directions, and another direction is another front', async () => {
    await show(JUDGED, BOTH);
    expect(statusOf(m.scatter_front())).toBe(m.front_count({ count: 3, text: '3' }));
    expect(frontOf()).toBe('3');
    await choose(m.scatter_better({ column: 'accuracy' }), 'lower');
    expect(store.workspace.directions).toMatchObject({ accuracy: 'lower' });
    expect(statusOf(m.scatter_front())).toBe(m.front_count({ count: 1, text: '1' }));
    expect(frontOf()).toBe('1');
  });

  it('of a column that nobody knows goes the way that was chosen here', async () => {
    await show(SWEEP, { ...LR, hasFront: true });
    expect(frontOf()).toBe('1');
    await choose(m.scatter_better({ column: 'lr' }), 'higher');
    expect(store.workspace.scatter.xBetter).toBe('higher');
    expect(frontOf()).toBe('3');
  });

  it('is ticked in one click, one undo takes it back', async () => {
    await show(JUDGED, BOTH);
    const before = store.workspace.set;
    await press(m.front_tick());
    expect(store.workspace.set).toEqual({ kind: 'these', runIds: ['r0', 'r2', 'r3'] });
    await act(async () => store.undo());
    expect(store.workspace.set).toEqual(before);
  });

  it('of all rows is added to the compare set, which keeps its own', async () => {
    await show(JUDGED, BOTH, 2);
    expect(screen.queryByText(m.front_add())).toBeNull();
    await act(async () =>
      store.dispatch({ type: 'set-compare-set', set: { kind: 'these', runIds: ['r0', 'r1'] as never } }),
    );
    await choose(m.scatter_runs(), 'all');
    expect(figure().dataset).toMatchObject({ pointsTotal: '4' });
    await press(m.front_add());
    const { set } = store.workspace;
    expect(set.kind === 'these' && set.runIds.toSorted()).toEqual(['r0', 'r1', 'r2', 'r3']);
  });

  it('has none of texts, and says so', async () => {
    await show(SWEEP, { ...LR, x: 'params.opt', hasFront: true });
    expect(screen.queryByText(m.front_texts())).not.toBeNull();
    expect(frontOf()).toBeUndefined();
  });
});

describe('what there is little or nothing to draw of', () => {
  it('no runs', async () => {
    await show([]);
    expect(figure().dataset['state']).toBe('empty');
    expect(figure().textContent).toContain(m.scatter_no_runs());
  });
  it('one run is one point', async () => {
    await show([run('0.1', 1)], { ...LR, hasTrend: true });
    expect(figure().dataset).toMatchObject({ state: 'exact', pointsDrawn: '1' });
    expect(statusOf(m.scatter_trend())).toContain(m.trend_few());
  });
  it.each([
    ['all missing', undefined, '3 have no loss'],
    ['all NaN', Number.NaN, 'loss of 3 is NaN, infinite or no number'],
  ])('%s', async (_, loss, why) => {
    await show([run('1', loss), run('2', loss), run('3', loss)], LR);
    expect(figure().dataset).toMatchObject({ state: 'empty', pointsDrawn: '0' });
    expect(figure().textContent).toContain(m.scatter_nothing({ x: 'lr', y: 'loss' }));
    expect(said()).toBe(`0 of 3 runs drawn · ${why}`);
    expect(plot()).toBeNull();
  });
  it('a constant has its points and no trend', async () => {
    await show([run('1', 5), run('2', 5), run('3', 5)], { ...LR, hasTrend: true });
    expect(figure().dataset).toMatchObject({ state: 'exact', pointsDrawn: '3' });
    expect(statusOf(m.scatter_trend())).toContain(m.trend_one_x({ column: 'loss' }));
  });
  it('numbers in some runs and texts in others are categories, spread within their band', async () => {
    await show([run('auto', 1), run('0.1', 2), run('0.2', 3), run('auto', 4)], LR);
    expect(figure().dataset['pointsDrawn']).toBe('4');
    expect(log('X')).toBeNull();
    expect(said()).toBe(`4 of 4 runs drawn · ${m.scatter_spread({ column: 'lr' })}`);
    const labels = figure().textContent ?? '';
    expect(['0.1', '0.2', 'auto'].every((label) => labels.includes(label))).toBe(true);
  });
  it('thousands of categories: how many are named is said', async () => {
    await show(
      Array.from({ length: 2000 }, (_, place) => run(`out/${place}`, place)),
      LR,
    );
    expect(figure().dataset['pointsDrawn']).toBe('2000');
    expect(said()).toMatch(/one in \d+ of 2,000 values is named on the axis/);
  });
});
