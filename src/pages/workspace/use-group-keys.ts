import { useMemo } from 'react';
import type { ChartSettings } from '../../domain/workspace.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';

const NO_KEYS: readonly string[] = [];

/** Texts of the keys that runs are grouped by: of a rule those that it comes to by now. The same list while they are. */
export function useGroupKeys({ groups }: Pick<RunsSnapshot, 'groups'>): readonly string[] {
  const { groupBy, groupAllBut } = useWorkspace().workspace.chart;
  const ruled = groups?.by ?? NO_KEYS;
  const name = JSON.stringify(ruled);
  // oxlint-disable-next-line react/exhaustive-deps -- `name` is all of `ruled`, which every snapshot makes anew
  const kept = useMemo(() => ruled, [name]);
  return groupAllBut ? kept : groupBy;
}

/** The same for the same choice, whatever it comes to. */
export function nameOfRule({ groupBy, groupAllBut }: Pick<ChartSettings, 'groupBy' | 'groupAllBut'>): string {
  return JSON.stringify([groupBy, groupAllBut]);
}
