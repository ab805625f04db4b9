import type { ArtifactRoot } from '../artifacts/artifact.ts';
import type { RunId } from '../runs/run.ts';
import type { RegisteredVersion } from './registered-model.ts';

/**
 * Where the files of a version lie, by the address that it was made from; undefined where that names no run and no
 * logged model, such as `s3://bucket/model`.
 */
export function artifactsOfSource(
  source: string,
): { readonly root: ArtifactRoot; readonly path: string } | undefined {
  const ofModel =
    /^models:\/+(m-[0-9a-f]{32})\/?$/.exec(source) ??
    /\/models\/(m-[0-9a-f]{32})\/artifacts\/?$/.exec(source);
  if (ofModel?.[1] !== undefined) return { root: { kind: 'model', modelId: ofModel[1] }, path: '' };
  const ofRun =
    /^runs:\/+([0-9a-f]{32})\/?(.*)$/.exec(source) ?? /\/([0-9a-f]{32})\/artifacts\/?(.*)$/.exec(source);
  const [, runId, path = ''] = ofRun ?? [];
  if (runId === undefined) return undefined;
  return { root: { kind: 'run', runId: runId as RunId }, path: path.replace(/\/+$/, '') };
}

/** The run that made a version: the one that it names, or else that among whose files its source lies. */
export function runOfVersion({
  runId,
  source,
}: Pick<RegisteredVersion, 'runId' | 'source'>): RunId | undefined {
  const root = runId === undefined ? artifactsOfSource(source)?.root : undefined;
  return root?.kind === 'run' ? root.runId : runId;
}

/** The version as one that names its run, where its source does. */
export function withRun(version: RegisteredVersion): RegisteredVersion {
  const runId = runOfVersion(version);
  return runId === version.runId ? version : { ...version, runId };
}

/** The logged model (`m-…` of MLflow 3) that a version was made from. */
export function loggedModelOfVersion({ source }: Pick<RegisteredVersion, 'source'>): string | undefined {
  const root = artifactsOfSource(source)?.root;
  return root?.kind === 'model' ? root.modelId : undefined;
}
