import { useCallback, useEffect, useMemo, useState } from 'react';
import type { TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import { failureOf } from '../../queries/failure.ts';
import { type FileClient, useFileWorker } from '../../queries/file-client.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { TableFormat, TableOrder, TableState } from '../../worker/files/table-protocol.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import { failureUnlessAborted, readRangeOrNothing } from '../read-range.ts';

/** Read without being asked for, and with each `read on`. */
export const READ_STEP_BYTES = 32_000_000;
/** Of Parquet: smaller ones are held whole, so that they can be sorted and filtered. */
const SMALL_PARQUET_BYTES = 4_000_000;
/** Of Parquet: what rows in sight may cost without a question. */
const ASK_BYTES = 20_000_000;

export interface TableView {
  readonly worker: FileClient;
  /** Undefined until the first rows are here. */
  readonly state: TableState | undefined;
  readonly failure: TrackingFailure | undefined;
  readonly isReading: boolean;
  /** How far reading went when a piece was asked for; `all`: to the end. */
  readonly readOn: (bytes: number | 'all') => void;
  readonly stop: () => void;
  readonly order: TableOrder;
  readonly setOrder: (order: TableOrder) => void;
  readonly retry: () => void;
}

const AS_WRITTEN: TableOrder = { sort: undefined, filters: [] };

interface Held {
  readonly worker: FileClient;
  readonly state: TableState | undefined;
  readonly failure: TrackingFailure | undefined;
  readonly order: TableOrder;
}

/** A table file in a worker of its own: it pulls bytes through the page and answers windows of rows. */
export function useTable(
  file: ArtifactFile,
  format: TableFormat,
  encoding: TextEncoding | undefined,
): TableView {
  const worker = useFileWorker(`${file.key} ${format} ${encoding ?? ''}`);
  const [held, setHeld] = useState<Held>();
  const [reading, setReading] = useState<AbortController>();
  const [attempt, setAttempt] = useState(0);
  const own = held?.worker === worker ? held : undefined;

  const put = useCallback(
    (changed: Partial<Held>) =>
      setHeld((before) => ({
        ...(before?.worker === worker
          ? before
          : { worker, state: undefined, failure: undefined, order: AS_WRITTEN }),
        ...changed,
      })),
    [worker],
  );
  const run = useCallback(
    (call: (onProgress: (state: TableState) => void, signal: AbortSignal) => Promise<TableState>) => {
      const controller = new AbortController();
      const take = (state: TableState) => put({ state });
      setReading(controller);
      call(take, controller.signal)
        .then(take, (thrown: unknown) => put({ failure: failureUnlessAborted(thrown) }))
        .finally(() => setReading((now) => (now === controller ? undefined : now)));
      return controller;
    },
    [put],
  );

  useEffect(() => {
    const listening = new AbortController();
    listenForBytes(worker, file, listening.signal);
    const limitBytes = format === 'parquet' ? SMALL_PARQUET_BYTES : READ_STEP_BYTES;
    const request = { format, sizeBytes: file.sizeBytes, encoding, limitBytes, askBytes: ASK_BYTES };
    const opening = run((onProgress, signal) => worker.call('table.open', request, { onProgress, signal }));
    return () => {
      opening.abort();
      listening.abort();
    };
    // A new attempt reads the same file anew.
    // oxlint-disable-next-line react/exhaustive-deps -- as said
  }, [worker, file, format, encoding, run, attempt]);

  const readBytes = own?.state?.readBytes ?? 0;
  return {
    worker,
    state: own?.state,
    failure: own?.failure,
    order: own?.order ?? AS_WRITTEN,
    isReading: reading !== undefined,
    readOn: useCallback(
      (bytes) => {
        const limitBytes = bytes === 'all' ? Number.MAX_SAFE_INTEGER : readBytes + bytes;
        run((onProgress, signal) => worker.call('table.read-on', { limitBytes }, { onProgress, signal }));
      },
      [run, worker, readBytes],
    ),
    stop: useCallback(() => {
      reading?.abort();
      setReading(undefined);
    }, [reading]),
    setOrder: useCallback(
      (order) => {
        put({ order });
        worker.call('table.order', order).then(
          (state) => put({ state }),
          (thrown: unknown) => put({ failure: failureUnlessAborted(thrown) }),
        );
      },
      [put, worker],
    ),
    retry: useCallback(() => {
      put({ failure: undefined, state: undefined });
      setAttempt((before) => before + 1);
    }, [put]),
  };
}

/** Reads what the worker wants. */
function listenForBytes(worker: FileClient, file: ArtifactFile, signal: AbortSignal): void {
  const onProgress = ({
    id,
    start,
    end,
  }: {
    readonly id: number;
    readonly start: number;
    readonly end: number;
  }) => {
    readRangeOrNothing(file, start, end, signal)
      // A view into a larger buffer would be copied with all of it.
      .then(({ bytes, totalBytes }) => ({ id, read: { bytes: bytes.slice(), totalBytes } }))
      .catch((thrown: unknown) => ({ id, failure: failureOf(thrown) }))
      .then((given) => worker.call('bytes.give', given, { signal }))
      .catch(() => undefined);
  };
  worker.call('bytes.listen', undefined, { onProgress, signal }).catch(() => undefined);
}

/** Columns that are the same until their names or kinds change. */
export function useStableColumns(state: TableState | undefined): TableState['columns'] {
  const key = JSON.stringify(state?.columns.map(({ name, kind }) => [name, kind]) ?? []);
  // oxlint-disable-next-line react/exhaustive-deps -- the key stands for them
  return useMemo(() => state?.columns ?? [], [key]);
}
