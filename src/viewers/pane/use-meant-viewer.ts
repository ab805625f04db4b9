import { useEffect, useState } from 'react';
import type { ArtifactFile } from '../artifact-file.ts';
import { decodeText } from '../../domain/artifacts/text/decode-text.ts';
import { readRangeOrNothing } from '../read-range.ts';
import type { Viewer } from '../registry.ts';

/** Enough to tell how a file begins, and little to wait for. */
const HEAD_BYTES = 512;

/**
 * Which of the viewers the content asks for, by the beginning of the file; undefined: none, so that the first is taken.
 * `isKnown` is false until the beginning is read; it is read only where a viewer wants to know.
 */
export function useMeantViewer(
  file: ArtifactFile,
  able: readonly Pick<Viewer, 'id' | 'isMeant'>[],
): { readonly id: string | undefined; readonly isKnown: boolean } {
  const [found, setFound] = useState<{ readonly key: string; readonly head: string }>();
  const isWanted = able.some(({ isMeant }) => isMeant !== undefined);
  useEffect(() => {
    if (!isWanted) return undefined;
    const controller = new AbortController();
    const put = (head: string) => controller.signal.aborted || setFound({ key: file.key, head });
    readRangeOrNothing(file, 0, HEAD_BYTES, controller.signal).then(
      ({ bytes }) => put(decodeText(bytes) ?? ''),
      // The viewer says what fails.
      () => put(''),
    );
    return () => controller.abort();
  }, [file, isWanted]);
  if (!isWanted) return { id: undefined, isKnown: true };
  const head = found?.key === file.key ? found.head : undefined;
  if (head === undefined) return { id: undefined, isKnown: false };
  return { id: able.find(({ isMeant }) => isMeant?.(head))?.id, isKnown: true };
}
