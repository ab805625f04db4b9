import type { RunId } from '../domain/runs/run.ts';
import { MAX_PICKED_RUNS } from '../domain/runs/compare-set.ts';
import { type RunStamp, timeOfLink } from '../domain/sharing/run-stamp.ts';
import { checkOfEdits, checkOfRuns } from '../domain/sharing/set-check.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { LinkFacts } from './link-facts.ts';

/** A workspace with what its link says of the data: both go into `formatWorkspace`. */
export interface SharedLink {
  readonly workspace: Workspace;
  readonly facts: LinkFacts;
}

export interface SharedSet {
  readonly workspace: Workspace;
  /** Compared by now. */
  readonly ids: readonly RunId[];
  /** What is known of the data and of colours. */
  readonly facts: Pick<LinkFacts, 'data' | 'server' | 'colors'>;
  readonly nowMs: number;
}

/** Whether a link has room for the ids of all runs. */
export function canBePinned(ids: readonly RunId[]): boolean {
  return ids.length > 0 && ids.length <= MAX_PICKED_RUNS;
}

/**
 * The workspace with exactly these runs.
 *
 * @param stamps of these runs; undefined: they could not be read, and nothing will be known of edits
 * @param isAsOfNow charts leave out what is logged after this moment
 */
export function pinLink(
  { workspace, ids, facts, nowMs }: SharedSet,
  stamps: readonly RunStamp[] | undefined,
  isAsOfNow: boolean,
): SharedLink {
  const { data, server, colors } = facts;
  const atMs = timeOfLink(stamps ?? [], nowMs);
  const asOfMs = isAsOfNow ? (workspace.chart.asOfMs ?? atMs) : undefined;
  return {
    workspace: {
      ...workspace,
      set: { kind: 'these', runIds: ids },
      chart: { ...workspace.chart, asOfMs },
    },
    facts: { data, server, atMs, check: stamps && checkOfEdits(stamps), colors },
  };
}

/** The workspace with its rule, and a check of the runs that it gives now. */
export function liveLink({ workspace, ids, facts, nowMs }: SharedSet): SharedLink {
  const { data, server, colors } = facts;
  return { workspace, facts: { data, server, atMs: nowMs, check: checkOfRuns(ids), colors } };
}
