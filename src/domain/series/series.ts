/**
 * Points of one metric of one run, in columns of equal length, ordered by (step, timestamp, value).
 * Several points may share a step; steps may be negative; values may be NaN or ±Infinity.
 */
export interface Series {
  readonly steps: Float64Array<ArrayBuffer>;
  /** Milliseconds since the epoch. */
  readonly timestampsMs: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
}

/** How much of what was logged a series holds. */
export type SeriesState = 'loading' | 'sampled' | 'exact' | 'empty' | 'failed';
