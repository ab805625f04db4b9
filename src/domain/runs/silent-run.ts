import type { RunFrame } from './run-frame.ts';
import { RUN_STATUSES } from './run.ts';

/** A running run that has logged nothing for more of its own logging intervals is silent. */
const SILENT_AFTER_INTERVALS = 20;
/** Before, nobody calls a run silent, however often it used to log. */
const MIN_SILENT_MS = 10 * 60_000;
/** Of a run whose interval nobody knows: it has logged nothing yet, or its history was not read. */
const UNKNOWN_SILENT_MS = 30 * 60_000;

const RUNNING = RUN_STATUSES.indexOf('RUNNING');

/**
 * When a run that still counts as running logged its last point (where it logged none, when it began), if that was
 * longer ago than it ever takes; undefined: it is not silent.
 */
export function silentSinceAt(frame: RunFrame, row: number, nowMs: number): number | undefined {
  if (frame.statusCodes[row] !== RUNNING) return undefined;
  const sinceMs = lastSignMs(frame, row);
  const intervalMs = frame.logIntervalsMs[row] ?? Number.NaN;
  const allowedMs = Number.isNaN(intervalMs)
    ? UNKNOWN_SILENT_MS
    : Math.max(MIN_SILENT_MS, SILENT_AFTER_INTERVALS * intervalMs);
  return nowMs - sinceMs > allowedMs ? sinceMs : undefined;
}

export function isSilentAt(frame: RunFrame, row: number, nowMs: number): boolean {
  return silentSinceAt(frame, row, nowMs) !== undefined;
}

/**
 * Whether the run has been quiet for so long that it matters how often it logs, which is not known.
 */
export function needsIntervalAt(frame: RunFrame, row: number, nowMs: number): boolean {
  if (frame.statusCodes[row] !== RUNNING || !Number.isNaN(frame.logIntervalsMs[row] ?? Number.NaN))
    return false;
  const loggedMs = frame.lastLoggedMs[row] ?? Number.NaN;
  return nowMs - loggedMs > MIN_SILENT_MS;
}

/**
 * How long it takes a run from one logged point to the next: half of the times are shorter. Points of one moment are
 * one. Undefined for fewer than two moments.
 *
 * @param timestampsMs in any order
 */
export function typicalInterval(timestampsMs: ArrayLike<number>): number | undefined {
  const moments = Float64Array.from(timestampsMs).sort();
  const gaps = Float64Array.from(moments.subarray(1), (ms, index) => ms - (moments[index] ?? ms))
    .filter((gap) => gap > 0)
    .sort();
  return gaps.length === 0 ? undefined : gaps[gaps.length >> 1];
}

/**
 * Milliseconds from start to end: of a run that goes on until now, of a silent one until its last point, where it has
 * one. Undefined where it has no start, or no end that anybody knows.
 */
export function durationAt(frame: RunFrame, row: number, nowMs: number): number | undefined {
  const startMs = frame.startsMs[row] ?? Number.NaN;
  const endMs = frame.endsMs[row] ?? Number.NaN;
  if (Number.isNaN(startMs)) return undefined;
  if (!Number.isNaN(endMs)) return endMs - startMs;
  if (frame.statusCodes[row] !== RUNNING) return undefined;
  const loggedMs = frame.lastLoggedMs[row] ?? Number.NaN;
  // Points from before the start tell nothing of the end.
  const hasEnded = loggedMs >= startMs && isSilentAt(frame, row, nowMs);
  // The clock that started it may be ahead of this one.
  return Math.max(0, (hasEnded ? loggedMs : nowMs) - startMs);
}

function lastSignMs(frame: RunFrame, row: number): number {
  const loggedMs = frame.lastLoggedMs[row] ?? Number.NaN;
  return Number.isNaN(loggedMs) ? (frame.startsMs[row] ?? Number.NaN) : loggedMs;
}
