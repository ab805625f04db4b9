import { type ModelFile, readModelFile } from '../../domain/registry/model-file.ts';
import { artifactsOfSource } from '../../domain/registry/version-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';

/** Larger ones are no description of a model. */
const MAX_BYTES = 5_000_000;

/** The file `MLmodel` beside a version; undefined: it has none, or nobody knows where that would be. */
export async function readModelFileOf(
  source: Pick<TrackingSource, 'readArtifact'>,
  address: string,
  signal: AbortSignal,
): Promise<ModelFile | undefined> {
  const place = artifactsOfSource(address);
  if (!place) return undefined;
  const path = place.path === '' ? 'MLmodel' : `${place.path}/MLmodel`;
  const request = { root: place.root, path, range: undefined, priority: 'visible' } as const;
  const decoder = new TextDecoder();
  let text = '';
  const onPart = (bytes: Uint8Array) => {
    if (text.length < MAX_BYTES) text += decoder.decode(bytes, { stream: true });
  };
  try {
    await source.readArtifact(request, onPart, signal);
  } catch (thrown) {
    if (thrown instanceof TrackingError && thrown.failure.kind === 'not-found') return undefined;
    throw thrown;
  }
  return readModelFile(text + decoder.decode());
}
