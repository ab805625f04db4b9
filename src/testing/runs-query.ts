import type { ExperimentId } from '../domain/runs/experiment.ts';
import { NEWEST_FIRST } from '../domain/runs/run-sort.ts';
import type { RunsQuery } from '../worker/runs/runs-protocol.ts';

/** Asks for all runs of one experiment, newest first. */
export function makeRunsQuery(shape: Partial<RunsQuery> = {}): RunsQuery {
  return {
    viewId: 'view',
    experimentIds: ['1' as ExperimentId],
    lifecycle: 'active',
    filter: '',
    directions: {},
    sort: NEWEST_FIRST,
    set: { kind: 'all', without: [] },
    ...shape,
  };
}
