import type { Baseline } from '../../domain/runs/baseline.ts';
import type { BandRule } from '../../domain/statistics/band.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

export type BaselineQuery =
  | Extract<Baseline, { readonly kind: 'run' }>
  /** With what stands for its runs. */
  | (Extract<Baseline, { readonly kind: 'group' }> & { readonly show: Pick<BandRule, 'centre' | 'spread'> });

export interface BaselineReport {
  /** Loaded runs of the group; undefined: it is a run. */
  readonly runCount: number | undefined;
  /** Why a history that some cell is measured against could not be read. */
  readonly failure: TrackingFailure | undefined;
}

/** What a cell is measured against. */
export interface AgainstCell {
  readonly value: number;
  /** Where the baseline went on: the step up to which both are looked at. */
  readonly step?: number | undefined;
  /** Of a group: runs that the value stands for. */
  readonly count?: number | undefined;
}

/**
 * Where the baseline went on, and what it had at the run's own last step is not known: its history is on its way, it
 * could not be read, or it would be that of too many runs.
 */
export interface AgainstGap {
  readonly gap: 'reading' | 'failed' | 'too-many';
}
