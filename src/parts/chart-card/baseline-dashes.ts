/** Members of a baseline are told apart by the length of their dashes; it has one, the first, where it is one line. */
export const BASELINE_DASHES = [
  [5, 3.5],
  [11, 4],
  [2.5, 3.5],
  [11, 3.5, 2.5, 3.5],
] as const satisfies readonly (readonly number[])[];
