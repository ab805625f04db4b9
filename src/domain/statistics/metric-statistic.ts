/**
 * One number made from the history of a metric in one run. `best` follows the metric's direction (lower or higher is
 * better); `last_step` and `last_logged` come with the run itself, all others need its history.
 */
export type MetricStatistic =
  | { readonly name: PlainStatisticName }
  /** Mean of the last `count` finite points. */
  | { readonly name: 'mean'; readonly count: number }
  /** Value at the last step that is not after `step` (as-of). */
  | { readonly name: 'at'; readonly step: number }
  /** Value at the step where the metric `other` is best, as-of where the steps differ. */
  | { readonly name: 'at_best'; readonly other: string };

export const PLAIN_STATISTICS = [
  'best',
  'min',
  'max',
  'first',
  'step_of_best',
  'count',
  'last_step',
  'last_logged',
  'first_nonfinite',
] as const;
export type PlainStatisticName = (typeof PLAIN_STATISTICS)[number];

export type Direction = 'lower' | 'higher';
