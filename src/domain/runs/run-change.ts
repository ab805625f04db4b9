import type { KeyText } from './experiment.ts';
import { type Run, type RunId, type RunStatus, tagValue } from './run.ts';

/** One change of one run, as a server can make it. */
export type RunChange =
  | { readonly kind: 'rename'; readonly id: RunId; readonly name: string }
  | { readonly kind: 'set-tag'; readonly id: RunId; readonly key: string; readonly value: string }
  | { readonly kind: 'delete-tag'; readonly id: RunId; readonly key: string }
  | {
      readonly kind: 'set-status';
      readonly id: RunId;
      readonly status: RunStatus;
      /** Undefined: none, for a run that goes on. */
      readonly endMs: number | undefined;
    }
  | { readonly kind: 'delete'; readonly id: RunId }
  | { readonly kind: 'restore'; readonly id: RunId };

/** Tag that MLflow keeps in step with the run's name: to set it is to rename. */
export const TAG_RUN_NAME = 'mlflow.runName';

/**
 * What takes the change back, told from the run as it was before; undefined where the change is none: the run is so
 * already.
 */
export function inverseOf(change: RunChange, before: Run): RunChange | undefined {
  const { id } = change;
  switch (change.kind) {
    case 'rename':
      return change.name === before.name ? undefined : { kind: 'rename', id, name: before.name };
    case 'set-tag':
    case 'delete-tag':
      return inverseOfTag(change, before.tags);
    case 'set-status': {
      const { status, endMs } = before;
      const isSame = change.status === status && change.endMs === endMs;
      return isSame ? undefined : { kind: 'set-status', id, status, endMs };
    }
    case 'delete':
      return before.lifecycle === 'deleted' ? undefined : { kind: 'restore', id };
    case 'restore':
      return before.lifecycle === 'active' ? undefined : { kind: 'delete', id };
  }
}

function inverseOfTag(
  change: Extract<RunChange, { readonly key: string }>,
  tags: readonly KeyText[],
): RunChange | undefined {
  const { id, key } = change;
  const value = tagValue(tags, key);
  const wanted = change.kind === 'set-tag' ? change.value : undefined;
  if (value === wanted) return undefined;
  return value === undefined ? { kind: 'delete-tag', id, key } : { kind: 'set-tag', id, key, value };
}

/** The run as it is after the change; what servers do with times of deletion and the like is left out. */
export function applyRunChange(run: Run, change: RunChange): Run {
  switch (change.kind) {
    case 'rename':
      return { ...run, name: change.name, tags: withTag(run.tags, TAG_RUN_NAME, change.name) };
    case 'set-tag': {
      const tags = withTag(run.tags, change.key, change.value);
      return change.key === TAG_RUN_NAME ? { ...run, name: change.value, tags } : { ...run, tags };
    }
    case 'delete-tag':
      return { ...run, tags: run.tags.filter(({ key }) => key !== change.key) };
    case 'set-status':
      return { ...run, status: change.status, endMs: change.endMs };
    case 'delete':
      return { ...run, lifecycle: 'deleted' };
    case 'restore':
      return { ...run, lifecycle: 'active' };
  }
}

function withTag(tags: readonly KeyText[], key: string, value: string): readonly KeyText[] {
  return [...tags.filter((tag) => tag.key !== key), { key, value }];
}
