import type { TrackingFailure } from '../tracking/errors.ts';
import { failureOf } from '../queries/failure.ts';
import type { ArtifactBytes, ArtifactFile } from './artifact-file.ts';

const RANGE_NOT_SATISFIABLE = 416;

/**
 * A range that may lie behind the end: no bytes, then. Servers refuse such a range (416), also that of an empty file,
 * whose size MLflow's listing leaves out.
 */
export async function readRangeOrNothing(
  file: ArtifactFile,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<ArtifactBytes> {
  try {
    return await file.readRange(start, end, signal);
  } catch (thrown) {
    if (failureOf(thrown).status !== RANGE_NOT_SATISFIABLE) throw thrown;
    return { bytes: new Uint8Array(0), totalBytes: start === 0 ? 0 : undefined };
  }
}

/** What a thrown value says; undefined: the person or another wish ended it. */
export function failureUnlessAborted(thrown: unknown): TrackingFailure | undefined {
  const failure = failureOf(thrown);
  return failure.kind === 'aborted' ? undefined : failure;
}
