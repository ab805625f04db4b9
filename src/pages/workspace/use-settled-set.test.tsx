// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { useSettledSet } from './use-settled-set.ts';

function snapshot(ids: readonly string[], shape: Partial<RunsSnapshot>): RunsSnapshot {
  const compared = ids.map((id) => ({ id, name: id }));
  return { compared, comparedMetrics: [], state: 'loading', watch: 1, ...shape } as unknown as RunsSnapshot;
}

function render(first: RunsSnapshot) {
  return renderHook((shown: RunsSnapshot) => useSettledSet(shown), { initialProps: first });
}

const idsOf = ({ current }: { current: ReturnType<typeof useSettledSet> }) =>
  current.compared.map(({ id }) => id);

afterEach(cleanup);

describe('useSettledSet', () => {
  it('holds a provisional set still until the pass ends', () => {
    const { result, rerender } = render(snapshot(['a'], { isProvisional: true }));
    rerender(snapshot(['b'], { isProvisional: true }));
    expect(idsOf(result)).toEqual(['a']);
    expect(result.current.isSettled).toBe(false);
    rerender(snapshot(['c'], { isProvisional: false, state: 'complete' }));
    expect(idsOf(result)).toEqual(['c']);
    expect(result.current.isSettled).toBe(true);
  });

  it('follows when reading has stopped: nothing better will come', () => {
    const { result, rerender } = render(snapshot(['a'], { isProvisional: true }));
    rerender(snapshot(['b'], { isProvisional: true, state: 'paused' }));
    expect(idsOf(result)).toEqual(['b']);
  });

  it('follows at once when the order is final', () => {
    const { result, rerender } = render(snapshot(['a'], { isProvisional: true }));
    rerender(snapshot(['b'], { isProvisional: false }));
    expect(idsOf(result)).toEqual(['b']);
  });

  it('follows at once when something else was asked', () => {
    const { result, rerender } = render(snapshot(['a'], { isProvisional: true }));
    rerender(snapshot(['a', 'b'], { isProvisional: true, watch: 2 }));
    expect(idsOf(result)).toEqual(['a', 'b']);
  });

  it('takes the key that a run logs its metric under when that changes', () => {
    const metric = { key: 'loss', runCount: 1, isSingleStep: false, sameAs: ['val/loss'] };
    const ownKeys = new Map([['a' as RunId, 'val/loss']]);
    const { result, rerender } = render(snapshot(['a'], { comparedMetrics: [{ ...metric, ownKeys }] }));
    expect(result.current.metrics[0]?.ownKeys?.size).toBe(1);
    rerender(snapshot(['a'], { comparedMetrics: [{ ...metric, ownKeys: new Map() }] }));
    expect(result.current.metrics[0]?.ownKeys?.size).toBe(0);
  });

  it('takes the first runs that come', () => {
    const { result, rerender } = render(snapshot([], { isProvisional: true }));
    rerender(snapshot(['a'], { isProvisional: true }));
    expect(idsOf(result)).toEqual(['a']);
  });
});
