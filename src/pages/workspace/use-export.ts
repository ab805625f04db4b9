import { useCallback, useEffect, useRef, useState } from 'react';
import { exportFileName } from '../../domain/export/export-name.ts';
import type { ExportFormat } from '../../domain/export/export-table.ts';
import { getLocale } from '../../paraglide/runtime.js';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ExportReply, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { exportColumns, type ShownTable } from './export-columns.ts';
import type { ShownGrouping } from './export-group-columns.ts';
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
  readonly unit: ExportUnit;
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
  /** What stands for the numbers of groups; undefined: each row is a run. */
  readonly groupShow?: ShownGrouping['show'] | undefined;
}

/** What a row of the file is. */
export type ExportUnit = 'runs' | 'groups';

export interface Export {
  readonly state: ExportState;
  readonly start: (format: ExportFormat, unit: ExportUnit, maxRows?: number) => void;
  /** Cancels what runs, and forgets what was done. */
  readonly reset: () => void;
}

/** One export at a time; it ends with the workspace. */
export function useExport(source: ExportSource): Export {
  const { viewId, snapshot, names, getTable, groupShow } = source;
  const client = useDataClient();
  const [state, setState] = useState<ExportState>({ phase: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const reset = useCallback(() => {
    running.current?.abort();
    setState({ phase: 'idle' });
  }, []);

  const start = (format: ExportFormat, unit: ExportUnit, maxRows?: number) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const count = rowsToExport(source, unit);
    setState({ phase: 'running', format, rows: 0, total: Math.min(count, maxRows ?? count) });
    const request = { viewId, format, maxRows, locale: getLocale() };
    const onProgress = (progress: { rows: number; total: number }) =>
      setState({ phase: 'running', format, ...progress });
    const options = { signal, onProgress };
    const loadedOfMore = snapshot.state === 'complete' ? undefined : snapshot.loaded;
    const table = getTable();
    // With a rule, the keys that it comes to by now: the values of the groups are of these.
    const { by = [] } = snapshot.groups ?? {};
    const writing =
      unit === 'groups' && snapshot.groups && groupShow
        ? import('./export-group-columns.ts').then(({ exportGroupColumns }) => {
            const columns = exportGroupColumns(format, table, { by, show: groupShow });
            return client.call('runs.export-groups', { ...request, columns }, options);
          })
        : client.call('runs.export', { ...request, columns: exportColumns(format, table) }, options);
    writing
      .then((reply) => handOver({ format, unit, loadedOfMore }, reply, names))
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

/** How many rows there are of this unit. */
export function rowsToExport({ snapshot }: Pick<ExportSource, 'snapshot'>, unit: ExportUnit): number {
  return unit === 'groups' ? (snapshot.groups?.groupCount ?? 0) : snapshot.matched;
}

async function handOver(
  asked: Pick<ExportResult, 'format' | 'unit' | 'loadedOfMore'>,
  { blob, rowCount, uncomputedCount }: ExportReply,
  names: readonly string[],
): Promise<ExportState> {
  const counts = { ...asked, rowCount, uncomputedCount };
  if (asked.format === 'csv') {
    const [name = '', ...others] = names;
    const ofGroups = asked.unit === 'groups' ? [`${name} groups`, ...others] : names;
    const fileName = exportFileName(ofGroups, new Date(), asked.loadedOfMore !== undefined, 'csv');
    downloadBlob(blob, fileName);
    return { phase: 'done', result: { ...counts, fileName } };
  }
  const text = await blob.text();
  const result = { ...counts, fileName: undefined };
  return (await writeClipboard(text)) ? { phase: 'done', result } : { phase: 'by-hand', text, result };
}
