import { findCell } from '../../domain/runs/run-column.ts';
import { type RunFrame, setLogInterval } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { needsIntervalAt, typicalInterval } from '../../domain/runs/silent-run.ts';
import type { SourceCapabilities, StepRange, TrackingSource } from '../../tracking/source.ts';

/** Runs that are asked about at once; the others have their turn afterwards. */
const MAX_RUNS = 20;
/** Of a history that comes as a sample, the last pieces tell more than all: between two of its points all are read. */
const LAST_PIECES = 2;

interface LogIntervalsOptions {
  readonly source: TrackingSource;
  readonly capabilities: Pick<SourceCapabilities, 'bulkSamples' | 'maxSamplePoints'>;
}

interface QuietRun {
  readonly id: RunId;
  /** The metric that it logged last. */
  readonly key: string;
}

/** Finds out how often runs log that have been quiet for a while, so that it is known which of them are silent. */
export class LogIntervals {
  private readonly options: LogIntervalsOptions;
  /** Runs that were asked about, be it in vain. */
  private readonly asked = new Set<RunId>();

  constructor(options: LogIntervalsOptions) {
    this.options = options;
  }

  /** True where something was found out. Of a history that cannot be read nothing is known; that is no failure. */
  async measure(frame: RunFrame, nowMs: number, signal: AbortSignal): Promise<boolean> {
    const quiet = quietRuns(frame, nowMs).filter(({ id }) => !this.asked.has(id));
    const runs = quiet.slice(0, MAX_RUNS);
    for (const { id } of runs) this.asked.add(id);
    const keys = [...new Set(runs.map(({ key }) => key))];
    const found = await Promise.all(
      keys.map((key) =>
        this.measureKey(
          frame,
          key,
          runs.filter((run) => run.key === key),
          signal,
        ),
      ),
    );
    return found.some(Boolean);
  }

  private async measureKey(
    frame: RunFrame,
    key: string,
    runs: readonly QuietRun[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const ids = runs.map(({ id }) => id);
    const intervals = await this.read(key, ids, signal).catch(() => []);
    for (const [id, intervalMs] of intervals) setLogInterval(frame, id, intervalMs);
    return intervals.length > 0;
  }

  private async read(key: string, ids: readonly RunId[], signal: AbortSignal) {
    const intervals: (readonly [RunId, number])[] = [];
    for (const { runId, series, isComplete } of await this.sample(key, ids, undefined, signal)) {
      const tail = isComplete ? series : await this.readTail(key, runId, series.steps, signal);
      const intervalMs = typicalInterval(tail.timestampsMs);
      if (intervalMs !== undefined) intervals.push([runId, intervalMs]);
    }
    return intervals;
  }

  private async readTail(key: string, runId: RunId, steps: Float64Array, signal: AbortSignal) {
    const start = steps[steps.length - 1 - LAST_PIECES] ?? steps[0] ?? 0;
    const range = { start, end: steps.at(-1) ?? start };
    const [tail] = await this.sample(key, [runId], range, signal);
    return tail?.series ?? { timestampsMs: [] };
  }

  private sample(
    key: string,
    runIds: readonly RunId[],
    stepRange: StepRange | undefined,
    signal: AbortSignal,
  ) {
    const { source, capabilities } = this.options;
    const maxPointsPerRun = capabilities.maxSamplePoints;
    return source.sampleHistories(
      { runIds, key, maxPointsPerRun, stepRange, priority: 'background' },
      signal,
    );
  }
}

function quietRuns(frame: RunFrame, nowMs: number): readonly QuietRun[] {
  const runs: QuietRun[] = [];
  frame.ids.forEach((id, row) => {
    const key = needsIntervalAt(frame, row, nowMs) ? lastKey(frame, row) : undefined;
    if (key !== undefined) runs.push({ id, key });
  });
  return runs;
}

function lastKey({ metrics, lastLoggedMs }: RunFrame, row: number): string | undefined {
  for (const [key, column] of metrics) {
    const place = findCell(column, row);
    if (place >= 0 && column.timestampsMs[place] === lastLoggedMs[row]) return key;
  }
  return undefined;
}
