import type { Series } from '../../domain/series/series.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import { sampleRuns } from './sample-runs.ts';
import type { Entry, Watch } from './series-entry.ts';
import { noteRange, planRanges, type RangeLimits, type RangeRequest } from './zoom-ranges.ts';

/** Parts of histories read at once for one card, beside its pages. */
const RANGES_IN_FLIGHT = 2;

export interface RangeReader {
  readonly source: TrackingSource;
  readonly take: (entry: Entry, points: Series) => void;
  /** Told of all entries of a request at once. */
  readonly onRead: (entries: readonly Entry[]) => void;
}

/** Reads the shown part of a watch finer, a few requests at a time, until it is whole or fine enough. */
export function readShownPart(reader: RangeReader, watch: Watch, limits: RangeLimits): void {
  const { shown, entries, ranges } = watch;
  if (!shown || ranges.signal.aborted || watch.rangesInFlight > 0) return;
  for (const request of planRanges(entries, shown, limits).slice(0, RANGES_IN_FLIGHT)) {
    void readRange(reader, watch, request);
  }
}

async function readRange(
  { source, take, onRead }: RangeReader,
  watch: Watch,
  { key, entries, stepRange, maxPoints }: RangeRequest,
): Promise<void> {
  const { signal } = watch.ranges;
  const runIds = entries.map(({ runId }) => runId);
  watch.rangesInFlight++;
  try {
    const request = { key, runIds, maxPointsPerRun: maxPoints, stepRange, priority: 'visible' } as const;
    const { samples } = await sampleRuns(source, request, signal);
    for (const entry of entries) {
      const answer = samples.get(entry.runId);
      // What cannot be had stays as fine as it is: it is not asked for again.
      noteRange(entry, { ...stepRange, maxPoints, isComplete: answer?.isComplete ?? false });
      if (answer && !entry.isComplete) take(entry, answer.series);
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    watch.rangesInFlight--;
  }
  if (!signal.aborted) onRead(entries);
}
