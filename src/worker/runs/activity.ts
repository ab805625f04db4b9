import { appendRuns, createRunFrame, setLogInterval } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { toRunHead } from '../../domain/runs/run-head.ts';
import { isSilentAt, needsIntervalAt } from '../../domain/runs/silent-run.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ActivityQuery, ActivityReply } from './finding-protocol.ts';

/**
 * Runs that go on or ended lately, without what they logged.
 *
 * @param intervalOf how often a run logs, where a table found it out; histories are not read for it here
 */
export async function readActivity(
  source: TrackingSource,
  query: ActivityQuery,
  clock: Clock,
  intervalOf: (id: RunId) => number | undefined,
  signal: AbortSignal,
): Promise<ActivityReply> {
  const { runs, hasMore } = await source.searchActivity(query, signal);
  const frame = createRunFrame();
  appendRuns(frame, runs);
  for (const { id } of runs) {
    const intervalMs = intervalOf(id);
    if (intervalMs !== undefined) setLogInterval(frame, id, intervalMs);
  }
  const nowMs = clock.nowMs();
  return {
    runs: runs.map((run, row) => {
      const isSilent = isSilentAt(frame, row, nowMs);
      return { ...toRunHead(run), isSilent, isQuiet: !isSilent && needsIntervalAt(frame, row, nowMs) };
    }),
    hasMore,
  };
}
