// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { AS_LOGGED } from '../domain/series/shape-line.ts';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { TrackingError } from '../tracking/errors.ts';
import type { ChartPicture, ChartQuery } from '../worker/charts/chart-protocol.ts';
import { DataClientProvider, type SourceClient } from './data-client-context.tsx';
import { useWatch } from './use-watch.ts';

interface OpenCall {
  readonly request: ChartQuery;
  readonly signal: AbortSignal;
  readonly emit: (picture: ChartPicture) => void;
  readonly fail: (error: TrackingError) => void;
  /** Whether the call before it was still open when this one was posted. */
  readonly overlapped: boolean;
}

function createClient() {
  const calls: OpenCall[] = [];
  const info = {
    kind: 'mlflow',
    label: 'test',
    version: '3.17.2',
    capabilities: {
      writes: 'none',
      deletesExperimentTags: true,
      maxExperimentTagLength: 20_000,
      readsArtifacts: true,
      pagedHistories: true,
      bulkSamples: true,
      filters: 'none',
      maxSamplePoints: 1,
      historyPageSize: 1,
    },
  } as const;
  const client: SourceClient = {
    sourceInfo: () => Promise.resolve(info),
    openSource: () => Promise.resolve(info),
    call: (_name, request, options) =>
      new Promise((_resolve, reject) => {
        const before = calls.at(-1);
        calls.push({
          request: request as ChartQuery,
          signal: options?.signal ?? new AbortController().signal,
          emit: options?.onProgress as (picture: ChartPicture) => void,
          fail: reject,
          overlapped: before !== undefined && !before.signal.aborted,
        });
      }),
  };
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <DataClientProvider
      client={client}
      initialSource={{ kind: 'mlflow', baseUrl: 'http://x.test' }}
      mlflowUi={undefined}
    >
      {children}
    </DataClientProvider>
  );
  return { calls, wrapper };
}

function query(key: string): ChartQuery {
  return {
    key,
    runs: [],
    widthPx: 10,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    recipe: AS_LOGGED,
  };
}

const picture = (name: string) => ({ name, series: [] }) as unknown as ChartPicture;

async function watch(key: string) {
  const { calls, wrapper } = createClient();
  const initialProps: { readonly request: ChartQuery | undefined } = { request: query(key) };
  const hook = renderHook(({ request }) => useWatch('chart.watch', request), { wrapper, initialProps });
  await act(() => Promise.resolve());
  return { calls, ...hook };
}

afterEach(cleanup);

describe('useWatch', () => {
  it('posts a changed request before it ends the one before, and ignores what that one still says', async () => {
    const { calls, rerender, result } = await watch('a');
    act(() => calls[0]?.emit(picture('a')));
    rerender({ request: query('b') });
    expect(calls.map(({ request }) => request.key)).toEqual(['a', 'b']);
    expect(calls[1]?.overlapped).toBe(true);
    expect(calls[0]?.signal.aborted).toBe(true);
    act(() => calls[0]?.emit(picture('late')));
    expect(result.current.latest).toEqual(picture('a'));
    act(() => calls[1]?.emit(picture('b')));
    expect(result.current.latest).toEqual(picture('b'));
  });

  it('ends the watch when nothing is asked for any more', async () => {
    const { calls, rerender } = await watch('a');
    rerender({ request: undefined });
    expect(calls[0]?.signal.aborted).toBe(true);
    rerender({ request: query('a') });
    expect(calls).toHaveLength(2);
  });

  it('posts nothing for an equal request', async () => {
    const { calls, rerender } = await watch('a');
    rerender({ request: query('a') });
    expect(calls).toHaveLength(1);
  });

  it('keeps what it has when a watch fails, and asks again on retry', async () => {
    const { calls, result } = await watch('a');
    act(() => calls[0]?.emit(picture('a')));
    await act(async () => {
      calls[0]?.fail(new TrackingError({ kind: 'network' }));
      await Promise.resolve();
    });
    expect(result.current.failure?.kind).toBe('network');
    expect(result.current.latest).toEqual(picture('a'));
    act(() => result.current.retry());
    expect(calls).toHaveLength(2);
    act(() => calls[1]?.emit(picture('again')));
    expect(result.current.failure).toBeUndefined();
  });

  it('watches on by itself after the worker was restarted', async () => {
    const { calls, result } = await watch('a');
    await act(async () => {
      calls[0]?.fail(new TrackingError({ kind: 'server', cause: 'worker-restarted' }));
      await Promise.resolve();
    });
    expect(calls).toHaveLength(2);
    expect(result.current.failure).toBeUndefined();
  });

  it('ends its watch when the page goes', async () => {
    const { calls, unmount } = await watch('a');
    unmount();
    expect(calls[0]?.signal.aborted).toBe(true);
  });
});
