import type { ExperimentId } from './runs/experiment.ts';
import type { RunId } from './runs/run.ts';
import { DEFAULT_WORKSPACE, type Workspace } from './workspace.ts';

export interface ComparedHere {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
}

/**
 * The workspace that is open, with these runs compared; a new one of their experiments where none is open, or where
 * all of them are of others. Those of experiments that are not open stand above the rows.
 */
export function comparing(open: Workspace, runs: readonly ComparedHere[]): Workspace {
  const set = { kind: 'these', runIds: runs.map(({ id }) => id) } as const;
  const isOpen = ({ experimentId }: ComparedHere) =>
    open.experimentIds === 'all' || open.experimentIds.includes(experimentId);
  if (!runs.some(isOpen)) {
    const experimentIds = [...new Set(runs.map(({ experimentId }) => experimentId))];
    return { ...DEFAULT_WORKSPACE, experimentIds, set, baseline: open.baseline };
  }
  const others = runs.filter((run) => !isOpen(run)).map(({ id }) => id);
  return { ...open, card: undefined, set, addedRuns: [...new Set([...open.addedRuns, ...others])] };
}
