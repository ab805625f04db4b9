// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BarsView } from '../../../domain/comparison/bars/bars-view.ts';
import { toComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { type HighlightStore, useHighlightStore } from '../../../parts/highlight.tsx';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { useWorkspace, WorkspaceProvider, type WorkspaceStore } from '../../../state/workspace-store.tsx';
import { answerCompared } from '../../../testing/answer-compared.ts';
import { makeRun } from '../../../testing/make-run.ts';
import { BarsOfSet } from './bars-of-set.tsx';
import { MOST_STRIP_POINTS } from './bars-words.ts';

type MadeRun = Pick<Parameters<typeof makeRun>[0], 'params' | 'metrics'>;

const never = () => new Promise<never>(() => undefined);
const SOURCE = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;
const NO_KEYS: readonly string[] = [];

let store: WorkspaceStore;
let highlight: HighlightStore;

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
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(700);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(cleanup);

async function show(made: readonly MadeRun[], view: Partial<BarsView> = {}) {
  const runs = made.map((each, place) => makeRun({ id: `r${place}`, ...each }));
  const client = {
    sourceInfo: never,
    openSource: never,
    call: answerCompared(runs),
  } as unknown as SourceClient;
  const compared = runs.map(toComparedRun);
  await act(async () =>
    render(
      <MantineProvider env="test">
        <MemoryRouter initialEntries={['/runs?e=1']}>
          <WorkspaceProvider>
            <DataClientProvider client={client} initialSource={SOURCE} mlflowUi={undefined}>
              <Reader onRead={onRead} />
              <BarsOfSet viewId="view" compared={compared} rowsVersion={1} groupBy={NO_KEYS} />
            </DataClientProvider>
          </WorkspaceProvider>
        </MemoryRouter>
      </MantineProvider>,
    ),
  );
  await act(async () => store.dispatch({ type: 'set-bars', bars: view }));
}

const figure = () => screen.getByLabelText(m.tab_bars(), { selector: 'figure' });
const rows = () => [...document.querySelectorAll<HTMLElement>('[role="listitem"]')];
const titles = () => rows().map((row) => row.querySelector('button')?.title);
/** Of a run, or of a group by its value. */
const rowOf = (name: string) => {
  const place = titles().findIndex((title) => title === name || title === groupTitle(name));
  const row = rows()[place];
  if (!row) throw new Error(`no row ${name}`);
  return row;
};
const groupTitle = (group: string) => m.bars_compare_group({ group });
const choose = (name: string, value: string) =>
  act(async () =>
    fireEvent.change(screen.getByLabelText(name, { selector: 'select' }), { target: { value } }),
  );
const numbersOf = (path: Element | null) => (path?.getAttribute('d')?.match(/[\d.]+/g) ?? []).map(Number);
const errorBar = (row: HTMLElement) => row.querySelector('path[class*="error"]');
/** Ends of the error bar in parts of the longest bar or error bar, which reaches the end of its track. */
const endsOf = (row: HTMLElement) => {
  const trackPx = Number(row.querySelector('svg')?.getAttribute('width'));
  const [low = 0, , , high = 0] = numbersOf(errorBar(row));
  return [low / trackPx, high / trackPx];
};

const run = (opt: string, loss: number | undefined): MadeRun => ({
  params: { opt },
  metrics: loss === undefined ? {} : { loss },
});
const BY_OPT = { by: 'params.opt' } as const;
const GROUPS = [run('adam', 1), run('adam', 1), run('adam', 4), run('sgd', 3)];

describe('bars of the compared runs', () => {
  it('are one a run, the best first by the direction of the metric', async () => {
    await show([run('a', 3), run('b', 1), run('c', 2)]);
    expect(figure().dataset).toMatchObject({ state: 'exact', series: '3', pointsDrawn: '3' });
    expect(rows().map(({ dataset }) => dataset['value'])).toEqual(['1', '2', '3']);
    expect(errorBar(rowOf('run r0'))).toBeNull();
    await choose(m.bars_order(), 'own');
    expect(rows().map(({ dataset }) => dataset['value'])).toEqual(['3', '1', '2']);
  });

  it('of groups have the chosen centre and error bar, which the table and the charts have too', async () => {
    await show(GROUPS, BY_OPT);
    expect(rowOf('adam').dataset).toMatchObject({ value: '2', n: '3' });
    const std = Math.sqrt(3);
    const [low = 0, high = 0] = endsOf(rowOf('adam'));
    expect(low).toBeCloseTo((2 - std) / (2 + std), 6);
    expect(high).toBeCloseTo(1, 6);
    await choose(m.bars_spread(), 'min-max');
    expect(endsOf(rowOf('adam'))).toEqual([0.25, 1]);
    await choose(m.bars_centre(), 'median');
    expect(rowOf('adam').dataset['value']).toBe('1');
    expect(store.workspace.chart.groupBand).toMatchObject({ centre: 'median', spread: 'min-max' });
    expect(screen.getByText(/./, { selector: 'p[role="status"]' }).textContent).toContain(
      'bar: median; error bar: min to max',
    );
  });

  it('light their runs everywhere, and are lit with a run that is pointed at elsewhere', async () => {
    await show(GROUPS, BY_OPT);
    fireEvent.pointerEnter(rowOf('adam'));
    expect(highlight.get().hoveredGroup).toEqual(['r0', 'r1', 'r2']);
    fireEvent.pointerLeave(rowOf('adam'));
    expect(highlight.get()).toMatchObject({ hovered: undefined, hoveredGroup: [] });
    act(() => highlight.hover('r3' as RunId));
    expect([rowOf('adam').dataset['lit'], rowOf('sgd').dataset['lit']]).toEqual([undefined, 'true']);
    act(() => highlight.hover(undefined));
    expect(rowOf('sgd').dataset['lit']).toBeUndefined();
  });

  it('of a group become the compare set by a click', async () => {
    await show(GROUPS, BY_OPT);
    await act(async () => rowOf('adam').querySelector('button')?.click());
    expect(store.workspace.set).toEqual({ kind: 'these', runIds: ['r0', 'r1', 'r2'] });
  });
});

const MANY = [
  ...Array.from({ length: MOST_STRIP_POINTS }, (_, place) => run('few', place)),
  ...Array.from({ length: MOST_STRIP_POINTS + 1 }, (_, place) => run('many', place)),
  run('many', 1000),
  run('one', 7),
];

describe('boxes of the compared runs', () => {
  it('have every run as a point where they are few; of many those beyond the whiskers, the rest as dots', async () => {
    await show(MANY, { ...BY_OPT, shape: 'box' });
    const [few, many] = [rowOf('few'), rowOf('many')];
    const points = [...few.querySelectorAll('circle')];
    expect(points.map((point) => point.dataset['run'])).toEqual(
      Array.from({ length: MOST_STRIP_POINTS }, (_, place) => `r${place}`),
    );
    // Each at a place of its own within the track.
    expect(
      new Set(points.map((point) => `${point.getAttribute('cx')} ${point.getAttribute('cy')}`)).size,
    ).toBe(MOST_STRIP_POINTS);
    expect(few.querySelector('path[class*="dots"]')).toBeNull();
    expect([...many.querySelectorAll('circle')].map((point) => point.dataset['run'])).toEqual(['r61']);
    const dots = many.querySelector('path[class*="dots"]')?.getAttribute('d') ?? '';
    expect(dots.match(/M/g)).toHaveLength(MOST_STRIP_POINTS + 1);
    expect(many.querySelectorAll('rect')).toHaveLength(1);
    // One number is a point, and no box of no width.
    const one = rowOf('one');
    expect([one.querySelectorAll('circle').length, one.querySelectorAll('rect').length]).toEqual([1, 0]);
  });

  it('a point lights its run alone, and the group again when it is left', async () => {
    await show(GROUPS, { ...BY_OPT, shape: 'box' });
    const point = rowOf('adam').querySelector('[data-run="r2"]') as Element;
    fireEvent.pointerEnter(point);
    expect(highlight.get()).toMatchObject({ hovered: 'r2', hoveredGroup: [] });
    fireEvent.pointerOut(point, { relatedTarget: rowOf('adam') });
    expect(highlight.get().hoveredGroup).toEqual(['r0', 'r1', 'r2']);
  });

  it('stand in the order of their medians', async () => {
    await show(GROUPS, { ...BY_OPT, shape: 'box' });
    expect(titles()).toEqual(['adam', 'sgd'].map(groupTitle));
    expect(rowOf('adam').dataset['value']).toBe('1');
  });
});

describe('what there is little or nothing to draw of', () => {
  it('no runs', async () => {
    await show([]);
    expect(screen.queryByText(m.bars_no_runs())).not.toBeNull();
  });
  it('no metric', async () => {
    await show([run('a', undefined), run('b', undefined)]);
    expect(screen.queryByText(m.bars_no_metric())).not.toBeNull();
  });
  it('no finite number', async () => {
    await show([run('a', Number.NaN), run('b', Number.POSITIVE_INFINITY), run('c', undefined)]);
    expect(figure().dataset['state']).toBe('empty');
    expect(figure().textContent).toBe(m.bars_nothing({ metric: 'loss' }));
    expect(screen.getByText(/./, { selector: 'p[role="status"]' }).textContent).toContain('1 has no loss');
    expect(screen.getByText(/./, { selector: 'p[role="status"]' }).textContent).toContain(
      'loss of 2 is NaN, infinite or no number',
    );
  });
  it('a run and a group without a number have a row that says so', async () => {
    await show([run('a', 1), run('b', undefined)]);
    expect(rowOf('run r1').textContent).toContain(m.scatter_no_value());
    expect(rowOf('run r1').querySelector('rect')).toBeNull();
  });
  it('one run, and a constant, are bars that reach the end of the axis', async () => {
    await show([run('a', 5)]);
    expect(figure().dataset).toMatchObject({ state: 'exact', series: '1' });
    cleanup();
    await show([run('a', 5), run('b', 5)]);
    const widths = screen
      .getAllByRole('listitem')
      .map((row) => row.querySelector('rect')?.getAttribute('width'));
    expect(new Set(widths)).toEqual(new Set([rowOf('run r0').querySelector('svg')?.getAttribute('width')]));
  });
});
