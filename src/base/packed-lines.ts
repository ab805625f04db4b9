/**
 * Polylines in flat buffers, made for crossing threads and for drawing.
 *
 * ```
 * line 0            line 1
 * xs: x x x x x     x x x
 * ys: y y NaN y y   y y y        a NaN y lifts the pen
 *     ^offsets[0]   ^offsets[1]  ^offsets[2] = xs.length
 * ```
 */
export interface PackedLines {
  /** Length is the number of lines + 1. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly xs: Float64Array<ArrayBuffer>;
  readonly ys: Float64Array<ArrayBuffer>;
}

/** Why a logged point has no place on the line; kept so that it is marked instead of lost. */
export const MARK_NAN = 0;
export const MARK_POSITIVE_INFINITY = 1;
export const MARK_NEGATIVE_INFINITY = 2;
/** No point: another run takes over the line here. */
export const MARK_SEAM = 3;

/** Points that a line cannot show: NaN and ±Infinity, at most one of a kind per line and pixel column. */
export interface PackedMarks {
  /** Index of the line that the mark belongs to. */
  readonly lines: Uint32Array<ArrayBuffer>;
  readonly xs: Float64Array<ArrayBuffer>;
  /** `MARK_…` */
  readonly kinds: Uint8Array<ArrayBuffer>;
}

/** With the logged point that each mark stands for, and the last finite value before it (NaN where there is none). */
export interface DescribedMarks extends PackedMarks {
  readonly steps: Float64Array<ArrayBuffer>;
  readonly timesMs: Float64Array<ArrayBuffer>;
  readonly lastSteps: Float64Array<ArrayBuffer>;
  readonly lastValues: Float64Array<ArrayBuffer>;
  /** Of seams: the run that takes over. */
  readonly names?: readonly (string | undefined)[] | undefined;
}

/** Lines that may be smoothed. */
export interface ReadLines extends PackedLines {
  /** Parallel to `ys`: the logged values; undefined: `ys` are those. */
  readonly raws?: Float64Array<ArrayBuffer> | undefined;
}

/** Filled areas in flat buffers, one for each line of a picture; a NaN row ends a part, the next one begins another. */
export interface PackedBands {
  /** Length is the number of bands + 1. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly xs: Float64Array<ArrayBuffer>;
  readonly lows: Float64Array<ArrayBuffer>;
  readonly highs: Float64Array<ArrayBuffer>;
}
