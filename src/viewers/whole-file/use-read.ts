import { useCallback, useEffect, useState } from 'react';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import { useSameFile } from './use-whole-file.ts';

export type ReadState<Result> =
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly failure: TrackingFailure }
  | { readonly state: 'ready'; readonly result: Result };

interface Held<Result> {
  readonly key: string;
  readonly attempt: number;
  readonly state: ReadState<Result>;
}

/** What `read` finds out about a file; it must be the same function at each render. */
export function useRead<Result>(
  file: ArtifactFile,
  read: (file: ArtifactFile, signal: AbortSignal) => Promise<Result>,
): { readonly state: ReadState<Result>; readonly onRetry: () => void } {
  const shown = useSameFile(file);
  const [held, setHeld] = useState<Held<Result>>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const tell = (state: ReadState<Result>) => {
      if (!signal.aborted) setHeld({ key: shown.key, attempt, state });
    };
    read(shown, signal).then(
      (result) => tell({ state: 'ready', result }),
      (thrown: unknown) => tell({ state: 'failed', failure: failureOf(thrown) }),
    );
    return () => controller.abort();
  }, [shown, read, attempt]);
  const onRetry = useCallback(() => setAttempt((before) => before + 1), []);
  const isOwn = held?.key === shown.key && held.attempt === attempt;
  return { state: isOwn ? held.state : { state: 'reading' }, onRetry };
}

/** The first bytes of a file; none of an empty one, whose ranges servers refuse (416). */
export async function readStart(
  file: ArtifactFile,
  byteCount: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (file.sizeBytes === 0) return new Uint8Array();
  try {
    return (await file.readRange(0, byteCount, signal)).bytes;
  } catch (thrown) {
    if (failureOf(thrown).status === 416) return new Uint8Array();
    throw thrown;
  }
}
