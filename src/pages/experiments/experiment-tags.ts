import type { Experiment } from '../../domain/runs/experiment.ts';
import type { TagFilter } from '../../domain/runs/experiments-view.ts';
import { TAG_NOTE, tagValue } from '../../domain/runs/run.ts';

export function noteOf({ tags }: Experiment): string | undefined {
  return tagValue(tags, TAG_NOTE) || undefined;
}

/** Tags that people set; MLflow's own are bookkeeping. */
export function isOwnTag({ key }: { readonly key: string }): boolean {
  return !key.startsWith('mlflow.');
}

export function tagWords({ key, value }: TagFilter): string {
  return value === undefined || value === '' ? key : `${key}: ${value}`;
}
