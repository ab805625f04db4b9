import { pythonText } from '../expression/python.ts';
import { quoteForShell } from '../runs/reproduce/shell-text.ts';
import type { ArtifactPlace } from './artifact-place.ts';
import { formatArtifactUri } from './artifact.ts';

/** How else the files of a place are reached: nobody fetches 20 GB by a browser. */
export interface ArtifactLines {
  /**
   * `runs:/…`; of a logged model `models:/ID`, and what lies in it by the store's address: MLflow's clients (3.17.2) take
   * `models:/ID/PATH` for a registered model.
   */
  readonly uri: string;
  readonly python: string;
  /** MLflow's own command, for a shell that knows the server (`MLFLOW_TRACKING_URI`). */
  readonly mlflow: string;
  /** Where the bytes lie, as the server names it; undefined where it does not. */
  readonly storeUri: string | undefined;
  /** The store's own command, past the server; undefined for places that have none. */
  readonly store: string | undefined;
}

export function artifactLines(
  { root, path }: ArtifactPlace,
  isFolder: boolean,
  rootUri: string | undefined,
): ArtifactLines {
  const start = rootUri?.replace(/\/+$/, '');
  const storeUri = start === undefined || path === '' ? start : `${start}/${path}`;
  const isInModel = root.kind === 'model' && path !== '';
  const uri = (isInModel ? storeUri : undefined) ?? formatArtifactUri(root, path);
  return {
    uri,
    python: `mlflow.artifacts.download_artifacts(${pythonText(uri)})`,
    mlflow: `mlflow artifacts download -u ${quoteForShell(uri)} -d .`,
    storeUri,
    store: storeUri && storeCommand(storeUri, isFolder),
  };
}

function storeCommand(storeUri: string, isFolder: boolean): string | undefined {
  const scheme = /^([a-z0-9+.-]+):\/\//i.exec(storeUri)?.[1]?.toLowerCase();
  if (scheme === 's3' || scheme === 's3a')
    return `aws s3 cp ${isFolder ? '--recursive ' : ''}${quoteForShell(storeUri.replace(/^s3a:/i, 's3:'))} .`;
  if (scheme === 'gs') return `gcloud storage cp ${isFolder ? '-r ' : ''}${quoteForShell(storeUri)} .`;
  return undefined;
}
