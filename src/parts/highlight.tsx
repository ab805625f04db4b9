import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import type { RunId } from '../domain/run.ts';

/** What is pointed at, shared by table, charts and legends without rendering the page. */
export interface Highlight {
  readonly hovered: RunId | undefined;
  readonly focused: RunId | undefined;
  readonly crosshair: Crosshair | undefined;
}

/** A place on the x axis of every card whose axis has this id. */
export interface Crosshair {
  readonly axis: string;
  readonly x: number;
}

export interface HighlightStore {
  readonly get: () => Highlight;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly hover: (id: RunId | undefined) => void;
  /** A place in a chart, with the run that is there. */
  readonly point: (id: RunId | undefined, crosshair: Crosshair | undefined) => void;
  readonly focus: (id: RunId | undefined) => void;
}

export function createHighlightStore(): HighlightStore {
  let current: Highlight = { hovered: undefined, focused: undefined, crosshair: undefined };
  const listeners = new Set<() => void>();
  const set = (change: Partial<Highlight>) => {
    const next = { ...current, ...change };
    const isSame =
      next.hovered === current.hovered &&
      next.focused === current.focused &&
      next.crosshair?.axis === current.crosshair?.axis &&
      next.crosshair?.x === current.crosshair?.x;
    if (isSame) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    hover: (hovered) => set({ hovered }),
    point: (hovered, crosshair) => set({ hovered, crosshair }),
    focus: (focused) => set({ focused }),
  };
}

const HighlightContext = createContext<HighlightStore>(createHighlightStore());

export function HighlightProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(createHighlightStore);
  return <HighlightContext value={store}>{children}</HighlightContext>;
}

/** For those that follow it without rendering: it changes with every move of the pointer. */
export function useHighlightStore(): HighlightStore {
  return use(HighlightContext);
}

/** Renders anew when another run is focused, never while the pointer moves. */
export function useFocusedRun(): RunId | undefined {
  const { subscribe, get } = use(HighlightContext);
  return useSyncExternalStore(subscribe, () => get().focused);
}
