// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { RUNNING_TICK_MS } from '../../domain/runs/tick-pace.ts';
import type { StoredFolder } from '../../queries/artifact-tree-store.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { useFollowFolders } from './use-follow-folders.ts';

const PLACES = [{ root: { kind: 'run', runId: 'r' as RunId }, path: 'logs' }] as const;
const READ: StoredFolder = {
  state: 'ready',
  entries: [],
  hasMore: false,
  folder: undefined,
  failure: undefined,
};
const FAILED: StoredFolder = {
  ...READ,
  state: 'failed',
  failure: new TrackingError({ kind: 'server', status: 503 }).failure,
};

function follow(isGoing: boolean) {
  const refresh = vi.fn<() => Promise<StoredFolder>>().mockResolvedValue(READ);
  const hook = renderHook(
    (props: { isGoing: boolean }) => useFollowFolders({ refresh }, PLACES, props.isGoing),
    {
      initialProps: { isGoing },
    },
  );
  return { ...hook, refresh };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const see = (visibilityState: DocumentVisibilityState) => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibilityState);
  document.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('folders of a run that goes on', () => {
  it('are read again at the pace of tables, once more when it ends, and then no more', async () => {
    const { refresh, rerender } = follow(true);
    expect(refresh).not.toHaveBeenCalled();
    await pass(RUNNING_TICK_MS);
    expect(refresh.mock.calls).toEqual([[PLACES[0]]]);
    await pass(RUNNING_TICK_MS);
    expect(refresh).toHaveBeenCalledTimes(2);
    rerender({ isGoing: false });
    expect(refresh).toHaveBeenCalledTimes(3);
    await pass(20 * RUNNING_TICK_MS);
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it('of an ended run are never read again', async () => {
    const { refresh } = follow(false);
    await pass(20 * RUNNING_TICK_MS);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('wait while nobody sees the page, and are read at once when it is seen', async () => {
    const { refresh } = follow(true);
    see('hidden');
    await pass(20 * RUNNING_TICK_MS);
    expect(refresh).not.toHaveBeenCalled();
    see('visible');
    expect(refresh).toHaveBeenCalledOnce();
    await pass(RUNNING_TICK_MS);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('are asked for less often while the server fails', async () => {
    const { refresh } = follow(true);
    refresh.mockResolvedValue(FAILED);
    await pass(RUNNING_TICK_MS);
    await pass(RUNNING_TICK_MS);
    expect(refresh).toHaveBeenCalledOnce();
    await pass(RUNNING_TICK_MS);
    expect(refresh).toHaveBeenCalledTimes(2);
  });
});
