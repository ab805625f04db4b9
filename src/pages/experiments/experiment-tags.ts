import type { Experiment } from '../../domain/runs/experiment.ts';
import type { TagFilter } from '../../domain/runs/experiments-view.ts';
import { isViewTag, readViews, type SavedView } from '../../domain/views/saved-view.ts';
import { TAG_NOTE, tagValue } from '../../domain/runs/run.ts';

export function noteOf({ tags }: Experiment): string | undefined {
  return tagValue(tags, TAG_NOTE) || undefined;
}

/** Tags that people set; MLflow's own, and those of saved views, are bookkeeping. */
export function isOwnTag({ key }: { readonly key: string }): boolean {
  return !key.startsWith('mlflow.') && !isViewTag(key);
}

export function tagWords({ key, value }: TagFilter): string {
  return value === undefined || value === '' ? key : `${key}: ${value}`;
}

const KNOWN_VIEWS = new WeakMap<Experiment['tags'], readonly SavedView[]>();

/** Saved views that the experiment keeps; read once from the same tags. */
export function viewsOf({ tags }: Experiment): readonly SavedView[] {
  const known = KNOWN_VIEWS.get(tags);
  if (known) return known;
  const views = readViews(tags);
  KNOWN_VIEWS.set(tags, views);
  return views;
}
