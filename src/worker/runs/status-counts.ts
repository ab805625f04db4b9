import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import { isSilentAt } from '../../domain/runs/silent-run.ts';
import type { RunsSnapshot } from './runs-protocol.ts';

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
    if (isSilentAt(frame, row, nowMs)) counts.silent++;
  }
  return counts;
}
