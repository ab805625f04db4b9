/** Points in the order in which a line connects them, on the axes of a picture. Both columns have one length. */
export interface LinePoints {
  /** Finite. */
  readonly xs: Float64Array<ArrayBuffer>;
  /** NaN and ±Infinity where such were logged: gaps. */
  readonly ys: Float64Array<ArrayBuffer>;
}
