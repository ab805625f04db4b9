import { DEFAULT_EXPERIMENT_SORT, type ExperimentSort } from './find-experiments.ts';

export const EXPERIMENT_LISTS = ['all', 'starred', 'recent', 'deleted'] as const;
export type ExperimentList = (typeof EXPERIMENT_LISTS)[number];

/** How far back the page of experiments looks for runs that ended. */
export const ACTIVITY_HOURS = [24, 72, 168] as const;
export type ActivityHours = (typeof ACTIVITY_HOURS)[number];

export const EXPERIMENT_SORT_COLUMNS = ['name', 'activity', 'created', 'updated', 'id'] as const;

/** A tag that experiments must have; with any value where none is named. */
export interface TagFilter {
  readonly key: string;
  readonly value: string | undefined;
}

/** What the page of experiments shows; its address carries all of it. */
export interface ExperimentsView {
  readonly search: string;
  readonly tags: readonly TagFilter[];
  readonly list: ExperimentList;
  readonly sort: ExperimentSort;
  /** Every name whole, in one list, not in folders. */
  readonly isFlat: boolean;
  /** Paths of folders that are open where they would be closed, or the other way round. */
  readonly toggled: readonly string[];
  readonly hours: ActivityHours;
}

export const DEFAULT_EXPERIMENTS_VIEW: ExperimentsView = {
  search: '',
  tags: [],
  list: 'all',
  sort: DEFAULT_EXPERIMENT_SORT,
  isFlat: false,
  toggled: [],
  hours: 24,
};

export function isSameTag(left: TagFilter, right: TagFilter): boolean {
  return left.key === right.key && left.value === right.value;
}
