import type { AxisValues } from '../../domain/comparison/axis-values.ts';
import type { KeysAmongRuns } from '../../domain/comparison/varying-keys.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';

export interface AxesRequest {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  /** Statistics among them are worked out for as long as they were the last that were asked for. */
  readonly columns: readonly RunColumn[];
}

export interface AxesReply {
  /** One for each column; runs in the order in which they were asked for. */
  readonly axes: readonly AxisValues[];
  /** Runs of which nothing is known: they could not be read. They count as missing everywhere. */
  readonly unread: readonly RunId[];
}

export interface RunsOfViewRequest {
  readonly viewId: string;
}

/** The rows of a view that are runs, in their order; both lists have one length. */
export interface RunsOfViewReply {
  readonly ids: readonly RunId[];
  readonly names: readonly string[];
}

export interface KeysOfRunsRequest {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
}

export type KeysOfRunsReply = KeysAmongRuns;
