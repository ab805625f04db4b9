import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import { toRunHead } from '../../domain/runs/run-head.ts';
import { isSilentAt } from '../../domain/runs/silent-run.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ActivityQuery, ActivityReply } from './finding-protocol.ts';

/** Runs that go on or ended lately, without what they logged. */
export async function readActivity(
  source: TrackingSource,
  query: ActivityQuery,
  clock: Clock,
  signal: AbortSignal,
): Promise<ActivityReply> {
  const { runs, hasMore } = await source.searchActivity(query, signal);
  const frame = createRunFrame();
  appendRuns(frame, runs);
  const nowMs = clock.nowMs();
  return {
    runs: runs.map((run, row) => ({ ...toRunHead(run), isSilent: isSilentAt(frame, row, nowMs) })),
    hasMore,
  };
}
