import type { RunFrame } from '../domain/run-frame.ts';
import { RUN_STATUSES } from '../domain/run.ts';
import type { RunsSnapshot } from './data-protocol.ts';

const SILENT_AFTER_MS = 30 * 60_000;

/** Of these rows: how many are in which state; `silent` ones count as running too. */
export function countStatuses(
  frame: RunFrame,
  rows: Uint32Array,
  nowMs: number,
): RunsSnapshot['statusCounts'] {
  const counts = { RUNNING: 0, SCHEDULED: 0, FINISHED: 0, FAILED: 0, KILLED: 0, silent: 0 };
  for (const row of rows) {
    const status = RUN_STATUSES[frame.statusCodes[row] ?? -1];
    if (!status) continue;
    counts[status]++;
    if (status === 'RUNNING' && isSilent(frame, row, nowMs)) counts.silent++;
  }
  return counts;
}

/** No metric for 30 minutes; one that has logged none yet is counted from its start. */
function isSilent(frame: RunFrame, row: number, nowMs: number): boolean {
  const loggedMs = frame.lastLoggedMs[row] ?? Number.NaN;
  const sinceMs = Number.isNaN(loggedMs) ? (frame.startsMs[row] ?? Number.NaN) : loggedMs;
  return nowMs - sinceMs > SILENT_AFTER_MS;
}
