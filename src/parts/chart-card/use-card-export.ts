import { useCallback, useEffect, useRef, useState } from 'react';
import { exportFileName } from '../../domain/export/export-name.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { downloadBlob } from '../../ui/download-blob.ts';
import { writeClipboard } from '../../ui/write-clipboard.ts';
import type { PointsExportProgress } from '../../worker/charts/chart-protocol.ts';
import type { DataClient } from '../../worker/rpc/rpc.ts';
import type { FigureSource } from './card-figure.ts';
import { useChartReading } from './chart-reading.tsx';
import { partsOfLines } from './joined-lines.ts';
import { nameOfLine } from './line-texts.ts';

export type CardExportKind = 'png' | 'svg' | 'csv' | 'copy-png' | 'copy-svg';

export type CardExportState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly kind: CardExportKind;
      readonly progress: PointsExportProgress | undefined;
    }
  /** The card is a sample: the rest is read first, or what is there is saved. */
  | { readonly phase: 'asking'; readonly pointsRead: number }
  | { readonly phase: 'saved'; readonly fileName: string; readonly points: PointsMissing | undefined }
  | { readonly phase: 'copied' }
  /** The browser refused; `blob` is what would have been copied. */
  | { readonly phase: 'refused'; readonly kind: CardExportKind }
  | { readonly phase: 'failed'; readonly failure: TrackingFailure };

export interface PointsMissing {
  readonly pointCount: number;
  readonly sampledRuns: number;
  readonly failedRuns: number;
}

export interface CardExportSource extends Omit<FigureSource, 'host' | 'nameOf'> {
  /** The card is a sample, or still loading; of how many points. Undefined: it is exact. */
  readonly pointsOfSample: number | undefined;
}

export interface CardExport {
  readonly state: CardExportState;
  /** `extent`: of a CSV; left out, a sampled card asks first. */
  readonly start: (kind: CardExportKind, extent?: 'whole' | 'read') => void;
  /** Cancels what runs, and forgets what was done. */
  readonly reset: () => void;
}

/** One export of a card at a time; it ends with the card. */
export function useCardExport(
  source: CardExportSource | undefined,
  getHost: () => HTMLElement | null,
): CardExport {
  const client = useDataClient();
  const { texts } = useChartReading();
  const [state, setState] = useState<CardExportState>({ phase: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const reset = useCallback(() => {
    running.current?.abort();
    setState({ phase: 'idle' });
  }, []);
  const start = (kind: CardExportKind, extent?: 'whole' | 'read') => {
    const host = getHost();
    if (!source || !host) return;
    running.current?.abort();
    if (kind === 'csv' && !extent && source.pointsOfSample !== undefined) {
      setState({ phase: 'asking', pointsRead: source.pointsOfSample });
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const say = (next: CardExportState) => {
      if (!signal.aborted) setState(next);
    };
    setState({ phase: 'running', kind, progress: undefined });
    const onProgress = (progress: PointsExportProgress) => say({ phase: 'running', kind, progress });
    const job =
      kind === 'csv'
        ? savePoints(source, client, extent ?? 'whole', signal, onProgress)
        : takeFigure(kind, { ...source, host, nameOf: (line) => nameOfLine(line, texts) }, client, signal);
    job.then(say, (thrown: unknown) => say({ phase: 'failed', failure: failureOf(thrown) }));
  };
  return { state, start, reset };
}

async function savePoints(
  { name, lines, query }: CardExportSource,
  client: DataClient,
  extent: 'whole' | 'read',
  signal: AbortSignal,
  onProgress: (progress: PointsExportProgress) => void,
): Promise<CardExportState> {
  const runs = partsOfLines(lines).map(({ run, key }) => ({
    id: run.id,
    name: run.name,
    isRunning: run.isRunning,
    key,
  }));
  const { key, expression, viewId, asOfMs } = query;
  const request = { key, expression, viewId, asOfMs, runs, extent };
  const { blob, ...points } = await client.call('chart.export', request, { signal, onProgress });
  signal.throwIfAborted();
  const isPartial = points.sampledRuns + points.failedRuns > 0;
  const fileName = exportFileName([name], new Date(), isPartial, 'csv');
  downloadBlob(blob, fileName);
  return { phase: 'saved', fileName, points };
}

async function takeFigure(
  kind: Exclude<CardExportKind, 'csv'>,
  source: FigureSource,
  client: DataClient,
  signal: AbortSignal,
): Promise<CardExportState> {
  const { makeFigure } = await import('./card-figure.ts');
  const format = kind === 'svg' || kind === 'copy-svg' ? 'svg' : 'png';
  const making = makeFigure(format, source, client, signal);
  if (kind === 'copy-png') {
    const isCopied = await writeImage(making.then(({ blob }) => blob));
    // What failed was the image, not the clipboard.
    await making;
    return isCopied ? { phase: 'copied' } : { phase: 'refused', kind };
  }
  const { blob, isPartial } = await making;
  signal.throwIfAborted();
  if (kind === 'copy-svg') {
    return (await writeClipboard(await blob.text())) ? { phase: 'copied' } : { phase: 'refused', kind };
  }
  const fileName = exportFileName([source.name], new Date(), isPartial, format);
  downloadBlob(blob, fileName);
  return { phase: 'saved', fileName, points: undefined };
}

/** Begun at once: some browsers write to the clipboard only while a click is young. */
async function writeImage(image: Promise<Blob>): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    return true;
  } catch {
    return false;
  }
}
