import { useCallback, useEffect, useState } from 'react';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ArtifactFile } from '../artifact-file.ts';

export type WholeFileState =
  /** Too large, or of a size that nobody told, to be fetched without asking. */
  | { readonly state: 'asking'; readonly sizeBytes: number | undefined }
  | { readonly state: 'reading'; readonly loadedBytes: number; readonly sizeBytes: number | undefined }
  | { readonly state: 'failed'; readonly failure: TrackingFailure }
  | { readonly state: 'ready'; readonly bytes: Uint8Array<ArrayBuffer> };

interface WholeFile {
  readonly state: WholeFileState;
  /** The person said yes. */
  readonly onReadNow: () => void;
  readonly onRetry: () => void;
}

interface Reading {
  readonly key: string;
  readonly attempt: number;
  readonly state: WholeFileState;
}

/** All bytes of a file; asks first where they are more than `askAboveBytes`. */
export function useWholeFile(file: ArtifactFile, askAboveBytes: number): WholeFile {
  const [reading, setReading] = useState<Reading>();
  const [allowedKey, setAllowedKey] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const shown = useSameFile(file);
  const isAllowed = allowedKey === shown.key;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const tell = (state: WholeFileState) => {
      if (!signal.aborted) setReading({ key: shown.key, attempt, state });
    };
    readWhole(shown, isAllowed ? Number.POSITIVE_INFINITY : askAboveBytes, signal, tell).catch(
      (thrown: unknown) => tell({ state: 'failed', failure: failureOf(thrown) }),
    );
    return () => controller.abort();
  }, [shown, isAllowed, askAboveBytes, attempt]);
  const onReadNow = useCallback(() => setAllowedKey(shown.key), [shown.key]);
  const onRetry = useCallback(() => setAttempt((before) => before + 1), []);
  const state: WholeFileState =
    reading?.key === shown.key && reading.attempt === attempt
      ? reading.state
      : { state: 'reading', loadedBytes: 0, sizeBytes: shown.sizeBytes };
  return { state, onReadNow, onRetry };
}

async function readWhole(
  file: ArtifactFile,
  askAboveBytes: number,
  signal: AbortSignal,
  tell: (state: WholeFileState) => void,
): Promise<void> {
  const sizeBytes = file.sizeBytes ?? (await askSize(file, signal));
  if ((sizeBytes ?? Number.POSITIVE_INFINITY) > askAboveBytes) {
    tell({ state: 'asking', sizeBytes });
    return;
  }
  if (sizeBytes === 0) {
    tell({ state: 'ready', bytes: new Uint8Array() });
    return;
  }
  tell({ state: 'reading', loadedBytes: 0, sizeBytes });
  const bytes = await file.readWhole(signal, (loadedBytes) =>
    tell({ state: 'reading', loadedBytes, sizeBytes }),
  );
  tell({ state: 'ready', bytes });
}

/** MLflow's lists leave the size of an empty file out, and a range of it is refused (416). */
async function askSize(file: ArtifactFile, signal: AbortSignal): Promise<number | undefined> {
  try {
    return (await file.readRange(0, 1, signal)).totalBytes;
  } catch (thrown) {
    if (failureOf(thrown).status === 416) return 0;
    throw thrown;
  }
}

/** The same object as long as the file is the same: hosts may make a new one at each render. */
export function useSameFile(file: ArtifactFile): ArtifactFile {
  const [kept, setKept] = useState(file);
  if (kept.key === file.key) return kept;
  setKept(file);
  return file;
}
