import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import type { RunId } from '../domain/run.ts';

/** The run under the pointer and the focused one, shared by table, charts and legends without rendering the page. */
interface Highlight {
  readonly hovered: RunId | undefined;
  readonly focused: RunId | undefined;
}

interface HighlightStore {
  readonly get: () => Highlight;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly hover: (id: RunId | undefined) => void;
  readonly focus: (id: RunId | undefined) => void;
}

function createHighlightStore(): HighlightStore {
  let current: Highlight = { hovered: undefined, focused: undefined };
  const listeners = new Set<() => void>();
  const set = (next: Highlight) => {
    if (next.hovered === current.hovered && next.focused === current.focused) return;
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => current,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    hover: (hovered) => set({ ...current, hovered }),
    focus: (focused) => set({ ...current, focused }),
  };
}

const HighlightContext = createContext<HighlightStore>(createHighlightStore());

export function HighlightProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(createHighlightStore);
  return <HighlightContext value={store}>{children}</HighlightContext>;
}

export function useHighlight(): Highlight & Pick<HighlightStore, 'hover' | 'focus'> {
  const store = use(HighlightContext);
  const current = useSyncExternalStore(store.subscribe, store.get);
  return { ...current, hover: store.hover, focus: store.focus };
}
