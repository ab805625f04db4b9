import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileClient } from '../../queries/file-client.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { CellsWindow } from '../../worker/files/table-protocol.ts';
import { failureUnlessAborted } from '../read-range.ts';

export interface TableRow {
  /** In the file, from 0. */
  readonly place: number;
  readonly cells: readonly (string | undefined)[];
}

const FIRST_ROWS = 64;

/** The rows that are in sight, read anew with every version: one question at a time, the latest wish wins. */
export function useTableRows(worker: FileClient, version: number | undefined) {
  const [held, setHeld] = useState<{ readonly worker: FileClient; readonly window: CellsWindow }>();
  const [failure, setFailure] = useState<TrackingFailure>();
  const [isAllowing, setAllowing] = useState(false);
  const range = useRef<readonly [number, number]>([0, FIRST_ROWS]);
  const asking = useRef<AbortController>(undefined);

  const ask = useCallback(() => {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    const [start, end] = range.current;
    worker
      .call('table.rows', { start, end }, { signal: controller.signal })
      .then(
        (window) => {
          setFailure(undefined);
          setHeld({ worker, window });
        },
        (thrown: unknown) => {
          const failed = failureUnlessAborted(thrown);
          if (failed) setFailure(failed);
        },
      )
      .finally(() => {
        if (!controller.signal.aborted) setAllowing(false);
      });
  }, [worker]);
  useEffect(() => {
    if (version === undefined) return undefined;
    ask();
    return () => asking.current?.abort();
  }, [ask, version]);

  const window = held?.worker === worker ? held.window : undefined;
  return {
    window,
    failure,
    retry: ask,
    /** What the window asked for is being read. */
    isAllowing,
    /** Reads what the window of now asks for. */
    allow: useCallback(() => {
      const [start, end] = range.current;
      setAllowing(true);
      worker.call('table.allow', { start, end }).then(ask, (thrown: unknown) => {
        setAllowing(false);
        setFailure(failureUnlessAborted(thrown));
      });
    }, [worker, ask]),
    onVisibleRange: useCallback(
      (start: number, end: number) => {
        range.current = [start, Math.max(end, start + 1)];
        ask();
      },
      [ask],
    ),
    getRow: useCallback(
      (index: number): TableRow | undefined => {
        const at = index - (window?.start ?? 0);
        const [place, cells] = [window?.rows[at], window?.cells[at]];
        return place === undefined || !cells ? undefined : { place, cells };
      },
      [window],
    ),
  };
}
