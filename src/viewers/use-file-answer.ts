import { useCallback, useEffect, useState } from 'react';
import { failureOf } from '../queries/failure.ts';
import type { FileClient } from '../queries/file-client.tsx';
import type { FileProtocol } from '../worker/files/file-protocol.ts';
import type { ReadState } from './whole-file/use-read.ts';

/** Messages that ask about all bytes of a file. */
type AboutBytes = {
  [Name in keyof FileProtocol]: FileProtocol[Name]['request'] extends Uint8Array ? Name : never;
}[keyof FileProtocol];

/** What the file worker says of these bytes. */
export function useFileAnswer<Name extends AboutBytes>(
  worker: FileClient,
  name: Name,
  bytes: Uint8Array<ArrayBuffer>,
): { readonly state: ReadState<FileProtocol[Name]['reply']>; readonly onRetry: () => void } {
  const [held, setHeld] = useState<{
    readonly bytes: Uint8Array;
    readonly attempt: number;
    readonly state: ReadState<FileProtocol[Name]['reply']>;
  }>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const tell = (state: ReadState<FileProtocol[Name]['reply']>) => {
      if (!signal.aborted) setHeld({ bytes, attempt, state });
    };
    worker.call(name, bytes, { signal }).then(
      (result) => tell({ state: 'ready', result }),
      (thrown: unknown) => tell({ state: 'failed', failure: failureOf(thrown) }),
    );
    return () => controller.abort();
  }, [worker, name, bytes, attempt]);
  const onRetry = useCallback(() => setAttempt((before) => before + 1), []);
  const isOwn = held?.bytes === bytes && held.attempt === attempt;
  return { state: isOwn ? held.state : { state: 'reading' }, onRetry };
}
