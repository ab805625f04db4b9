// @vitest-environment happy-dom
import type { ReactNode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ComparedRun, toComparedRun } from '../domain/runs/compare-set.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import { DataClientProvider, type SourceClient } from '../queries/data-client-context.tsx';
import { createQueryClient } from '../queries/query-client.ts';
import { makeRun } from '../testing/make-run.ts';
import { TrackingError } from '../tracking/errors.ts';
import { useShownBaseline } from './baseline.tsx';

const BASE = makeRun({ id: 'a', metrics: { loss: 1 } });
const NONE: readonly ComparedRun[] = [];
let answer: () => Promise<Run>;

function show(compared: readonly ComparedRun[] = NONE) {
  const client = {
    sourceInfo: () => Promise.resolve({}),
    call: () => answer(),
  } as unknown as SourceClient;
  const queries = createQueryClient();
  return renderHook(() => useShownBaseline('a' as RunId, compared), {
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <QueryClientProvider client={queries}>
        <DataClientProvider
          client={client}
          initialSource={{ kind: 'mlflow', baseUrl: 'http://test' }}
          mlflowUi={undefined}
        >
          {children}
        </DataClientProvider>
      </QueryClientProvider>
    ),
  });
}

/** An answer is told a moment after it came. */
async function pass(ms: number) {
  await act(() => vi.advanceTimersByTimeAsync(ms));
  await act(() => vi.advanceTimersByTimeAsync(10));
}

beforeEach(() => {
  vi.useFakeTimers();
  answer = () => Promise.resolve(structuredClone(BASE));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('is the same object as long as the run is, and tells that it was deleted meanwhile', async () => {
  const { result } = show();
  await pass(10);
  const first = result.current;
  expect(first).toMatchObject({ state: 'ready', run: { name: 'run a' }, keys: new Set(['loss']) });
  await pass(60_000);
  expect(result.current).toBe(first);
  answer = () => Promise.resolve({ ...BASE, lifecycle: 'deleted' });
  await pass(60_000);
  expect(result.current).toMatchObject({ state: 'deleted', run: { name: 'run a' } });
});

it('is gone where the server no longer has it, not where it does not answer', async () => {
  const { result } = show();
  await pass(10);
  answer = () => Promise.reject(new TrackingError({ kind: 'network' }));
  await pass(60_000);
  expect(result.current?.state).toBe('ready');
  answer = () => Promise.reject(new TrackingError({ kind: 'not-found', status: 404 }));
  await pass(60_000);
  expect(result.current?.state).toBe('gone');
});

it('is what a row tells where it cannot be read', async () => {
  answer = () => Promise.reject(new TrackingError({ kind: 'server', status: 500 }));
  const { result } = show([toComparedRun(BASE)]);
  await pass(10);
  expect(result.current).toMatchObject({ state: 'ready', run: { name: 'run a' } });
});
