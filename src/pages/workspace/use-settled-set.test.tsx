// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CompareSet, DEFAULT_COMPARE_SET } from '../../domain/compare-set.ts';
import type { RunsSnapshot } from '../../worker/data-protocol.ts';
import { useSettledSet } from './use-settled-set.ts';

function snapshot(ids: readonly string[], isProvisional: boolean): RunsSnapshot {
  const compared = ids.map((id) => ({ id, name: id }));
  return { compared, comparedMetrics: [], isProvisional } as unknown as RunsSnapshot;
}

function render(first: RunsSnapshot) {
  return renderHook(({ shown, set }: { shown: RunsSnapshot; set: CompareSet }) => useSettledSet(shown, set), {
    initialProps: { shown: first, set: DEFAULT_COMPARE_SET },
  });
}

const idsOf = ({ current }: { current: ReturnType<typeof useSettledSet> }) =>
  current.compared.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('useSettledSet', () => {
  it('follows a provisional set only when it has been the same for half a second', () => {
    const { result, rerender } = render(snapshot(['a'], true));
    rerender({ shown: snapshot(['b'], true), set: DEFAULT_COMPARE_SET });
    act(() => void vi.advanceTimersByTime(400));
    rerender({ shown: snapshot(['c'], true), set: DEFAULT_COMPARE_SET });
    act(() => void vi.advanceTimersByTime(400));
    expect(idsOf(result)).toEqual(['a']);
    expect(result.current.isSettled).toBe(false);
    act(() => void vi.advanceTimersByTime(100));
    expect(idsOf(result)).toEqual(['c']);
    expect(result.current.isSettled).toBe(true);
  });

  it('follows at once when the order is final', () => {
    const { result, rerender } = render(snapshot(['a'], true));
    rerender({ shown: snapshot(['b'], false), set: DEFAULT_COMPARE_SET });
    expect(idsOf(result)).toEqual(['b']);
  });

  it('follows at once when the person changed the set', () => {
    const { result, rerender } = render(snapshot(['a'], true));
    rerender({ shown: snapshot(['a', 'b'], true), set: { kind: 'all', without: [] } });
    expect(idsOf(result)).toEqual(['a', 'b']);
  });
});
