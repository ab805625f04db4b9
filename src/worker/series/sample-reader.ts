import type { RunId } from '../../domain/runs/run.ts';
import { toTrackingFailure, type TrackingFailure } from '../../tracking/errors.ts';
import type {
  HistorySample,
  HistorySampleRequest,
  SourceCapabilities,
  TrackingSource,
} from '../../tracking/source.ts';
import type { TailRequest } from './running-tails.ts';
import { batchEntries, glancePoints, quickSamplePoints, samplePoints } from './sample-batches.ts';
import { sampleRuns } from './sample-runs.ts';
import type { Entry } from './series-entry.ts';

/** With these a burst begins: a server shares its cores out, and the first picture waits for all that is asked at once. */
const FIRST_LANES = 2;
/** One more for each answer, up to what a browser opens to one host. */
const MOST_LANES = 6;

export interface SampleReaderOptions {
  readonly source: TrackingSource;
  readonly capabilities: SourceCapabilities;
  /** Step of the last point, where known: a guess of how long the history is. */
  readonly lastStep: (runId: RunId, key: string) => number | undefined;
  /** A sample of the whole history came. */
  readonly takeSample: (entry: Entry, sample: HistorySample) => void;
  /** A first look came, behind which all is asked for. */
  readonly takeGlance: (entry: Entry, sample: HistorySample) => void;
  /** All that a first look holds of these is taken. */
  readonly onGlance: (entries: readonly Entry[]) => void;
  /** What was logged behind what is held came. */
  readonly takeTail: (entry: Entry, sample: HistorySample) => void;
  /** A sample of a history that is held whole came; undefined: it did not. */
  readonly takeCheck: (entry: Entry, sample: HistorySample | undefined) => void;
  /** Nothing is under way for these any more. */
  readonly onRead: (entries: readonly Entry[]) => void;
}

/** What goes first: first pictures, then what comes whole behind a first look, then a few points that will do. */
const TURNS = ['first', 'whole', 'quick'] as const;
type Turn = (typeof TURNS)[number];

interface Batch {
  readonly entries: readonly Entry[];
  readonly turn: Turn;
  /** Of a first look, which is followed by the sample itself. */
  readonly glancePoints: number | undefined;
  readonly controller: AbortController;
}

/**
 * Reads samples of many histories at once: the first picture, and what running runs logged since. Metric by metric, in
 * the order that they are first asked for: of ten cards of 10 runs of 10,000 steps the first one has its lines after
 * 0.3 s and not after 1.3, of two cards of 500 runs after 4.3 s and not after 8 (2 cores, MLflow 3.17.2), and the last
 * one no later.
 */
export class SampleReader {
  private readonly options: SampleReaderOptions;
  private waiting: Batch[] = [];
  /** Metrics of a burst in the order that they came in; runs that are loaded meanwhile do not put one behind others. */
  private readonly keys = new Set<string>();
  private readonly inFlight = new Set<Batch>();
  private lanes = FIRST_LANES;

  constructor(options: SampleReaderOptions) {
    this.options = options;
  }

  /** One sample of each, of many short histories behind a first look at all of them. */
  readFirst(entries: readonly Entry[], isQuick: boolean): void {
    const { capabilities, lastStep } = this.options;
    const points = isQuick ? undefined : glancePoints(entries, capabilities, lastStep);
    for (const batch of batchEntries(entries, capabilities, lastStep)) {
      const controller = new AbortController();
      for (const entry of batch) entry.loading = controller;
      const turn = isQuick ? 'quick' : 'first';
      this.waiting.push({ entries: batch, turn, glancePoints: points, controller });
      this.keys.add(keyOf(batch));
    }
    this.fill();
  }

  private fill(): void {
    while (this.inFlight.size < this.lanes) {
      const next = this.next();
      if (!next) break;
      this.waiting = this.waiting.filter((batch) => batch !== next);
      this.inFlight.add(next);
      void this.readBatch(next);
    }
    if (this.inFlight.size > 0) return;
    this.lanes = FIRST_LANES;
    this.keys.clear();
  }

  private next(): Batch | undefined {
    for (const turn of TURNS) {
      const due = this.waiting.filter((batch) => batch.turn === turn);
      for (const key of this.keys) {
        const batch = due.find(({ entries }) => keyOf(entries) === key);
        if (batch) return this.isLeftAlone(batch) ? undefined : batch;
      }
    }
    return undefined;
  }

  /** Lines of hundreds of runs stand when the last answer came: the next metric does not take its time from it. */
  private isLeftAlone({ entries, glancePoints: points }: Batch): boolean {
    if (points === undefined || this.inFlight.size < FIRST_LANES) return false;
    return [...this.inFlight].every((other) => keyOf(other.entries) !== keyOf(entries));
  }

  /**
   * What running runs logged behind what is held of them, by one request. One that does not come leaves the line as it
   * is: it is asked for with what is logged next.
   */
  async readTail({ key, entries, stepRange }: TailRequest): Promise<void> {
    const { capabilities, lastStep, takeTail } = this.options;
    for (const entry of entries) entry.tailStep = lastStep(entry.runId, key);
    const maxPointsPerRun = capabilities.maxSamplePoints;
    const request = { key, runIds: idsOf(entries), maxPointsPerRun, stepRange, priority: 'visible' } as const;
    const controller = new AbortController();
    for (const entry of entries) entry.loading = controller;
    await this.ask(entries, request, controller.signal, takeTail, lack);
    if (controller.signal.aborted) for (const entry of entries) entry.tailStep = undefined;
    this.options.onRead(entries);
  }

  /** Whether anything was logged that these histories, held whole, lack: a sample of each, by one request. */
  async readCheck(entries: readonly Entry[]): Promise<void> {
    const { capabilities, takeCheck, onRead } = this.options;
    for (const batch of batchEntries(entries, capabilities, this.options.lastStep)) {
      const controller = new AbortController();
      for (const entry of batch) entry.loading = controller;
      const request = requestOf(batch, capabilities.maxSamplePoints, 'background');
      await this.ask(batch, request, controller.signal, takeCheck, (entry) => takeCheck(entry, undefined));
      onRead(batch);
    }
  }

  private async readBatch(batch: Batch): Promise<void> {
    const isFollowed = batch.glancePoints !== undefined && (await this.glance(batch));
    if (batch.glancePoints === undefined) await this.readSample(batch);
    this.inFlight.delete(batch);
    this.lanes = Math.min(this.lanes + 1, MOST_LANES);
    if (!isFollowed) this.options.onRead(batch.entries);
    this.fill();
  }

  private async readSample({ entries, turn, controller }: Batch): Promise<void> {
    const { capabilities, lastStep, takeSample } = this.options;
    const isQuick = turn === 'quick';
    const maxPointsPerRun = isQuick
      ? quickSamplePoints(capabilities)
      : samplePoints(entries, capabilities, lastStep);
    const request = requestOf(entries, maxPointsPerRun, isQuick ? 'background' : 'visible');
    await this.ask(entries, request, controller.signal, (entry, sample) => {
      takeSample(entry, sample);
      entry.isSmallSample = maxPointsPerRun < capabilities.maxSamplePoints;
    });
  }

  /** A first look; what it does not hold whole is asked for behind all first pictures. Returns whether there is any. */
  private async glance({ entries, glancePoints: points = 0, controller }: Batch): Promise<boolean> {
    const { takeSample, takeGlance, onGlance, onRead } = this.options;
    const rest: Entry[] = [];
    await this.ask(entries, requestOf(entries, points, 'visible'), controller.signal, (entry, sample) => {
      if (sample.isComplete) return takeSample(entry, sample);
      takeGlance(entry, sample);
      rest.push(entry);
    });
    if (controller.signal.aborted || rest.length === 0) return false;
    onGlance(rest);
    const done = entries.filter((entry) => !rest.includes(entry));
    this.waiting.push({ entries: rest, turn: 'whole', glancePoints: undefined, controller });
    if (done.length > 0) onRead(done);
    return true;
  }

  /** Hands over what came, and runs without an answer, unless it is no longer wanted. */
  private async ask(
    entries: readonly Entry[],
    request: HistorySampleRequest,
    signal: AbortSignal,
    take: (entry: Entry, sample: HistorySample) => void,
    fail: (entry: Entry, failure: TrackingFailure | undefined) => void = mark,
  ): Promise<void> {
    if (signal.aborted) return;
    try {
      const { samples, failures } = await sampleRuns(this.options.source, request, signal);
      for (const entry of entries) {
        const sample = samples.get(entry.runId);
        if (sample) take(entry, sample);
        else fail(entry, failures.get(entry.runId));
      }
    } catch (thrown) {
      if (signal.aborted) return;
      for (const entry of entries) fail(entry, toTrackingFailure(thrown));
    }
  }
}

/** What is held stays, and is known not to be all: pages bring the rest, or tell what is wrong. */
function lack(entry: Entry): void {
  entry.isComplete = false;
}

/** The run is told to have failed, and is read again when somebody asks for that. */
function mark(entry: Entry, failure: TrackingFailure | undefined): void {
  entry.failure = failure;
}

function requestOf(
  entries: readonly Entry[],
  maxPointsPerRun: number,
  priority: HistorySampleRequest['priority'],
): HistorySampleRequest {
  return { runIds: idsOf(entries), key: keyOf(entries), maxPointsPerRun, stepRange: undefined, priority };
}

/** A batch is about one. */
function keyOf(entries: readonly Entry[]): string {
  return entries[0]?.key ?? '';
}

function idsOf(entries: readonly Entry[]): readonly RunId[] {
  return entries.map(({ runId }) => runId);
}
