import { pointsCsvHead, pointsCsvLines, pointsCsvPrefix } from '../../domain/export/export-points-csv.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import { demandLines, type LinesSource } from './chart-lines.ts';
import { type Clock, pause } from '../clock.ts';
import type { PointsExportProgress, PointsExportReply, PointsExportRequest } from './chart-protocol.ts';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { StoredSeries } from '../series/series-entry.ts';

/** Some 10 ms of writing. */
const POINTS_PER_SLICE = 10_000;
const PROGRESS_EVERY_MS = 100;

/**
 * All stored points of all asked runs as CSV, in slices with pauses between them. Of `whole` histories the rest is read
 * first; runs that cannot be read are counted, not waited for. Rejects when the signal aborts.
 */
export async function exportPoints(
  source: LinesSource,
  request: PointsExportRequest,
  clock: Clock,
  context: HandlerContext<'chart.export'>,
): Promise<PointsExportReply> {
  const { extent } = request;
  const say = createTeller(clock, (said) => context.progress(said));
  let onChange: (() => void) | undefined;
  // Held while it is written, so that nothing of it is given up meanwhile.
  const demand = demandLines(source, request, () => onChange?.(), extent === 'whole' ? 'whole' : 'sample');
  try {
    if (extent === 'whole') {
      await new Promise<void>((resolve, reject) => {
        onChange = () => {
          say(() => progressOf(demand.series));
          if (demand.series.every(isSettled)) resolve();
        };
        context.signal.addEventListener('abort', () => reject(context.signal.reason as Error), {
          once: true,
        });
        onChange();
      });
    }
    return await writePoints(demand.series, request, context.signal);
  } finally {
    demand.release();
  }
}

function isSettled({ state }: StoredSeries): boolean {
  return state === 'exact' || state === 'empty' || state === 'failed';
}

function progressOf(list: readonly StoredSeries[]): PointsExportProgress {
  return {
    points: list.reduce((sum, { columns }) => sum + columns.length, 0),
    runsDone: list.filter(isSettled).length,
    runsTotal: list.length,
  };
}

function createTeller(clock: Clock, progress: (said: PointsExportProgress) => void) {
  let saidMs = Number.NEGATIVE_INFINITY;
  return (saidNow: () => PointsExportProgress) => {
    if (clock.nowMs() - saidMs < PROGRESS_EVERY_MS) return;
    saidMs = clock.nowMs();
    progress(saidNow());
  };
}

async function writePoints(
  list: readonly StoredSeries[],
  { runs }: PointsExportRequest,
  signal: AbortSignal,
): Promise<PointsExportReply> {
  // Blobs in place of texts: the browser may keep them out of the heap.
  const parts: (Blob | string)[] = [pointsCsvHead()];
  let [pointCount, sinceSlice] = [0, 0];
  for (const [index, stored] of list.entries()) {
    const prefix = pointsCsvPrefix(runs[index]?.name ?? '', stored.runId, stored.key);
    const series = copyOf(viewSeries(stored.columns));
    for (let start = 0; start < series.steps.length; start += POINTS_PER_SLICE) {
      if (sinceSlice >= POINTS_PER_SLICE) {
        await pause();
        sinceSlice = 0;
      }
      signal.throwIfAborted();
      const end = Math.min(series.steps.length, start + POINTS_PER_SLICE);
      parts.push(new Blob([pointsCsvLines(prefix, series, start, end)]));
      sinceSlice += end - start;
    }
    pointCount += series.steps.length;
  }
  const count = (states: readonly string[]) => list.filter(({ state }) => states.includes(state)).length;
  return {
    blob: new Blob(parts, { type: 'text/csv;charset=utf-8' }),
    pointCount,
    sampledRuns: count(['sampled', 'loading']),
    failedRuns: count(['failed']),
  };
}

/** A page that comes in during a pause is merged into the columns in place. */
function copyOf({ steps, timestampsMs, values }: Series): Series {
  return { steps: steps.slice(), timestampsMs: timestampsMs.slice(), values: values.slice() };
}
