import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import { toggleRunStar, useStarredRuns } from './starred-runs.ts';

// @vitest-environment happy-dom

it('stars of runs are kept apart for each source, and taken away again', () => {
  const { result, rerender } = renderHook(({ source }) => useStarredRuns(source), {
    initialProps: { source: 'http://one' },
  });
  act(() => toggleRunStar('http://one', 'a' as RunId));
  act(() => toggleRunStar('http://two', 'b' as RunId));
  expect([...result.current]).toEqual(['a']);
  rerender({ source: 'http://two' });
  expect([...result.current]).toEqual(['b']);
  act(() => toggleRunStar('http://two', 'b' as RunId));
  expect([...result.current]).toEqual([]);
});
