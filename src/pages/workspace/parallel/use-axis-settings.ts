import { useMemo } from 'react';
import { type ParallelAxis, plainAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { useStableCallback } from '../../../parts/use-stable-callback.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { moveItem } from './use-axis-drag.ts';

/** Changes of the axes, each one step of undo. From the first one on the axes are the person's own. */
export interface AxisSettings {
  readonly put: (axes: readonly ParallelAxis[]) => void;
  /** Of the axis of this id; none other has it. */
  readonly change: (id: string | undefined, change: Partial<ParallelAxis>) => void;
  /** Adds an axis at the end, or removes the one that is there. */
  readonly toggle: (column: RunColumn) => void;
  /** To the place of another axis. */
  readonly move: (id: string | undefined, to: string | undefined) => void;
}

export function useAxisSettings(settings: readonly ParallelAxis[]): AxisSettings {
  const { workspace, dispatch } = useWorkspace();
  const put = useStableCallback((axes: readonly ParallelAxis[]) =>
    dispatch({ type: 'set-parallel', parallel: { ...workspace.parallel, axes } }),
  );
  const change = useStableCallback((id: string | undefined, part: Partial<ParallelAxis>) => {
    const next = settings.map((axis) => (idOf(axis) === id ? { ...axis, ...part } : axis));
    // Another statistic may stand there already.
    const seen = new Set<string>();
    put(next.filter((axis) => !seen.has(idOf(axis)) && seen.add(idOf(axis))));
  });
  const toggle = useStableCallback((column: RunColumn) => {
    const id = formatRunColumn(column);
    const others = settings.filter((axis) => idOf(axis) !== id);
    put(others.length < settings.length ? others : [...settings, plainAxis(column)]);
  });
  const move = useStableCallback((id: string | undefined, to: string | undefined) => {
    const places = [id, to].map((each) => settings.findIndex((axis) => idOf(axis) === each));
    const [from = -1, target = -1] = places;
    if (from >= 0 && target >= 0) put(moveItem(settings, from, target));
  });
  return useMemo(() => ({ put, change, toggle, move }), [put, change, toggle, move]);
}

function idOf({ column }: ParallelAxis): string {
  return formatRunColumn(column);
}
