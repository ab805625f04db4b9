/** While something runs, and while nothing does: then only new runs can come. */
export const RUNNING_TICK_MS = 5_000;
export const IDLE_TICK_MS = 30_000;
const MAX_BACK_OFF_MS = 5 * 60_000;
/** A tick may use a tenth of the time between ticks: whoever else asks the server has the rest. */
export const MAX_SHARE = 0.1;

export interface TickPace {
  /** What the last tick took, from its question until its answer was taken in. */
  readonly durationMs: number;
  readonly isRunning: boolean;
  /** Ticks in a row that failed. */
  readonly failureCount: number;
}

/** Milliseconds from the start of one tick to the start of the next. */
export function tickIntervalMs({ durationMs, isRunning, failureCount }: TickPace): number {
  const wantedMs = isRunning ? RUNNING_TICK_MS : IDLE_TICK_MS;
  const patientMs = failureCount === 0 ? wantedMs : Math.min(MAX_BACK_OFF_MS, wantedMs * 2 ** failureCount);
  return Math.max(patientMs, durationMs / MAX_SHARE);
}
