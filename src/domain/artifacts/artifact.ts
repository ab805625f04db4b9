import { compareNatural } from '../../base/natural-order.ts';
import type { RunId } from '../runs/run.ts';

/** Whose files: a run's, or those of a model that is an entity of its own (MLflow 3). */
export type ArtifactRoot =
  | { readonly kind: 'run'; readonly runId: RunId }
  /** `m-…`. */
  | { readonly kind: 'model'; readonly modelId: string };

export interface ArtifactEntry {
  /** From the root, folders by `/`, as stored and not encoded: `logs/train.log`. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Undefined for folders, and where the listing does not tell. */
  readonly sizeBytes: number | undefined;
}

/** The address of what the root or a path in it holds, as MLflow's clients take it: `runs:/ID/logs/train.log`. */
export function formatArtifactUri(root: ArtifactRoot, path = ''): string {
  const start = root.kind === 'run' ? `runs:/${root.runId}` : `models:/${root.modelId}`;
  return path === '' ? start : `${start}/${path}`;
}

/** Folders first, then as a person counts: `step_9` before `step_10`. */
export function sortEntries(entries: readonly ArtifactEntry[]): readonly ArtifactEntry[] {
  return entries.toSorted(
    (left, right) => Number(right.isFolder) - Number(left.isFolder) || compareNatural(left.path, right.path),
  );
}
