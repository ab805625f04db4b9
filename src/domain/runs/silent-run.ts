import type { RunFrame } from './run-frame.ts';
import { RUN_STATUSES } from './run.ts';

/** A running run that has logged nothing for longer is silent. */
const SILENT_AFTER_MS = 30 * 60_000;

const RUNNING = RUN_STATUSES.indexOf('RUNNING');

/** Running, and no metric for 30 minutes; one that has logged none yet is counted from its start. */
export function isSilentAt(frame: RunFrame, row: number, nowMs: number): boolean {
  if (frame.statusCodes[row] !== RUNNING) return false;
  const loggedMs = frame.lastLoggedMs[row] ?? Number.NaN;
  const sinceMs = Number.isNaN(loggedMs) ? (frame.startsMs[row] ?? Number.NaN) : loggedMs;
  return nowMs - sinceMs > SILENT_AFTER_MS;
}
