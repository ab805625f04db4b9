import { createContext, type ReactNode, use, useMemo, useState, useSyncExternalStore } from 'react';
import type { RunId } from '../domain/runs/run.ts';
import { useEscape } from './use-escape.ts';

/** What is pointed at, shared by table, charts and legends without rendering the page. */
export interface Highlight {
  readonly hovered: RunId | undefined;
  readonly focused: RunId | undefined;
  /** All runs of the line that is pointed at, where it stands for a group; else empty. */
  readonly hoveredGroup: readonly RunId[];
  readonly focusedGroup: readonly RunId[];
  readonly crosshair: Crosshair | undefined;
}

const NO_RUNS: readonly RunId[] = [];

/** A place on the x axis of every card whose axis has this id. */
export interface Crosshair {
  readonly axis: string;
  readonly x: number;
  /** Whose point is there: cards of another axis are at the same moment of this run. */
  readonly run?: RunId | undefined;
}

export interface HighlightStore {
  readonly get: () => Highlight;
  readonly subscribe: (onChange: () => void) => () => void;
  /** `group`: all runs that go with it; the same list as long as they are the same. */
  readonly hover: (id: RunId | undefined, group?: readonly RunId[]) => void;
  /** A place in a chart, with the run that is there. */
  readonly point: (id: RunId | undefined, crosshair: Crosshair | undefined, group?: readonly RunId[]) => void;
  readonly focus: (id: RunId | undefined, group?: readonly RunId[]) => void;
}

export function createHighlightStore(): HighlightStore {
  let current: Highlight = {
    hovered: undefined,
    focused: undefined,
    hoveredGroup: NO_RUNS,
    focusedGroup: NO_RUNS,
    crosshair: undefined,
  };
  const listeners = new Set<() => void>();
  const set = (change: Partial<Highlight>) => {
    const next = { ...current, ...change };
    const isSame =
      next.hovered === current.hovered &&
      next.focused === current.focused &&
      next.hoveredGroup === current.hoveredGroup &&
      next.focusedGroup === current.focusedGroup &&
      next.crosshair?.axis === current.crosshair?.axis &&
      next.crosshair?.x === current.crosshair?.x &&
      next.crosshair?.run === current.crosshair?.run;
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
    hover: (hovered, hoveredGroup = NO_RUNS) => set({ hovered, hoveredGroup }),
    point: (hovered, crosshair, hoveredGroup = NO_RUNS) => set({ hovered, hoveredGroup, crosshair }),
    focus: (focused, focusedGroup = NO_RUNS) => set({ focused, focusedGroup }),
  };
}

const HighlightContext = createContext<HighlightStore>(createHighlightStore());

export function HighlightProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(createHighlightStore);
  return (
    <HighlightContext value={store}>
      <FocusEscape />
      {children}
    </HighlightContext>
  );
}

/** By itself, so that a focus renders nothing else. */
function FocusEscape() {
  const { focus } = useHighlightStore();
  useEscape('focus', useFocusedRun() !== undefined, () => focus(undefined));
  return null;
}

/** For those that follow it without rendering: it changes with every move of the pointer. */
export function useHighlightStore(): HighlightStore {
  return use(HighlightContext);
}

/** Renders anew when another run is focused, or another group: its first run. */
export function useFocusedRun(): RunId | undefined {
  const { subscribe, get } = use(HighlightContext);
  return useSyncExternalStore(subscribe, () => get().focused);
}

/** Renders anew when another run or group is focused, never while the pointer moves. */
export function useFocusedRuns(): ReadonlySet<RunId> {
  const { subscribe, get } = use(HighlightContext);
  const focused = useSyncExternalStore(subscribe, () => get().focused);
  const group = useSyncExternalStore(subscribe, () => get().focusedGroup);
  return useMemo(() => new Set(focused === undefined ? group : [focused, ...group]), [focused, group]);
}

/** Whether the line of this run, or of this group, is the focused one. */
export function isFocusedLine(
  { focused, focusedGroup }: Highlight,
  id: RunId | undefined,
  group: readonly RunId[] = NO_RUNS,
): boolean {
  return id === focused && focusedGroup.join() === group.join();
}
