import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunPlace } from '../../domain/runs/run-absence.ts';
import type { RunHead } from '../../domain/runs/run-head.ts';
import type { ActivityRequest, FoundRuns } from '../../tracking/source.ts';

export type ActivityQuery = Pick<ActivityRequest, 'experimentIds' | 'kind' | 'sinceMs' | 'limit'>;

export interface ActivityReply {
  readonly runs: readonly ActiveRun[];
  /** More match than came. */
  readonly hasMore: boolean;
}

export interface ActiveRun extends RunHead {
  /** It runs, and has logged nothing for long. */
  readonly isSilent: boolean;
  /** It has logged nothing for a while; whether that is long for it nobody has found out yet. */
  readonly isQuiet?: boolean | undefined;
}

export interface LastActivityReply {
  /** One for each asked experiment; undefined: it has no active run. */
  readonly lastMs: readonly (number | undefined)[];
}

export interface LastActivityQuery {
  readonly ids: readonly ExperimentId[];
}

export interface LookUpQuery {
  /** Part of a name, or an id or its beginning. */
  readonly text: string;
  readonly limit: number;
  /** The view that the runs may be missing from. */
  readonly viewId: string | undefined;
}

export interface MetricKeysQuery {
  readonly text: string;
  readonly limit: number;
}

export interface LookUpReply extends Pick<FoundRuns, 'hasMore' | 'idProblem'> {
  readonly runs: readonly LookedUpRun[];
}

export interface LookedUpRun {
  readonly head: RunHead;
  /** Undefined: no view was named, or there is no such view. */
  readonly place: RunPlace | undefined;
}
