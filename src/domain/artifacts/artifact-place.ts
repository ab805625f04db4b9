import type { RunId } from '../runs/run.ts';
import { partsOfPath } from './artifact-path.ts';
import { type ArtifactRoot, formatArtifactUri } from './artifact.ts';

/** A file or a folder of a run, or of a model that it logged. */
export interface ArtifactPlace {
  readonly root: ArtifactRoot;
  /** Empty: the root itself. */
  readonly path: string;
}

const MODEL_START = 'models:/';

/** As links write it: the path in the run; of logged models `models:/ID/path`. */
export function formatPlace({ root, path }: ArtifactPlace): string {
  return root.kind === 'run' ? path : formatArtifactUri(root, path);
}

/** Reads what `formatPlace` writes; empty parts are dropped. */
export function parsePlace(text: string, runId: RunId): ArtifactPlace {
  const run: ArtifactRoot = { kind: 'run', runId };
  if (!text.startsWith(MODEL_START)) return { root: run, path: partsOfPath(text).join('/') };
  const [modelId, ...parts] = partsOfPath(text.slice(MODEL_START.length));
  if (modelId === undefined) return { root: run, path: '' };
  return { root: { kind: 'model', modelId }, path: parts.join('/') };
}

interface NamedModel {
  readonly id: string | undefined;
  readonly name: string;
}

/** Of the models that a run logged, the one that stands for that of the same name in another run. */
export function modelOfName(models: readonly NamedModel[], name: string | undefined): string | undefined {
  return models.find((model) => model.id !== undefined && model.name === name)?.id;
}

/** One text for each place of one source. */
export function placeKey({ root, path }: ArtifactPlace): string {
  return formatArtifactUri(root, path);
}
