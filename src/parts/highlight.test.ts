import { describe, expect, it, vi } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import { createHighlightStore, isFocusedLine } from './highlight.tsx';

const [A, B] = ['a', 'b'] as [RunId, RunId];

describe('what is pointed at', () => {
  it('is told when it changed, not at every move', () => {
    const store = createHighlightStore();
    const listener = vi.fn();
    store.subscribe(listener);
    store.point(A, { axis: 'step', x: 10 });
    store.point(A, { axis: 'step', x: 10 });
    expect(listener).toHaveBeenCalledTimes(1);
    store.point(A, { axis: 'step', x: 11 });
    expect(listener).toHaveBeenCalledTimes(2);
    expect(store.get()).toMatchObject({ hovered: A, focused: undefined, crosshair: { axis: 'step', x: 11 } });
  });

  it('leaves the focus where it is', () => {
    const store = createHighlightStore();
    store.focus(B);
    store.point(A, { axis: 'wall', x: 1 });
    store.point(undefined, undefined);
    expect(store.get()).toMatchObject({ hovered: undefined, focused: B, crosshair: undefined });
  });

  it('is a group as long as nothing else is', () => {
    const store = createHighlightStore();
    const group = [A, B] as const;
    store.focus(A, group);
    expect(isFocusedLine(store.get(), A, [A, B])).toBe(true);
    expect(isFocusedLine(store.get(), A)).toBe(false);
    store.focus(A);
    expect(store.get().focusedGroup).toEqual([]);
    expect(isFocusedLine(store.get(), A)).toBe(true);
  });

  it('is not told to those who left', () => {
    const store = createHighlightStore();
    const listener = vi.fn();
    store.subscribe(listener)();
    store.hover(A);
    expect(listener).not.toHaveBeenCalled();
  });
});
