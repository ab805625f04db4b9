import type { RunId } from '../domain/run.ts';
import { toTrackingFailure } from '../tracking/errors.ts';
import type {
  HistorySample,
  HistorySampleRequest,
  SourceCapabilities,
  TrackingSource,
} from '../tracking/source.ts';
import type { TailRequest } from './running-tails.ts';
import { batchEntries, quickSamplePoints, samplePoints } from './sample-batches.ts';
import { sampleRuns } from './sample-runs.ts';
import type { Entry } from './series-entry.ts';

export interface SampleReaderOptions {
  readonly source: TrackingSource;
  readonly capabilities: SourceCapabilities;
  /** Step of the last point, where known: a guess of how long the history is. */
  readonly lastStep: (runId: RunId, key: string) => number | undefined;
  /** A sample of the whole history came. */
  readonly takeSample: (entry: Entry, sample: HistorySample) => void;
  /** What was logged behind what is held came. */
  readonly takeTail: (entry: Entry, sample: HistorySample) => void;
  /** Nothing is under way for these any more. */
  readonly onRead: (entries: readonly Entry[]) => void;
}

/** Reads samples of many histories at once: the first picture, and what running runs logged since. */
export class SampleReader {
  private readonly options: SampleReaderOptions;

  constructor(options: SampleReaderOptions) {
    this.options = options;
  }

  /** One sample of each. `isQuick`: a few hundred points will do, behind what others need. */
  readFirst(entries: readonly Entry[], isQuick: boolean): void {
    const { capabilities, lastStep } = this.options;
    for (const batch of batchEntries(entries, capabilities, lastStep)) void this.readBatch(batch, isQuick);
  }

  /** What running runs logged behind what is held of them, by one request. */
  async readTail({ key, entries, stepRange }: TailRequest): Promise<void> {
    const { capabilities, lastStep, takeTail } = this.options;
    for (const entry of entries) entry.tailStep = lastStep(entry.runId, key);
    const maxPointsPerRun = capabilities.maxSamplePoints;
    const request = { key, runIds: idsOf(entries), maxPointsPerRun, stepRange, priority: 'visible' } as const;
    const isAborted = await this.ask(entries, request, takeTail);
    if (isAborted) for (const entry of entries) entry.tailStep = undefined;
    this.options.onRead(entries);
  }

  private async readBatch(batch: readonly Entry[], isQuick: boolean): Promise<void> {
    const { capabilities, lastStep, takeSample, onRead } = this.options;
    const maxPointsPerRun = isQuick
      ? quickSamplePoints(capabilities)
      : samplePoints(batch, capabilities, lastStep);
    const request: HistorySampleRequest = {
      runIds: idsOf(batch),
      key: batch[0]?.key ?? '',
      maxPointsPerRun,
      stepRange: undefined,
      priority: isQuick ? 'background' : 'visible',
    };
    await this.ask(batch, request, (entry, sample) => {
      takeSample(entry, sample);
      entry.isSmallSample = maxPointsPerRun < capabilities.maxSamplePoints;
    });
    onRead(batch);
  }

  /** Hands over what came; runs without an answer are marked, unless it is no longer wanted, which is returned. */
  private async ask(
    entries: readonly Entry[],
    request: HistorySampleRequest,
    take: (entry: Entry, sample: HistorySample) => void,
  ): Promise<boolean> {
    const controller = new AbortController();
    for (const entry of entries) entry.loading = controller;
    try {
      const { samples, failures } = await sampleRuns(this.options.source, request, controller.signal);
      for (const entry of entries) {
        const sample = samples.get(entry.runId);
        if (sample) take(entry, sample);
        else entry.failure = failures.get(entry.runId);
      }
    } catch (thrown) {
      if (!controller.signal.aborted) {
        for (const entry of entries) entry.failure = toTrackingFailure(thrown);
      }
    }
    return controller.signal.aborted;
  }
}

function idsOf(entries: readonly Entry[]): readonly RunId[] {
  return entries.map(({ runId }) => runId);
}
