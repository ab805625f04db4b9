import type { ActiveRun } from '../../worker/runs/finding-protocol.ts';

/**
 * Milliseconds that a running run has gone on: of a silent one until its last point. Undefined where it has no start,
 * or is silent and nobody knows how long it ran: it logged nothing.
 */
export function activeDurationMs(
  { startMs, lastSignMs, isSilent }: Pick<ActiveRun, 'startMs' | 'lastSignMs' | 'isSilent'>,
  nowMs: number,
): number | undefined {
  if (startMs === undefined) return undefined;
  if (!isSilent) return Math.max(0, nowMs - startMs);
  return lastSignMs !== undefined && lastSignMs > startMs ? lastSignMs - startMs : undefined;
}
