import { useCallback, useEffect, useRef, useState } from 'react';
import type { ScatterWindow } from '../../../domain/comparison/scatter/scatter-view.ts';

/** After so long without another notch of the wheel the zoom goes into the workspace: one step of undo. */
const SETTLE_MS = 350;

/**
 * What is shown of the plot: the workspace's window, but while the wheel turns the one that it has come to. A page that
 * is rendered at every notch would not keep up.
 */
export function useScatterWindow(
  kept: ScatterWindow | undefined,
  onKeep: (window: ScatterWindow | undefined) => void,
) {
  const [passing, setPassing] = useState<{
    readonly from: ScatterWindow | undefined;
    readonly window: ScatterWindow | undefined;
  }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = useRef(onKeep);
  useEffect(() => {
    keep.current = onKeep;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = useCallback(
    (window: ScatterWindow | undefined) => {
      clearTimeout(timer.current);
      setPassing({ from: kept, window });
      timer.current = setTimeout(() => keep.current(window), SETTLE_MS);
    },
    [kept],
  );
  // Another one in the workspace (undo, reset, another column) ends what was passing.
  return [passing && passing.from === kept ? passing.window : kept, change] as const;
}
