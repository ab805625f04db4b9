// @vitest-environment happy-dom
import { useEffect } from 'react';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toComparedRun } from '../domain/compare-set.ts';
import type { RunId } from '../domain/run.ts';
import { DEFAULT_WORKSPACE } from '../domain/workspace.ts';
import { DataClientProvider, type SourceClient } from '../queries/data-client-context.tsx';
import { makeRun } from '../testing/make-run.ts';
import type { MetricOfSet } from '../worker/data-protocol.ts';
import { ChartsPanel } from './charts-panel.tsx';
import { HighlightProvider } from './highlight.tsx';

// A plot that only says how wide it is: nothing here has a size.
vi.mock('../ui/metric-plot.tsx', () => ({
  MetricPlot: ({ onResize }: { readonly onResize: (widthPx: number) => void }) => {
    useEffect(() => onResize(400), [onResize]);
    return null;
  },
}));

/** Tells at once that everything is near. */
class ObserverOfTests {
  private readonly tell: IntersectionObserverCallback;
  constructor(tell: IntersectionObserverCallback) {
    this.tell = tell;
  }
  observe() {
    const entry = { isIntersecting: true } as IntersectionObserverEntry;
    this.tell([entry], this as unknown as IntersectionObserver);
  }
  disconnect() {
    // Nothing is told later.
  }
}

const RUNS = ['a', 'b', 'c'].map((id) => toComparedRun(makeRun({ id })));
const METRIC: MetricOfSet = {
  key: 'val_loss',
  runCount: 3,
  isSingleStep: false,
  sameAs: ['val/loss'],
  ownKeys: new Map([['b' as RunId, 'val/loss']]),
};
const never = () => new Promise<never>(() => undefined);

function show(find: string) {
  const call = vi.fn(never);
  const client: SourceClient = { sourceInfo: never, openSource: never, call };
  render(
    <MantineProvider>
      <DataClientProvider
        client={client}
        initialSource={{ kind: 'mlflow', baseUrl: 'http://test' }}
        mlflowUi={undefined}
      >
        <HighlightProvider>
          <ChartsPanel
            runs={RUNS}
            metrics={[METRIC, { key: 'acc', runCount: 3, isSingleStep: false }]}
            find={find}
            onFind={vi.fn()}
            settings={DEFAULT_WORKSPACE.chart}
            onSettings={vi.fn()}
          />
        </HighlightProvider>
      </DataClientProvider>
    </MantineProvider>,
  );
  return call;
}

beforeEach(() => void vi.stubGlobal('IntersectionObserver', ObserverOfTests));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('keys declared the same are one card, found by either, that says so and asks for each run by its own', async () => {
  const call = show('val/lo');
  await act(() => Promise.resolve());
  expect(screen.getAllByRole('figure')).toHaveLength(1);
  screen.getByRole('figure', { name: 'val_loss = val/loss' });
  await waitFor(() => expect(call).toHaveBeenCalled());
  const runs = [
    { id: 'a', isRunning: false, key: undefined },
    { id: 'b', isRunning: false, key: 'val/loss' },
    { id: 'c', isRunning: false, key: undefined },
  ];
  const query: unknown = expect.objectContaining({ key: 'val_loss', runs });
  expect(call).toHaveBeenCalledWith('chart.watch', query, expect.anything());
});
