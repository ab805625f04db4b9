import type { Experiment } from './experiment.ts';

export interface ExperimentSort {
  readonly columnId: string;
  readonly isDescending: boolean;
}

export const DEFAULT_EXPERIMENT_SORT: ExperimentSort = { columnId: 'created', isDescending: true };

/**
 * Experiments whose name or id holds `text` (ignoring case; composed and decomposed Korean are the same text),
 * sorted by one column; what lacks the value comes last both ways.
 */
export function findExperiments(
  experiments: readonly Experiment[],
  text: string,
  sort: ExperimentSort,
): readonly Experiment[] {
  const wanted = foldText(text.trim());
  const found =
    wanted === ''
      ? [...experiments]
      : experiments.filter(({ id, name }) => foldText(name).includes(wanted) || id.includes(wanted));
  const direction = sort.isDescending ? -1 : 1;
  return found.sort((a, b) => compare(sortValue(a, sort.columnId), sortValue(b, sort.columnId), direction));
}

function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function sortValue(experiment: Experiment, columnId: string): number | string | undefined {
  if (columnId === 'created') return experiment.createdMs;
  if (columnId === 'updated') return experiment.updatedMs;
  return columnId === 'id' ? experiment.id : experiment.name;
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compare(a: number | string | undefined, b: number | string | undefined, direction: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  return collator.compare(String(a), String(b)) * direction;
}
