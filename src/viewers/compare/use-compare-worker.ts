import { useEffect, useState } from 'react';
import { failureOf } from '../../queries/failure.ts';
import { type FileClient, useFileWorker } from '../../queries/file-client.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { FileOfRun } from './compared-run-file.ts';

/** What each worker holds already. */
const kept = new WeakMap<FileClient, Map<string, Uint8Array>>();

async function keepFiles(
  worker: FileClient,
  files: readonly FileOfRun[],
  signal: AbortSignal,
): Promise<void> {
  const held = kept.get(worker) ?? new Map<string, Uint8Array>();
  kept.set(worker, held);
  for (const { run, name, bytes } of files) {
    if (held.get(run.id) === bytes) continue;
    await worker.call('compare.keep', { key: run.id, name, bytes }, { signal });
    held.set(run.id, bytes);
  }
}

export interface ComputedAnswer<Answer> {
  /** The last one stays until the next is here. */
  readonly answer: Answer | undefined;
  readonly isLate: boolean;
  readonly failure: TrackingFailure | undefined;
  readonly retry: () => void;
}

/**
 * What the file worker says of these files.
 *
 * @param question tells one wish from another
 */
export function useCompareWorker<Answer>(
  files: readonly FileOfRun[],
  question: string,
  ask: (worker: FileClient, signal: AbortSignal) => Promise<Answer>,
): ComputedAnswer<Answer> {
  const worker = useFileWorker('compare');
  const [state, setState] = useState<{
    readonly question: string;
    readonly files: readonly FileOfRun[];
    readonly answer?: Answer;
    readonly failure?: TrackingFailure | undefined;
  }>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    keepFiles(worker, files, signal)
      .then(() => ask(worker, signal))
      .then(
        (answer) => {
          if (!signal.aborted) setState({ question, files, answer });
        },
        (thrown: unknown) => {
          if (signal.aborted) return;
          // A worker that broke down knows nothing more.
          kept.delete(worker);
          setState({ question, files, failure: failureOf(thrown) });
        },
      );
    return () => controller.abort();
    // `question` stands for `ask`, which is made anew with every rendering.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [worker, files, question, attempt]);
  const isLate = state?.question !== question || state.files !== files;
  return {
    answer: state?.answer,
    isLate,
    failure: isLate ? undefined : state.failure,
    retry: () => setAttempt(attempt + 1),
  };
}
