import type { Experiment, ExperimentId, KeyText } from './experiment.ts';
import { tagValue } from './run.ts';

/** One change of one experiment, as a server can make it. */
export type ExperimentChange =
  | { readonly kind: 'rename'; readonly id: ExperimentId; readonly name: string }
  | { readonly kind: 'set-tag'; readonly id: ExperimentId; readonly key: string; readonly value: string }
  | { readonly kind: 'delete-tag'; readonly id: ExperimentId; readonly key: string }
  /** Its runs are deleted with it. */
  | { readonly kind: 'delete'; readonly id: ExperimentId }
  /** All its runs come back, also those that were deleted before it (MLflow's sqlalchemy_store). */
  | { readonly kind: 'restore'; readonly id: ExperimentId };

export type ExperimentChangeKind = ExperimentChange['kind'];

/**
 * What takes the change back, told from the experiment as it was before; undefined where the change is none: the
 * experiment is so already.
 *
 * @param canDeleteTags before MLflow 3.2 a tag that was not there can only be left empty
 */
export function inverseOfExperimentChange(
  change: ExperimentChange,
  before: Experiment,
  canDeleteTags: boolean,
): ExperimentChange | undefined {
  const { id } = change;
  switch (change.kind) {
    case 'rename':
      return change.name === before.name ? undefined : { kind: 'rename', id, name: before.name };
    case 'set-tag':
    case 'delete-tag': {
      const { key } = change;
      const value = tagValue(before.tags, key);
      if (value === (change.kind === 'set-tag' ? change.value : undefined)) return undefined;
      if (value === undefined && canDeleteTags) return { kind: 'delete-tag', id, key };
      return { kind: 'set-tag', id, key, value: value ?? '' };
    }
    case 'delete':
      return before.lifecycle === 'deleted' ? undefined : { kind: 'restore', id };
    case 'restore':
      return before.lifecycle === 'active' ? undefined : { kind: 'delete', id };
  }
}

/** The experiment as it is after the change; times that servers set are left as they were. */
export function applyExperimentChange(experiment: Experiment, change: ExperimentChange): Experiment {
  switch (change.kind) {
    case 'rename':
      return { ...experiment, name: change.name };
    case 'set-tag':
      return {
        ...experiment,
        tags: [...without(experiment.tags, change.key), { key: change.key, value: change.value }],
      };
    case 'delete-tag':
      return { ...experiment, tags: without(experiment.tags, change.key) };
    case 'delete':
      return { ...experiment, lifecycle: 'deleted' };
    case 'restore':
      return { ...experiment, lifecycle: 'active' };
  }
}

function without(tags: readonly KeyText[], key: string): readonly KeyText[] {
  return tags.filter((tag) => tag.key !== key);
}

/** The list with an experiment as it is now: in its place, before the others where it is new, or gone from it. */
export function withExperiment(
  list: readonly Experiment[],
  experiment: Experiment,
  lifecycle: Experiment['lifecycle'],
): readonly Experiment[] {
  const isHere = list.some(({ id }) => id === experiment.id);
  if (experiment.lifecycle !== lifecycle) {
    return isHere ? list.filter(({ id }) => id !== experiment.id) : list;
  }
  if (!isHere) return [experiment, ...list];
  return list.map((other) => (other.id === experiment.id ? experiment : other));
}
