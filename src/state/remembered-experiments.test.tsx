// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import { preferencesStore } from './preferences.ts';
import { toggleStar, useRecentExperiments, useRememberedExperiments } from './remembered-experiments.ts';

const id = (text: string) => text as ExperimentId;

afterEach(() => {
  cleanup();
  preferencesStore().update({ experiments: undefined });
});

describe('experiments that this browser remembers', () => {
  it('are starred and unstarred, apart for each source', () => {
    const { result } = renderHook(() => useRememberedExperiments('here'));
    act(() => toggleStar('here', id('1')));
    act(() => toggleStar('there', id('7')));
    act(() => toggleStar('here', id('2')));
    expect(result.current.starred).toEqual(['1', '2']);
    act(() => toggleStar('here', id('1')));
    expect(result.current.starred).toEqual(['2']);
  });

  it('are those that were opened, the last one first and each once', () => {
    const remembered = renderHook(() => useRememberedExperiments('here'));
    const opened = renderHook(({ ids }) => useRecentExperiments('here', ids), {
      initialProps: { ids: [id('1')] },
    });
    opened.rerender({ ids: [id('2'), id('3')] });
    opened.rerender({ ids: [id('1')] });
    expect(remembered.result.current.recent).toEqual(['1', '2', '3']);
    opened.rerender({ ids: Array.from({ length: 50 }, (_, index) => id(String(index))) });
    expect(remembered.result.current.recent).toHaveLength(30);
  });
});
