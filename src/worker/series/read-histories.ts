import { viewSeries } from '../../domain/series/series-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { SourceCapabilities, TrackingSource } from '../../tracking/source.ts';
import { readWholeHistory } from './read-history.ts';

export interface HistoriesRequest {
  /** Metrics to read, for each run. */
  readonly keysOf: ReadonlyMap<RunId, readonly string[]>;
  /** False where the histories are likely longer than a sample: asking for one would be in vain. */
  readonly isSampleLikelyWhole: boolean;
}

export interface HistoriesReader {
  readonly source: TrackingSource;
  readonly capabilities: Pick<SourceCapabilities, 'bulkSamples' | 'maxSamplePoints'>;
  /** A whole history that is held already. */
  readonly held: (runId: RunId, key: string) => Series | undefined;
}

/**
 * Whole histories of several runs, handed over run by run and not kept: samples of all runs together where the source
 * can and they are likely whole, page by page where they are not. In the background.
 */
export async function readHistories(
  reader: HistoriesReader,
  { keysOf, isSampleLikelyWhole }: HistoriesRequest,
  signal: AbortSignal,
  take: (runId: RunId, histories: ReadonlyMap<string, Series>) => void,
): Promise<void> {
  const { source, held } = reader;
  const read = new Map<RunId, Map<string, Series>>();
  for (const [runId, keys] of keysOf) {
    const known = keys.map((key) => [key, held(runId, key)] as const);
    read.set(runId, new Map(known.filter((pair): pair is [string, Series] => pair[1] !== undefined)));
  }
  if (isSampleLikelyWhole) await sampleMissing(reader, keysOf, read, signal);
  for (const [runId, keys] of keysOf) {
    const histories = read.get(runId) ?? new Map<string, Series>();
    for (const key of keys) {
      if (histories.has(key)) continue;
      histories.set(key, viewSeries(await readWholeHistory(source, runId, key, signal)));
    }
    read.delete(runId);
    take(runId, histories);
  }
}

/** One request for each metric; samples that are not whole are dropped. */
async function sampleMissing(
  { source, capabilities }: HistoriesReader,
  keysOf: HistoriesRequest['keysOf'],
  read: ReadonlyMap<RunId, Map<string, Series>>,
  signal: AbortSignal,
): Promise<void> {
  const runsOf = new Map<string, RunId[]>();
  for (const [runId, keys] of keysOf) {
    for (const key of keys) {
      if (!read.get(runId)?.has(key)) runsOf.set(key, [...(runsOf.get(key) ?? []), runId]);
    }
  }
  for (const [key, runIds] of runsOf) {
    const samples = await source.sampleHistories(
      {
        runIds,
        key,
        maxPointsPerRun: capabilities.maxSamplePoints,
        stepRange: undefined,
        priority: 'background',
      },
      signal,
    );
    if (samples.length < runIds.length) throw new TrackingError({ kind: 'bad-response', subject: key });
    for (const { runId, series, isComplete } of samples) {
      if (isComplete) read.get(runId)?.set(key, series);
    }
  }
}
