// @vitest-environment happy-dom
import { useEffect } from 'react';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { makeRun } from '../../testing/make-run.ts';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import { ChartsPanel } from './charts-panel.tsx';
import { HighlightProvider } from '../highlight.tsx';

const observed = new Map<Element, (isNear: boolean) => void>();

/** Tells what comes near only when a test says so. */
class ObserverOfTests {
  private readonly tell: IntersectionObserverCallback;
  constructor(tell: IntersectionObserverCallback) {
    this.tell = tell;
  }
  observe(element: Element) {
    const { tell } = this;
    observed.set(element, (isIntersecting) => {
      tell([{ isIntersecting } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
    });
  }
  disconnect() {
    // What is gone is not told any more: the test looks at elements that stand on the page.
  }
}

const RUNS = ['a', 'b'].map((id) => toComparedRun(makeRun({ id })));
const METRICS = Array.from({ length: 120 }, (_, index) => ({
  key: `group${String(Math.floor(index / 10)).padStart(2, '0')}/m${index % 10}`,
  runCount: 1,
  isSingleStep: false,
}));
const never = () => new Promise<never>(() => undefined);
const call = vi.fn(never);
const client: SourceClient = { sourceInfo: never, openSource: never, call };

// Nothing is drawn: loading ECharts took longer than a test waits.
vi.mock('../../ui/echart.tsx', () => ({ EChart: () => null }));

// A plot that only says how wide it is: nothing here has a size.
vi.mock('../../ui/metric-plot.tsx', () => ({
  MetricPlot: ({ onResize }: { readonly onResize: (widthPx: number) => void }) => {
    useEffect(() => onResize(400), [onResize]);
    return null;
  },
}));

function panel(
  find: string,
  collapsedSections: readonly string[] = [],
  metrics: readonly MetricOfSet[] = METRICS,
  onSettings: (change: object) => void = () => undefined,
  runs = RUNS,
  viewId?: string,
) {
  return (
    <MantineProvider env="test">
      <DataClientProvider
        client={client}
        initialSource={{ kind: 'mlflow', baseUrl: 'http://test' }}
        mlflowUi={undefined}
      >
        <HighlightProvider>
          <ChartsPanel
            viewId={viewId}
            runs={runs}
            metrics={metrics}
            find={find}
            onFind={vi.fn()}
            settings={{ ...DEFAULT_WORKSPACE.chart, collapsedSections }}
            onSettings={onSettings}
          />
        </HighlightProvider>
      </DataClientProvider>
    </MantineProvider>
  );
}

/** Not by role: telling the roles of 120 cards takes seconds. */
const cards = () => [...document.querySelectorAll('figure')];

const press = async (name: string) => {
  const button = await screen.findByRole('button', { name });
  fireEvent.click(button);
};

/** Scrolls to the end of what is on the page. */
function comeToTheEnd() {
  const end = [...observed].findLast(([element]) => element.isConnected && element.tagName === 'DIV');
  act(() => end?.[1](true));
}

beforeEach(() => {
  observed.clear();
  call.mockClear();
  vi.stubGlobal('IntersectionObserver', ObserverOfTests);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('charts of many metrics', () => {
  it('come as they are scrolled to, until all are there', () => {
    render(panel(''));
    const first = cards().length;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(50);
    comeToTheEnd();
    expect(cards().length).toBeGreaterThan(first);
    // Some 24 come at once.
    for (let turn = 0; turn < METRICS.length / 20; turn++) comeToTheEnd();
    expect(cards()).toHaveLength(METRICS.length);
  });

  it('are found wherever they stand', () => {
    const { rerender } = render(panel(''));
    rerender(panel('group11/'));
    expect(cards()).toHaveLength(10);
  });

  it('ask for the names of those runs that are drawn', async () => {
    const runs = Array.from({ length: 600 }, (_, index) => toComparedRun(makeRun({ id: `run ${index}` })));
    render(panel('', [], METRICS, undefined, runs, 'view'));
    await waitFor(() =>
      expect(call).toHaveBeenCalledWith('runs.legend', expect.anything(), expect.anything()),
    );
    const requests = (call.mock.calls as unknown as [string, { ids?: readonly string[] }][])
      .filter(([name]) => name === 'runs.legend')
      .map(([, { ids = [] }]) => ids.length);
    expect(requests).toEqual([500]);
  });

  it('follow sections that are folded away', () => {
    const folded = [...new Set(METRICS.map(({ key }) => key.slice(0, 7)))].slice(0, 11);
    render(panel('', folded));
    expect(cards()).toHaveLength(10);
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(12);
  });

  it('are folded away and shown again, all sections at once', async () => {
    const all = [...new Set(METRICS.map(({ key }) => key.slice(0, 7)))];
    const onSettings = vi.fn();
    const { rerender } = render(panel('', [], METRICS, onSettings));
    await press(m.charts_display());
    await press(m.charts_fold_all());
    expect(onSettings.mock.lastCall?.[0]).toEqual({ collapsedSections: all });
    rerender(panel('', all, METRICS, onSettings));
    expect(cards()).toHaveLength(0);
    await press(m.charts_unfold_all());
    expect(onSettings.mock.lastCall?.[0]).toEqual({ collapsedSections: [] });
  });

  it('are one of keys declared the same: found by either, and asking for each run by its own', async () => {
    const ownKeys = new Map([['b' as RunId, 'val/loss']]);
    const metric = { key: 'val_loss', runCount: 2, isSingleStep: false, sameAs: ['val/loss'], ownKeys };
    render(panel('val/lo', [], [metric, { key: 'acc', runCount: 2, isSingleStep: false }]));
    expect(cards()).toEqual([screen.getByRole('figure', { name: 'val_loss = val/loss' })]);
    act(() => {
      for (const [element, tell] of observed) if (element.tagName === 'FIGURE') tell(true);
    });
    await waitFor(() => expect(call).toHaveBeenCalled());
    const runs = [
      expect.objectContaining({ id: 'a', isRunning: false, key: undefined }),
      expect.objectContaining({ id: 'b', isRunning: false, key: 'val/loss' }),
    ];
    const query: unknown = expect.objectContaining({ key: 'val_loss', runs });
    expect(call).toHaveBeenCalledWith('chart.watch', query, expect.anything());
  });
});
