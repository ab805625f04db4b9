import { useCallback, useEffect, useRef, useState } from 'react';
import { exportFileName } from '../../domain/export/export-name.ts';
import type { ExportFormat } from '../../domain/export/export-table.ts';
import { getLocale } from '../../paraglide/runtime.js';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ExportReply, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { exportColumns, type ShownTable } from './export-columns.ts';
import { writeClipboard } from '../../ui/write-clipboard.ts';
import { downloadBlob } from '../../ui/download-blob.ts';

export type ExportState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly format: ExportFormat;
      readonly rows: number;
      readonly total: number;
    }
  | { readonly phase: 'done'; readonly result: ExportResult }
  /** The browser gives no clipboard: the text is shown, to be copied by hand. */
  | { readonly phase: 'by-hand'; readonly text: string; readonly result: ExportResult }
  | { readonly phase: 'failed'; readonly failure: TrackingFailure };

export interface ExportResult {
  readonly format: ExportFormat;
  readonly rowCount: number;
  readonly uncomputedCount: number;
  /** Rows that were loaded, where more exist. */
  readonly loadedOfMore: number | undefined;
  /** Undefined: it was copied. */
  readonly fileName: string | undefined;
}

export interface ExportSource {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot;
  /** Of all experiments of the view, in their order. */
  readonly names: readonly string[];
  /** As it is shown at the moment of asking. */
  readonly getTable: () => ShownTable;
}

export interface Export {
  readonly state: ExportState;
  readonly start: (format: ExportFormat, maxRows?: number) => void;
  /** Cancels what runs, and forgets what was done. */
  readonly reset: () => void;
}

/** One export at a time; it ends with the workspace. */
export function useExport({ viewId, snapshot, names, getTable }: ExportSource): Export {
  const client = useDataClient();
  const [state, setState] = useState<ExportState>({ phase: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const reset = useCallback(() => {
    running.current?.abort();
    setState({ phase: 'idle' });
  }, []);

  const start = (format: ExportFormat, maxRows?: number) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const total = Math.min(snapshot.matched, maxRows ?? snapshot.matched);
    setState({ phase: 'running', format, rows: 0, total });
    const columns = exportColumns(format, getTable());
    const request = { viewId, format, columns, maxRows, locale: getLocale() };
    const onProgress = (progress: { rows: number; total: number }) =>
      setState({ phase: 'running', format, ...progress });
    const loadedOfMore = snapshot.state === 'complete' ? undefined : snapshot.loaded;
    client
      .call('runs.export', request, { signal, onProgress })
      .then((reply) => handOver(format, reply, names, loadedOfMore))
      .then(
        (next) => {
          if (!signal.aborted) setState(next);
        },
        (thrown: unknown) => {
          if (!signal.aborted) setState({ phase: 'failed', failure: failureOf(thrown) });
        },
      );
  };
  return { state, start, reset };
}

async function handOver(
  format: ExportFormat,
  { blob, rowCount, uncomputedCount }: ExportReply,
  names: readonly string[],
  loadedOfMore: number | undefined,
): Promise<ExportState> {
  const counts = { format, rowCount, uncomputedCount, loadedOfMore };
  if (format === 'csv') {
    const fileName = exportFileName(names, new Date(), loadedOfMore !== undefined, 'csv');
    downloadBlob(blob, fileName);
    return { phase: 'done', result: { ...counts, fileName } };
  }
  const text = await blob.text();
  const result = { ...counts, fileName: undefined };
  return (await writeClipboard(text)) ? { phase: 'done', result } : { phase: 'by-hand', text, result };
}
