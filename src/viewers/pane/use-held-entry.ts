import { useState } from 'react';
import { type ArtifactPlace, placeKey } from '../../domain/artifacts/artifact-place.ts';
import type { ArtifactEntry } from '../../domain/artifacts/artifact.ts';

/**
 * A file as it was listed when it was opened. Lists of running runs read themselves again: a table that was sorted, or a
 * notebook half read, must not begin anew by itself.
 */
export function useHeldEntry(place: ArtifactPlace, entry: ArtifactEntry) {
  const key = placeKey(place);
  const [held, setHeld] = useState({ key, entry });
  const isOther = held.key !== key;
  if (isOther) setHeld({ key, entry });
  const shown = isOther ? entry : held.entry;
  return {
    entry: shown,
    hasChanged: shown.sizeBytes !== entry.sizeBytes,
    takeNew: () => setHeld({ key, entry }),
  };
}
