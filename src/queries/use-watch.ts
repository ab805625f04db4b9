import { useCallback, useEffect, useRef, useState } from 'react';
import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { ProgressOf, RequestOf } from '../worker/data-protocol.ts';
import { useConnection } from './data-client-context.tsx';

type WatchName = 'runs.watch' | 'chart.watch';

export interface Watched<Name extends WatchName> {
  /** The last progress; stays while a changed request has not answered yet. */
  readonly latest: ProgressOf<Name> | undefined;
  readonly failure: TrackingFailure | undefined;
  readonly retry: () => void;
}

/**
 * Follows a `.watch` message for as long as the component is mounted. A changed request replaces the watch: the new
 * one is posted before the old one is aborted, so that the worker never sees a moment without demand.
 */
export function useWatch<Name extends WatchName>(
  name: Name,
  request: RequestOf<Name> | undefined,
): Watched<Name> {
  const { client, epoch } = useConnection();
  const [latest, setLatest] = useState<ProgressOf<Name>>();
  const [failure, setFailure] = useState<TrackingFailure>();
  const [attempt, setAttempt] = useState(0);
  const running = useRef<AbortController | undefined>(undefined);
  const key = request === undefined ? undefined : JSON.stringify(request);

  useEffect(() => {
    if (request === undefined) {
      running.current?.abort();
      running.current = undefined;
      return;
    }
    const controller = new AbortController();
    const previous = running.current;
    running.current = controller;
    client
      .call(name, request, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (running.current !== controller) return;
          setFailure(undefined);
          setLatest(progress);
        },
      })
      .catch((thrown: unknown) => {
        const reason = toTrackingFailure(thrown);
        if (running.current !== controller || reason.kind === 'aborted') return;
        if (reason.cause === 'worker-restarted') setAttempt((before) => before + 1);
        else setFailure(reason);
      });
    previous?.abort();
    // `key` stands for `request`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, epoch, name, key, attempt]);

  useEffect(
    () => () => {
      running.current?.abort();
      running.current = undefined;
    },
    [],
  );

  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  return { latest, failure, retry };
}
